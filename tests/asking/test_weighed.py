"""What the first sentence concludes of sides that a text compares, and the course of a target's rates."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.asking.taken import Taken
from kg.asking.verdicts.weighed import concluded
from kg.graph import TradeGraph
from kg.model.record import Record


def _graph(*records: Record) -> TradeGraph:
    return TradeGraph(loaded(records))


def _lead(graph: TradeGraph, text: str) -> str:
    return next(iter(graph.answered(text)))[1].lead


def _rate(day: str, target: str, rate: float, action: str = "impose", since: str | None = None) -> Record:
    """One report of a US tariff on all goods of a country."""
    head = {"publisher": f"P{day}{target}", "title": f"US tariff on {target}", "published": day, "type": "reporting"}
    measure = {"id": "m", "kind": "tariff", "action": action, "imposer": "USA", "targets": [target]}
    return Record.of({"report": head, "measures": [{**measure, "rate_percent": rate, "effective": since or day}]})


@pytest.fixture(scope="module")
def pledged() -> TradeGraph:
    """Japan's signed pledge on a memorandum, India's that is only announced, each to buy from one firm or two."""
    japan: dict[str, Any] = {"pledgers": ["JPN"], "products": ["aircraft"], "amounts": [usd(5e9)]}
    return _graph(
        told("CNA", "2025-05-28", "signed", title="Japan signs", instrument="memorandum", binding="no", **japan),
        told("NHK", "2025-05-29", "announced", title="India plans", pledgers=["IND"], products=["beef"]),
    )


def test_how_firm_is_told_side_by_side(pledged: TradeGraph) -> None:
    """A line a side: how it stands, on what paper, whether it binds; and which of them is the firmest."""
    lead = _lead(pledged, "How firm are the pledges of Japan and India?")
    assert lead.startswith("By how they are told to stand Japan is the firmest (signed); no report calls any of them")
    assert "told as memorandum (1); whether it binds: 1 calls it not binding" in lead
    assert "India announced (“" in lead


def test_how_firm_cannot_be_compared_where_one_side_is_silent(pledged: TradeGraph) -> None:
    """A side of which nothing is told is named, not passed over."""
    assert _lead(pledged, "Compare how firm the pledges of Japan and Brazil are").startswith(
        "Nothing is told by Brazil, so that all cannot be compared. Japan signed"
    )


def test_how_firm_one_pledge_is(pledged: TradeGraph) -> None:
    """Of one side it is told first by how many reports it binds."""
    assert _lead(pledged, "How firm is Japan's pledge?").startswith(
        "Not binding, as told: 1 of 1 report calls it not binding"
    )


def test_words_that_only_list_conclude_nothing(pledged: TradeGraph) -> None:
    """Two sides that a text does not compare are answered one by one."""
    assert _lead(pledged, "What did Japan and India promise?").startswith("“Japan signed up")


def test_who_promises_more_is_told_to_promise() -> None:
    """Of sums asked of one by one, by who promises: nobody "is promised" by whom they are."""
    graph = _graph(
        told("CNA", "2025-05-28", title="Japan to buy", amounts=[usd(9e9)]),
        told("NHK", "2025-05-29", title="India to buy", pledgers=["IND"], amounts=[usd(5e9)]),
    )
    asked = [Taken("totals", {"pledger": side}) for side in ("Japan", "India")]
    answers = [(each, graph.ask("totals", **each.filters)) for each in asked]
    assert concluded(graph.store, "Who promised more?", answers)[0][1].lead == (
        "Of pledges: Japan promised more; Japan $9bn, India $5bn. Pledges by Japan add up to $9bn, in 1 figure."
    )


def test_rates_of_two_targets_are_compared() -> None:
    """Which rate each faces, and what it faced before, in one sentence."""
    graph = _graph(
        _rate("2025-04-01", "JPN", 20), _rate("2025-09-01", "JPN", 15, "cut"), _rate("2025-04-01", "IND", 25)
    )
    lead = _lead(graph, "Compare the US tariffs on Japan and India")
    assert lead.startswith(
        "By the last rates told they differ, lowest for Japan: Japan 15% and India 25%; before that: Japan 20%."
    )


def test_the_course_of_a_rate_is_told() -> None:
    """The rate in force with its first day, and the one that it came in place of with both its days."""
    graph = _graph(_rate("2025-04-01", "JPN", 20), _rate("2025-09-01", "JPN", 15, "cut"))
    lead = _lead(graph, "What tariff does Japan pay in the US and what was it before the deal?")
    assert "the tariff of the United States on goods of Japan in general is 15% from 2025-09-01 (“" in lead
    assert "Before it 20% from 2025-04-01 until 2025-09-01 (“" in lead


def test_whom_a_company_gains_more_by() -> None:
    """Of one company it is asked by whose promises: the sides do not gain, and companies count for their country."""
    named = [{"name": "Cheniere Energy", "role": "supplier"}]
    jera = {"companies": [{"name": "JERA"}]}
    seller: dict[str, Any] = {"products": ["liquefied natural gas"], "companies": named}
    graph = _graph(
        told("CNA", "2024-05-28", title="JERA to buy", amounts=[usd(9e9)], pledgers=["JERA"], more=jera, **seller),
        told("NHK", "2025-05-28", title="Japan to buy", amounts=[usd(1e9)], pledgers=["JPN"], **seller),
        told("AFP", "2025-07-28", title="EU to buy", pledgers=["EU"], **seller),
    )
    lead = _lead(graph, "Does Cheniere benefit more from the Japanese or the European LNG promises?")
    assert lead.startswith(
        "Cheniere Energy gains more by Japan, by the number of pledges that reports name it in: Japan in 2 pledges and "
        "the European Union in 1 pledge; counted with their country: “JERA"
    )


def test_how_two_deals_differ() -> None:
    """What each side gave stands side by side, with what it got."""
    deal = {"name": "deal", "status": "agreed", "contains": ["p"]}
    graph = _graph(
        *(
            told(paper, "2025-05-28", title=f"{code} buys", pledgers=[code], products=[goods],
                 more={"agreements": [{"id": "a", **deal, "name": f"{code} deal", "parties": [code, "USA"]}]})
            for paper, code, goods in (("CNA", "JPN", "chips"), ("KBS", "KOR", "beef"))
        )
    )  # fmt: skip
    lead = _lead(graph, "How does the Japan deal differ from the Korea deal?")
    assert lead.startswith("By what is told most often they differ: Japan gave “Japan to buy US chips")
    assert "; South Korea gave “South Korea to buy US beef" in lead


def test_of_several_goods_nothing_is_told_in_one_sentence() -> None:
    """All of three goods are asked of, and one sentence says that nothing is told of any."""
    graph = _graph(
        *(told("CNA", "2025-05-28", title=each, products=[each]) for each in ("soybeans", "wheat", "cotton"))
    )
    lead = _lead(graph, "Which companies lose because of Japan's promise to buy soybeans, wheat and cotton?")
    assert lead.startswith("No country or company is told to lose by pledges by Japan ")
    assert "on soybeans, wheat or cotton, and no rule infers one." in lead
