"""Other pledges that a reader must not take a pledge for, or add to it: of such goods, or with the same company."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from kg.model import codes
from kg.model.phrases import few_told, filled
from kg.model.statement import Statement
from kg.query.reader import Reader, Row, typed
from kg.query.sources import Sources, by
from kg.questions.benefit_words import Said, words
from kg.questions.counted import counted_in
from kg.questions.delivery import counts_of
from kg.questions.holdings import homes
from kg.questions.said import count_told, listed
from kg.questions.standing import OPENING, labelled, parts, taking_place, wholes
from kg.questions.worded import telling_fulfilled
from kg.store.nodes import Values, expand

__all__ = ["alike", "elsewhere"]

_YEAR = 365  # days between the first reports of two pledges that are told about the same time
_Counting = dict[str, dict[str, list[Statement]]]  # pledge → other → the claims that put one so to the other
_Pair = tuple[str, str, str]  # giver, taker, kind of pledge
_MOST = 4  # named; more are counted
_SAYING = 2  # reports of a count that are named


def elsewhere(reader: Reader, row: Row, pledge: Values, told: str = "") -> Iterator[Said]:
    """Other pledges within a year in which reports name a company: of the same side, where they name it in this one.

    Where they do not, of the same countries. What is `told` already is left out.
    """
    if near := [iri for iri in _naming(reader, row, pledge) if f"“{reader.label(iri)}”" not in told]:
        given = {"company": row["company_label"], "others": _told(reader, row["pledge"], near)}
        yield Said(filled(words()["but"]["elsewhere" if row["basis"] == "named" else "named_in"], given))


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
    if row["direction"] == "harmed" or row["role"] == "owner":
        return []
    own, near = _tied(reader, row["pledge"]), {}
    reports, is_named = _reports(reader, row["pledge"]), row["basis"] == "named"
    for tie in reader.store.subjects("company", row["company"]):
        for event in {str(each) for each in reader.store.objects(tie, "event")} - own:
            values = reader.node(event)
            named = reader.code(reader.node(tie), "basis") == "named"
            days = 0 if not reports.isdisjoint(_reports(reader, event)) else _apart(reader, pledge, values)
            same = (
                _of(pledge, "pledger") == _of(values, "pledger") if is_named else _are_between(reader, pledge, values)
            )
            if named and same and days is not None and days <= _YEAR:
                near[event] = days
    return sorted(near, key=lambda iri: (near[iri], iri))


def _of_such_goods(reader: Reader, iri: str, pledge: Values, goods: Collection[str]) -> list[str]:
    tied = _tied(reader, iri)
    near: list[tuple[int, str]] = []
    reports = _reports(reader, iri)
    index = _by_countries(reader)
    for other in {each for key in _between(reader, pledge) for each in index.get(key, ())} - tied:
        values = reader.node(other)
        days = 0 if not reports.isdisjoint(_reports(reader, other)) else _apart(reader, pledge, values)
        theirs = _often_told(reader, other)
        if days is not None and days <= _YEAR and _are_such(goods, theirs) and _may_be_one(pledge, values):
            near.append((days, other))
    return [other for _, other in sorted(near)]


def _often_told(reader: Reader, iri: str) -> list[str]:
    """The goods (IRIs) of a pledge that many of its reports name: what one adds is not what it is of."""
    nodes = (node for _, node in typed(reader.parts(iri, "Goods"), "Goods"))
    often = (node for node in nodes if reader.first(node, "common"))
    return [str(product) for node in often for product in node[expand("product")]]


def _tied(reader: Reader, iri: str) -> set[str]:
    """The pledge, what it is part of or has as parts, and what took the place of one of these or tells it again.

    And what a report counts within it.
    """
    own = {iri, *wholes(reader, iri), *parts(reader, iri)}
    others = {
        str(each)
        for one in own
        for relation in ("supersedes", "restates")
        for each in (*reader.store.objects(one, relation), *reader.store.subjects(relation, one))
    }
    return own | others | set(_counting(reader, iri, "inside"))


def _counting(reader: Reader, iri: str, relation: str) -> dict[str, list[Statement]]:
    """The other pledges to which reports of either put a pledge so when they count it, with the claims that do."""
    held: Mapping[str, _Counting] = reader.store.kept("counted in", lambda: _counts(reader))
    return held.get(relation, {}).get(iri, {})


def _counts(reader: Reader) -> Mapping[str, _Counting]:
    """The same of every relation, worked out once until something is written."""
    told, found = Sources.of(reader.store), dict[str, _Counting]()
    for iri, _ in reader.everything():
        for claim in told.claims(iri):
            for ref, relation in counted_in(claim):
                other, of_relation = told.event(told.local(claim, ref)), found.setdefault(relation, {})
                if other != iri:
                    of_relation.setdefault(iri, {}).setdefault(other, []).append(claim)
                    of_relation.setdefault(other, {}).setdefault(iri, []).append(claim)
    return found


def _told(reader: Reader, iri: str, near: Sequence[str], goods: Collection[str] = ()) -> str:
    """How each is labelled and stands, and what of it was counted."""
    told = []
    for other in _narrowest(reader, near, goods):
        values = reader.node(other)
        sibling = words()["but"]["sibling"] if _is_sibling(reader, iri, other) else ""
        apart = _counting(reader, iri, "separate").get(other, [])
        counted = filled(words()["but"]["apart"], {"source": by(apart)}) if apart else ""
        over = _is_kept(reader, other, values)  # what was kept was followed, not replaced
        later = "" if over else listed([f"“{reader.label(each)}”" for each in taking_place(reader, other)])
        replaced = filled(words()["but"]["since_replaced"], {"later": later}) if later else ""
        first = reader.told(values)[0]
        month = f", told of since {first[:7]}" if first else ", undated"
        told.append(f"{labelled(reader, other)}{month}{replaced}{counted or sibling}{_counted(reader, other, goods)}")
    return few_told(told, _MOST)


def _narrowest(reader: Reader, near: Sequence[str], goods: Collection[str]) -> list[str]:
    """Some pledges (IRIs) without parts that do not name the goods of which their whole is there and does."""
    named = {iri for iri in near if any(codes.covers(one, two) for one in goods for two in _often_told(reader, iri))}
    pairs = [(part, whole) for part in near for whole in wholes(reader, part) if whole in near]
    less = {part for part, whole in pairs if whole in named and part not in named}
    return [iri for iri in near if iri not in less]


def _is_kept(reader: Reader, iri: str, values: Values) -> bool:
    """Whether a pledge is told as delivered or fulfilled."""
    claims = Sources.of(reader.store).claims(iri)
    return reader.status(iri, values, "delivery") == "delivered" or bool(telling_fulfilled(claims))


def _is_sibling(reader: Reader, iri: str, other: str) -> bool:
    """Whether both are parts of one pledge."""
    shared = {*wholes(reader, iri)}.intersection(wholes(reader, other))
    return any(reader.store.holds(each, "a", expand("Pledge")) for each in shared)


def _are_between(reader: Reader, pledge: Values, other: Values) -> bool:
    """Whether two are of one kind and have countries in common on either side."""
    return not _between(reader, pledge).isdisjoint(_between(reader, other))


def _between(reader: Reader, pledge: Values) -> frozenset[_Pair]:
    """From which countries a pledge is to which, with its kind; lower duties and ways in are of one kind."""
    kind = reader.code(pledge, "kind") or ""
    kind = OPENING[0] if kind in OPENING else kind
    givers, takers = (_homes(reader, pledge, side) for side in ("pledger", "recipient"))
    return frozenset((giver, taker, kind) for giver in givers for taker in takers)


def _by_countries(reader: Reader) -> Mapping[_Pair, Sequence[str]]:
    """Pledges (IRIs) by their countries and kind, worked out once until something is written."""

    def by_countries() -> Mapping[_Pair, Sequence[str]]:
        found: dict[_Pair, list[str]] = {}
        for iri, values in reader.everything():
            for key in _between(reader, values):
                found.setdefault(key, []).append(iri)
        return found

    held: Mapping[_Pair, Sequence[str]] = reader.store.kept("pledges by countries", by_countries)
    return held


def _homes(reader: Reader, pledge: Values, side: str) -> frozenset[str]:
    """The countries of a side."""
    return frozenset(home for iri in _of(pledge, side) for home in _home(reader, iri))


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
