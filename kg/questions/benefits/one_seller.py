"""One seller under several names: its owner named along with it, or a like name that another report gives instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.model.phrases import filled
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, sourced
from kg.questions.benefits.benefit_words import Said, addresses, urls, words
from kg.questions.benefits.members import claims_naming, is_example, named_in
from kg.questions.holdings import owners, told_first
from kg.store.nodes import Values

__all__ = ["named_as_owner", "one_seller"]

_SELLS = "supplier"


def one_seller(reader: Reader, row: Row, pledge: Values) -> Iterator[Said]:
    """Of a named seller: who else of its group is named for the same, and who has its name in another report."""
    if row["basis"] != "named" or row["role"] != _SELLS:
        return
    sellers = claims_naming(reader, row["pledge"], _SELLS)
    others = sorted(sellers.keys() - {row["company"]})
    tied = {iri: held for iri in others if (held := _tie(reader, row["company"], iri, pledge))}
    if tied:
        nodes = [reader.node(iri) for iri in dict.fromkeys(iri for held in tied.values() for iri in held)]
        told = {iri: _named_by(reader, row["pledge"], iri, sellers[iri]) for iri in tied}
        given = {"others": "; ".join(f"{reader.label(iri)} ({source})" for iri, source in told.items())}
        given["holdings"] = "; ".join(sourced(reader, node) for node in nodes)
        yield Said(filled(words()["but"]["one_seller"], given), addresses(nodes))
    yield from _like(reader, row, {iri: sellers[iri] for iri in others if iri not in tied})


def _named_by(reader: Reader, pledge: str, company: str, iris: Sequence[str]) -> str:
    """The reports that name a company, those apart that do so by way of example."""
    naming = [claim for claim in Sources.of(reader.store).claims(pledge) if claim.iri in iris]
    loose = [each for each in naming if is_example(each, company)]
    firm, example = by([claim for claim in naming if claim not in loose]), words()["named"]["example"]
    return "; ".join(filter(None, (firm, f"{example} {by(loose)}" if loose else "")))


def named_as_owner(reader: Reader, row: Row, pledge: Values, said: Sequence[str]) -> bool:
    """Whether all sentences that name a company name it as the owner of another: "Sabine Pass, of Cheniere"."""
    day = told_first(reader, pledge)
    for other in sorted(named_in(reader, row["pledge"], row["role"]) - {row["company"]}):
        if row["company"] in owners(reader, other, day):
            of = _of(reader.called(other), reader.called(row["company"]))
            if said and all(of.search(text) for text in said):
                return True
    return False


def _of(held: Sequence[str], owner: Sequence[str]) -> re.Pattern[str]:
    """As "Sabine Pass Liquefaction, a unit of Cheniere Energy Partners"."""
    one, other = ("|".join(map(re.escape, sorted(names, key=len, reverse=True))) for names in (held, owner))
    return re.compile(rf"\b(?:{one}),?\s(?:an?\s\w+\s)?of\s(?:the\s)?(?:{other})(?!\s[A-Z])")


def _tie(reader: Reader, company: str, other: str, pledge: Values) -> list[str]:
    """The holdings (IRIs) by which one of two companies held the other, or one owner both, when a pledge was told."""
    day = told_first(reader, pledge)
    own, theirs = (owners(reader, iri, day) for iri in (company, other))
    common = next((iri for iri in own if iri in theirs), None)  # the nearest: one of the two where it holds the other
    return [*own[common], *theirs[common]] if common else []


def _like(reader: Reader, row: Row, others: Mapping[str, Sequence[str]]) -> Iterator[Said]:
    """A seller of like name in reports that do not name this one: whether it is the same no source here tells."""
    claims = {claim.iri: claim for claim in Sources.of(reader.store).claims(row["pledge"])}
    own = {claims[iri].report_iri for iri in row["claims"] if iri in claims}
    for other, told in others.items():
        naming = [claims[iri] for iri in told if iri in claims]
        if naming and own.isdisjoint(claim.report_iri for claim in naming) and _alike(reader, row["company"], other):
            given = {"company": row["company_label"], "other": reader.label(other), "reports": by(naming)}
            yield Said(filled(words()["but"]["like_name"], given), urls(naming[:1]))


def _alike(reader: Reader, one: str, other: str) -> bool:
    """Whether one of two companies is also called by a word with which the other's name begins: "Cheniere"."""
    pairs = ((reader.called(one), reader.label(other)), (reader.called(other), reader.label(one)))
    return any(label.startswith(f"{name} ") for names, label in pairs for name in names)
