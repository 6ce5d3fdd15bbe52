"""Events as drawn rows: pledges, measures and talks along one line of days, shared by the pages of parties."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kg.model import dates
from kg.questions.measures import AHEAD, ENDED, IN_FORCE, REPLACED, SUSPENDED, THREAT, UNKNOWN
from kg.view import style
from kg.view.answers import Answers, Row, companies, drawn_day
from kg.view.chart import Days
from kg.view.page_model import Cell, Section, Strip
from kg.view.wording import some

__all__ = ["GENERAL", "Lanes"]

GENERAL = "no goods named"
_FIRST = 12  # rows of a lane before the rest is folded
_SOURCES = 2
_VAGUE = "A dashed ring stands where no report tells a day; a bar that fades has no told end."
_STATES = {  # state of a measure on the last day → how it is drawn, and its words
    IN_FORCE: ("in_force", "in force"),
    SUSPENDED: ("suspended", "suspended"),
    UNKNOWN: ("announced", "not certain"),
    AHEAD: ("agreed", "not yet in effect"),
    REPLACED: ("lapsed", "replaced"),
    ENDED: ("lapsed", "ended or voided"),
    THREAT: ("proposed", "threatened only"),
}


class Lanes:
    """Some pledges, measures and talks on one scale of days."""

    def __init__(
        self, answers: Answers, pledges: Sequence[Row], measures: Sequence[Row] = (), talks: Sequence[Row] = ()
    ) -> None:
        self.answers, self.explained = answers, False
        days = [day for item in pledges for row in self._course(item) if (day := drawn_day(row))]
        days += [day for item in measures for text in item["effective"] if (day := dates.earliest(text))]
        days += [day for item in talks for text in item["date"] if (day := dates.earliest(text))]
        self.scale = Days([*days, answers.last_day] if answers.last_day != date.min else days)

    def _course(self, pledge: Row) -> list[Row]:
        return [row for row in self.answers.of("history", str(pledge["pledge"])) if row["known_until"] is None]

    def pledges(self, heading: str, rows: Iterable[Row], *, known: bool = False) -> list[Section]:
        """Pledges by the day they are first told to hold from; those without a day come last.

        With `known` the day is told from which reports tell where a pledge now stands.
        """
        drawn = sorted(rows, key=lambda row: (self._begins(row), -len(row["origins"]), row["label"]))
        columns = ("Pledge", self.scale.axis, "Stands as", *(("Known by",) if known else ()), "Companies named")
        legend = style.statuses_in(str(step["status"]) for row in drawn for step in self._course(row))
        return self._folded(heading, "", columns, drawn, lambda row: self._pledge(row, known), legend)

    def _begins(self, pledge: Row) -> date:
        return min((day for row in self._course(pledge) if (day := drawn_day(row))), default=date.max)

    def _pledge(self, row: Row, known: bool) -> tuple[Cell, ...]:
        steps = [(drawn_day(step), str(step["status"])) for step in self._course(row)]
        named = [item for item in self.answers.of("beneficiaries", str(row["pledge"])) if item["basis"] == "named"]
        return (
            self.answers.ref(str(row["pledge"])),
            self.scale.course(steps, self.answers.last_day),
            self.answers.standing_told(row),
            *(
                (max((str(step["known_from"] or "") for step in self._course(row)), default="") or None,)
                if known
                else ()
            ),
            companies(self.answers, named),
        )

    def measures(self, heading: str, rows: Iterable[Row]) -> list[Section]:
        """Measures from the day they take effect to the day they end, as far as told."""
        drawn = sorted(
            rows, key=lambda row: (dates.earliest(min(row["effective"], default=None)) or date.max, row["label"])
        )
        columns = ("Measure", self.scale.axis, "Takes effect", "Rate", f"On {self.answers.last_day}", "Told by")
        vague = not self.explained and any(not row["effective"] or not row["ends"] for row in drawn)
        self.explained = self.explained or vague
        return self._folded(heading, _VAGUE if vague else "", columns, drawn, self._measure)

    def _measure(self, row: Row) -> tuple[Cell, ...]:
        found = self.answers.today(row)
        look, state = _STATES[found.state]
        start, told = min(row["effective"], default=None), max(row["ends"], default=None)
        end = str(found.until) if found.until else told
        words = f"from {start or 'a day not told'}{f' until {end}' if end else ''}"
        rates = [f"{rate}%" for rate in row["rate_percent"]]
        return (
            str(row["label"]),
            self.scale.span(words, start, end, look),
            some([*row["effective"], *(f"ends {day}" for day in row["ends"])], _SOURCES) or None,
            some(rates, 3) or None,
            state,
            self.answers.cite(row["reports"], _SOURCES),
        )

    def talks(self, heading: str, rows: Iterable[Row]) -> list[Section]:
        """Rounds of talks on their days."""
        drawn = sorted(rows, key=lambda row: (dates.earliest(min(row["date"], default=None)) or date.max, row["label"]))
        columns = ("On", self.scale.axis, "Where", "Who", "About", "Told by")
        return self._folded(heading, "", columns, drawn, self._talks)

    def _talks(self, row: Row) -> tuple[Cell, ...]:
        return (
            some(row["date"], _SOURCES) or "no day told",
            self.scale.point(str(row["label"]), min(row["date"], default=None)),
            some(row["place"], _SOURCES) or None,
            some(row["officials"], 4) or None,
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
