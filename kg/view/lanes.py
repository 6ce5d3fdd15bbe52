"""Events as drawn rows: pledges, measures and talks along one line of days, shared by the pages of parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kg.model import dates
from kg.questions.acts import (
    AHEAD,
    ENDED,
    EXEMPT,
    IN_FORCE,
    LIFTED,
    NEVER,
    RELIEF_OVER,
    REPLACED,
    SUSPENDED,
    THREAT,
    UNKNOWN,
    Found,
)
from kg.questions.said import relief_of, within_quota
from kg.view import style
from kg.view.answers import DOUBT, Answers, Row, companies, drawn_day
from kg.view.chart import Days
from kg.view.page_model import Cell, Section, Strip
from kg.view.wording import closest, either_day, some, word

__all__ = ["GENERAL", "Lanes", "rates_of", "state_of"]

GENERAL = "no goods named"
_FADED = "A bar fades where no later report tells of the pledge."
_FIRST = 12  # rows of a lane before the rest is folded
_SOURCES = 2
_VAGUE = "“Undated”: no report gives a day. A bar that fades: no report gives an end."
_STATES = {  # state of a measure on the last day → how it is drawn, which is also what the legend says
    IN_FORCE: "in_force",
    DOUBT: "perhaps_ended",
    SUSPENDED: "suspended",
    EXEMPT: "exempted",
    LIFTED: "lifted",
    UNKNOWN: "not_certain",
    AHEAD: "not_yet_in_effect",
    REPLACED: "replaced",
    ENDED: "ended",
    RELIEF_OVER: "relief_over",
    NEVER: "never_took_effect",
    THREAT: "threatened",
}
_MEETINGS = {  # talks that no report tells of as held: in words, and how they are drawn
    "planned": ("planned", "proposed"),
    "called off": ("called off", "denied"),
    "not told": ("not certain that it was held", "not_certain"),
}
_OVER, _RELIEF = (REPLACED, ENDED, RELIEF_OVER), (SUSPENDED, EXEMPT, LIFTED)
_HELD = (IN_FORCE, DOUBT, *_RELIEF, UNKNOWN)


class Lanes:
    """Some pledges, measures and talks on one scale of days."""

    def __init__(
        self, answers: Answers, pledges: Sequence[Row], measures: Sequence[Row] = (), talks: Sequence[Row] = ()
    ) -> None:
        self.answers, self.explained, self.faded = answers, False, False
        met = [day for item in pledges for row in answers.course(item) if (day := drawn_day(row))]
        met += [day for item in measures for text in item["effective"] if (day := dates.earliest(text))]
        met += [day for item in talks for text in item["date"] if (day := dates.earliest(text))]
        self.scale = Days([*met, answers.last_day] if answers.last_day != date.min else met)

    def pledges(self, heading: str, rows: Iterable[Row], *, known: bool = False) -> list[Section]:
        """Pledges by the day they are first told to hold from; those without a day come last.

        With `known` it is told since when reports tell of it.
        """
        drawn = sorted(rows, key=lambda row: (self._begins(row), -len(row["origins"]), row["label"]))
        columns = ("Pledge", self.scale.axis, "Status", *(("First told",) if known else ()), "Companies named")
        legend = style.statuses_in(str(step["status"]) for row in drawn for step in self.answers.course(row))
        faded = "" if self.faded or not drawn else _FADED
        self.faded = self.faded or bool(faded)
        return self._folded(heading, faded, columns, drawn, lambda row: self._pledge(row, known), legend)

    def _begins(self, pledge: Row) -> date:
        return min((day for row in self.answers.course(pledge) if (day := drawn_day(row))), default=date.max)

    def _pledge(self, row: Row, known: bool) -> tuple[Cell, ...]:
        steps = [
            (step["valid_from"] and str(step["valid_from"]), str(step["status"])) for step in self.answers.course(row)
        ]
        named = [item for item in self.answers.of("beneficiaries", str(row["pledge"])) if item["basis"] == "named"]
        return (
            self.answers.ref(str(row["pledge"])),
            self.scale.course(steps, self.answers.last_day, row["last_reported"]),
            self.answers.standing_told(row),
            *((row["first_reported"] and dates.say(row["first_reported"]),) if known else ()),
            companies(self.answers, named),
        )

    def measures(self, heading: str, rows: Iterable[Row], target: str | None = None) -> list[Section]:
        """Measures from the day they take effect to the day they end, as far as told; for a target, by its IRI."""
        drawn = sorted(
            rows,
            key=lambda row: (dates.earliest(next(iter(closest(row["effective"])), None)) or date.max, row["label"]),
        )
        columns = ("Measure", self.scale.axis, "Takes effect", "Rate", f"On {self.answers.last_day}", "Reported by")
        vague = not self.explained and any(not row["effective"] or not row["ends"] for row in drawn)
        self.explained = self.explained or vague
        met = {self.answers.today(row, target).state for row in drawn}
        legend = tuple(look for state, look in _STATES.items() if state in met)
        return self._folded(
            heading, _VAGUE if vague else "", columns, drawn, lambda row: self._measure(row, target), legend
        )

    def _measure(self, row: Row, target: str | None) -> tuple[Cell, ...]:
        found = self.answers.today(row, target)
        told = [either_day(row["effective"]), f"ends {either_day(row['ends'])}" if row["ends"] else ""]
        return (
            str(row["label"]),
            self._drawn(row, found),
            tuple(filter(None, told)) or None,
            rates_of(row) or None,
            _said(row, found),
            self.answers.cite(row["reports"], _SOURCES),
        )

    def _drawn(self, row: Row, found: Found) -> Strip:
        """A rate, or relief from one, from its day to its end; what is only threatened is one day, not a span."""
        look, start = _STATES[found.state], next(iter(closest(found.since or row["effective"])), None)
        if found.state in (THREAT, NEVER):
            return self.scale.point(f"{_said(row, found)}, {start or 'no day told'}", start, look)
        end = str(found.until) if found.until else max(row["ends"], default=None)
        if found.state in _HELD and (dates.latest(end) or date.max) > self.answers.last_day:
            end = str(self.answers.last_day)
        words = f"{_said(row, found)}, from {start or 'a day not told'}"
        return self.scale.span(words, start, end, look)

    def talks(self, heading: str, rows: Iterable[Row]) -> list[Section]:
        """Rounds of talks on their days."""
        drawn = sorted(rows, key=lambda row: (dates.earliest(min(row["date"], default=None)) or date.max, row["label"]))
        columns = ("On", self.scale.axis, "Where", "Who", "About", "Reported by")
        return self._folded(heading, "", columns, drawn, self._talks)

    def _talks(self, row: Row) -> tuple[Cell, ...]:
        state, look = _MEETINGS.get(row.get("held", ""), ("", ""))
        beside = [text for text in (state, "by phone" if row.get("form") == "call" else "") if text]
        return (
            (either_day(row["date"]) or "no day told", *beside),
            self.scale.point(str(row["label"]), min(row["date"], default=None), look),
            some(row["place"], _SOURCES) or None,
            some([self.answers.official(name) for name in row["officials"]], 4) or None,
            some(row["topics"], 3) or None,
            self.answers.cite(row["reports"], _SOURCES),
        )

    def _folded(
        self,
        heading: str,
        text: str,
        columns: tuple[str | Strip, ...],
        rows: Sequence[Row],
        made: Callable[[Row], tuple[Cell, ...]],
        legend: tuple[str, ...] = (),
    ) -> list[Section]:
        """The rows that most origins tell of, in the order given, then the others folded; nothing if there is none."""
        if not rows:
            return []
        weightiest = sorted(range(len(rows)), key=lambda at: (-len(rows[at]["origins"]), at))
        first = weightiest if len(rows) <= _FIRST + 3 else weightiest[:_FIRST]
        shown, rest = ([made(row) for at, row in enumerate(rows) if (at in first) is front] for front in (True, False))
        if rest:
            text = f"{text} The {len(shown)} of {len(rows)} that most origins tell of.".strip()
        sections = [Section(heading, (text,) if text else (), columns, tuple(shown), legend=legend)]
        return (
            [*sections, Section(f"{heading}, continued", (), columns, tuple(rest), folded=True)] if rest else sections
        )


def _said(row: Row, found: Found) -> str:
    """What a measure is on the last day, with the day that ended it; relief in effect, or told of, as such."""
    if found.state in _RELIEF or (found.state == UNKNOWN and relief_of(row)):
        told = word(_STATES[found.state]) if found.state in _RELIEF else "not certain"
        return f"{told}: {relief}" if (relief := relief_of(row)) and relief != told else told
    said = DOUBT if found.state == DOUBT else word(_STATES[found.state])
    return f"{said} {found.until}" if found.state in _OVER and found.until else said


def rates_of(row: Row) -> str:
    """The rates that reports give for a measure, of which one holds: `24% or 27%`; of what is limited up to where."""
    return within_quota(" or ".join(f"{rate:f}%" for rate in row["rate_percent"]), row)


def state_of(answers: Answers, row: Row) -> str:
    """A measure's state on the day of the last report, in words."""
    return _said(row, answers.today(row))
