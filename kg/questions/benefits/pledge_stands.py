"""How the pledge of a benefit stands, as one sentence: how firm, what came of it, since when it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.ledger.recalled import recalled
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import by, reports_of
from kg.questions.benefits.became import uncounted
from kg.questions.benefits.benefit_words import capital, spoken, words
from kg.questions.benefits.worded import telling_fulfilled
from kg.questions.standing import begun, over_in_silence, overtaken, passed_with_whole, silent

__all__ = ["pledge_stands"]

_SETTLED = ("delivered", "missed")
_PARTLY = "partly_delivered"


def pledge_stands(reader: Reader, benefit: Row, claims: Sequence[Statement], is_ordered: bool, aside: str) -> str:
    """The sentence on the pledge of a benefit, by all its claims.

    `is_ordered` where claims tell of it as ordered; `aside` is put behind how it stands.
    """
    held = _Stands(reader, benefit, claims)
    told = [f"the pledge{held.made()} {held.standing(is_ordered)}", *filter(None, (aside, held.since()))]
    return f"{capital('; '.join(told))}."


class _Stands:
    def __init__(self, reader: Reader, benefit: Row, claims: Sequence[Statement]) -> None:
        self.reader, self.benefit, self.claims = reader, benefit, claims
        self.iri: str = benefit["pledge"]
        self.event = reader.node(self.iri)
        self.met = telling_fulfilled(claims)
        self.delivery = reader.status(self.iri, self.event, "delivery")
        self.first = (reader.told(self.event)[0] or "")[:7]
        self.only_over = bool(benefit["ending"] and not benefit["grade"])  # no report says how firm it was
        self.running = begun(reader, self.iri, self.event, claims)
        self.silent = None if self.running else silent(reader, self.event)

    def made(self) -> str:
        """When it was made, if a report recalls it of a year before; that reports tell only its end, if they do."""
        if self.only_over:
            return f", of which reports{f' from {self.first} on' if self.first else ''} tell only that it is over,"
        year = recalled(self.claims)
        return f" of {year}" if year else ""

    def since(self) -> str:
        """From which month the first dated report of it is: some print no day.

        Not as what that one tells it: how it stands may be on the word of another.
        """
        if not self.first or self.only_over or (self.silent and self.benefit["ending"]):
            return ""
        alone = len({claim.report_iri for claim in self.claims if claim.published}) == 1
        name = "only" if alone else "first" if self.silent else "since"
        return filled(words()["stands"][name], {"month": self.first})

    def standing(self, is_ordered: bool) -> str:
        """How firm it is, or was while it stood or when it was last told of; what came of it."""
        told, status = words()["stands"], self.benefit["ending"] or self.benefit["grade"]
        status = status or ("ordered" if is_ordered else "unknown")
        firm = f"{told.get(status) or filled(told['other'], {'status': spoken(status)})}{self._further()}"
        if not self.benefit["ending"] and self._is_past():
            firm = re.sub("^is ", "was ", firm)
        came = self._came()
        if came and (self.delivery in _SETTLED or self.met):  # nothing more is to come: it was kept, or missed
            return filled(told["settled_over" if self.benefit["ending"] else "settled"], {"came": came, "stands": firm})
        return f"{firm}, and {came}" if came else firm

    def _is_past(self) -> bool:
        """Whether it was kept, missed or replaced, its time is over, or nobody has told of it for years."""
        settled = self.delivery in _SETTLED or bool(self.met) or overtaken(self.reader, self.iri)
        over = settled or passed_with_whole(self.reader, self.iri, self.event)
        return over or (not self.running and over_in_silence(self.reader, self.iri, self.event, self.claims))

    def _came(self) -> str:
        """As what reports tell its delivery, or that they tell it as fulfilled, or something of it as come."""
        told = words()["beside"]["is_told"]
        if self.delivery:
            return filled(told, {"came": spoken(self.delivery)})
        if self.met:
            return filled(told, {"came": f"fulfilled ({by(self.met)})"})
        partly = [claim for claim in self.claims if claim.status == _PARTLY]
        if len(reports_of(partly)) * 2 > len(reports_of(self.claims)):  # though what they count was ordered, not landed
            return filled(told, {"came": f"{spoken(_PARTLY)} ({by(partly)})"})
        if bare := uncounted(self.reader, self.iri):
            given = {"stage": words()["stage"][bare["stage"]], "source": bare["said_by"][0]}
            return filled(words()["beside"]["came"], given)
        return ""

    def _further(self) -> str:
        """Who tells of it as in force, where it does not stand as that: an undated report moves nothing."""
        if not self.running or self.benefit["grade"] == "in_force":
            return ""
        return f" {filled(words()['beside']['begun'], {'source': by(self.running)})}"
