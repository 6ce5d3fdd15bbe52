"""Sentences of which nothing is told: the nearest other reading answers and says so, or the empty answer stays."""

from __future__ import annotations

import pytest
from worlds import loaded, told

from kg.graph import TradeGraph

_RATE = {"measures": [{"id": "m", "kind": "tariff", "action": "impose", "imposer": "USA", "targets": ["KOR"],
                       "products": ["cars"], "rate_percent": 25, "effective": "2025-04-03"}]}  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Beef let in by Japan and a purchase of energy by it, aircraft for two airlines, a tariff on Korean cars."""
    return TradeGraph(
        loaded(
            [
                told("AFP", "2025-07-28", title="Beef", products=["beef"], kind="market_access"),
                told("NHK", "2025-08-01", title="Gas", products=["lng"], evidence="Gas from Alaska may be part of it."),
                told(
                    "CNN",
                    "2025-05-14",
                    title="Jets",
                    pledgers=["Qatar Airways"],
                    products=["aircraft"],
                    companies=[{"name": "Qatar Airways", "role": "buyer"}, {"name": "Boeing", "role": "supplier"}],
                ),
                told(
                    "FT",
                    "2025-05-15",
                    title="More jets",
                    pledgers=["International Airlines Group"],
                    companies=[{"name": "International Airlines Group"}, {"name": "Boeing", "role": "supplier"}],
                    products=["aircraft"],
                ),
                told("Yonhap", "2025-04-03", title="Cars", products=["ships"], pledgers=["KOR"], more=_RATE),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "command", "said"),
    [
        ("What beef did Japan promise to buy?", "pledges --pledger Japan --product beef",
         "Pledges of any kind, as nothing of it is told as purchases:"),
        ("What aircraft has Qatar promised to buy from the US?",
         'pledges --pledger "Qatar Airways" --recipient "United States" --product aircraft --kind purchase',
         "By Qatar Airways, as nothing told here is by Qatar:"),
        ("When was the Korean car tariff cut?", 'measures --target "South Korea" --product cars',
         "On South Korea, as nothing told here is by South Korea:"),
        ("How does Korea's tariff compare with Japan's?", 'measures --target "South Korea"',
         "On South Korea, as nothing told here is by South Korea:"),
        ("What did the US promise Korea?", 'pledges --recipient "United States" --pledger "South Korea"',
         "By South Korea towards the United States, as nothing told here is by the United States towards South Korea:"),
        ("What did Akazawa promise the US?", 'evidence --recipient "United States" --pledger Japan',
         "By Japan, as nothing told here is with Ryosei Akazawa:"),
        ("How high is the Korean beef tariff?", 'measures --target "South Korea"',
         "On South Korea, as nothing told here is by South Korea on beef:"),
        ("When did Japan sign?", "history --pledger Japan",
         "Asked more widely, as nothing told here is standing as signed among what else is asked for:"),
        ("Did Japan buy gas?", 'pledges --pledger Japan --product "natural gas" --kind purchase',
         "What was promised, as no report here counts what came of it:"),
        ("What did Japan promise about beef from Alaska?", "pledges --pledger Japan --product beef",
         "Asked more widely, as nothing told here is told in words like “Alaska” among what else is asked for:"),
        ("What cars did Korea promise the US?",
         'measures --imposer "United States" --target "South Korea" --product cars',
         "On tariffs and other measures, as nothing is told of pledges:"),
        ("Which firms hold contracts for aircraft?", "beneficiaries --product aircraft",
         "Who gains otherwise, as no firm is told here to be under contract for it:"),
        ("Which Swiss firms gain from the aircraft that Qatar Airways promised to buy from Boeing?",
         'beneficiaries --pledger "Qatar Airways" --company Boeing --product aircraft',
         "Others, as nothing told here is for companies of Switzerland:"),
        ("Which firms gain from Qatar Airways' order?", 'beneficiaries --pledger "Qatar Airways"',
         "Who gains by what Qatar Airways promised, as nothing is told of gains of its own:"),
        ("Who supplies aircraft to Qatar Airways?", 'beneficiaries --product aircraft --pledger "Qatar Airways"',
         "Who gains by what Qatar Airways promised, as nothing is told of gains of its own:"),
        ("What did British Airways order?", 'pledges --company "International Airlines Group" --kind purchase',
         "With International Airlines Group, as nothing told here is with British Airways:"),
        ("What did British Airways order from Boeing?",
         'pledges --pledger "International Airlines Group" --company Boeing --kind purchase',
         "By International Airlines Group, as nothing told here is by British Airways:"),
        ("Which chips did Korea promise to buy?", 'pledges --pledger "South Korea" --kind purchase',
         "Asked more widely, as nothing told here is on chips among what else is asked for:"),
    ],
)  # fmt: skip
def test_where_nothing_is_told_the_least_certain_filter_is_read_otherwise(
    graph: TradeGraph, text: str, command: str, said: str
) -> None:
    """One filter at a time; the command that was run stands there, with what is answered and what was not found."""
    taken, table = next(iter(graph.answered(text)))
    assert (taken.command, bool(table.rows)) == (f"kg ask {command}", True)
    assert taken.notes[-1] == said


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("What has Brazil promised India?", {}),  # no one filter is to blame
        ("What aircraft did Brazil promise India?", {}),  # of which others' aircraft are no answer
        ("What did Japan promise India rather than the US?", {}),  # of whom what the US was promised is no answer
        ("where do reports of Japan's gas disagree", {}),  # that they do not is an answer
        ("Does British Airways gain from tariffs?", {}),  # that it does not is one
        (
            "What did Japan promise?",
            {"kind": "purchase", "product": "beef"},
        ),  # what is given beside the sentence stands
    ],
)
def test_an_empty_answer_stays_where_no_other_reading_helps(
    graph: TradeGraph, text: str, given: dict[str, str]
) -> None:
    """Nor is anything left out that the text does not leave in doubt."""
    [(taken, table)] = graph.answered(text, **given)
    assert (taken.instead_of, table.rows) == ("", ())


@pytest.mark.parametrize(
    "text",
    [
        "What did Qatar's airlines promise to buy?",
        "which aircraft did Qatari companies order",
        "What was ordered by Qatari firms?",
    ],
)
def test_companies_of_a_country_are_asked_for_by_name(graph: TradeGraph, text: str) -> None:
    """What they promised is not their state's promise; that one alone did is told, and no more is read otherwise."""
    [(taken, table)] = graph.answered(text)
    only = "'companies of Qatar' is read as 'Qatar Airways, the only one of whom such is told'"
    assert (taken.filters["pledger"], taken.notes, len(table.rows)) == ("Qatar Airways", [only], 1)


def test_whose_promises_are_compared_is_nobodys_alone(graph: TradeGraph) -> None:
    """No reading puts a pledger beside a comparison, which takes none; the empty answer stays."""
    ((taken, table),) = graph.answered("Which companies promised to invest in Switzerland?")
    assert "compare" in taken.filters
    assert not table.rows


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("Who sells gas from the Alaskan pipeline?", 'beneficiaries --saying Alaskan --product "natural gas"'),
        ("Which gas pledges name Alaska?", 'pledges --saying Alaska --product "natural gas"'),
        ("Is Alaska part of the Japan deal?", "evidence --saying Alaska --country Japan"),
        ("has Alaska gas been delivered", 'evidence --saying Alaska --product "natural gas"'),
    ],
)
def test_what_no_list_names_is_looked_for_in_what_reports_say(graph: TradeGraph, text: str, command: str) -> None:
    """A place or a project that a report speaks of finds that pledge; the word is no longer refused."""
    taken, table = next(iter(graph.answered(text)))
    assert taken.command == f"kg ask {command}"
    found = {row.get("pledge_label", row.get("label")) for row in table.rows}
    assert found == (
        {"Japan to buy Alaskan liquefied natural gas, 2025-08"} if taken.question != "beneficiaries" else set()
    )


@pytest.mark.parametrize(
    "text", ["How many jets did Qatar Airways order from Boeing?", "Which Boeing jets did Qatar Airways order?"]
)
def test_of_two_companies_the_one_that_promised_is_the_pledger(graph: TradeGraph, text: str) -> None:
    """Whichever is named first; neither is dropped."""
    taken, table = next(iter(graph.answered(text)))
    assert (taken.filters["pledger"], taken.filters["company"], taken.unread) == ("Qatar Airways", "Boeing", ())
    assert len(table.rows) >= 1


def test_that_two_sides_do_not_differ_is_no_word_on_others() -> None:
    """Where only outlets differ, what they tell is shown, and that it is not by the two sides."""
    figures = [{"value": value, "unit": "USD", "qualifier": "exact"} for value in (10e9, 11e9)]
    reports = [told(name, "2025-08-01", title="Gas", products=["lng"], amounts=[each]) for name, each in zip(
        ("NHK", "CNN"), figures, strict=True)]  # fmt: skip
    (taken, found), *_ = TradeGraph(loaded(reports)).answered("Do Tokyo and Washington disagree on the amount?")
    assert taken.filters == {"field": "amount", "country": "Japan"}
    assert "told differently by the two sides" in taken.instead_of
    assert {row["value"] for row in found} == {"$10bn", "$11bn"}
