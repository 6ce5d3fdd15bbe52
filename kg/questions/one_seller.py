"""One seller under several names: its owner named along with it, or a like name that another report gives instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model.phrases import filled, listed
from kg.query.reader import Reader, Row, typed
from kg.query.sources import Sources, by, sourced
from kg.questions.benefit_words import Said, addresses, urls, words
from kg.questions.holdings import owners, told_first
from kg.questions.members import named_in
from kg.store.nodes import Values, expand

__all__ = ["named_as_owner", "one_seller"]

_SELLS = "supplier"


def one_seller(reader: Reader, row: Row, pledge: Values) -> Iterator[Said]:
    """Of a named seller: who else of its group is named for the same, and who has its name in another report."""
    if row["basis"] != "named" or row["role"] != _SELLS:
        return
    others = sorted(named_in(reader, row["pledge"], _SELLS) - {row["company"]})
    tied = {iri: held for iri in others if (held := _tie(reader, row["company"], iri, pledge))}
    if tied:
        nodes = [reader.node(iri) for iri in dict.fromkeys(iri for held in tied.values() for iri in held)]
        given = {"others": listed(map(reader.label, tied), len(tied))}
        given["holdings"] = "; ".join(sourced(reader, node) for node in nodes)
        yield Said(filled(words()["but"]["one_seller"], given), addresses(nodes))
    yield from _like(reader, row, [iri for iri in others if iri not in tied])


def named_as_owner(reader: Reader, row: Row, pledge: Values, said: Sequence[str]) -> str:
    """The company that all sentences naming this one give as its own: "Sabine Pass, of Cheniere"; empty for none."""
    day = told_first(reader, pledge)
    for other in sorted(named_in(reader, row["pledge"], row["role"]) - {row["company"]}):
        if row["company"] in owners(reader, other, day):
            of = _of(reader.called(other), reader.called(row["company"]))
            if said and all(of.search(text) for text in said):
                return reader.label(other)
    return ""


def _of(held: Sequence[str], owner: Sequence[str]) -> re.Pattern[str]:
    """As "Sabine Pass Liquefaction, a unit of Cheniere Energy Partners"."""
    one, other = ("|".join(map(re.escape, sorted(names, key=len, reverse=True))) for names in (held, owner))
    return re.compile(rf"\b(?:{one}),?\s(?:an?\s\w+\s)?of\s(?:the\s)?(?:{other})(?!\s[A-Z])")


def _tie(reader: Reader, company: str, other: str, pledge: Values) -> list[str]:
    """The holdings (IRIs) by which one of two companies holds the other when a pledge was first told."""
    day = told_first(reader, pledge)
    return owners(reader, company, day).get(other) or owners(reader, other, day).get(company) or []


def _like(reader: Reader, row: Row, others: Sequence[str]) -> Iterator[Said]:
    """A seller of like name in reports that do not name this one: whether it is the same no source here tells."""
    claims = {claim.iri: claim for claim in Sources.of(reader.store).claims(row["pledge"])}
    own = {claims[iri].report_iri for iri in row["claims"] if iri in claims}
    for other in others:
        naming = [claims[iri] for iri in _claims(reader, row["pledge"], other) if iri in claims]
        if naming and own.isdisjoint(claim.report_iri for claim in naming) and _alike(reader, row["company"], other):
            given = {"company": row["company_label"], "other": reader.label(other), "reports": by(naming)}
            yield Said(filled(words()["but"]["like_name"], given), urls(naming[:1]))


def _claims(reader: Reader, pledge: str, company: str) -> list[str]:
    """The claims that name a company as seller of a pledge."""
    held = (node for _, node in typed(reader.parts(pledge, "Benefit"), "Benefit"))
    return [
        str(iri)
        for node in held
        if reader.code(node, "role") == _SELLS and company in map(str, node.get(expand("company"), ()))
        for iri in node.get(expand("claim"), ())
    ]


def _alike(reader: Reader, one: str, other: str) -> bool:
    """Whether one of two companies is also called by a word with which the other's name begins: "Cheniere"."""
    pairs = ((reader.called(one), reader.label(other)), (reader.called(other), reader.label(one)))
    return any(label.startswith(f"{name} ") for names, label in pairs for name in names)
