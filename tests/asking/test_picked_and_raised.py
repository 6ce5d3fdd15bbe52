"""What a text asks of a sum, of a raise, of what is new and of the one pledge it picks, in the first sentence."""

from __future__ import annotations

import pytest
from worlds import loaded, told, usd

from kg.asking.plain_words import read
from kg.graph import TradeGraph


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Japan's large investment, signed, a smaller one that is announced, one only considered; ships of Korea."""
    ships = [{"name": "Hanwha Ocean", "role": "supplier"}]
    return TradeGraph(
        loaded(
            [
                told("NHK", "2024-02-01", "announced", title="$12bn", kind="investment", products=["chips"],
                     amounts=[usd(12e9)]),
                told("CNA", "2025-03-03", "signed", title="$40bn", kind="investment", products=["cars"],
                     amounts=[usd(40e9)]),
                told("AFP", "2025-05-03", "considering", title="$3bn", kind="investment", products=["steel"],
                     amounts=[usd(3e9)]),
                told("KBS", "2025-05-04", "agreed", title="Ships", pledgers=["KOR"], kind="investment",
                     products=["shipbuilding"], companies=ships, amounts=[usd(150e9)]),
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Japan's investment: how much is firm, how much is just talk?",
         "By how they stand: signed or in force $40bn; announced or agreed, not signed, $12bn; only proposed nothing; "
         "only considered $3bn."),
        ("When did Japan raise its investment, and from how much to how much?",
         "As first told, one after the other: 2024-02-01 “Japan to invest $12bn in the US (chips)”; 2025-03-03 “Japan "
         "signed up to invest $40bn in the US (cars)”; 2025-05-03 “Japan may invest $3bn in the US (steel)”."),
        ("When did Japan raise its $12 billion to $40 billion?",
         "As first told: 2024-02-01 “Japan to invest $12bn in the US (chips)”; 2025-03-03 “Japan signed up to invest "
         "$40bn in the US (cars)”."),
        ("Did Japan raise its $12bn to $90bn?",
         "As first told: 2024-02-01 “Japan to invest $12bn in the US (chips)”; nothing by Japan is told with $90bn."),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_sum_comes_first(graph: TradeGraph, text: str, first: str) -> None:
    """How much of it is firm, or from how much to how much it was raised."""
    [(_, table)] = graph.answered(text)
    assert table.lead.partition(" Pledges ")[0].partition(" As they stand: ")[0] == first


def test_the_largest_new_pledges_are_those_first_told_then(graph: TradeGraph) -> None:
    """Not what moved on in that time, and the largest first."""
    [(taken, table)] = graph.answered("Biggest new pledges in 2025")
    assert taken.command == "kg ask pledges --since 2025-01-01 --until 2025-12-31"
    assert table.lead == (
        "Of 3 pledges since 2025-01-01 until 2025-12-31 3 were first told then. The largest in dollars: “South Korea "
        "agreed to invest $150bn in the US (shipbuilding)”, then “Japan signed up to invest $40bn in the US (cars)”."
    )


def test_who_gains_is_asked_of_the_pledge_that_was_picked(graph: TradeGraph) -> None:
    """The largest of Japan's, not all that Japan promised."""
    taken = read(graph.store, "What is the biggest Japanese pledge and who gains from it?")
    assert [each.command for each in taken] == [
        "kg ask pledges --pledger Japan",
        "kg ask beneficiaries --pledge 'Japan signed up to invest $40bn in the US (cars)'",
    ]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Which shipbuilders gain from Korea's $150bn?", ()),
        ("Which exporters gain from Korea's $150bn?", ()),
        ("Which chipmakers gain from Korea's $150bn?", ("chipmakers",)),
        ("Which shipyards gain from Korea's $150bn shipbuilding pledge, and who says so?", ()),
    ],
)
def test_a_trade_is_told_as_not_read_where_the_pledge_is_of_other_goods(
    graph: TradeGraph, text: str, unread: tuple[str, ...]
) -> None:
    """Of a pledge of ships a shipbuilder limits nothing; who says so is told with each that gains."""
    [taken] = read(graph.store, text)
    assert (taken.question, taken.unread) == ("beneficiaries", unread)
