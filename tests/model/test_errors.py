"""The tree of errors: one base, and the drawing in the docstring is the tree."""

from __future__ import annotations

import re

import pytest

from kg.model import errors
from kg.model.errors import TradeError


def test_every_error_is_a_trade_error() -> None:
    """What is raised on purpose can be caught as one class."""
    assert all(issubclass(getattr(errors, name), TradeError) for name in errors.__all__)


def test_the_drawn_tree_is_the_tree() -> None:
    """Each line of the docstring's drawing stands where the class's bases put it, and none is missing."""
    drawn = re.findall(r"^((?:[│├└─] *)*)([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE)
    depth = {name: len(lead) // 4 for lead, name in drawn if name in errors.__all__}
    assert depth == {name: len(getattr(errors, name).__mro__) - len(TradeError.__mro__) for name in errors.__all__}


@pytest.mark.parametrize("name", errors.__all__)
def test_an_error_says_what_it_was_given(name: str) -> None:
    """The text is meant for the user, so nothing is added to it."""
    assert str(getattr(errors, name)("no such file")) == "no such file"
