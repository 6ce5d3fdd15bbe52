"""The typed methods agree with the catalogue: names, filters, first lines, and what they pass on."""

from __future__ import annotations

import inspect
from datetime import date
from typing import Any

import pytest

from kg.graph import TradeGraph
from kg.model.errors import InputError
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS
from kg.questions.methods import Methods


class Echo(Methods):
    """Gives back what a method asks."""

    def ask(self, question: str, *, policy: str | None = None, **filters: Any) -> Table:
        """What was asked."""
        return Table(("asked",), ({"asked": {"question": question, "policy": policy, **filters}},))


def test_there_is_a_method_a_question() -> None:
    named = {name for name, _ in inspect.getmembers(Methods, inspect.isfunction)} - {"ask"}
    assert named == QUESTIONS.keys()
    assert all(getattr(TradeGraph, name) is getattr(Methods, name) for name in named)  # none is shadowed


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_method_takes_the_filters_of_its_question(name: str) -> None:
    """Each filter, and nothing else, by keyword; what may be given by its place comes first; all are passed on."""
    method, question = getattr(Methods, name), QUESTIONS[name]
    taken = inspect.signature(method).parameters
    assert set(taken) == {"self", "policy", *question.filters}
    placed = [key for key, item in taken.items() if item.kind is item.POSITIONAL_OR_KEYWORD and key != "self"]
    assert placed[: len(question.words)] == list(question.words)
    assert inspect.getdoc(method) == f"{question.text}."
    given = {key: f"a {key}" for key in (*question.filters, "policy")}
    assert getattr(Echo(), name)(**given)[0]["asked"] == {"question": name, **given}


@pytest.mark.parametrize("value", [3, ["Japan"], True])
def test_a_filter_that_is_no_text_is_told(value: Any) -> None:
    with TradeGraph.open() as graph, pytest.raises(InputError, match=r"pledger=.* is no text; pledger is who promises"):
        graph.pledges(pledger=value)


def test_days_are_taken_as_dates() -> None:
    with TradeGraph.open() as graph:
        assert graph.pledges(since=date(2025, 1, 20)).rows == graph.pledges(since="2025-01-20").rows
