"""Of words that no command reads stand the statements that have them; a name that none has is told so."""

from __future__ import annotations

import pytest
from worlds import loaded, told, usd

from kg.graph import TradeGraph
from kg.model.record import Record


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """An investment of Japan told in three reports, two purchases by Korea in one each."""

    def invested(outlet: str, day: str | None, sentence: str) -> Record:
        return told(outlet, day, title=sentence, kind="investment", amounts=[usd(5.5e11)], evidence=sentence)

    gas, beef = "Korea buys gas for its plants in Busan.", "Korea buys beef, to land at Ulsan."
    return TradeGraph(
        loaded(
            [
                invested(
                    "NHK", "2025-08-01", "Japan invests $550bn, with a ceiling of $100bn a year, half in Arizona."
                ),
                invested("AFP", "2025-07-28", "Japan invests $550bn under a ceiling."),
                invested("Jiji", None, "Japan invests $550bn in places such as Arizona."),
                told("YNA", "2025-07-30", title="Gas", pledgers=["KOR"], products=["lng"], evidence=gas),
                told("YNA", "2025-07-31", title="Beef", pledgers=["KOR"], products=["beef"], evidence=beef),
            ]
        )
    )


@pytest.mark.parametrize(
    ("text", "command", "lead"),
    [
        ("How much does Japan invest in Arizona?", "evidence --pledger Japan --kind investment --saying Arizona",
         "Reports that have “Arizona”: “Japan invests $550bn, with a ceiling of $100bn a year, half in Arizona”"
         " (NHK, 2025-08-01, of “Japan to invest $550bn in the US”); “Japan invests $550bn in places such as Arizona”"
         " (Jiji, undated, of “Japan to invest $550bn in the US”)."),
        ("Is the Japanese $550bn binding, and is there a ceiling?",
         "evidence --pledge 'Japanese $550bn' --saying ceiling",
         "Reports that have “ceiling”: “Japan invests $550bn under a ceiling” (AFP, 2025-07-28);"
         " “Japan invests $550bn, with a ceiling of $100bn a year, half in Arizona” (NHK, 2025-08-01)."),
        # of what was asked no statement has it, of the same side one has
        ("How much gas would Korea buy for Ulsan?", 'evidence --pledger "South Korea" --saying Ulsan',
         "Reports that have “Ulsan”: “Korea buys beef, to land at Ulsan” (YNA, 2025-07-31, of “South Korea to buy US "
         "beef, 2025-07”)."),
    ],
)  # fmt: skip
def test_statements_that_have_the_words(graph: TradeGraph, text: str, command: str, lead: str) -> None:
    """Behind the answer stand those of what was asked, with most of the words first; else those of its sides."""
    answers = [*graph.answered(text)]
    assert [table.lead for taken, table in answers if taken.command == f"kg ask {command}"] == [lead]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("How much does Japan invest in Nevada?",
         ["Not read, so the answer is not limited by it: Nevada",
          "No sentence kept of a report on what else is asked has “Nevada”"]),
        ("How much frobnicated does Japan invest in Arizona?",
         ["Not read, so the answer is not limited by it: frobnicated, Arizona"]),
        ("How much frobnicated beef does Korea buy?",
         ["Not read, so the answer is not limited by it: frobnicated",
          "No sentence kept of a report on what else is asked has “frobnicated”"]),
        ("How much does Japan invest in Arizona?", ["Not read, so the answer is not limited by it: Arizona"]),
        ("What does Japan invest besides Arizona?", ["Not read, so the answer is not limited by it: besides Arizona"]),
    ],
)  # fmt: skip
def test_what_none_has(graph: TradeGraph, text: str, notes: list[str]) -> None:
    """Of a name or figure that none has it is told, of other words where none has any; of what is not meant nothing."""
    (taken, _), *_ = graph.answered(text)
    assert taken.notes == notes


def test_what_the_answer_says_was_read(graph: TradeGraph) -> None:
    """A figure that stands in the sentence before the answer limits nothing and was no word left out."""
    (taken, table), *_ = graph.answered("What did Japan invest that is put at $550bn?")
    assert "$550bn" in table.lead
    assert taken.notes == []
