"""Where reports differ: which wordings of a term are one value, and how a screen names every pledge at issue."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.model.errors import UnknownName
from kg.questions.catalogue import ask
from kg.questions.nearly import only_in


def split(text: str, said_by: str | None = None, kind: str = "profit_split") -> dict[str, Any]:
    return {"kind": kind, "text": text, **({"said_by": said_by} if said_by else {})}


def values(*terms: dict[str, Any]) -> list[str]:
    """What reports, one a term, are told to differ on."""
    records = [
        told(f"Wire {n}", f"2025-07-{n + 10}", kind="investment", amounts=[usd(350e9)], terms=[term])
        for n, term in enumerate(terms)
    ]
    return [row["value"] for row in ask(loaded(records), "conflicts") if row["field"].startswith("terms: ")]


@pytest.mark.parametrize(
    "others",
    [
        ["a split of 90-10 in favour of the US", "90 percent go to the American side"],
        ["10% to Japan", "10 per cent of the profits for Tokyo and Japan"],
        ["90% to the US, after an equal split was refused"],
    ],
)
def test_wordings_of_one_split_are_one_value(others: list[str]) -> None:
    """The first figure counts, and whose it is; what another wording adds is told beside it."""
    assert values(*map(split, ["90% of the profits to the US", *others])) == []
    told_ = values(*map(split, ["90% of the profits to the US", *others, "50-50 until it is repaid, then 90-10"]))
    assert len(told_) == 2
    assert all(f"“{words}”" in "".join(told_) for words in others)


@pytest.mark.parametrize("words", ["an even split", "50:50", "50 percent to Japan", "half of the profits each"])
def test_another_split_is_a_rival(words: str) -> None:
    """Also where no digit says so."""
    assert set(values(split("90% of the profits to the US"), split(words))) == {"90% of the profits to the US", words}


def test_days_and_percents_contradict_nothing_of_each_other() -> None:
    """Figures of one measure are compared, others are different parts of a term."""
    days, rate = split("45 days to pay", kind="snap_back"), split("back to 25%", kind="snap_back")
    assert values(days, rate) == []
    assert len(values(days, rate, split("90 days to pay", kind="snap_back"))) == 2


def test_who_calls_a_figure_nonsense_contradicts_it() -> None:
    """A denial names the figure it denies, and gives none of its own."""
    claimed, denied = split("90% to the US", "USA"), split("the 90 per cent are disputed", "JPN")
    assert len(values(claimed, denied)) == 2
    assert values(denied, split("refuted as nonsensical", "JPN")) == []


def test_every_pledge_at_issue_is_named_before_the_values() -> None:
    """The one that most reports tell of first, with what they differ on; a single one needs no list."""
    small, large = (
        [
            told(f"Wire {n}", f"2025-0{month}-1{n}", status, title=kind, kind=kind, amounts=[usd(value)])
            for n, status in enumerate(statuses)
        ]
        for month, kind, value, statuses in (
            (3, "purchase", 8e9, ["agreed", "announced"]),
            (7, "investment", 350e9, ["agreed", "announced", "agreed", "agreed"]),
        )
    )
    one, two = ask(loaded(large), "conflicts"), ask(loaded([*small, *large]), "conflicts")
    assert [section.heading for section in one.printed] == [""]
    index, values_ = two.printed
    both = "agreed; announced"
    assert [(row["values"], row["reports"]) for row in index.rows] == [(both, 4), (both, 2)]
    assert {row["pledge_label"] for row in index.rows} == {row["pledge_label"] for row in values_.rows}


def test_what_most_reports_give_comes_first() -> None:
    """The first report's figure stands behind one that two later ones give, wherever a pledge's figures are told."""
    made = [
        told(f"Wire {at}", f"2025-05-1{at}", amounts=[{"value": number, "unit": "aircraft"}, usd(96e9)])
        for at, number in enumerate((160, 210, 210))
    ]
    (row,) = ask(loaded(made), "pledges")
    assert [item["text"] for item in row["amounts"]] == ["$96bn", "210 aircraft", "160 aircraft"]


@pytest.mark.parametrize(
    ("figures", "how"),
    [
        (["$7bn a year", "$7bn"], "only in whether it is so much each time or in all"),
        (["more than 96%", "96.6%"], "only by rounding"),
        (["$8.1bn", "more than $8bn", "about $8bn"], "only by rounding"),
        (["$8.1bn", "about $10bn"], ""),
        (["$38bn", "38 aircraft"], ""),
        (["$40bn", "$40bn–$50bn"], ""),
        (["$40bn a year", "$40bn", "$32bn"], ""),
    ],
)
def test_figures_that_differ_in_little_are_told_so(figures: list[str], how: str) -> None:
    """A year's figure beside one without a time, and a figure beside itself rounded or cut, differ in no more."""
    assert only_in(figures) == how


def test_how_little_figures_differ_stands_in_the_sentence() -> None:
    """Of one pledge behind what it differs on, of several with how many there are."""
    yearly = {"value": 7e9, "unit": "USD", "qualifier": "exact", "recurrence": "per_year"}
    made = [told(f"Wire {n}", f"2025-05-1{n}", amounts=[each]) for n, each in enumerate((usd(7e9), yearly))]
    assert "the amount (only in whether it is so much each time or in all)" in ask(loaded(made), "conflicts").lead


def test_one_field_is_asked_for_by_its_name_or_in_words() -> None:
    """Then the values stand beside each pledge; a word for nothing that is compared is refused with those there are."""
    values = (("agreed", 100e9), ("announced", 100e9), ("agreed", 110e9))
    figures = [
        told(f"Wire {n}", f"2025-03-1{n}", status, amounts=[usd(value)]) for n, (status, value) in enumerate(values)
    ]
    store = loaded(figures)
    assert {row["field"] for row in ask(store, "conflicts")} == {"amount", "status"}
    for text in ("amount", "the amount", "which sums"):
        assert {row["field"] for row in ask(store, "conflicts", field=text)} == {"amount"}
    assert ask(store, "conflicts", field="amount").lead.endswith(
        "differ on the amount: $100bn (2 reports); $110bn (1 report)."
    )
    with pytest.raises(UnknownName, match="'taste' is nothing that reports differ on; allowed: amount, status"):
        ask(store, "conflicts", field="taste")
