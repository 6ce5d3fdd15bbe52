"""The questions as typed methods: what an editor completes and `help` shows; each is one call of `ask`.

Their names, filters and first lines are those of the catalogue, which a test holds them to.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.model import dates
from kg.query.table import Table

__all__ = ["Day", "Methods", "day_of"]

Day = date | str  # a date, or as it is printed: "2025-05-28"


def day_of(value: Day) -> date:
    """The day that is meant. InputError for a text that is none."""
    return dates.of_day(value) if isinstance(value, str) else value


def _given(taken: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a method, of the names that it has as it begins: its filters and the policy."""
    return {name: value for name, value in taken.items() if name != "self"}


class Methods(ABC):
    """A method a question. Filters are names, codes or IRIs as `kg ask` takes them."""

    @abstractmethod
    def ask(self, question: str, *, policy: str | None = None, **filters: Day | None) -> Table:
        """Answer a question by name."""

    def about(
        self,
        pledge: str | None = None,
        *,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        company: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """All that is told of a pledge, in short: figures, parts, who gains, what for, doubts, what came of it."""
        return self.ask("about", **_given(locals()))

    def beneficiaries(
        self,
        pledge: str | None = None,
        *,
        company: str | None = None,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        basis: str | None = None,
        strength: str | None = None,
        direction: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        saying: str | None = None,
        home: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """Which companies benefit from which pledge, how strongly, and why they are held to."""
        return self.ask("beneficiaries", **_given(locals()))

    def changes(
        self,
        since: Day,
        agreement: str | None = None,
        *,
        pledge: str | None = None,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        binding: str | None = None,
        instrument: str | None = None,
        novelty: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """What was told after a day: pledges new, gone or changed, and the reports that caused it."""
        return self.ask("changes", **_given(locals()))

    def conflicts(
        self,
        pledge: str | None = None,
        *,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        between: str | None = None,
        field: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """Every field on which reports of one pledge disagree, side by side, with who says which and when."""
        return self.ask("conflicts", **_given(locals()))

    def counterpart(
        self,
        *,
        pledge: str | None = None,
        agreement: str | None = None,
        ruling: str | None = None,
        country: str | None = None,
        on: Day | None = None,
        partner: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """What each side of an agreement gave for what: on which legal basis, what of it stands, and since when."""
        return self.ask("counterpart", **_given(locals()))

    def delivery(
        self,
        pledge: str | None = None,
        *,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """What has become of a pledge, side by side: stated, allocated or ordered, contracted, paid or landed."""
        return self.ask("delivery", **_given(locals()))

    def evidence(
        self,
        pledge: str | None = None,
        *,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        official: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        saying: str | None = None,
        source: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """What each report says of a pledge, with publisher, date, link and whose word it is."""
        return self.ask("evidence", **_given(locals()))

    def exposure(
        self,
        *,
        company: str | None = None,
        product: str | None = None,
        country: str | None = None,
        imposer: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        direction: str | None = None,
        home: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """Which pledges benefit a company or product, and which measures hit or relieve it, with the reason."""
        return self.ask("exposure", **_given(locals()))

    def history(
        self,
        pledge: str | None = None,
        *,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """How a pledge moved, by day: statuses, amounts, parts, what it replaced, what came of it, what it hangs on."""
        return self.ask("history", **_given(locals()))

    def measures(
        self,
        *,
        country: str | None = None,
        imposer: str | None = None,
        target: str | None = None,
        product: str | None = None,
        company: str | None = None,
        official: str | None = None,
        on: Day | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        rate: str | None = None,
        measure: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """Which tariffs, quotas, controls and sanctions were told of, and which were in force on a day."""
        return self.ask("measures", **_given(locals()))

    def officials(
        self,
        *,
        country: str | None = None,
        official: str | None = None,
        office: str | None = None,
        on: Day | None = None,
        policy: str | None = None,
    ) -> Table:
        """Who held which office, since when and until when; on a day, who held it then as far as terms are known."""
        return self.ask("officials", **_given(locals()))

    def overview(
        self,
        *,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        product: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        policy: str | None = None,
    ) -> Table:
        """What all pledges come to: how many, by side and kind, how firm, and what others have counted."""
        return self.ask("overview", **_given(locals()))

    def path(self, start: str, end: str, *, policy: str | None = None) -> Table:
        """How two things are connected: the shortest way over events, sides, goods, firms, officials, as claims."""
        return self.ask("path", **_given(locals()))

    def pledges(
        self,
        *,
        pledge: str | None = None,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        due: str | None = None,
        agreement: str | None = None,
        binding: str | None = None,
        instrument: str | None = None,
        novelty: str | None = None,
        origins: str | None = None,
        ruling: str | None = None,
        saying: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """What was promised, by whom to whom, how firm it is, on how many reports and origins."""
        return self.ask("pledges", **_given(locals()))

    def stale(
        self,
        *,
        pledge: str | None = None,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        on: Day | None = None,
        policy: str | None = None,
    ) -> Table:
        """Pledges whose deadline had passed by a day and of which nothing was reported since: `on` names the day."""
        return self.ask("stale", **_given(locals()))

    def talks(
        self,
        *,
        country: str | None = None,
        partner: str | None = None,
        official: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        policy: str | None = None,
    ) -> Table:
        """Talks that reports tell of: held, only planned or called off; when, where, between whom, about what."""
        return self.ask("talks", **_given(locals()))

    def totals(
        self,
        *,
        pledge: str | None = None,
        country: str | None = None,
        partner: str | None = None,
        pledger: str | None = None,
        recipient: str | None = None,
        kind: str | None = None,
        product: str | None = None,
        status: str | None = None,
        company: str | None = None,
        since: Day | None = None,
        until: Day | None = None,
        agreement: str | None = None,
        novelty: str | None = None,
        compare: str | None = None,
        policy: str | None = None,
    ) -> Table:
        """What pledges add up to, each unit apart and in dollars, from every possible overlap inside to all apart."""
        return self.ask("totals", **_given(locals()))

    def why(self, pledge: str, company: str, *, policy: str | None = None) -> Table:
        """Why a company is held to benefit: in sentences from claims, supplies and rules; what is not known."""
        return self.ask("why", **_given(locals()))
