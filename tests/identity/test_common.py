"""Parts that claims of every class have: days, companies, and the words of the telling."""

from __future__ import annotations

import pytest
from pairs import parts, whole
from worlds import claims, told

from kg.identity.traits import Traits, stems


@pytest.mark.parametrize("came", ["in_force", "partly_delivered", "missed", "suspended", "withdrawn"])
def test_what_comes_of_a_promise_is_told_long_after_it(came: str) -> None:
    """Months between a promise and its delivery or end speak against nothing; between two promises they do."""
    first, later = claims(told("Reuters", "2025-01-28", "agreed"))[0], claims(told("AFP", "2025-11-28", came))[0]
    again = claims(told("AFP", "2025-11-28", "agreed"))[0]
    before = claims(told("Reuters", "2025-01-28", came))[0]
    assert "told day" not in whole(first, later)
    assert whole(first, later) == whole(later, first)
    for one, other in ((first, again), (before, again), (before, later)):
        assert whole(one, other)["told day"] < -0.9


def test_a_firm_that_stands_in_a_slot_adds_nothing_to_a_sentence() -> None:
    """Whether the sentence kept names the seller too moves no pair: firms are compared as firms."""
    more = {"companies": [{"name": "Boeing"}, {"name": "Air China"}]}
    orders = [
        claims(told("Reuters", "2025-05-28", evidence=f"Beijing called off fifty Dreamliners{by}.", more=more))[0]
        for by in ("", " that Boeing sold to Air China")
    ]
    other = claims(told("AFP", "2025-06-28", evidence="Air China wants Dreamliners of Boeing.", more=more))[0]
    assert "Dreamliners".casefold() in Traits(orders[0]).names
    assert whole(orders[0], other)["names"] == whole(orders[1], other)["names"] == 1.0
    assert whole(orders[0], other)["shared words"] == whole(orders[1], other)["shared words"]


@pytest.mark.parametrize(
    ("sentence", "worth"), [("27", 1.0), ("28", 0.5), ("29", 0.5), ("30", -0.3), ("31", -0.3), ("5", -1.0)]
)
def test_days_named_are_near_or_not(sentence: str, worth: float) -> None:
    """The same day is one event; within two days it may be; within a week hardly; beyond not."""
    named = parts("pledges", {"evidence": "It was on May 27."}, {"evidence": f"It was on May {sentence}."})
    assert named["days named"] == worth


def test_a_weekday_is_the_last_one_before_the_report() -> None:
    """Tuesday, told on a Wednesday, is the day before; the report's own weekday is its own day."""
    for weekday, day in (("Tuesday", 27), ("Wednesday", 28), ("Thursday", 22)):
        named = parts("pledges", {"evidence": f"It was on {weekday}."}, {"evidence": f"It was on May {day}."})
        assert named["days named"] == 1


@pytest.mark.parametrize(
    ("one", "other", "worth"),
    [("Nvidia Micron", "Nvidia Micron", 1.0), ("Nvidia", "Nvidia Micron Intel", 0.5), ("Nvidia", "Intel", -1.0)],
)
def test_companies_in_common(one: str, other: str, worth: float) -> None:
    """All in common is as much as a part can say, some of them less, none speaks against."""
    pair = [{"companies": [{"name": name} for name in names.split()]} for names in (one, other)]
    assert parts("pledges", *pair)["firms"] == worth


def test_short_words_say_nothing_unless_they_hold_a_digit() -> None:
    """Four letters and more are compared, three are not; an F15 is."""
    assert stems("The F15 too, and kale") == {"f15", "kale"}
