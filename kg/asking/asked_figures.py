"""Figures that are asked for: one that a text claims of what it names, those from which and to which something rose."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.asking.claimed import claimed, is_value, money_in
from kg.asking.part import Part
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict_words import is_asked
from kg.questions.catalogue import taken_by
from kg.questions.said import topic

__all__ = ["claim_in", "of_a_claim", "raised"]


def claim_in(part: Part, taken: Taken) -> str:
    """The figure that a text claims, where it asks whether something was promised, or who says what it is worth."""
    whether = is_asked("whether", part.text) and taken.question in ("pledges", "totals")
    whose = taken.question == "evidence" and is_asked("who_says", part.text) and is_value(part.text)
    return claimed(part.text) if whether or whose else ""


def raised(part: Part, taken: Taken) -> Taken:
    """With the figures from which and to which something was raised, where that is asked: they are the answer."""
    figures = money_in(part.text)
    asked = is_asked("raised", part.text) or is_asked("raised_to", part.text)
    if taken.question != "history" or part.before or not figures or not asked:
        return taken
    part.weighed = [*part.weighed, *_with_digits(part)]
    return replace(taken, figures=(*figures,))


def of_a_claim(part: Part, taken: Taken, figure: str) -> Taken:
    """On which amounts reports differ of what is named: whether they give the figure is told first."""
    if taken.filters.keys().isdisjoint(("pledger", "recipient", "company", "country")):
        return taken
    part.weighed = [*part.weighed, *_with_digits(part)]
    held = {**taken_by("conflicts", taken.filters), "field": topic("amount")}
    return replace(taken, question="conflicts", filters=held, figures=(figure,))


def _with_digits(part: Part) -> list[str]:
    return [word for word in part.words if re.search(r"\d", word)]
