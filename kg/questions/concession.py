"""One thing a side gives: a pledge, or what of a measure rests on one legal basis. Pure over claims.

One measure event may hold claims on two laws (a blanket tariff under one act, a tariff on cars under another). A court
voids by law, so a measure is split by legal basis. A claim that names no basis goes with those of the event that reach
as far (all goods, or goods named) if these name just one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.ledger.figures import figures
from kg.ledger.narrowed import sort_of
from kg.ledger.quota_words import quota_said
from kg.ledger.quotas import quotas
from kg.model import codes, dates
from kg.model.claims import Measure, Pledge
from kg.model.phrases import listed
from kg.model.statement import Statement
from kg.query.sources import parties
from kg.questions.said import of_kind
from kg.questions.sums import SHARES

__all__ = ["Concession", "basis_of", "by_basis", "is_blanket"]

_MOVES = {"cut", "raise"}
_GOODS = 3  # at most so many in a label


@dataclass(frozen=True)
class Concession:
    """One thing given: a pledge, or what of a measure rests on one legal basis (`basis` is its key).

    `lent` are claims of other measures that the basis is taken from where its own name none.
    """

    event: str
    claims: tuple[Statement, ...]
    basis: str | None = None
    lent: tuple[Statement, ...] = ()

    @property
    def key(self) -> tuple[str, str, bool]:
        """What tells it apart from other components, of its event and of others."""
        return self.event, self.basis or "", is_blanket(self.claims[0])

    @property
    def is_measure(self) -> bool:
        """Whether it is a measure; else a pledge."""
        return isinstance(self.claims[0].claim, Measure)

    @cached_property
    def side(self) -> frozenset[str]:
        """Codes of the countries and blocs that give it."""
        return self._named(0)

    @cached_property
    def towards(self) -> frozenset[str]:
        """Codes of the countries and blocs it is given to."""
        return self._named(1)

    def _named(self, which: int) -> frozenset[str]:
        """Those that a third of the claims name: one report's odd party is nobody's side."""
        named = Counter(code for claim in self.claims for code in parties(claim, which))
        often = frozenset(code for code, count in named.items() if count * 3 >= len(self.claims))
        return often or frozenset(named)

    def against(self, parts: Iterable[Concession]) -> list[Concession]:
        """Those of an agreement's components that another side gives."""
        return [other for other in parts if other.side and self.side and other.side.isdisjoint(self.side)]

    @cached_property
    def printed_basis(self) -> str | None:
        """The legal basis as most claims word it."""
        worded = Counter(text for claim in (*self.claims, *self.lent) if (text := _printed(claim)))
        return min(worded, key=lambda text: (-worded[text], text)) if worded else None

    @property
    def _measures(self) -> list[Measure]:
        return [statement.claim for statement in self.claims if isinstance(statement.claim, Measure)]

    @cached_property
    def based(self) -> Concession:
        """What of it is told with its legal basis in the same breath."""
        return Concession(self.event, tuple(claim for claim in self.claims if basis_of(claim)), self.basis)

    @cached_property
    def since(self) -> date | None:
        """The day that most claims have it take effect or promised on, of as many the first; else when it was told.

        Of a month or a year it is the first day in it on which it was told, or its last.
        """
        told = sorted(claim.published for claim in self.claims if claim.published)
        spans = [dates.bounds(claim.happened) for claim in self.claims if claim.happened]
        exact = Counter(low for low, high in spans if low and low == high)
        if exact:
            return min(exact, key=lambda day: (-exact[day], day))
        for low, high in sorted((low, high) for low, high in spans if low and high):
            return next((day for day in told if low <= day <= high), high)
        return next(iter(told), None)

    @cached_property
    def is_dated(self) -> bool:
        """Whether any claim tells a day, a month or a year for it."""
        return any(claim.happened for claim in self.claims)

    @cached_property
    def ends(self) -> date | None:
        """The last day that any claim gives it."""
        return max((day for item in self._measures if (day := dates.latest(item.ends))), default=None)

    @cached_property
    def actions(self) -> frozenset[str]:
        """Codes of what is done by it, such as impose or cut."""
        return frozenset(item.action for item in self._measures)

    @cached_property
    def action(self) -> str:
        """What most claims tell to be done by it, of as many what is told last: as its label has it."""
        told = [item.action for item in self._measures]
        return max(enumerate(told), key=lambda item: (told.count(item[1]), item[0]), default=(0, ""))[1]

    @property
    def _goods(self) -> list[str]:
        """Names of the goods that a third of the claims name, else of all; of a measure as these narrow them."""
        named = Counter(iri for claim in self.claims for iri in claim.products)
        told = {iri: self._called(iri) for iri in named}
        often = [told[iri] for iri in named if named[iri] * 3 >= len(self.claims)]
        return often or [told[iri] for iri in sorted(named, key=lambda iri: (-named[iri], told[iri]))]

    def _called(self, goods: str) -> str:
        sort = sort_of(self.claims, goods) if self.is_measure else ""
        return f"{sort} {codes.label(goods)}".strip()

    @cached_property
    def label(self) -> str:
        """What is given, without who gives it: "cut 15% tariff on cars"; a pledge by its most told figure and goods."""
        often = self._goods
        if self.is_measure:
            held = self._measures
            usual = _usual(item.action for item in held)
            action = codes.concept("action", usual).label
            kind = codes.concept("measure_kind", _usual(item.kind for item in held)).label
            rates = [f"{item.rate_percent:f}%" for item in held if item.rate_percent is not None]
            done = [] if self.actions == {"remove"} else [action]  # what a court took away is the tariff, not its end
            rate = [_usual(rates)] if rates else []
            only = f" for {quota_said(found[0], listed(often, _GOODS))}" if (found := quotas(self.claims)) else ""
            if usual in _MOVES:  # the rate is where it ends up
                return " ".join([*done, kind]) + _on(often) + "".join(f" to {text}" for text in rate) + only
            return " ".join([*done, *rate, kind]) + _on(often) + only
        found = [item for item in figures(self.claims) if item.amount.unit not in SHARES]
        figure = f"{max(found, key=lambda item: len(item.claims)).said} " if found else ""
        kind = _usual(item.claim.kind for item in self.claims if isinstance(item.claim, Pledge))
        what = f"of {of_kind(kind)}" if kind == "mixed" else codes.concept("kind", kind).label
        return f"{figure}{what}{_on(often)}"


def _usual(values: Iterable[str]) -> str:
    """The most frequent value, of equally frequent ones the first in the alphabet."""
    found = Counter(values)
    return min(found, key=lambda value: (-found[value], value))


def _on(goods: Sequence[str]) -> str:
    return f" on {', '.join(sorted(goods[:_GOODS]))}" if goods else ""


def basis_of(claim: Statement) -> str | None:
    """The legal basis a claim names, under one name; None for none."""
    return _basis_key(_printed(claim))


def is_blanket(statement: Statement) -> bool:
    """Whether a measure is told as one on all goods."""
    return not getattr(statement.claim, "products", ())


def by_basis(event: str, claims: Sequence[Statement]) -> Iterator[Concession]:
    """A measure's claims, split by legal basis; those without one also by whether they name goods."""
    reach: dict[bool, set[str]] = {False: set(), True: set()}
    for claim in claims:
        if basis := basis_of(claim):
            reach[is_blanket(claim)].add(basis)
    held: dict[tuple[str, bool], list[Statement]] = {}
    for claim in claims:
        blanket = is_blanket(claim)
        known = reach[blanket]
        basis = basis_of(claim) or (min(known) if len(known) == 1 else "")
        held.setdefault((basis, blanket and not basis), []).append(claim)
    for (basis, _), told in sorted(held.items()):
        yield Concession(event, tuple(told), basis or None)


def _printed(statement: Statement) -> str | None:
    return getattr(statement.claim, "legal_basis", None)


def _basis_key(text: str | None) -> str | None:
    """A legal basis under one name: "Section 232 of …" → "section 232", an act's full name → its initials."""
    if not text:
        return None
    if section := re.search(r"section\s+(\d+)", text, re.IGNORECASE):
        return f"section {section.group(1)}"
    if short := re.search(r"\b[A-Z]{3,}\b", text):
        return short.group().lower()
    initials = "".join(word[0] for word in re.findall(r"\b[A-Z][a-z]+", text))
    return initials.lower() if len(initials) > 2 and "Act" in text else text.casefold()
