"""Of a company that merely could supply: who is named as seller and is not it, and to whom it is told to sell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.model import codes
from kg.model.iris import mint
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, countries_in, reports_of, source_of
from kg.questions.benefits import makes
from kg.questions.benefits.benefit_words import Said, addresses, capital, share, urls, words
from kg.questions.benefits.members import claims_naming, some_examples
from kg.questions.benefits.worded import cancelling
from kg.questions.holdings import homes
from kg.questions.standing import EARLY, taking_place
from kg.store.nodes import Values, expand

__all__ = ["unlike"]

_NAMED = 3  # sellers, countries; more are counted
_SELLS = "supplier"
_HANDLES = "handles"  # for a fee what others sell


def unlike(reader: Reader, row: Row, pledge: Values, supplies: Sequence[Values]) -> Iterator[Said]:
    """Of one that could supply by some facts: who is named and is not it, and that it is not known to sell there."""
    if not supplies or row["strength"] != "could_supply" or row["direction"] == "harmed":
        return
    claims = Sources.of(reader.store).claims(row["pledge"])
    named = _sellers(reader, row["pledge"])
    if sellers := {reader.label(iri): held for iri, held in named.items()}:
        naming = [claim for claim in claims if claim.iri in {iri for held in sellers.values() for iri in held}]
        given = {"who": capital(share(naming, claims)), "sellers": listed(sellers, _NAMED)}
        given["some_example"] = some_examples(naming, list(named))
        given["company"] = row["company_label"]
        reports = {name: len(reports_of(claim for claim in naming if claim.iri in sellers[name])) for name in sellers}
        name = "others"
        if len({*reports.values()}) > 1:  # then one number would be that of none of them
            name, given["all"] = "others_each", str(len(reports_of(claims)))
            given["sellers"] = listed([f"{seller} ({number})" for seller, number in reports.items()], _NAMED)
        yield Said(filled(words()["but"][name], given))
    yield from _of_elsewhere(reader, row["company"], claims)
    recipients = set(map(str, pledge.get(expand("recipient"), ())))
    buyers = [iri for iri in map(str, pledge.get(expand("pledger"), ())) if iri not in recipients]
    yield from _unlinked(reader, row, supplies, buyers)


def _unlinked(reader: Reader, row: Row, supplies: Sequence[Values], buyers: Sequence[str]) -> Iterator[Said]:
    """That no source tells of such sales to those who buy, or only one too old; and to whom it tells of them."""
    to = {iri for each in buyers for iri in homes(reader, each)}
    names = {"buyer": " or ".join(with_article(reader.label(iri)) for iri in buyers)}
    made = dict.fromkeys(str(iri) for node in supplies for iri in node[expand("product")])
    goods = [iri for iri in made if "/product/" in iri] or list(made)  # no HS heading beside a word
    names["goods"] = " or ".join(map(reader.label, goods))
    sold_from = dict.fromkeys(str(iri) for node in supplies for iri in node[expand("country")])
    names["country"] = " or ".join(with_article(reader.label(iri)) for iri in sold_from)
    if _going(supplies, to):
        return
    handled = "_handled" if row["activity"] == _HANDLES else ""
    if others := _going(_alike(reader, row["company"], supplies), to):
        sources = listed(list(dict.fromkeys(map(source_of, others))), len(others), "; ")
        dated = {expand("sourceDate") in node for node in others}
        old = words()["beside"]["old" if len(dated) > 1 else "older" if True in dated else "undated"]
        given = {**names, "old": old, "sources": sources}
        yield Said(filled(words()["but"][f"vague{handled}"], given), addresses(others))
        return
    if sales := _sales(reader, row, supplies, {*buyers, *to}):
        given = {**names, "company": row["company_label"], "sales": listed(sales, _NAMED)}
        yield Said(filled(words()["but"]["linked"], given))
        return
    yield Said(filled(words()["but"][f"unlinked{handled}"], names))


def _sales(reader: Reader, row: Row, supplies: Sequence[Values], buyers: Collection[str]) -> list[str]:
    """Other pledges of the same buyers, or of their companies, on such goods that reports name the company in."""
    store = reader.store
    ties = (
        iri for iri in store.subjects("company", row["company"]) if store.holds(iri, "role", mint("role", "supplier"))
    )
    named = (iri for iri in ties if store.holds(iri, "basis", mint("basis", "named")))
    pledges = {str(event) for iri in named for event in store.objects(iri, "event")} - {row["pledge"]}
    sides = {iri: [str(side) for side in store.objects(iri, "pledger")] for iri in sorted(pledges)}
    theirs = (iri for iri, held in sides.items() if any({side, *homes(reader, side)} & {*buyers} for side in held))
    goods = {str(iri) for node in supplies for iri in node.get(expand("product"), ())}
    promised = {iri: [str(each) for each in store.objects(iri, "product")] for iri in theirs}
    alike = (iri for iri, own in promised.items() if any(codes.related(one, other) for one in own for other in goods))
    return [_told_sale(reader, iri, row["company"]) for iri in alike if _stands(reader, iri)]


def _told_sale(reader: Reader, iri: str, company: str) -> str:
    """A pledge with the reports of it that name a company as seller."""
    naming = claims_naming(reader, iri, "supplier")[company]
    told = by([claim for claim in Sources.of(reader.store).claims(iri) if claim.iri in naming])
    return f"“{reader.label(iri)}” ({told})"


def _stands(reader: Reader, iri: str) -> bool:
    """Whether a pledge is more than a plan and neither over, replaced nor asked to be called off."""
    node = reader.node(iri)
    early, ended = reader.status(iri, node, "grade") in (None, *EARLY), reader.status(iri, node, "ending") is not None
    claims = Sources.of(reader.store).claims(iri)
    asked = any(cancelling(claim.claim.evidence or "") for claim in claims)
    return not (early or ended or asked or taking_place(reader, iri))


def _going(supplies: Sequence[Values], to: set[str]) -> list[Values]:
    """The supplies that go to one of some countries."""
    return [node for node in supplies if not to.isdisjoint(map(str, node.get(expand("destination"), ())))]


def _alike(reader: Reader, company: str, supplies: Sequence[Values]) -> list[Values]:
    """All supplies of the goods of some, from the same countries, that reference data knows of a company."""
    goods, origins = ({str(iri) for node in supplies for iri in node[expand(name)]} for name in ("product", "country"))
    return [
        node
        for node in makes.supplies(reader, company)
        if not goods.isdisjoint(map(str, node[expand("product")]))
        and not origins.isdisjoint(map(str, node[expand("country")]))
    ]


def _sellers(reader: Reader, pledge: str) -> dict[str, list[str]]:
    """The companies (IRIs) that reports of a pledge name as sellers, by name, each with the claims that do."""
    named = claims_naming(reader, pledge, "supplier")
    companies = [iri for iri in named if reader.store.holds(iri, "a", expand("Company"))]
    return {iri: named[iri] for iri in sorted(companies, key=reader.label)}


def _of_elsewhere(reader: Reader, company: str, claims: Sequence[Statement]) -> Iterator[Said]:
    """That reports tell the sellers as firms of a country of which the company is none: "US firms"."""
    own = {codes.code(iri) for iri in homes(reader, company)}
    held: dict[str, list[Statement]] = {}
    for claim in claims:
        for item in claim.mentions:
            if item.role == _SELLS and item.group and own and own.isdisjoint(countries_in(item.group) or own):
                held.setdefault(item.group, []).append(claim)
    if telling := [claim for each in held.values() for claim in each]:
        given = {"who": capital(share(telling, claims, *words()["named"]["verbs"])), "source": by(telling)}
        yield Said(filled(words()["but"]["others_group"], {**given, "groups": listed(held, len(held))}), urls(telling))
