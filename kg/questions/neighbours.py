"""Other pledges that a reader must not take a pledge for, or add to it: of such goods, or with the same company."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from kg.model import codes
from kg.model.phrases import few_told, filled
from kg.query.reader import Reader, Row, typed
from kg.query.sources import Sources
from kg.questions.benefit_words import Said, words
from kg.questions.delivery import counts_of
from kg.questions.holdings import homes
from kg.questions.said import count_told, listed
from kg.questions.standing import labelled, nearest, parts, replaced_by, replacing, taking_place, wholes
from kg.questions.worded import telling_fulfilled
from kg.store.nodes import Values, expand

__all__ = ["alike", "elsewhere"]

_YEAR = 365  # days between two pledges of one side that name a company
_ABOUT_THEN = 183  # days between two pledges that may be two accounts of one bargain
_MOST = 4  # named; more are counted
_FEW = 10  # one of so many claims of a pledge is too few for goods to be what it is of
_SAYING = 2  # reports of a count that are named
_Sides = tuple[frozenset[str], frozenset[str], frozenset[str]]


def elsewhere(reader: Reader, row: Row, pledge: Values) -> Iterator[Said]:
    """Other pledges of the same side within a year that name a company, where reports name it in this one."""
    if near := _naming(reader, row, pledge):
        given = {"company": row["company_label"], "others": _told(reader, row["pledge"], near)}
        yield Said(filled(words()["but"]["elsewhere"], given))


def alike(reader: Reader, row: Row, pledge: Values, goods: Collection[str]) -> Iterator[Said]:
    """Other promises of such goods (IRIs) between the same sides told about then, and what was counted of them.

    They may be another account of this one, or come on top of it: no report and no decision says. A country stands for
    its companies, and one of these for the country; what one report tells beside it is told about then.
    """
    known = _naming(reader, row, pledge)
    near = [iri for iri in _of_such_goods(reader, row["pledge"], pledge, goods) if iri not in known]
    if near:
        told = _told(reader, row["pledge"], near, goods)
        yield Said(filled(words()["but"]["alike"], {"others": told}))


def _naming(reader: Reader, row: Row, pledge: Values) -> list[str]:
    """Pledges (IRIs) of the same side in which reports name the company, within a year, the nearest in time first.

    What one report tells beside it is told about then.
    """
    if row["basis"] != "named":
        return []
    own, near = _tied(reader, row["pledge"]), {}
    sides, reports = _of(pledge, "pledger"), _reports(reader, row["pledge"])
    for tie in reader.store.subjects("company", row["company"]):
        for event in {str(each) for each in reader.store.objects(tie, "event")} - own:
            values = reader.node(event)
            named = reader.code(reader.node(tie), "basis") == "named"
            days = 0 if not reports.isdisjoint(_reports(reader, event)) else _apart(reader, pledge, values)
            if named and sides == _of(values, "pledger") and days is not None and days <= _YEAR:
                near[event] = days
    return sorted(near, key=lambda iri: (near[iri], iri))


def _of_such_goods(reader: Reader, iri: str, pledge: Values, goods: Collection[str]) -> list[str]:
    tied = _tied(reader, iri)
    above = [far for far in wholes(reader, iri) if reader.store.holds(far, "a", expand("Pledge"))]
    tied |= {each for far in above for each in parts(reader, far)}
    near: list[tuple[int, str]] = []
    reports = _reports(reader, iri)
    for other in _between(reader).get(_homes(reader, pledge), {}).keys() - tied:
        values = reader.node(other)
        days = 0 if not reports.isdisjoint(_reports(reader, other)) else _apart(reader, pledge, values)
        theirs = _often_told(reader, other)
        if days is not None and days <= _ABOUT_THEN and _are_such(goods, theirs) and _may_be_one(pledge, values):
            near.append((days, other))
    return [other for _, other in sorted(near)]


def _often_told(reader: Reader, iri: str) -> list[str]:
    """The goods (IRIs) of a pledge that more than a few of its reports name: what one adds is not what it is of."""
    number = len(Sources.of(reader.store).claims(iri))
    nodes = [node for _, node in typed(reader.parts(iri, "Goods"), "Goods")]
    often = (node for node in nodes if len(node[expand("claim")]) * _FEW >= number)
    return [str(product) for node in often for product in node[expand("product")]]


def _tied(reader: Reader, iri: str) -> set[str]:
    """The pledge, what it is part of or has as parts, and what took the place of one of these or tells it again."""
    own = {iri, *wholes(reader, iri), *parts(reader, iri)}
    again = (reader.store.subjects("restates", one) for one in own)
    others = {each for one in own for each in (*replaced_by(reader, one), *replacing(reader, one))}
    return own.union(others, *again)


def _told(reader: Reader, iri: str, near: Sequence[str], goods: Collection[str] = ()) -> str:
    """How each is labelled and stands, and what of it was counted; what is part of one told is not told by itself."""
    tops = [other for other in near if not {*near}.intersection(wholes(reader, other))]
    told = []
    for other in tops:
        values = reader.node(other)
        sibling = words()["but"]["sibling"] if _is_sibling(reader, iri, other) else ""
        over = _is_kept(reader, other, values)  # what was kept was followed, not replaced
        later = "" if over else listed([f"“{reader.label(each)}”" for each in taking_place(reader, other)])
        replaced = filled(words()["but"]["since_replaced"], {"later": later}) if later else ""
        first = reader.told(values)[0]
        month = f", told of since {first[:7]}" if first else ", undated"
        told.append(f"{labelled(reader, other)}{month}{replaced}{sibling}{_counted(reader, other, goods)}")
    return few_told(told, _MOST)


def _is_kept(reader: Reader, iri: str, values: Values) -> bool:
    """Whether a pledge is told as delivered or fulfilled."""
    claims = Sources.of(reader.store).claims(iri)
    return reader.status(iri, values, "delivery") == "delivered" or bool(telling_fulfilled(claims))


def _is_sibling(reader: Reader, iri: str, other: str) -> bool:
    """Whether both are parts of one pledge."""
    shared = {*nearest(reader, iri)}.intersection(nearest(reader, other))
    return any(reader.store.holds(each, "a", expand("Pledge")) for each in shared)


def _between(reader: Reader) -> Mapping[_Sides, Mapping[str, None]]:
    """Pledges by the homes of their sides and their kind, worked out once until something is written."""

    def by_sides() -> Mapping[_Sides, Mapping[str, None]]:
        found: dict[_Sides, dict[str, None]] = {}
        for iri, values in reader.everything():
            found.setdefault(_homes(reader, values), {})[iri] = None
        return found

    held: Mapping[_Sides, Mapping[str, None]] = reader.store.kept("pledges by homes of sides", by_sides)
    return held


def _homes(reader: Reader, pledge: Values) -> _Sides:
    """The countries of who promises and to whom, with the kind."""
    pledger, recipient = (
        frozenset(home for iri in _of(pledge, side) for home in _home(reader, iri)) for side in ("pledger", "recipient")
    )
    return pledger, recipient, _of(pledge, "kind")


def _home(reader: Reader, iri: str) -> Collection[str]:
    return homes(reader, iri) if "/company/" in iri else {iri}


def _may_be_one(pledge: Values, other: Values) -> bool:
    """Whether two may be one bargain: each side the same, or a country in one and its companies in the other."""
    return all(
        one == two or any("/company/" not in iri for iri in one) != any("/company/" not in iri for iri in two)
        for one, two in ((_of(pledge, side), _of(other, side)) for side in ("pledger", "recipient"))
    )


def _of(pledge: Values, name: str) -> frozenset[str]:
    return frozenset(map(str, pledge.get(expand(name), ())))


def _apart(reader: Reader, pledge: Values, other: Values) -> int | None:
    """The days between the first reports of two; None where one has no dated report."""
    one, two = (reader.first(values, "firstReported") for values in (pledge, other))
    return abs((one - two).days) if isinstance(one, date) and isinstance(two, date) else None


def _reports(reader: Reader, iri: str) -> set[str]:
    return {claim.report_iri for claim in Sources.of(reader.store).claims(iri)}


def _counted(reader: Reader, other: str, goods: Collection[str]) -> str:
    """What most reports count of another promise, where that is of such goods, in brackets."""
    rows = [row for row in counts_of(reader, other) if goods and row["amounts"] and _are_such(goods, row["goods"])]
    if not rows:
        return ""
    best = max(rows, key=lambda row: (len(row["reports"]), row["amounts"]))
    return f" (of which {count_told(best)}: {few_told(best['said_by'], _SAYING)})"


def _are_such(goods: Collection[str], others: Collection[str]) -> bool:
    """Whether some of one are some of the other: the same, or one wider than the other."""
    return any(codes.covers(one, two) or codes.covers(two, one) for one in goods for two in others)
