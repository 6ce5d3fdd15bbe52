"""Unnamed groups of one event: one by whatever words, unless the words tell them apart."""

from __future__ import annotations

import random

import pytest

from kg.ledger.groups import called

CHIPS = [
    "Japanese companies",
    "domestic companies",
    "domestic companies that buy the U.S. chips",
    "domestic companies when they buy chips from the U.S.",
    "domestic IT corporations that operate data centers",
    "telecommunications and tech companies that operate data centers",
]


def test_one_group_in_six_wordings_goes_by_the_most_detailed() -> None:
    assert set(called(CHIPS).values()) == {"telecommunications and tech companies that operate data centers"}


@pytest.mark.parametrize(
    ("wordings", "names"),
    [
        (["soybean farmers", "ethanol producers"], 2),
        (["soybean farmers", "ethanol producers", "US companies"], 3),
        (["US ethanol producers", "Brazilian ethanol producers", "ethanol producers"], 3),
        (["companies from Switzerland and Liechtenstein", "Swiss companies"], 1),
        (["Swiss companies", "Japanese companies"], 2),
        (["steel makers in Ohio", "steel makers"], 1),
        (["firms that run ports", "firms that run airlines"], 2),
    ],
)
def test_what_words_tell_apart_stays_apart(wordings: list[str], names: int) -> None:
    assert len(set(called(wordings).values())) == names


def test_the_order_of_reports_does_not_matter() -> None:
    shuffled = CHIPS[:]
    random.Random(7).shuffle(shuffled)
    assert called(shuffled) == called(CHIPS)
