"""How the sides that a text names stand in it."""

from __future__ import annotations

import pytest

from kg.asking.side_order import ACTS, TOWARDS, WITH, Party, SideOrder, is_of_promises


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("what did Japan promise", 2, ACTS),
        ("what was promised to Japan", 4, TOWARDS),
        ("the deal with Japan", 3, WITH),
        ("orders from Japan", 2, ACTS),
        ("who promised Japan", 2, TOWARDS),
    ],
)
def test_a_side_stands_as_the_words_around_it_have_it(text: str, at: int, expected: str) -> None:
    """By what is before it and behind it."""
    assert SideOrder(text.split(), "pledges").place(at, 1, asks=True, of_official=False) == expected


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        ("compare Japan and Korea", "pledges", ["Japan", "Korea"]),
        ("talks between Japan and Korea", "talks", []),
        ("Japan promised Korea", "pledges", []),
    ],
)
def test_sides_beside_one_another_are_compared(text: str, question: str, expected: list[str]) -> None:
    """Not two who face one another."""
    words = text.split()
    order = SideOrder(words, question)
    order.parties += [Party(name, ACTS, words.index(name), words.index(name) + 1) for name in ("Japan", "Korea")]
    assert [party.name for party in order.compared()] == expected
    assert order.side_by_side


def test_alternatives_are_the_sides_behind_either() -> None:
    """Two or more; no side before that is one of them."""
    words = ["which", "promised", "the", "US", "more", "either", "Japan", "or", "Korea"]
    order = SideOrder(words, "pledges")
    order.parties += [Party(name, ACTS, words.index(name), words.index(name) + 1) for name in ("US", "Japan", "Korea")]
    assert [party.name for party in order.alternatives()] == ["Japan", "Korea"]
    assert [party.name for party in order.compared()] == ["Japan", "Korea"]
    order.parties.pop()
    assert order.alternatives() == []


def test_what_is_asked_of_promises() -> None:
    """Not who gains by them."""
    assert is_of_promises(["what", "did", "Japan", "promise"])
    assert not is_of_promises(["who", "gains", "by", "what", "Japan", "promised"])
