"""Who denies a pledge, and what falls short of a denial; whether what was to stop goes on."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph
from kg.model.record import Record

_GOYAL: dict[str, Any] = {"officials": [{"name": "Piyush Goyal", "country": "IND"}]}


def _india(publisher: str, evidence: str, **pledge: Any) -> Record:
    """One report of India's purchase of $500bn of US goods, with the sentence kept of it."""
    held = {"pledgers": ["IND"], "title": "India to buy US goods", "amounts": [usd(5e11)], "evidence": evidence}
    return told(publisher, "2026-02-03", **{**held, **pledge})


def _last(text: str, *records: Record) -> str:
    return [table.lead for _, table in TradeGraph(loaded(records)).answered(text)][-1]


@pytest.mark.parametrize(
    ("evidence", "pledge", "said"),
    [
        ("Goyal denied a duty to buy $100bn a year.", {},
         "something of it is denied: “Goyal denied a duty to buy $100bn a year” (Mint, 2026-02-03)."),
        ("Modi's statement does not mention it, and is silent.", {"other_side": "silent"},
         "it is told as not confirmed: “Modi's statement"),
        ("Washington claims it, which India has not confirmed.", {}, "it is told as not confirmed: “Washington claims"),
        ("Goyal says it is intent without obligation.", {"attributed_to": ["Piyush Goyal"], "more": _GOYAL},
         "India is told to say less: “Goyal says it is intent without obligation” (Mint, 2026-02-03)."),
    ],
)  # fmt: skip
def test_what_falls_short_of_a_denial_is_told(evidence: str, pledge: dict[str, Any], said: str) -> None:
    """A part denied, silence and a word that says less are told in reports' words; none is called a denial."""
    lead = _last(
        "Who denies that India will buy $500bn?", _india("CNA", "India buys."), _india("Mint", evidence, **pledge)
    )
    assert lead.startswith(f"No report here tells it as denied as a whole, but {said}")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who denies that India's $500bn is binding?",
         "“India to buy $500bn of US goods” is told as not binding, for India: Piyush Goyal (1); by CNA, 2026-02-03;"
         " 1 report calls it binding. As they put it: “Goyal sees no duty in it” (Mint, 2026-02-03);"
         " “According to Trump India buys; analysts call it non-binding” (CNA, 2026-02-03)."),
        ("Does India deny that its $500bn is binding?",
         "Yes, as told. “India to buy $500bn of US goods” is told as not binding, for India: Piyush Goyal (1);"
         " by CNA, 2026-02-03; 1 report calls it binding. As they put it: “Goyal sees no duty in it”"
         " (Mint, 2026-02-03); “According to Trump India buys; analysts call it non-binding” (CNA, 2026-02-03)."),
    ],
)  # fmt: skip
def test_who_says_that_it_does_not_bind_is_told_by_its_makers_word_first(text: str, said: str) -> None:
    """A report that passes on the far side's word and calls it not binding makes that no word of the far side."""
    lead = _last(
        text,
        _india("AFP", "India will buy.", binding="yes"),
        _india("Mint", "Goyal sees no duty in it.", attributed_to=["Piyush Goyal"], more=_GOYAL, binding="no"),
        _india("CNA", "According to Trump India buys; analysts call it non-binding.", said_by="USA", binding="no"),
    )
    assert lead.partition(" The 3 reports ")[0] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Who doubts that India will buy $500bn?",
         "Doubts of “India to buy $500bn of US goods” are told in 1 of 3 reports: “analysts call it an unrealistic"
         " promise” (CNA, 2026-02-03). 1 more only calls it not binding."),
        ("Who thinks that India's $500bn is unlikely?",
         "Doubts of “India to buy $500bn of US goods” are told in 1 of 3 reports: “analysts call it an unrealistic"
         " promise” (CNA, 2026-02-03). 1 more only calls it not binding."),
    ],
)  # fmt: skip
def test_who_doubts_is_told_by_the_clauses_that_do(text: str, said: str) -> None:
    """Who is doubted is no doubter; that it does not bind is no doubt of it, nor is "in no way binding"."""
    records = (
        _india("CNA", "Trump says India buys; analysts call it an unrealistic promise.", said_by="USA", binding="no"),
        _india("AFP", "New Delhi calls it in no way binding.", binding="no"),
        _india("Mint", "India will buy."),
    )
    assert _last(text, *records) == said


def test_where_nobody_doubts_it_those_who_say_that_it_does_not_bind_are_counted() -> None:
    """No statement that doubts nothing is quoted as a doubt."""
    lead = _last("Who doubts that India will buy $500bn?", _india("AFP", "It binds nobody.", binding="no"))
    assert lead == (
        "None of 1 report of “India to buy $500bn of US goods” doubts it in such words; 1 only calls it not binding."
    )


def test_a_denial_of_the_same_matter_stands_in_the_first_sentence() -> None:
    """Also where it was made a pledge of its own; whose word it is tells denials apart from what was promised."""
    stop: dict[str, Any] = {"pledgers": ["IND"], "kind": "other"}
    records = (
        told("CNA", "2026-02-02", title="India to stop", evidence="India will stop buying Russian oil.",
             said_by="USA", products=["crude oil"], **stop),
        told("Mint", "2024-10-16", "denied", title="India to stop, 2024", evidence="India denied that it will stop.",
             said_by="IND", products=["oil"], **stop),
    )  # fmt: skip
    asked = "Did India promise to stop buying Russian oil, and who says so?"
    first, second = (table.lead for _, table in TradeGraph(loaded([*records])).answered(asked))
    assert first.partition(" 2 pledges ")[0] == (
        "Disputed: 1 report tells it as announced (“India to make other commitments to the US (crude oil)”);"
        " “India to make other commitments to the US (oil) (denied)” is denied by India (Mint, 2024-10-16)."
    )
    assert second.partition(" “")[0] == (
        "For the United States: its word by way of CNA (1); as denied, for India: its word by way of Mint (1)."
    )


def test_where_nothing_speaks_against_it_nobody_denies_it() -> None:
    """Plain reports make no half denial; "did India deny it" asks the same as who does."""
    records = (_india("CNA", "India buys."), _india("Mint", "India will buy."))
    for text in ("Who denies that India will buy $500bn?", "Did India deny the $500bn?"):
        assert _last(text, *records).startswith("No report here tells of anyone who denies it.")


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("Goyal: no cash paid.", "Against “cash” it is told: “Goyal: no cash paid” (Mint, 2026-02-03)."),
        ("No more than $20bn a year is cash.", "No report here tells of anyone who denies it as to “cash”."),
    ],
)  # fmt: skip
def test_who_denies_what_it_is_made_in_is_told_by_sentences_that_do(evidence: str, said: str) -> None:
    """Not by whatever else is denied of it."""
    graph = TradeGraph(loaded([_india("Mint", evidence), _india("CNA", "India buys.", amounts=[usd(6e11)])]))
    [(_, table), *_] = graph.answered("Who denies that India pays in cash?")
    assert table.lead.partition(" Reports ")[0].partition(" The 2 reports ")[0] == said


def test_whether_what_was_to_stop_goes_on() -> None:
    """Neither yes nor no where reports differ: how many tell that it stops, who denies it."""
    stop: dict[str, Any] = {"pledgers": ["IND"], "kind": "other", "products": ["crude oil"], "title": "India to stop"}
    text = "Is India still buying Russian oil?"
    told_so = told("CNA", "2026-02-02", evidence="India will stop buying Russian oil.", **stop)
    silent = told("AFP", "2026-02-03", evidence="India will stop; New Delhi has not commented.", **stop)
    lead = _last(text, told_so, silent)
    assert lead.startswith("Not as far as promised: 2 of 2 reports tell it is to stop (“")
    assert "it is told too: “India will stop; New Delhi has not commented” (AFP, 2026-02-03)" in lead
    denied = told("TASS", "2026-02-19", "denied", evidence="Russia denied it.", **stop)
    lead = _last(text, told_so, denied)
    assert lead.startswith("Disputed: 1 of 2 reports tells it is to stop (“")
    assert "1 that this is denied (somebody who is not named: TASS, 2026-02-19)" in lead


def test_whether_what_was_bought_goes_on() -> None:
    """Of what came of a promise no yes is said, but till when reports tell of it."""
    landed = {"id": "d", "pledge": "p", "stage": "ordered", "amounts": [{"value": 12e6, "unit": "tonne"}]}
    promised = [{"value": 25e6, "unit": "tonne"}]
    goods: dict[str, Any] = {"products": ["soybeans"], "pledgers": ["CHN"], "amounts": promised}
    report = told("CNA", "2026-01-20", title="China buys", more={"deliveries": [landed]}, **goods)
    lead = _last("Is China still buying American soybeans?", report)
    assert lead.startswith(
        "No report tells of “China to buy 25m tonnes of US soybeans” after 2026-01-20, so whether it"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Does India deny that it will stop buying Russian oil?",
         "None of these reports tells of a denial by India. Denied by Russia (TASS, 2026-02-19). "),
        ("Does Russia deny that India will stop buying Russian oil?",
         "Yes, as told. Denied by Russia (TASS, 2026-02-19). "),
        ("Who denies that India will stop buying Russian oil?", "Denied by Russia (TASS, 2026-02-19). "),
    ],
)  # fmt: skip
def test_whether_a_side_denies_it_is_told_of_that_side(text: str, said: str) -> None:
    """Another's denial is no yes, and stands as that other's."""
    stop: dict[str, Any] = {"pledgers": ["IND"], "kind": "other", "products": ["crude oil"], "title": "India to stop"}
    denied = told("TASS", "2026-02-19", "denied", evidence="Russia denied it.", said_by="RUS", **stop)
    lead = _last(text, told("CNA", "2026-02-02", evidence="India will stop buying Russian oil.", **stop), denied)
    assert lead.partition("The 2 reports")[0] == said


def test_what_stands_as_denied_comes_before_what_else_differs() -> None:
    """Where words name only in part what a side is asked to deny."""
    denied = _india("Mint", "Goyal says nothing was promised.", status="denied", amounts=[], products=["oil"])
    graph = TradeGraph(loaded([_india("NDTV", "India buys."), denied]))
    told_as = [
        taken.command for taken, _ in graph.answered("Does India deny that it promised to move goods to the US?")
    ]
    assert told_as[0] == 'kg ask pledges --pledger India --recipient "United States" --status denied'


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("denied", "No, as far as told: of “India to buy $500bn of US goods (denied)” India's own word is told as a "
         "denial: Piyush Goyal (Mint, 2026-02-03). Reports of “India to buy $500bn of US goods (denied)” differ on "
         "nothing that is compared."),
        ("announced", "Of “India to buy $500bn of US goods” reports pass on India's own word too: Piyush Goyal "
         "(Mint, 2026-02-03). Reports of “India to buy $500bn of US goods” differ on nothing that is compared."),
    ],
)  # fmt: skip
def test_a_denial_is_no_confirmation(status: str, said: str) -> None:
    """Whether a side confirmed what it is told to have promised: its word may be that it did not."""
    own = _india("Mint", "Goyal on it.", status=status, attributed_to=["Piyush Goyal"], more=_GOYAL)
    lead = _last("Did India ever confirm that it would buy $500bn?", own)
    assert lead == said


def test_whether_a_side_confirmed_it_is_no_difference_of_two_sides() -> None:
    """The far side is named as to whom it is promised; whose word reports pass on is told."""
    own = _india("Mint", "Goyal on it.", status="announced", attributed_to=["Piyush Goyal"], more=_GOYAL)
    [(taken, _)] = TradeGraph(loaded([own])).answered("Did India ever confirm that it would buy $500bn from the US?")
    assert "between" not in taken.filters
