"""Tariffs of one side on another's goods on the day of the last report: rates, relief from them, what ended others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kg.model import codes
from kg.model.phrases import with_article
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
from kg.questions.benefits.benefit_words import capital
from kg.questions.said import field, relief_of
from kg.view.answers import DOUBT, Answers, Row, pair_of
from kg.view.lanes import GENERAL, Lanes, rates_of
from kg.view.page_model import Cell, Fold, Page, Ref, Section
from kg.view.parties import tariff_title
from kg.view.wording import count, days, either_day, joined, some

__all__ = ["tariff"]

_GOODS = 4  # goods of a measure, before "and 2 more"
_BESIDE = 2  # measures before or after one; more are put away
_SOURCES = 2
_UNTOLD = "not reported"
_VERBS = {REPLACED: "replaced", ENDED: "lifted", RELIEF_OVER: "relief ended"}  # what another measure did


def tariff(answers: Answers, imposer: str, target: str) -> Page:
    """Which rates hold, on which law; what ended the others; and when each took effect."""
    return _Tariffs(answers, imposer, target).page()


class _Tariffs:
    def __init__(self, answers: Answers, imposer: str, target: str) -> None:
        self.answers, self.imposer, self.target = answers, imposer, target
        self.names = [answers.reader.label(iri) for iri in (imposer, target)]
        self.day = answers.last_day
        self.held = [row for row in answers.ask("measures", imposer=imposer, target=target) if "tariff" in row["kind"]]
        self.found = {str(row["event"]): answers.today(row, target) for row in self.held}

    def page(self) -> Page:
        title = tariff_title(self.answers, self.imposer, self.target)
        pair = Ref(f"{self.names[0]} and {self.names[1]}", pair_of(self.answers, *self.names))
        further = Section("More on these two", rows=(("Pledges, measures, talks", pair),))
        sections = (
            *self._now(),
            *self._relief(),
            *self._open_rates(),
            *self._gone(),
            *self._threats(),
            *self._in_time(),
            further,
        )
        return Page(title, self._lead(), sections, footer=self.answers.about)

    def _in(self, *states: str) -> list[Row]:
        """Measures in some states, by law and goods: those on all goods first, those without a law last."""
        rows = [row for row in self.held if self._found(row).state in states]
        return sorted(rows, key=lambda row: (not row["legal_basis"], row["legal_basis"], row["products"], row["label"]))

    def _found(self, row: Row) -> Found:
        return self.found[str(row["event"])]

    # --- sections

    def _lead(self) -> str:
        one, other = map(with_article, self.names)
        if not self.held:
            return f"No report in this graph tells of a tariff of {one} on {other}."
        sure = self._in(IN_FORCE)
        general = [self._rate_since(row) for row in sure if not row["products"]]
        goods = len(sure) - len(general)
        told = f"{one} charged {other}, where no goods are named, {joined(general) or 'no certain rate'}"
        told += f" and, on named goods, {count(goods, 'rate')}" if goods else ""
        parts = [f"By what reports say, on {self.day} {told}."]
        if last := self.answers.last_told(report for row in self.held for report in row["reports"]):
            parts.append(f"The last report of any of them is of {last}: what came later is not here.")
        if doubt := len(self._in(DOUBT)):
            parts.append(f"A ruling may have ended {doubt:,} more, of which no report names the law.")
        if open_ := len(self._uncertain()):
            parts.append(f"Of {count(open_, 'other rate')} no report gives a certain day of effect.")
        if relief := len(self._in(EXEMPT, LIFTED, SUSPENDED)):
            parts.append(f"{count(relief, 'act')} {'gives' if relief == 1 else 'give'} relief: see below.")
        return " ".join([*parts, "Rates on different laws stand beside one another. This is no tariff schedule."])

    def _rate_since(self, row: Row) -> str:
        """`10% (Section 122, since 2026-02-24; 15% is reported too, with no certain start)`."""
        beside = {
            _rates(other)
            for other in self._uncertain()
            if not other["products"] and set(_laws(other)) & set(_laws(row)) and other["rate_percent"]
        } - {_rates(row)}
        rival = f"; {joined(sorted(beside))} {'is' if len(beside) == 1 else 'are'} reported too, with no certain start"
        return f"{_rates(row)} ({_law(row)}, since {self._since(row)}{rival if beside else ''})"

    def _since(self, row: Row) -> str:
        """The days on which the act that is found took effect, by what reports say of it."""
        return either_day(self._found(row).since or row["effective"])

    def _now(self) -> list[Section]:
        day, columns = self.day, ("On", "Rate", "Law", "Since", "As reported", "Reported by")
        return [
            *_section(f"In force on {day}", "", columns, self._in(IN_FORCE), self._standing),
            *_section(capital(DOUBT), self._ruled(), columns, self._in(DOUBT), self._standing),
        ]

    def _ruled(self) -> str:
        ruling = self.answers.ruling(self.names[0])
        if not ruling:
            return ""
        return f"The ruling of {ruling[0]} on {ruling[1]} may reach what rests on a law that no report names."

    def _relief(self) -> list[Section]:
        """What exempts, lifts or suspends, in effect on the day, then what no report dates."""
        rows = [*self._in(EXEMPT, LIFTED, SUSPENDED), *filter(relief_of, self._latest())]
        columns = ("On", "Relief", "Law", "Since", "As reported", "Reported by")
        return _section(
            f"Relief by {self.day}: exempted, lifted, suspended or put off", "", columns, rows, self._spared
        )

    def _spared(self, row: Row) -> tuple[Cell, ...]:
        goods, rate, law, _, *told = self._row(row, None)
        relief = f"{relief_of(row) or self._found(row).state}{f' ({rate})' if rate != _UNTOLD else ''}"
        last = self.answers.last_told(row["reports"])
        open_ = f"no day told{f', last reported {last}' if last else ''}"
        return goods, relief, law, open_ if self._found(row).state == UNKNOWN else self._since(row), *told

    def _open_rates(self) -> list[Section]:
        open_ = f"No report gives a certain day of effect, so whether these held on {self.day} is open. {self._ruled()}"
        columns = ("On", "Rate", "Law", "Last reported", "As reported", "Reported by")
        text = f"{open_} What was reported last comes first.".replace("  ", " ")
        return _section("Not certain", text, columns, self._uncertain(), self._open)

    def _uncertain(self) -> list[Row]:
        """Rates of which it is open whether they held, the last reported first."""
        return [row for row in self._latest() if not relief_of(row)]

    def _latest(self) -> list[Row]:
        return sorted(self._in(UNKNOWN), key=lambda row: self.answers.last_told(row["reports"]) or "", reverse=True)

    def _standing(self, row: Row) -> tuple[Cell, ...]:
        return self._row(row, self._since(row) or None)

    def _open(self, row: Row) -> tuple[Cell, ...]:
        return self._row(row, self.answers.last_told(row["reports"]) or None)

    def _row(self, row: Row, day: Cell) -> tuple[Cell, ...]:
        over = {*map(codes.label, self._found(row).without)}
        goods = ", ".join(some([name for name in row["products"] if name not in over], _GOODS)) or GENERAL
        return goods, _rates(row), _law(row), day, self._told_as(row), self.answers.cite(row["reports"], _SOURCES)

    def _told_as(self, row: Row) -> Cell:
        """The measure, what it replaced, what may have changed it, and on what reports differ."""
        found = self._found(row)
        cells: list[Cell] = [self.answers.ref(str(row["event"]), str(row["label"]))]
        if row["contested"]:
            cells.append(f"reports differ on {joined([field(name, 'measure') for name in row['contested']])}")
        here = [each for each in found.may_change if each in self.found]
        cells += self._beside("ending" if found.state == LIFTED else "in place of", found.replaces)
        cells += self._beside("changed in part, or at an uncertain date, by", here)
        return tuple(cells) if len(cells) > 1 else cells[0]

    def _beside(self, words: str, measures: Sequence[str]) -> list[Cell]:
        labels = sorted(map(self.answers.reader.label, measures))
        if len(labels) > _BESIDE:
            return [Fold(f"{words} {len(labels)} others", tuple(labels))]
        return [f"{words} {_quoted(labels)}"] if labels else []

    def _gone(self) -> list[Section]:
        columns = ("Measure", "Rate", "Law", "From", "Until", "What ended it", "Reported by")
        rows = self._in(REPLACED, ENDED, RELIEF_OVER, NEVER)
        last = sorted(rows, key=lambda row: (str(self._ended(row)[0] or ""), row["label"]), reverse=True)
        return _section("No longer in force", "", columns, last, self._past)

    def _past(self, row: Row) -> tuple[Cell, ...]:
        until, why = self._ended(row)
        return (
            self.answers.ref(str(row["event"]), str(row["label"])),
            _rates(row),
            _law(row),
            next(iter(days(self._found(row).since or row["effective"])), None),
            f"{until}{' at the latest' if self._found(row).may_change else ''}" if until else None,
            why,
            self.answers.cite(row["reports"], _SOURCES),
        )

    def _ended(self, row: Row) -> tuple[date | None, Cell]:
        """The day a measure, or relief, ended, and what ended it: a ruling, another measure, or its own end."""
        found = self._found(row)
        if found.state == NEVER:
            return None, "called off before it took effect"
        if found.replaced_by:
            perhaps = self._beside("perhaps before that by", found.may_change)
            told = f"{_VERBS[found.state]} by {self._named(found.replaced_by)}"
            return found.until, (told, *perhaps) if perhaps else told
        for part in self.answers.ask("counterpart"):
            if part["ruling"] and part["given"] == row["event"] and part["since"] == found.until:
                after = [f"in its place: {text}" for text in part["replaced_by"]]
                return part["since"], (str(part["why"]), *some(after, _BESIDE))
        return found.until, "relief ended as told" if found.state == RELIEF_OVER else "ended as told"

    def _named(self, measures: Sequence[str]) -> str:
        return _quoted(sorted(map(self.answers.reader.label, measures)))

    def _threats(self) -> list[Section]:
        columns = ("On", "Rate", "Law", "Last reported", "As reported", "Reported by")
        made = _section("Yet to take effect", "", (*columns[:3], "From", *columns[4:]), self._in(AHEAD), self._standing)
        return [*made, *_section("Threatened only", "", columns, self._in(THREAT), self._open, folded=True)]

    def _in_time(self) -> list[Section]:
        """All of them by day, those on the same goods on one line of days."""
        lanes = Lanes(self.answers, (), self.held)
        goods = {str(row["event"]): joined(row["products"][:3]) or GENERAL for row in self.held}
        made: list[Section] = []
        for name in sorted(set(goods.values()), key=lambda name: (name != GENERAL, name)):
            rows = [row for row in self.held if goods[str(row["event"])] == name]
            made += lanes.measures(f"Over time: {name}", rows, self.target)
        return made


def _rates(row: Row) -> str:
    return rates_of(row) or _UNTOLD


def _quoted(labels: Iterable[str]) -> str:
    """Measures by their headlines, each once: `“US cuts tariffs on Japan to 15%, 2025” and 2 more`."""
    each = [f"“{label}”" for label in dict.fromkeys(labels)]
    return joined(each[:_BESIDE], len(each) - _BESIDE)


def _laws(row: Row) -> list[str]:
    """The laws that reports name, without longer names of the same."""
    told = row["legal_basis"]
    return [law for law in told if not any(law.startswith(f"{other} ") for other in told)]


def _law(row: Row) -> str:
    return joined(_laws(row)) or _UNTOLD


def _section(
    heading: str,
    text: str,
    columns: Sequence[str],
    rows: Iterable[Row],
    made: Callable[[Row], tuple[Cell, ...]],
    *,
    folded: bool = False,
) -> list[Section]:
    """A table of some measures; nothing if there is none."""
    cells = tuple(map(made, rows))
    return [Section(heading, (text,) if text else (), tuple(columns), cells, folded=folded)] if cells else []
