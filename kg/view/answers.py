"""What views are made from: answers to questions, asked once for many pages or for one pledge at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from kg.ledger import status
from kg.model import codes, dates, reference
from kg.model.iris import SKOS
from kg.query.reader import Reader
from kg.query.table import Table
from kg.questions.acts import IN_FORCE, LATER, UNKNOWN, Found
from kg.questions.catalogue import ask
from kg.questions.history import STATUS
from kg.questions.in_force import OnDay
from kg.questions.said import stands
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.view.page_model import Cell, Link, Ref, Short
from kg.view.wording import count, rounded, some, word

__all__ = [
    "DOUBT",
    "Answers",
    "Row",
    "companies",
    "drawn_day",
    "firmest",
    "link",
    "pair_of",
    "primary",
    "ranked",
    "shortly",
]

Row = Mapping[str, Any]
DOUBT = "in force unless a ruling ended it"  # a state of measures that no question gives: no report names the law
_FIGURES = 2  # of a pledge in a list


class Answers:
    """The questions of one store. `whole`: many pages are made, so each question is asked once for everything."""

    def __init__(self, store: Store, *, whole: bool = False) -> None:
        self.store, self.whole = store, whole
        self.reader = Reader(store, "latest", {})
        self._tables: dict[tuple[str, tuple[tuple[str, str], ...]], Table] = {}
        self._today: dict[tuple[str, str | None], Found] = {}
        self._moments: dict[str | None, OnDay] = {}
        self._indexed: dict[tuple[str, str], dict[str, list[Row]]] = {}

    def ask(self, question: str, **filters: str) -> Table:
        """A question with filters, asked once."""
        key = (question, tuple(sorted(filters.items())))
        if key not in self._tables:
            self._tables[key] = ask(self.store, question, policy=None, context=None, **filters)
        return self._tables[key]

    def of(self, question: str, iri: str, *, by: str = "pledge", filtered: str = "pledge") -> list[Row]:
        """A question's rows on one thing, that is in the column `by` and that the filter `filtered` asks for."""
        if not self.whole:
            return [row for row in self.ask(question, **{filtered: iri}) if str(row[by]) == iri]
        if (question, by) not in self._indexed:
            held = sorted(self.ask(question), key=lambda row: str(row[by]))
            self._indexed[question, by] = {name: list(rows) for name, rows in groupby(held, lambda row: str(row[by]))}
        return self._indexed[question, by].get(iri, [])

    def moves(self, pledge: str | None = None) -> list[Row]:
        """The changes of status of a pledge, or of all, as rows of `history`."""
        rows = self.ask("history") if pledge is None else self.of("history", pledge)
        return [row for row in rows if row["step"] == STATUS]

    @cached_property
    def pledges(self) -> dict[str, Row]:
        """Pledge → its row."""
        return {str(row["pledge"]): row for row in self.ask("pledges")}

    def pledge(self, iri: str) -> Row | None:
        """One pledge's row; None for what is no pledge."""
        if self.whole or "pledges" in self.__dict__:
            return self.pledges.get(iri)
        return next(iter(self.of("pledges", iri)), None) if "/pledge/" in iri else None

    @cached_property
    def measures(self) -> dict[str, Row]:
        """Measure → its row."""
        return {str(row["event"]): row for row in self.ask("measures")}

    def statuses(self, row: Row) -> list[tuple[str, int]]:
        """Where a pledge's status is disputed: each that reports give with their number, the most first."""
        if "status" not in row["contested"]:
            return []
        told = [item for item in self.of("conflicts", str(row["pledge"])) if item["field"] == "status"]
        held = Counter({word(str(item["value"])): len(item["reports"]) for item in told})
        return sorted(held.items(), key=lambda item: (-item[1], item[0]))

    def today(self, row: Row, target: str | None = None) -> Found:
        """What a measure is found to be on the day of the last report: what every table and chart of it says.

        For all its targets, or for the one given by its IRI. One that no report gives a day is uncertain; what a ruling
        may have ended is in doubt.
        """
        measure = str(row["event"])
        if (measure, target) not in self._today:
            found = self._moment(target).of(measure)
            state = UNKNOWN if found.state == LATER else found.state
            state = DOUBT if state == IN_FORCE and self._doubtful(row) else state
            self._today[measure, target] = replace(found, state=state)
        return self._today[measure, target]

    def _doubtful(self, row: Row) -> bool:
        """Whether a measure is older than a ruling and may rest on the law that it took away, for none is told."""
        ruling = max((held for name in row["imposers"] if (held := self.ruling(name))), default=None)
        if ruling is None or row["legal_basis"]:
            return False
        return not row["effective"] or str(min(row["effective"])) < str(ruling[0])

    def ruling(self, imposer: str) -> tuple[date, str] | None:
        """Day and law of the last ruling that voids measures of a side, by its name, of those that name a law."""
        told = (
            (row["since"], str(row["legal_basis"]))
            for row in self.ask("counterpart")
            if row["ruling"] and row["since"] and row["legal_basis"] and imposer in row["given_by"]
        )
        return max(told, default=None)

    def _moment(self, target: str | None) -> OnDay:
        if target not in self._moments:
            self._moments[target] = OnDay(self.reader, self.last_day, target, doubting=False)
        return self._moments[target]

    def last_told(self, reports: Iterable[str]) -> str:
        """The date of the latest of some reports as it is printed; empty if none has one."""
        told = (text for iri in reports if (text := self._told(iri, "published")))
        return max(told, key=lambda text: (dates.latest(text) or date.min, text), default="")

    def ref(self, iri: str, label: str = "") -> Ref:
        """What leads to an event's page, under the label given or its own."""
        return Ref(label or self.reader.label(iri), iri)

    def course(self, row: Row) -> list[Row]:
        """A pledge's changes of status as they are known now, its last grade the one by which the pledge goes.

        A step above that grade is what fewer reports say: it is told beside the pledge, and not drawn as its course.
        """
        steps = [step for step in self.moves(str(row["pledge"])) if step["known_until"] is None]
        grades = [step for step in steps if status.axis(str(step["status"])) == "grade"]
        lead = row["grade"]
        if not lead or not grades:
            return steps
        last = grades[-1]
        capped = [
            {**step, "status": lead}
            if step is last or (step in grades and status.grade_rank(str(step["status"])) > status.grade_rank(lead))
            else step
            for step in steps
        ]
        return [step for at, step in enumerate(capped) if not at or step["status"] != capped[at - 1]["status"]]

    def standing_told(self, row: Row) -> str:
        """The same; where reports differ, with how many say what."""
        told = [f"{number:,} {name}" for name, number in self.statuses(row)]
        said = stands(row)
        return f"{said} ({', '.join(told)})" if told else said

    @cached_property
    def reports(self) -> int:
        """How many reports there are."""
        return len(self.store.reports())

    @property
    def last_day(self) -> date:
        """The day of the last report: where every course that has not ended is drawn to."""
        return self.reader.last_report

    @cached_property
    def iris(self) -> dict[str, str]:
        """Name of a country, bloc or company that gains → its IRI."""
        sides = (item for kind in ("bloc", "country") for item in codes.scheme(kind).values())
        found = {item.label: item.iri for item in sides}
        return {str(row["company_label"]): str(row["company"]) for row in self.ask("beneficiaries")} | found

    def is_company(self, iri: str) -> bool:
        """Whether it is a company: among those that gain are groups without a name, and countries with a quota."""
        return expand("Company") in map(str, self.reader.node(iri).get(expand("a"), ()))

    def other_names(self, iri: str) -> str:
        """Every other name that the reference tables know a thing by, for searching."""
        return " · ".join(sorted(map(str, self.reader.node(iri).get(SKOS + "altLabel", ()))))

    @cached_property
    def officials(self) -> dict[str, str]:
        """Name of an official → their IRI."""
        return {self.reader.label(iri): iri for iri in self.store.subjects("a", expand("Official"))}

    @cached_property
    def goods(self) -> dict[str, set[str]]:
        """Goods that a pledge or measure is of → the IRIs of these."""
        found: dict[str, set[str]] = {}
        for event, goods in self.store.pairs(expand("product")):
            if event in self.pledges or event in self.measures:
                found.setdefault(goods, set()).add(event)
        return found

    def official(self, name: str) -> Cell:
        """An official by name, leading to their page."""
        iri = self.officials.get(name)
        return Ref(name, iri) if iri else name

    def side(self, label: str) -> Cell:
        """A country, bloc or company by its name, leading to its page."""
        iri = self.iris.get(label)
        return Ref(label, iri) if iri else label

    def sides(self, labels: Iterable[str], most: int = 3) -> Cell:
        """Several of them."""
        return some([self.side(label) for label in labels], most)

    @cached_property
    def about(self) -> str:
        """What the graph holds, for the foot of a page."""
        printed = self.last_told(self.store.reports())
        day = f", the latest of {printed}" if printed else ""
        return f"Made from {count(self.reports, 'report')}{day}."

    def listed(self, row: Row) -> tuple[Cell, ...]:
        """A pledge's row in lists: what, how firm, figures, when, on whose word."""
        amounts = some([shortly(str(item["text"])) for item in row["amounts"]], _FIGURES) or None
        return (
            self.ref(str(row["pledge"])),
            stands(row),
            amounts,
            dates.say(str(row["last_reported"])) if row["last_reported"] else None,
            f"{len(row['reports']):,} / {len(row['origins']):,}",
        )

    def source(self, row: Row) -> Cell:
        """The report of a row of `history`."""
        return Link(str(row["source"]), str(row["url"] or ""))

    def cited(self, claim: str) -> Link:
        """The report of a claim."""
        iri, _ = self.reader.report(claim)
        return self._link(iri)

    def cite(self, reports: Iterable[str], most: int = 3) -> Cell:
        """Reports by their IRIs, those nearest to the source first."""
        held = {iri: self.reader.metadata(iri) for iri in reports}
        code = self.reader.code
        order = sorted(held, key=lambda iri: primary(code(held[iri], "type"), self._told(iri, "published"), iri))
        return some([self._link(iri) for iri in order], most)

    def _told(self, report: str, prop: str) -> str:
        return str(self.reader.metadata(report).get(expand(prop), [""])[0])

    def _link(self, report: str) -> Link:
        return link(*(self._told(report, prop) for prop in ("publisher", "published", "url")))


def primary(type_: str | None, published: object, otherwise: str) -> tuple[int, bool, str, str]:
    """An order of reports: texts and statements first, copies last, then by day; those without a day come after."""
    types = list(codes.scheme("report_type"))
    rank = types.index(type_) if type_ in types else len(types)
    return rank, not published, str(published), otherwise


def link(publisher: object, published: object, url: object) -> Link:
    """A report by its publisher's one name and date, in words; one whose page has no date goes by that name alone."""
    name = reference.find_outlet(str(publisher))
    return Link(f"{name}, {dates.say(str(published))}" if published else name, str(url or ""))


def shortly(text: str, behind: str = "") -> Cell:
    """A figure in a list, to three digits, with what is said behind it; all its digits where a reader asks."""
    return Short(rounded(text) + behind, text + behind) if rounded(text) != text else text + behind


def pair_of(answers: Answers, one: str, other: str) -> str:
    """What a `Ref` to the page of two sides says, by their names; the company's own page where one is a company."""
    found = [answers.iris.get(name, "") for name in (one, other)]
    if any("/company/" in iri for iri in found):
        return next(iri for iri in found if "/company/" in iri)
    return " ".join(("pair", *sorted(found)))


def drawn_day(row: Row) -> date | None:
    """Where a row of `history` is drawn: its day, of a month or a year the last."""
    return dates.latest(str(row["valid_from"])) if row["valid_from"] else None


def ranked(rows: Iterable[Row]) -> list[Row]:
    """Pledges, those that most origins tell of first."""
    return sorted(rows, key=lambda row: (-len(row["origins"]), -len(row["reports"]), row["label"], row["pledge"]))


def firmest(rows: Iterable[Row]) -> list[Row]:
    """Benefits, the firmest first, then what most origins tell of."""
    return sorted(
        rows,
        key=lambda row: (
            -(codes.concept("strength", row["strength"]).rank or 0),
            -len(row["origins"]),
            row["company_label"],
            row["pledge_label"],
        ),
    )


def companies(answers: Answers, rows: Iterable[Row], most: int = 4) -> Cell:
    """The companies of some benefits, each once, leading to their pages; groups without a name are none."""
    named = (row for row in firmest(rows) if answers.is_company(str(row["company"])))
    held = dict.fromkeys(Ref(str(row["company_label"]), str(row["company"])) for row in named)
    return some(list(held), most) or None
