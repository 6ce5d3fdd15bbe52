"""The question `totals`: what pledges add up to, or each side's by itself, and the rows that tell why.

Which pledges go into a sum is `summed`, how sides stand to each other `ranking`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kg.model import codes
from kg.model.errors import InputError
from kg.model.iris import mint
from kg.model.phrases import listed
from kg.model.rates import ecb
from kg.query.names import resolve
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.table import Section
from kg.questions.beside import others_that_pledge
from kg.questions.cells import printed
from kg.questions.said import answer_words
from kg.questions.summed import Asked
from kg.questions.sums import NEVER_CASH
from kg.store.nodes import expand

__all__ = ["NO_PLEDGE", "held_together", "together", "totals"]

_MIXED = "mixed"  # the kind of what may hold some of any other
_NAMED = 3  # companies and pledges named in a note; more are counted
NO_PLEDGE = "no pledge is told"  # of a side that is compared
_CLASSES = {"countries": ("Country", "Bloc"), "companies": ("Company", "Group")}  # who may be compared without names


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Of compared sides what each comes to, in dollars and in things; else all rows."""
    if not any(row["pledger"] for row in rows):
        return (printed("totals", rows),)
    shown = [row for row in rows if row["part"] != "sum" or row["unit"] not in codes.currencies()]
    return (printed("side_by_side", shown),)


@answer(
    "part pledger pledge pledge_label text unit recurrence low high usd usd_low usd_high rate_day kind grade counted_in"
    " rivals reason lines reports claims",
    "pledge country partner pledger recipient kind product status company since until agreement novelty compare",
    printed=_printed,
)
def totals(reader: Reader) -> Rows:
    """What pledges add up to, each unit apart and in dollars, from every possible overlap inside to all apart.

    Parts: `sum` (one a unit and recurrence), `sum in USD` (each currency at the rate of the day its figure was first
    told), `line` (what is in a sum), `no value` (counted, not guessed), `left out` (with the reason). A pledge's
    figure is the one that most of its claims give (by policy: that one side gives); others stand beside it as rivals.
    Where no report says how two pledges relate, the smaller may be inside the larger if both are of the same sides,
    kind and goods, or the larger also of others: the low end of a sum counts it as inside, the high end apart. What is
    part of what is settled over all pledges, whatever the filters, so a filter never makes a sum larger. What is only
    considered or proposed is promised by nobody yet, and is in a sum only if `status` asks for it. What several make
    together, or for more goods than are asked for, counts from nothing to all of it.

    With `compare` only sums, those of each `pledger` by itself; of a kind asked for also with pledges of mixed kinds,
    which may hold some of it. The pledge named is the largest in the sum. Of a product asked for the sums are of what
    is for it alone; figures in which it is one of several goods follow as they are told (`line`), and are in no sum.
    """
    if "compare" in reader.given:
        yield from _side_by_side(reader)
        return
    asked = Asked(reader)
    yield from asked.sums()
    for item in asked.items:
        yield from item.rows(asked)
    reader.notes.append(f"dollars by {ecb().source}; of rival figures the one most claims give is added up")
    reader.notes.append("sums of different units may hold the same promise, and are not to be added to each other")


def _side_by_side(reader: Reader) -> Rows:
    """The sums of each side that is compared, the largest first where none is named."""
    if "pledger" in reader.given:
        raise InputError("--compare says whose pledges are added up, each side by itself: leave --pledger out")
    held = [(side, list(_of_side(reader, side))) for side in _sides(reader)]
    named = reader.given["compare"].casefold() not in _CLASSES
    if not named:
        held = sorted(held, key=lambda one: (*(-end for end in _worth(one[1])), one[0]))
    none = {"part": "no value", "reason": NO_PLEDGE}
    told = [rows or [{**none, "pledger": reader.label(side)}] for side, rows in held]
    yield from (row for rows in told for row in rows if row["part"] != "line")
    yield from (row for rows in told for row in rows if row["part"] == "line")
    for side, _ in held:
        if named:
            reader.notes += others_that_pledge(Reader(reader.store, reader.policy, _by(reader, side)))
    if named:
        reader.notes += _of_states(reader, [side for side, _ in held])
    if reader.given["compare"].casefold() == "countries":
        reader.notes.append("what companies promised themselves stands apart: --compare companies has it")
    reader.notes.append(f"dollars by {ecb().source}; what adds up to each sum: leave --compare out, with --pledger")


def _sides(reader: Reader) -> list[str]:
    """Who is compared: those named, else all countries and blocs, or all companies, whose pledges are asked for."""
    text = reader.given["compare"]
    if (classes := _CLASSES.get(text.casefold())) is None:
        names_ = filter(None, map(str.strip, text.split(",")))
        return list(dict.fromkeys(resolve(reader.store, name, "pledger", reader.notes) for name in names_))
    found = {str(side) for _, values in reader.events() for side in values.get(expand("pledger"), ())}
    return sorted(side for side in found if any(reader.store.holds(side, "a", expand(each)) for each in classes))


def _by(reader: Reader, side: str) -> dict[str, str]:
    """The filters given, with one of the sides that are compared."""
    return {**{name: text for name, text in reader.given.items() if name != "compare"}, "pledger": side}


def _of_states(reader: Reader, sides: Sequence[str]) -> Iterator[str]:
    """A note on the pledges of states that may count what companies compared here promised, as their sums tell it."""
    counting: dict[str, list[str]] = {}
    for firm in (side for side in sides if side.startswith(mint("company", ""))):
        asked = Asked(_asked_of(reader, firm)[0], alone=True)
        figures = (given for item in asked.items for given in item.given if given.ref in asked.wanted)
        for target in sorted({each for given in figures for each in asked.perhaps(given)}):
            makers = map(str, reader.node(target).get(expand("pledger"), ()))
            if not any(iri.startswith(mint("company", "")) for iri in makers):
                counting.setdefault(target, []).append(reader.label(firm))
    of_firms: dict[str, list[str]] = {}
    for target, firms in sorted(counting.items(), key=lambda item: (-reader.reports(item[0]), item[0])):
        of_firms.setdefault(listed(firms, _NAMED), []).append(f"“{reader.label(target)}”")
    words = answer_words()["states_apart"]["each"]
    yield from (words.format(pledges=listed(labels, _NAMED), firms=firms) for firms, labels in of_firms.items())


def together(reader: Reader) -> Rows:
    """What all sides that are compared come to as if they were one: what several of them make counts once.

    Of a kind asked for with what is of mixed kinds, as of each side.
    """
    own, mixed = _asked_of(reader, ",".join(_sides(reader)))
    yield from Asked(own, *mixed, alone=True).sums()


def held_together(reader: Reader) -> list[str]:
    """Labels of the pledges of several that figures of more than one of the sides compared may be part of."""
    own, _ = _asked_of(reader, ",".join(_sides(reader)))
    asked = Asked(own, alone=True)
    inside: dict[str, set[tuple[str, ...]]] = {}
    for item in asked.items:
        makers = tuple(_makers(reader, item.iri))
        counted = (given for given in item.given if given.ref in asked.wanted)
        for target in (each for given in counted for each in asked.perhaps(given)):
            inside.setdefault(target, set()).add(makers)
    joint = (target for target, makers in inside.items() if len(makers) > 1 < len(_makers(reader, target)))
    return sorted(map(reader.label, joint))


def _makers(reader: Reader, pledge: str) -> list[str]:
    return reader.labels(reader.node(pledge), "pledger")


def _asked_of(reader: Reader, side: str) -> tuple[Reader, list[Reader]]:
    """What is asked for by a side, and of a kind that mixed kinds may hold what is of these."""
    given = _by(reader, side)
    held_in_mixed = "kind" in given and codes.code(reader.filters["kind"]) not in (_MIXED, *NEVER_CASH)
    mixed = [Reader(reader.store, reader.policy, {**given, "kind": _MIXED})] if held_in_mixed else []
    return Reader(reader.store, reader.policy, given), mixed


def _of_side(reader: Reader, side: str) -> Rows:
    own, mixed = _asked_of(reader, side)
    every = Asked(own, alone=True)
    found = list(_sums_of(reader, side, reader.given.get("kind", ""), every))
    for wider in mixed:
        every = Asked(own, wider, alone=True)
        if not {item.iri for item in every.items}.isdisjoint(every.of(wider)):
            found += _sums_of(reader, side, f"{reader.given['kind']} or {_MIXED}", every)
    items = list(dict.fromkeys([*every.items, *every.among]))
    reader.seen += len(items)
    told = [row for item in every.among for row in item.rows(every, item.of_several) if row["part"] == "line"]
    found += [{**row, "pledger": reader.label(side)} for row in told]
    if items and not found:
        why = f"no figure of {len(items)} adds up: {items[0].reason(every) or 'none tells a value'}"
        found.append(
            {"part": "no value", "pledger": reader.label(side), "kind": reader.given.get("kind"), "reason": why}
        )
    yield from found


def _sums_of(reader: Reader, side: str, kind: str, asked: Asked) -> Rows:
    own = {"pledger": reader.label(side), "kind": kind or None}
    for row in asked.sums():
        yield {**row, **own, "pledge": row["largest"], "pledge_label": reader.label(row["largest"])}


def _worth(rows: Sequence[Row]) -> tuple[Decimal, Decimal]:
    """At least what the widest of a side's sums in dollars comes to, promised in all; then a year."""
    ends = {row["recurrence"]: row["usd_low"] or Decimal(0) for row in rows if row["part"] == "sum in USD"}
    return ends.get("total", Decimal(0)), ends.get("year", Decimal(0))
