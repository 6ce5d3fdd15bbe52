"""What several sides come to together, where a text asks for a total of them and each is told by itself."""

from __future__ import annotations

from collections.abc import Mapping

from kg.query.reader import Reader
from kg.questions.added_up import figures
from kg.questions.said import at_most, listed
from kg.questions.totals import together

__all__ = ["summed_up"]


def summed_up(reader: Reader, words: Mapping[str, str]) -> str:
    """Their sums in dollars and of things, in a sentence; what several of them make stands in them once."""
    told = figures(list(together(reader)))
    return words["sentence" if told else "none"].format(figures=listed([*map(at_most, told)]))
