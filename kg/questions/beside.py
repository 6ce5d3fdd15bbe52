"""What people look for in an answer and stands apart: promises of a country's companies, those of several kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.ledger.status import axis
from kg.model import codes
from kg.model.iris import ID
from kg.model.phrases import few_told, listed, typed, with_article
from kg.query.reader import Reader, Row
from kg.questions.due import spans_told
from kg.questions.pledges import pledges
from kg.questions.said import stands, status_of
from kg.questions.standing import wholes
from kg.questions.told_in import telling
from kg.store.nodes import expand

__all__ = [
    "ONE_BY_ONE",
    "firms_of",
    "firms_pledging",
    "is_told_as_mixed",
    "made_instead",
    "of_mixed_kinds",
    "of_wider_goods",
    "others_that_pledge",
    "pledging_for",
    "told_so",
    "undated",
    "without_a_day",
]

ONE_BY_ONE = 3  # of so many each is asked for by name, where a side itself promised nothing
_OVER = ("denied", "lapsed", "missed", "suspended", "withdrawn")  # ways in which a pledge is not kept
_NAMED = 12  # of those whose promises stand apart; more are counted


def others_that_pledge(reader: Reader, told: Collection[str] = ()) -> Iterator[str]:
    """A note where companies of a pledging country, or members of a bloc, made promises by themselves.

    A state's promise is not its companies': who asks for Qatar's order of aircraft means that of Qatar Airways. What
    is `told` in the answer (IRIs) does not stand apart from it.
    """
    numbers = {} if "company" in reader.filters else pledging_for(reader)
    numbers = {iri: number for iri in numbers if (number := _number(reader, iri, told))}
    if numbers and ("pledger" in reader.filters or len(numbers) <= _NAMED):
        side = _side(reader)
        whose = "members of" if _kind(side) == "bloc" else "companies of"
        told = few_told([f"{reader.label(iri)} ({number})" for iri, number in numbers.items()], _NAMED)
        name = with_article(reader.label(side))
        yield f"what {whose} {name} promised themselves stands apart: {told}; --pledger has them"


def made_instead(reader: Reader) -> dict[str, dict[str, str]]:
    """What companies of a pledging country, or members of a bloc, promised of what is asked for: who, which, how firm.

    Given are the labels of each one's pledges, without parts of these, with how they stand, the most told first.
    """
    if "pledger" not in reader.filters or "company" in reader.filters:
        return {}
    found: dict[str, dict[str, str]] = {}
    for iri in pledging_for(reader):
        own = {row["pledge"]: row for row in pledges.rows(_by(reader, iri))}
        whole = [row for each, row in own.items() if own.keys().isdisjoint(wholes(reader, each))]
        often = sorted(whole, key=lambda row: (-len(row["reports"]), row["label"]))
        if often:  # none may be due by the day that is asked for
            found[reader.label(iri)] = {row["label"]: stands(row) for row in often}
    return found


def of_mixed_kinds(reader: Reader) -> Iterator[str]:
    """A note on the pledges of several kinds at once where one kind is asked for: they may hold some of it.

    Japan's $550bn is told as investment, loans and guarantees in one, and who asks for its investment means it.
    """
    mixed = codes.iri("kind", "mixed")
    if reader.filters.get("kind", mixed) == mixed or not reader.filters.keys() - {"kind"} or "pledge" in reader.filters:
        return
    told_by = _told_of(reader, mixed)
    if told_by:
        held = sorted(told_by, key=lambda iri: (-told_by[iri], reader.label(iri)))
        told = few_told([f"“{reader.label(iri)}”" for iri in held], ONE_BY_ONE)
        yield f"of mixed kinds, which may hold some of it: {told}; --kind mixed has them"


def of_wider_goods(reader: Reader) -> Iterator[str]:
    """A note on the pledges on what the goods asked for are a kind of: promised oil may be crude oil.

    A branch of the economy says nothing of one kind of its goods.
    """
    if "product" not in reader.filters or "pledge" in reader.filters:
        return
    found = {iri for iri, _ in reader.events()}
    others = [(iri, values) for iri, values in reader.without("product").events() if iri not in found]
    for wider in sorted(codes.broader(reader.filters["product"])):
        held = [iri for iri, values in others if wider in map(str, values.get(expand("product"), ()))]
        if held and not reader.store.holds(wider, "sector"):
            told = few_told([f"“{label}”" for label in sorted(map(reader.label, held))], ONE_BY_ONE)
            name = reader.label(wider)
            yield f"on {name}, which may hold some of it: {told}; --product {typed(name)} has them"


def is_told_as_mixed(reader: Reader) -> bool:
    """Whether of a side that is asked for its most told pledge, of the kind asked for or of mixed kinds, is mixed."""
    mixed = codes.iri("kind", "mixed")
    if "kind" not in reader.filters or reader.filters["kind"] == mixed or not _side(reader):
        return False
    own, several = (max(_told_of(reader, kind).values(), default=0) for kind in (reader.filters["kind"], mixed))
    return several > own


def _told_of(reader: Reader, kind: str) -> dict[str, int]:
    """The pledges of a kind (IRI) that pass the other filters, with how many reports tell of each."""
    beside = reader.without("kind")
    beside.filters["kind"] = kind
    return {iri: reader.reports(iri) for iri, _ in beside.events(among=telling(reader))}


def told_so(reader: Reader) -> Iterator[str]:
    """A note on the pledges that some report tells as ended in a way asked for, and that stand otherwise.

    What was suspended and resumed stands again; who asks what was suspended means it all the same. Of one way asked for
    the others are told too.
    """
    over = [status for status in reader.statuses if axis(codes.code(status)) != "grade"]
    if not over or "pledge" in reader.filters:
        return
    claims = [claim for status in over for claim in reader.store.subjects("status", status, graph=None)]
    told = {event for claim in claims for event in reader.store.subjects("claim", claim)}
    wider = reader.without("status")
    rows = list(pledges.rows(wider))  # what the other filters let through
    here = {iri for iri, _ in reader.events(among=told)}
    others = {row["pledge"] for row in rows if row["pledge"] in told} - here
    yield from _ended_otherwise(rows, {*map(codes.code, over)})
    if others:
        asked = listed(map(codes.label, over), len(over), " or ")
        often = sorted(others, key=lambda iri: (-len(reader.store.objects(iri, "report")), reader.label(iri)))
        named = few_told([f"“{reader.label(iri)}”" for iri in often], _NAMED)
        yield f"told as {asked} by some report, and standing otherwise in the end: {named}"


def _ended_otherwise(rows: Sequence[Row], asked: set[str]) -> Iterator[str]:
    """A note on how many others ended in other ways: who asks what was cancelled may mean what lapsed as well."""
    others = Counter(
        stand
        for row in rows
        if (stand := status_of(row)) in _OVER and asked.isdisjoint((row["ending"], row["delivery"]))
    )
    if others:
        told = few_told(
            [f"{codes.label(codes.iri('status', each))} ({others[each]})" for each in sorted(others)], _NAMED
        )
        yield f"over in other ways: {told}; --status has each"


def undated(reader: Reader) -> Iterator[str]:
    """Notes on the pledges that have no day, where days are asked for, and on those first told before them."""
    if {"since", "until"}.isdisjoint(reader.filters):
        return
    since = reader.filters.get("since", "")
    of_days = reader.without()
    before = [iri for iri, values in of_days.events() if (reader.told(values)[0] or since) < since]
    if before:
        told = few_told([f"“{reader.label(iri)}”" for iri in before], ONE_BY_ONE)
        yield f"first told before {since}, and signed or otherwise moved since: {told}"
    if since and next(iter(reader.events()), None) is None:
        whole = reader.without("since", "until").events()
        days = {iri: [day or "" for day in reader.told(values)] for iri, values in whole}
        still = [f"“{reader.label(iri)}”" for iri, (first, last) in days.items() if first < since <= last]
        if still:
            yield f"first told before {since}, and told of since: {few_told(still, ONE_BY_ONE)}"
    silent = sum(not reader.table.has_days(iri) for iri, _ in reader.without("since", "until").events())
    if silent:
        yield f"{silent:,} that only undated reports tell of {'is' if silent == 1 else 'are'} left out"


def without_a_day(reader: Reader) -> Iterator[str]:
    """A note on the pledges of which reports tell in which time they are to be done, where a day is asked for."""
    if "due" not in reader.filters:
        return
    silent = (row["pledge"] for row in pledges.rows(reader.without("due")) if not row["due"])
    held = {iri: told for iri in silent if (told := spans_told(reader, iri))}
    if held:
        often = sorted(held, key=lambda iri: (-reader.reports(iri), reader.label(iri)))
        told = few_told([f"“{reader.label(iri)}” ({held[iri]})" for iri in often], ONE_BY_ONE)
        yield f"told in which time, not by which day: {told}"


def pledging_for(reader: Reader) -> dict[str, int]:
    """Companies of the pledging country, or members of the bloc, with how much of what is asked for they promised.

    Who promised most comes first.
    """
    side = _side(reader)
    among: set[str] = set()
    if _kind(side) == "country":
        among = _companies(reader, side)
    elif _kind(side) == "bloc":
        among = {codes.iri("country", code) for code in codes.members(codes.code(side))}
    return _most_first(reader, among)


def firms_pledging(reader: Reader) -> dict[str, int]:
    """Companies of the pledging country, or of the members of the bloc, with how much they promised, the most first."""
    side = _side(reader)
    if _kind(side) != "bloc":
        return pledging_for(reader)
    members = (codes.iri("country", code) for code in codes.members(codes.code(side)))
    return _most_first(reader, {firm for member in members for firm in _companies(reader, member)})


def _most_first(reader: Reader, among: Iterable[str]) -> dict[str, int]:
    """Those of some who promised any of it, with how much."""
    numbers = {iri: _number(reader, iri) for iri in sorted(among)}
    return {iri: number for iri, number in sorted(numbers.items(), key=lambda item: (-item[1], item[0])) if number}


def firms_of(reader: Reader) -> set[str]:
    """Names of the pledging country's companies."""
    side = reader.filters.get("pledger", "")
    return set(map(reader.label, _companies(reader, side))) if _kind(side) == "country" else set()


def _companies(reader: Reader, country: str) -> set[str]:
    held = reader.store.subjects("country", country)
    return {iri for iri in held if reader.store.holds(iri, "a", expand("Company"))}


def _kind(side: str) -> str:
    return "" if "," in side else side.removeprefix(ID).split("/")[0]  # several are of no one kind


def _side(reader: Reader) -> str:
    """The side that promises, as far as it is asked for: as such, or as one of the two."""
    return reader.filters.get("pledger") or reader.filters.get("country", "")


def _number(reader: Reader, pledger: str, told: Collection[str] = ()) -> int:
    """Pledges by somebody else that pass the other filters, without those `told`."""
    if not reader.store.subjects("pledger", pledger):
        return 0
    return sum(iri not in told for iri, _ in _by(reader, pledger).events())


def _by(reader: Reader, pledger: str) -> Reader:
    """The same asked of somebody else who promises."""
    other = reader.without("pledger") if "pledger" in reader.filters else reader.without("country")
    other.filters["pledger"] = pledger
    return other
