"""What counts as a disagreement between reports, field by field, and what does not."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, told, usd, yen

from kg.ledger import figures, rivals, transitions
from kg.model.record import Record

DAY = "2025-05-28"
SOFTBANK = {"companies": [{"name": "SoftBank"}]}


def found(*records: Record) -> dict[str, set[str]]:
    """Field → rival values."""
    held = claims(*records)
    made: dict[str, set[str]] = {}
    for rival in rivals.rivals(held, transitions.unsettled(held, transitions.transitions(held))):
        made.setdefault(rival.field, set()).add(rival.value)
    return made


def pair(first: dict[str, Any], second: dict[str, Any]) -> dict[str, set[str]]:
    return found(told("Reuters", DAY, **first), told("AFP", DAY, **second))


# --- amounts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (usd(6.94e9, as_printed="$6.94 billion"), usd(6.9e9, as_printed="$6.9 billion")),
        (yen(), usd(6.94e9, "up_to")),
        (yen(), usd(7e9, "up_to", as_printed="$7 billion")),
        (usd(8e9, "about"), usd(8.2e9)),
        (usd(96e9), usd(96e9)),
        (usd(32e9, "more_than", as_printed="over $32 billion"), usd(32.7e9, as_printed="$32.7 billion")),
        (usd(45e9, "less_than", as_printed="almost $45 billion"), usd(44.4e9, as_printed="$44.4 billion")),
    ],
)
def test_roundings_and_conversions_agree(one: dict[str, Any], other: dict[str, Any]) -> None:
    """One figure, rounded or converted at the rate of the day, is no conflict."""
    assert pair({"amounts": [one]}, {"amounts": [other]}) == {}


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (usd(8e9), usd(8e9, recurrence="per_year"), {"$8bn", "$8bn a year"}),
        (yen(), usd(69.4e9, "up_to"), {"up to ¥1tn", "up to $69.4bn"}),
        (usd(350e9), usd(450e9), {"$350bn", "$450bn"}),
        (usd(20e9, "more_than"), usd(26.8e9, "more_than"), {"more than $20bn", "more than $26.8bn"}),
    ],
)
def test_other_figures_are_rivals(one: dict[str, Any], other: dict[str, Any], values: set[str]) -> None:
    """A sum against the same sum a year, a conversion off by ten, and another figure are told side by side."""
    assert pair({"amounts": [one]}, {"amounts": [other]}) == {"amount": values}


def test_a_wrong_conversion_beside_a_common_figure_is_no_rival() -> None:
    """It is a fault of one report, which `kg check` finds; where it stands alone it contradicts the others."""
    wrong = usd(69.4e9, "up_to", converted=True)
    assert pair({"amounts": [yen(), wrong]}, {"amounts": [yen()]}) == {}
    assert pair({"amounts": [{**wrong, "converted": False}]}, {"amounts": [yen()]})["amount"]


def test_one_common_figure_is_enough() -> None:
    """A report that adds the figure of a part does not contradict one that gives the whole."""
    assert pair({"amounts": [usd(550e9), usd(332e9)]}, {"amounts": [usd(550e9)]}) == {}


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (usd(36.2e9), usd(32e9), {"$32bn", "$36.2bn"}),
        (usd(36.2e9), usd(35.5e9), set()),  # rounded
        (usd(36.2e9), usd(32e9, converted=True), set()),
    ],
)
def test_two_sums_for_one_number_of_things(one: dict[str, Any], other: dict[str, Any], values: set[str]) -> None:
    """Reports that agree on 103 aircraft may differ on what they cost."""
    jets = {"value": 103, "unit": "aircraft", "qualifier": "exact"}
    assert pair({"amounts": [jets, one]}, {"amounts": [jets, other]}).get("amount", set()) == values


@pytest.mark.parametrize(
    ("words", "values"), [("75 jets, 50 firm", set()), ("75 jets", {"50 aircraft", "75 aircraft"})]
)
def test_a_number_that_another_counts_in_is_no_rival(words: str, values: set[str]) -> None:
    """50 firm orders of 75 jets: reports that give the one and the other agree."""
    some, all_ = ({"value": number, "unit": "aircraft", "qualifier": "exact"} for number in (50, 75))
    told_ = pair({"amounts": [some]}, {"amounts": [all_], "evidence": f"It takes {words}."})
    assert told_.get("amount", set()) == values


def test_a_count_is_no_rival_of_a_sum() -> None:
    """Of reports at odds on the sum, the units that one gives beside it contradict nothing."""
    units = {"value": 13_000, "unit": "unit", "qualifier": "exact"}
    assert pair({"amounts": [units, usd(1.4e9)]}, {"amounts": [usd(1.9e9)]}) == {"amount": {"$1.4bn", "$1.9bn"}}
    assert pair({"amounts": [units]}, {"amounts": [usd(1.9e9)]}) == {}


def test_figures_that_one_report_gives_side_by_side_are_no_rivals_of_each_other() -> None:
    """Firm orders and the whole with options, told together: a third figure is at odds with both."""
    both: dict[str, Any] = {"amounts": [usd(96e9), usd(200e9)]}
    assert pair(both, {"amounts": [usd(20e9)]}) == {"amount": {"$20bn", "$96bn", "$200bn"}}
    whole, firm = (told(name, DAY, amounts=[usd(value)]) for name, value in (("Kyodo", 200e9), ("dpa", 96e9)))
    assert found(told("Reuters", DAY, **both), whole, firm) == {}


def test_ceiling_and_figure_are_rival_wordings_of_one_amount() -> None:
    """A ceiling and a plain figure are one amount, told with another qualifier."""
    assert pair({"amounts": [yen()]}, {"amounts": [yen(qualifier="exact")]}) == {"qualifier": {"up to ¥1tn", "¥1tn"}}
    assert pair({"amounts": [yen(qualifier="about")]}, {"amounts": [yen(qualifier="exact")]}) == {}


def test_a_raised_figure_is_no_rival_of_the_former() -> None:
    """Where the later report says that the promise was raised, it changed; where not, the two disagree."""

    def days(first: str, raised: str) -> dict[str, set[str]]:
        later = told("B", raised, amounts=[usd(450e9)], novelty="raised")
        return found(told("A", first, amounts=[usd(350e9)]), later)

    assert days("2025-07-31", "2025-10-29") == {}
    assert days("2025-10-29", "2025-07-31")["amount"] == {"$350bn", "$450bn"}


def test_figures_hold_who_says_them() -> None:
    """Consistent amounts are one figure, worded as most word it, with everybody who gives it."""
    held = claims(
        told("Reuters", DAY, amounts=[yen(), usd(6.94e9, "up_to", converted=True)]),
        told("AFP", DAY, amounts=[yen(said_by="Ryosei Akazawa")]),
        told("Fox", DAY, amounts=[usd(6.9e9, "up_to")]),
    )
    (figure,) = figures.figures(held)
    assert (figure.said, len(figure.claims), figure.said_by) == ("up to ¥1tn", 3, ["Fox", "Reuters", "Ryosei Akazawa"])


# --- parties and products


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["JPN"], ["JPN", "KOR"]),
        (["EU"], ["DEU"]),
        (["EU"], ["DEU", "FRA"]),
        (["EU", "JPN"], ["DEU", "JPN"]),
    ],
)
def test_fewer_parties_and_members_of_a_bloc_agree(one: list[str], other: list[str]) -> None:
    """Naming fewer, or a bloc's members instead of the bloc, contradicts nothing."""
    assert pair({"pledgers": one}, {"pledgers": other}) == {}
    assert pair({"pledgers": other}, {"pledgers": one}) == {}


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (["JPN"], ["KOR"], {"Japan", "South Korea"}),
        (["EU"], ["JPN"], {"European Union", "Japan"}),
        (["EU"], ["DEU", "JPN"], {"European Union", "Germany, Japan"}),
    ],
)
def test_other_parties_are_rivals(one: list[str], other: list[str], values: set[str]) -> None:
    """Who promises is a rival account where neither list holds the other."""
    assert pair({"pledgers": one}, {"pledgers": other}) == {"pledger": values}


def test_government_or_company_is_a_rival_account() -> None:
    """That a country pays and that a company pays are two accounts; two spellings of a company are one."""
    company = {"pledgers": ["SoftBank"], "more": SOFTBANK}
    assert pair({"pledgers": ["JPN"]}, company) == {"pledger": {"Japan", "SoftBank Group"}}
    boeing = [{"recipients": [name], "more": {"companies": [{"name": name}]}} for name in ("Boeing", "Boeing Co.")]
    assert pair(*boeing) == {}


def test_narrower_products_agree_others_do_not() -> None:
    """LNG is energy, and a list that shares a group with another contradicts nothing; aircraft are no chips."""
    assert pair({"products": ["LNG"]}, {"products": ["energy"]}) == {}
    assert pair({"products": ["chips"]}, {"products": ["semiconductors", "aircraft"]}) == {}
    assert pair({"products": ["chips"]}, {"products": ["aircraft"]}) == {"product": {"aircraft", "chips"}}


# --- plain fields


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"kind": "purchase"}, {"kind": "investment"}, {"kind": {"purchase", "investment"}}),
        ({"kind": "purchase"}, {"kind": "mixed"}, {}),
        ({"binding": "yes"}, {"binding": "no"}, {"binding": {"yes", "no"}}),
        ({"binding": "yes"}, {}, {}),
        ({"other_side": "confirms"}, {"other_side": "denies"}, {"otherSide": {"confirms", "denies"}}),
        ({"deadline_date": "2028"}, {"deadline_date": "2028-12"}, {}),
        ({"deadline_date": "2028"}, {"deadline_date": "2029"}, {"deadlineDate": {"2028", "2029"}}),
        ({"status": "announced"}, {"status": "agreed"}, {"status": {"announced", "agreed"}}),
        ({"status": "announced"}, {"status": "denied"}, {"status": {"announced", "denied"}}),
        ({"status": "signed"}, {"status": "delivered"}, {}),
    ],
)
def test_plain_fields(one: dict[str, Any], other: dict[str, Any], expected: dict[str, set[str]]) -> None:
    """Differing values are rivals; what is left unsaid, vague or less exact is none."""
    assert pair(one, other) == expected


def test_only_what_is_at_odds_is_told() -> None:
    """Of three values the one that contradicts nothing is no rival."""
    values = found(*(told(f"Outlet {n}", DAY, kind=kind) for n, kind in enumerate(("purchase", "loan", "mixed"))))
    assert values == {"kind": {"purchase", "loan"}}


def test_a_tariff_on_all_holds_one_on_china() -> None:
    """A measure towards all countries is told of one of them without contradiction."""
    records = [
        Record.of({
            "report": {"publisher": publisher, "title": "t", "published": DAY},
            "measures": [{"kind": "tariff", "imposer": "USA", "targets": targets, "action": "impose"}],
        })
        for publisher, targets in (("Reuters", ["ALL"]), ("Xinhua", ["CHN"]))
    ]  # fmt: skip
    assert found(*records) == {}


@pytest.mark.parametrize(("other", "agree"), [("2025-09-07", True), ("2025-09-08", False), ("2025-09-01", True)])
def test_days_of_one_meeting_are_three_days_apart_at_most(other: str, agree: bool) -> None:
    """A signing told of with the time zone or the day of the report is one; beyond three days the days are rivals."""
    records = [
        Record.of({
            "report": {"publisher": publisher, "title": "t", "published": "2025-09-20"},
            "agreements": [{"name": "Trade deal", "parties": ["JPN", "USA"], "status": "signed", "date": day}],
        })
        for publisher, day in (("Reuters", "2025-09-04"), ("AFP", other))
    ]  # fmt: skip
    assert found(*records) == ({} if agree else {"date": {"2025-09-04", other}})


# --- slips


def outlets(count: int, value: float, **more: Any) -> list[Record]:
    return [told(f"Outlet {value} {n}", DAY, amounts=[usd(value, **more)]) for n in range(count)]


def test_a_rival_figure_counts_all_who_give_it() -> None:
    """Without a day no rate tells that dollars and euros are at odds: whose figure is at stake counts all the same."""
    euros = told("Euro", None, amounts=[{"value": 600e9, "unit": "EUR", "qualifier": "exact"}])
    made = claims(*outlets(1, 600e9), told("Undated", None, amounts=[usd(600e9)]), euros)
    assert {rival.value: len(rival.claims) for rival in rivals.rivals(made, [])} == {"$600bn": 2, "€600bn": 1}


def test_a_slip_of_ten_is_no_rival() -> None:
    """Some $55bn of one page beside $550bn of three others is an error of translation, told by `kg check`."""
    assert found(*outlets(3, 550e9), *outlets(1, 55e9)) == {}
    (slip,) = figures.slips(claims(*outlets(3, 550e9), *outlets(1, 55e9)))
    assert (slip.wrong.said, slip.right.said, slip.words) == ("$55bn", "$550bn", "ten times too small")


def test_millions_for_billions_are_a_slip_of_whoever_stands_alone() -> None:
    """Nobody means a thousandth: a headline's "$52m" beside the text's $52bn, or one outlet's beside two others'."""
    both = told("Outlet", DAY, amounts=[usd(52e9), usd(52e6)])
    for records in ([both, *outlets(1, 52e9)], [*outlets(2, 52e9), *outlets(1, 52e6)]):
        assert found(*records) == {}
        (slip,) = figures.slips(claims(*records))
        assert (slip.wrong.said, slip.right.said, slip.words) == ("$52m", "$52bn", "a thousand times too small")
    for even in ([both], [*outlets(1, 52e9), *outlets(1, 52e6)]):
        assert figures.slips(claims(*even)) == []


def test_a_lost_word_is_no_rival() -> None:
    """Two that print $7.8bn are enough against a "$7.8" that lost its unit word."""
    (slip,) = figures.slips(claims(*outlets(2, 7.8e9), *outlets(1, 7.8)))
    assert slip.words == "a billion times too small"
    assert figures.slips(claims(*outlets(1, 7.8e9), *outlets(1, 7.8))) == []


@pytest.mark.parametrize(
    "records",
    [
        [*outlets(2, 550e9), *outlets(1, 55e9)],  # not many more
        [*outlets(5, 550e9), *outlets(2, 55e9)],
        [*outlets(3, 550e9), *outlets(1, 56e9)],  # other digits
        [*outlets(3, 550e9), *outlets(1, 550e8, recurrence="per_year")],
    ],
)
def test_what_may_be_meant_stays_a_rival(records: list[Record]) -> None:
    """Other digits, another recurrence, or a figure that others bear out: who is right is not for us to say."""
    assert len(found(*records)["amount"]) == 2
