"""The sides of which a text asks which one it is: behind all else, wherever they stand."""

from __future__ import annotations

import pytest
from worlds import empty

from kg.asking.alternatives import put_behind
from kg.asking.plain_words import read
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def store() -> Store:
    """Nothing but countries and companies."""
    return empty()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Japan vs India: who pledged more?", "who pledged more: either Japan or India"),
        ("Japan, India, the UAE - who pledged more?", "who pledged more: either Japan or India or the UAE"),
        ("Of Japan and India, which pledged more?", "which pledged more: either Japan or India"),
        ("Who pledged more, Apple or TSMC?", "Who pledged more: either Apple or TSMC"),
        ("Rank Japan and India by investment", "Rank by investment: either Japan or India"),
        ("Japan, India: which tariffs were agreed?", "Japan, India: which tariffs were agreed?"),
        ("Japan: who pays for it?", "Japan: who pays for it?"),
        ("Who pledged more to Japan or India?", "Who pledged more to Japan or India?"),
        ("Who pledged more, beef or rice?", "Who pledged more, beef or rice?"),
    ],
)
def test_alternatives_stand_behind_the_question(store: Store, text: str, expected: str) -> None:
    """Two sides or more of which the text asks who or which; a topic, goods and whom it is promised stay in place."""
    assert put_behind(store, text) == (expected, [])


def test_a_name_that_nothing_bears_is_left_out_and_told(store: Store) -> None:
    """The others are compared without it."""
    text = "Japan, India and Atlantis: who pledged more?"
    assert put_behind(store, text) == ("who pledged more: either Japan or India", ["Atlantis"])
    [taken] = read(store, text)
    assert taken.unread == ("Atlantis",)
