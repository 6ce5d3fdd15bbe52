"""Which of several sides promised more, in a sentence: interval against interval, by the rows of compared totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.ledger.sides import label_words
from kg.model import codes
from kg.model.phrases import few, filled, with_article
from kg.query.reader import Reader, Row
from kg.questions.beside import pledging_for
from kg.questions.pledges import pledges
from kg.questions.said import about, answer_words, at_most, listed, short_sum
from kg.questions.standing import EARLY
from kg.questions.summed import Asked
from kg.questions.totals import NO_PLEDGE

__all__ = ["compared_sums", "ranked"]

_NAMED = 5  # sides named in the order of their sums
_DOLLARS = "USD"


@dataclass(frozen=True, slots=True)
class _Side:
    """A side with what its pledges come to, of one unit and recurrence."""

    name: str
    low: Decimal
    high: Decimal | None
    said: str

    def surely_over(self, other: _Side) -> bool:
        """Whether the least of this is above the most of the other."""
        return other.high is not None and self.low > other.high

    def equals(self, other: _Side) -> bool:
        """Whether both come to the same, without a doubt."""
        return self.low == self.high == other.low == other.high


def ranked(reader: Reader, rows: Sequence[Row]) -> str:
    """Who promised more, or that this cannot be said; of a product also the figures of several goods."""
    among = [row for row in rows if row["part"] == "line"]  # figures of several goods, in no sum
    alone_told = {row["pledger"] for row in rows if row not in among}
    sides = [name for name in dict.fromkeys(row["pledger"] for row in rows) if name in alone_told or not among]
    said = about(reader, "compare")
    silent = sorted({row["pledger"] for row in rows} - {row["pledger"] for row in rows if row["part"] != "no value"})
    early = _early(reader, silent)
    if not among or any(map(_measure, rows)):
        return f"{_summed(reader, rows, sides, said)}{early}{_of_firms(reader, silent)}{_among(reader, among)}"
    without = f"; no figure by itself: {_names(silent)}" if silent else ""
    every = list(dict.fromkeys(row["pledger"] for row in rows))
    return f"{_summed(reader, rows, [], said)}{_among(reader, among)}{without}{early}{_of_firms(reader, every)}"


def compared_sums(reader: Reader, rows: Sequence[Row], sides: Sequence[str], verb: str, by: str) -> str:
    """Which of several promised more, or is promised more: by rows of sums, each with its side as `pledger`.

    The sides differ in one filter, `by` which they are asked of.
    """
    own = reader.given.get("kind")
    return _summed(reader, [{**row, "kind": own} for row in rows], sides, about(reader, by), verb)


def _of_firms(reader: Reader, countries: Sequence[str]) -> str:
    """What companies of countries promised themselves, the most pledges first."""
    own = {name: text for name, text in reader.given.items() if name != "compare"}
    told, whose = [], []
    for name in countries:
        for firm in pledging_for(Reader(reader.store, reader.policy, {**own, "pledger": name})):
            asked = Asked(Reader(reader.store, reader.policy, {**own, "pledger": firm}), alone=True)
            sums = [_said(row) for row in asked.sums() if _measure(row)]
            told += [f"{reader.label(firm)} {listed(sums, _NAMED)}"] if sums else []
            whose += [name] if sums else []
    return f"; by companies of {_names([*dict.fromkeys(whose)])} themselves: {listed(told, _NAMED)}" if told else ""


def _early(reader: Reader, sides: Sequence[str]) -> str:
    """What sides of which nothing adds up only propose or consider, with its figures, the most told first."""
    own = {name: text for name, text in reader.given.items() if name != "compare"}
    told = []
    for name in sides:
        rows = pledges.rows(Reader(reader.store, reader.policy, {**own, "pledger": name}))
        early = [row for row in rows if row["grade"] in EARLY and row["amounts"] and not row["ending"]]
        for row in sorted(early, key=lambda row: -len(row["reports"])):
            given = {"side": with_article(name), "label": row["label"], "grade": row["grade"]}
            told.append(filled(answer_words()["compared"]["early"], given))
    return f"; {listed(told, _NAMED)}" if told else ""


def _among(reader: Reader, rows: Sequence[Row]) -> str:
    """Figures in which the product asked for is one of several goods, the largest first: nobody tells its part."""
    largest = sorted(rows, key=lambda row: (row["recurrence"] != "total", -(row["usd_low"] or 0), row["pledger"]))
    told = few([f"{with_article(row['pledger'])} {row['text']}" for row in largest], _NAMED)
    goods = reader.label(reader.filters["product"]) if "product" in reader.filters else ""
    return (
        f"; in figures of several goods, {goods} among them, whose part no report tells: {', '.join(told)}"
        if told
        else ""
    )


def _summed(reader: Reader, rows: Sequence[Row], sides: Sequence[str], said: str, verb: str = "promised") -> str:
    """Who promised more of what adds up; of a kind with what pledges of mixed kinds may hold of it."""
    said = f"{said} alone" if "product" in reader.given else said
    wide = {(row["pledger"], *_measure(row)): row for row in rows if _measure(row)}  # the last is the widest kind
    own = reader.given.get("kind")
    alone = {key: row for row in reversed(rows) if row["kind"] == own and (measure := _measure(row))
             for key in [(row["pledger"], *measure)]}  # fmt: skip
    if not wide and not sides:
        return f"{_pledges(said)}: who {verb} most cannot be said, as none gives a figure that adds up"
    if not wide:
        return f"no pledge by {_names(sides)} {said} gives a figure that adds up"
    often = [measure for _, *measure in wide]
    things = label_words()["leading"]["units"] if "product" in reader.given else ()  # planes say more than money
    measure = max(often, key=lambda one: (often.count(one), one[0] in things, one == [_DOLLARS, "total"], one))
    # what others told in no such sum may be more
    known = {row["pledger"] for row in rows if row.get("reason") != NO_PLEDGE}
    most = "most" if len({row["pledger"] for row in rows}) > 2 else "more"
    open_ = known - {name for name, *each in wide if each == measure}
    unsure = f"who {verb} {most} cannot be said, as " if open_ else ""
    verdict = _verdict(_sides(wide, measure), sides, said, verb, unsure)
    if any(row["kind"] != own for row in wide.values()):
        strictly, widely = _sides(alone, measure), _sides(wide, measure)
        wide_is_sure = len(widely) > 1 and all(map(widely[0].surely_over, widely[1:]))
        if not wide_is_sure and len(strictly) > 1 and all(map(strictly[0].surely_over, strictly[1:])):
            told = ", ".join(few([f"{side.name} {side.said}" for side in _sides(wide, measure)], _NAMED))
            held = "with pledges of mixed kinds, which may hold some of it"
            verdict = f"{_verdict(strictly, sides, f'{said} alone')}; {held}: {told}"
            return f"{verdict}{_other_measures(alone, measure, sides)}"
        told = listed([f"{side.name} {side.said}" for side in strictly], _NAMED) or "nothing"
        mixed = "pledges of mixed kinds, which may hold some of it, are among these"
        verdict = f"{verdict}; {mixed}; of that kind alone: {told}"
    return f"{verdict}{_other_measures(alone, measure, sides)}"


def _other_measures(held: Mapping[tuple[str, ...], Row], measure: Sequence[str], sides: Sequence[str]) -> str:
    """What of other measures the sides promised, where they are few."""
    beside = [f"{with_article(name)} {_said(row)}" for (name, *each), row in held.items() if each != measure]
    if beside and len(sides) > _NAMED and measure == [_DOLLARS, "total"]:  # of many sides what is counted in things
        things = [each for _, *each in held if each[0] not in codes.currencies() and each[1] == "total"]
        often = max(things, key=lambda each: (things.count(each), each), default=None)
        beside = [f"{side.name} {side.said}" for side in _sides(held, often)] if often else []
        return f"; in {codes.plural(often[0])}: {listed(beside, _NAMED)}" if often else ""
    return f". Beside that: {listed(beside, _NAMED)}" if beside else ""


def _measure(row: Row) -> list[str]:
    """The unit and recurrence of a row's sum, currencies only in dollars; none if it has no sum."""
    if row["part"] == "sum in USD":
        return [_DOLLARS, row["recurrence"]]
    return [row["unit"], row["recurrence"]] if row["part"] == "sum" and row["unit"] not in codes.currencies() else []


def _ends(row: Row) -> tuple[Decimal | None, Decimal | None]:
    return (row["low"], row["high"]) if row["part"] == "sum" else (row["usd_low"], row["usd_high"])


def _said(row: Row) -> str:
    unit, recurrence = _measure(row)
    return short_sum(*_ends(row), unit, recurrence)


def _sides(held: Mapping[tuple[str, ...], Row], measure: Sequence[str]) -> list[_Side]:
    """The sides that have a sum of this measure, the largest first."""
    found = []
    for (name, *each), row in held.items():
        if each == list(measure):
            low, high = _ends(row)
            found.append(_Side(with_article(name), low or Decimal(0), high, _said(row)))
    return sorted(found, key=lambda side: (-side.low, side.high is not None, -(side.high or 0), side.name))


def _verdict(sides: Sequence[_Side], asked: Sequence[str], said: str, verb: str = "promised", unsure: str = "") -> str:
    """Who promised most; `unsure` stands before the one sum there is, where others are told in no such sum."""
    first, *others = sides
    without = [with_article(name) for name in asked if with_article(name) not in {side.name for side in sides}]
    none = f"; no such sum: {listed(without, _NAMED)}" if without else ""
    if not others:
        return f"{_pledges(said)}: {unsure}only those by {first.name} add up, to {at_most(first.said)}{none}"
    rivals = [side for side in others if not first.surely_over(side)]
    equal = [side for side in rivals if first.equals(side)]
    largest = sorted(sides, key=lambda side: -max(side.low, side.high or side.low))
    told = ", ".join(few([f"{side.name} {side.said}" for side in largest], _NAMED))
    most = "more" if len(asked) <= 2 and len(others) == 1 else "most"
    if rivals and rivals == equal:
        more = f"{_names([first.name, *(side.name for side in equal)])} {verb} as much as each other"
    elif rivals and all(side.low for side in rivals) and first.low > max(side.low for side in others):
        # their order by what is certain can be said; nothing is certain of who is told with a limit alone
        perhaps = listed([side.name for side in rivals], _NAMED)
        more = f"by the least that is told {first.name} {verb} {most}"
        told += f"; {perhaps}, with a higher end open or told, may come to as much"
    elif rivals:
        names = listed([side.name for side in (first, *rivals)], _NAMED)
        more = f"who {verb} {most} cannot be said, {names} may come to as much"
    else:
        more = f"{first.name} {verb} {most}"
    return f"{_pledges(said)}: {more}; {told}{none}"


def _pledges(said: str) -> str:
    """Of which pledges something is said; of all if nothing limits them."""
    return f"of pledges {said}".rstrip()


def _names(names: Sequence[str]) -> str:
    return listed([*map(with_article, names)], _NAMED)
