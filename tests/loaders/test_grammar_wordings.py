"""Wordings in which sides, rates or doubt were misread: sentences in our own words, each standing for its kind."""

from __future__ import annotations

import pytest

from kg.loaders.grammar import extract
from kg.model.record import Record, Report


def one(text: str) -> Record:
    return extract(text, Report(publisher="Harbour Gazette", title="t", published="2031-03-04"))[0]


def measures(text: str) -> list[tuple[str, str, str | None, str | None]]:
    """(imposer, targets, rate, rate before) of each measure, numbers as text."""
    return [
        (
            m.imposer,
            ",".join(m.targets),
            None if m.rate_percent is None else str(m.rate_percent),
            None if m.rate_before is None else str(m.rate_before),
        )
        for m in one(text).measures
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Peru complained about anti-dumping duties imposed by Turkey on cotton yarn from Peru and Bolivia.",
            [("TUR", "BOL,PER", None, None)],
        ),
        (
            "Brazil will appeal against the 50% tariff imposed by the United States on coffee from Brazil.",
            [("USA", "BRA", "50", None)],
        ),
        (
            "Mexico will impose a 35% duty on shoes and a 20% duty on textiles.",
            [("MEX", "ALL", "35", None), ("MEX", "ALL", "20", None)],
        ),
        ("India halves 30% duty on almonds", [("IND", "ALL", None, "30")]),
        ("Egypt doubles 10% levy on sugar", [("EGY", "ALL", None, "10")]),
        ("Brazil resumes corn purchases as China cuts duty to 5%", [("CHN", "ALL", "5", None)]),
    ],
)
def test_whose_measure_at_which_rate(text: str, told: list[tuple[str, ...]]) -> None:
    assert measures(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "Thailand's commerce minister said duties of up to 36% on Thai rubber would be removed.",
        "South African Trade Minister Parks Tau said he was hopeful that tariffs of 30% on citrus would be lifted.",
        "A proposal would have limited the Canadian tariff to 12%.",
        "If the panel agrees, Chile will have to remove its tariff on wheat flour.",
        "Safeguard measures can be applied if imports of sugar surge.",
        "Vietnam promised to refrain from imposing export restrictions on tungsten.",
    ],
)
def test_what_never_came_is_no_measure(text: str) -> None:
    assert measures(text) == []


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Japan's Asahi signed a contract with Chilean producer Codelco to buy 200,000 tonnes of copper.",
            "Asahi>Codelco",
        ),
        ("Hungary's MVM signs deal to buy 400 million cubic metres of gas from Romania", "MVM>ROU"),
        ("Malta's EPG signs contract to buy LNG from Qatar", "EPG>QAT"),
        ("India's Adani signed an agreement with Tanzania to invest $500 million in a port.", "Adani>TZA"),
        ("Oman's OQ inks 10-year deal with Turkish importer Botas for 1 mln tonnes of LNG a year", "Botas>OQ"),
    ],
)
def test_the_firm_acts_and_not_its_country(text: str, sides: str) -> None:
    assert [f"{','.join(p.pledgers)}>{','.join(p.recipients)}" for p in one(text).pledges] == [sides]


def test_no_name_of_a_list_behind_a_preposition_acts() -> None:
    """Who makes cars "in Spain, Poland and Turkey" and says that it will spend is none of the three."""
    text = "The group makes cars in Spain, Poland and Turkey, and said it would spend $2 billion on a plant in Ohio."
    assert [pledge for pledge in one(text).pledges if set(pledge.pledgers) & {"ESP", "POL", "TUR"}] == []
    text = "After talks with Chile, Peru and Ecuador, Japan agreed to buy $2 billion of copper."
    assert [pledge.pledgers for pledge in one(text).pledges] == [("JPN",)]


def test_a_pronoun_is_nobody() -> None:
    """What "the company" and "it" stand for acts, or nobody does."""
    text = (
        "Halvorsen Motor Co made less profit, the carmaker said. The company said it expected more of it. "
        "Halvorsen builds cars in Spain, Poland and Turkey, and said it would spend $4 billion in Ohio."
    )
    named = {name for pledge in one(text).pledges for name in (*pledge.pledgers, *pledge.recipients)}
    assert named <= {"Halvorsen Motor Co", "USA"}
