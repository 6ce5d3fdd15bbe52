"""Traits of a claim's wording: stems, names, dates, years and percentages of its text and of the report around it.

Comes in: one `Statement`. Goes out: its `Traits`, what `features` compares two claims by beside their stated fields.
Everything comes from the claim and its own report, so that no other report changes it, and is computed once.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from itertools import pairwise

from kg.model import codes, dates
from kg.model.claims import Agreement, Claim, Measure, Pledge
from kg.model.statement import Statement

__all__ = ["Days", "Traits", "stems", "traits_of"]

Days = tuple[int, int]  # first and last day something can have been on, as ordinals

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|per ?cent)")
_STEM = 6  # letters of a word that count: "investing" and "investment" are one
_SHORT = 3  # words of so few letters say nothing, unless they hold a digit
_MONTH = 31  # days of a month at most: a wider date names no month
_TOLD = ("evidence", "commitment_words", "name", "place", "effect", "legal_basis", "measured_by")
_DEADLINES = ("deadline", "deadline_date")


class Traits:
    """Traits of one claim's wording and dates."""

    def __init__(self, statement: Statement) -> None:
        self.statement, self.claim, self.record = statement, statement.claim, statement.record

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of the words the claim is told in, its products, terms and topics with them."""
        told = [getattr(self.claim, name, None) for name in _TOLD]
        told += [product.name for product in getattr(self.claim, "products", ())]
        told += [term.text for term in self.statement.terms]
        told += [*getattr(self.claim, "topics", ()), *getattr(self.claim, "conditions", ())]
        return stems(" ".join(text for text in told if text)) - stems(self._firms)

    @cached_property
    def names(self) -> frozenset[str]:
        """Capitalised words inside the sentences, but for countries and firms: places, projects, people, types."""
        texts = (self.claim.evidence, getattr(self.claim, "commitment_words", None))
        found = (word for text in texts for word in _WORD.findall(text or "")[1:])
        named = frozenset(word.casefold() for word in found if word[0].isupper() and len(word) > 1)
        return named - _common() - _split(self._firms)

    @cached_property
    def context(self) -> frozenset[str]:
        """Stems of the words of the whole report: its title and all its claims."""
        told = (claim.evidence for claim in self.record.claims())
        return stems(" ".join(text for text in (self.record.report.title, *told) if text)) - stems(self._firms)

    @cached_property
    def own_days(self) -> Days | None:
        """When it happened, by the claim's own date."""
        return _days(self.statement.happened)

    @cached_property
    def told_days(self) -> Days | None:
        """When it was told: the report's date, else the last date that one of its claims gives to something past."""
        return _days(self.statement.told)

    @cached_property
    def days_named(self) -> frozenset[int]:
        """Days of the year (31 a month) that the sentence names, "on Tuesday" before the report's date among them."""
        found = {month * _MONTH + day for month, day in _month_days(self._sentence)}
        if self.own_days and self.own_days[0] == self.own_days[1]:
            found.add(_in_year(date.fromordinal(self.own_days[0])))
        if self.told_days and self.told_days[0] == self.told_days[1]:
            told = date.fromordinal(self.told_days[0])
            for n, name in enumerate(calendar.day_name):
                if name in self._sentence:
                    found.add(_in_year(dates.shifted(told, -((told.weekday() - n) % 7))))
        return frozenset(found)

    @cached_property
    def months_named(self) -> frozenset[int]:
        """Months that the sentence or the claim's own date names."""
        found = {month for word in _WORD.findall(self._sentence) if (month := _months().get(word))}
        return frozenset(found | _month_of(self.own_days))

    @cached_property
    def months_told(self) -> frozenset[int]:
        """The month the report is of."""
        return frozenset(_month_of(self.told_days))

    @cached_property
    def years(self) -> frozenset[int]:
        """Years that the claim, the report's title or their dates name."""
        claim = self.claim
        texts = (self._sentence, self.record.report.title, *(getattr(claim, name, None) for name in _DEADLINES))
        found = {int(year) for text in texts for year in _YEAR.findall(text or "")}
        return frozenset(found.union(*(_years(days) for days in (self.own_days, self.told_days) if days)))

    @cached_property
    def percents(self) -> frozenset[float]:
        """Percentages that the sentence or a measure's rates give."""
        found = {float(each) for each in _PERCENT.findall(self.claim.evidence or "")}
        rates = (getattr(self.claim, name, None) for name in ("rate_percent", "rate_before"))
        return frozenset(found | {float(rate) for rate in rates if rate is not None})

    @cached_property
    def surroundings(self) -> frozenset[str]:
        """First figures of all pledges and rates of all measures that the report tells of."""
        return frozenset(key for claim in self.record.claims() for key in _figure_keys(claim))

    @cached_property
    def contained(self) -> frozenset[str]:
        """Kinds, figures and rates of what an agreement contains."""
        if not isinstance(self.claim, Agreement):
            return frozenset()
        held = [claim for claim in self.record.claims() if claim.id in self.claim.contains]
        kinds = {claim.kind for claim in held if isinstance(claim, Pledge)}
        return frozenset(kinds.union(*(_figure_keys(claim) for claim in held)))

    @cached_property
    def holds_parts(self) -> bool:
        """Whether another pledge of the report is part of this one or counted in it."""
        me = self.claim.id
        others = (pledge for pledge in self.record.pledges if me and pledge.id != me)
        return any(each.part_of == me or any(held.target == me for held in each.counted_in) for each in others)

    @cached_property
    def _firms(self) -> str:
        """Names of the firms that the record lists: compared as firms, and no part of what a sentence adds."""
        return " ".join([*(one.name for one in self.record.companies), *(one.name for one in self.record.agencies)])

    @property
    def _sentence(self) -> str:
        return " ".join(text for text in (self.claim.evidence, getattr(self.claim, "name", None)) if text)


def traits_of(statements: Iterable[Statement]) -> dict[str, Traits]:
    """IRI → traits, each claim's once however many it is compared with."""
    return {statement.iri: Traits(statement) for statement in statements}


def stems(text: str) -> frozenset[str]:
    """The words of a text that say something, cut to their stems; names of countries and units are left out."""
    words = (word.casefold() for word in _WORD.findall(text))
    kept = (word for word in words if len(word) > _SHORT or any(letter.isdigit() for letter in word))
    return frozenset(word[:_STEM] for word in kept if word not in _common())


def _split(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


@cache
def _common() -> frozenset[str]:
    """Words of the names of countries, blocs and units."""
    names = (name for kind in ("country", "bloc", "unit") for name in codes.forms(kind))
    return _split(" ".join(names))


def _figure_keys(claim: Claim) -> Iterator[str]:
    if isinstance(claim, Pledge) and claim.amounts:
        yield f"{claim.amounts[0].unit} {claim.amounts[0].value}"
    if isinstance(claim, Measure) and claim.rate_percent is not None:
        yield f"{claim.kind} {claim.rate_percent}"


@cache
def _days(edtf: str | None) -> Days | None:
    low, high = dates.bounds(edtf) if edtf else (None, None)
    low, high = low or high, high or low
    return (low.toordinal(), high.toordinal()) if low and high else None


def _in_year(day: date) -> int:
    return day.month * _MONTH + day.day


def _month_of(days: Days | None) -> set[int]:
    if days is None or days[1] - days[0] > _MONTH:
        return set()
    return {date.fromordinal(day).month for day in days}


def _years(days: Days) -> set[int]:
    return {date.fromordinal(day).year for day in days}


@cache
def _months() -> dict[str, int]:
    """Month names and their abbreviations → number."""
    found = {name: n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if name}
    return found | {"Sept": found["Sep"]}


def _month_days(text: str) -> Iterator[tuple[int, int]]:
    """(month, day) of "27 July" and "Nov. 14"."""
    words = _WORD.findall(text)
    for left, right in pairwise(words):
        for month, day in ((left, right), (right, left)):
            if month in _months() and day.isdigit() and 1 <= int(day) <= _MONTH:
                yield _months()[month], int(day)
