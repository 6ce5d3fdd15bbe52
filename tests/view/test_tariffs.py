"""The page of one side's tariffs on another: what holds on the last day, on which law, and what ended the rest."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told

from kg.view.page_model import Page, Section
from kg.view.view import view


def tariff(
    id_: str, action: str, rate: int | None, law: str | None, effective: str | None, **more: Any
) -> dict[str, Any]:
    """An act of Norway on goods from Chile."""
    given = {"rate_percent": rate, "legal_basis": law, "effective": effective}
    held = {name: value for name, value in given.items() if value is not None}
    return {"id": id_, "kind": "tariff", "imposer": "NOR", "targets": ["CHL"], "action": action, **held, **more}


def report(publisher: str, day: str | None, *measures: dict[str, Any], **more: Any) -> Any:
    """A report of measures, beside a pledge that has nothing to do with them."""
    return told(publisher, day, title=f"By {publisher}", more={"measures": list(measures), **more})


@pytest.fixture(scope="module")
def page() -> Page:
    ruling = {
        "id": "r",
        "court": "Supreme Court",
        "country": "NOR",
        "date": "2025-05-01",
        "legal_basis": "Emergency Act",
    }
    voided = tariff("e", "impose", 20, "Emergency Act", "2025-02-03")
    records = [
        report("Aftenposten", "2025-02-01", tariff("a", "impose", 30, "Fish Act", "2025-02-01", products=["salmon"])),
        report("Dagbladet", "2025-06-01", tariff("b", "cut", 12, "Fish Act", "2025-06-01", products=["salmon"])),
        report("Klassekampen", "2025-03-01", tariff("c", "impose", 10, "Customs Act", "2025-03-01")),
        report("Nordlys", "2025-05-02", voided, rulings=[{**ruling, "voids": ["e"]}]),
        report("Stavanger", "2025-01-10", tariff("f", "impose", 5, None, "2025-01-10")),
        report("Bergen", "2025-07-01", tariff("g", "raise", 15, "Customs Act", None)),
        report("Undated", None, tariff("h", "impose", 45, None, None, products=["copper"])),
        report("Oslo", "2025-07-02", tariff("i", "threaten", 40, None, None)),
        report("Molde", "2025-03-02", tariff("j", "exempt", None, "Port Act", "2025-03-02", products=["rice"])),
        report("Hamar", "2025-03-03", tariff("k", "suspend", 8, "Ship Act", None, products=["cars"])),
        report("Narvik", "2025-03-04", tariff("l", "remove", 7, "Wood Act", "2025-03-04", products=["timber"])),
        report(
            "Skien",
            "2025-03-05",
            tariff("m", "impose", 25, "Steel Act", "2025-03-05", targets=["ALL"], products=["steel"]),
        ),
        report(
            "Voss", "2025-04-05", tariff("n", "cut", 9, "Steel Act", "2025-04-05", targets=["PER"], products=["steel"])
        ),
    ]
    return view(loaded(records), "tariff", "Norway", "Chile").page


def _section(page: Page, heading: str) -> Section:
    return next(section for section in page.sections if section.heading == heading)


def test_it_opens_with_the_rate_in_force(page: Page) -> None:
    """The day is said, then the rate with its law and since when, then what is open about it."""
    rate = "10% (Customs Act, since 2025-03-01; 15% is reported too, with no certain start)"
    day = "By what reports say, on 2025-07-02 Norway charged Chile, where no goods are named,"
    assert page.lead.startswith(f"{day} {rate} and, on named goods, 2 rates. ")
    assert "The last report of any of them is of 2025-07-02" in page.lead
    assert "A ruling may have ended 1 more, of which no report names the law." in page.lead


@pytest.mark.parametrize(
    ("heading", "rates"),
    [
        (
            "In force on 2025-07-02",
            [
                ("no goods named", "10%", "Customs Act"),
                ("fish and seafood", "12%", "Fish Act"),
                ("steel", "25%", "Steel Act"),
            ],
        ),
        ("In force unless a ruling ended it", [("no goods named", "5%", "not reported")]),
        ("Not certain", [("no goods named", "15%", "Customs Act"), ("copper", "45%", "not reported")]),
        ("Threatened only", [("no goods named", "40%", "not reported")]),
    ],
)
def test_each_rate_stands_once_by_what_is_known_of_it(page: Page, heading: str, rates: list[tuple[str, ...]]) -> None:
    """Goods, rate and law of each section."""
    assert [row[:3] for row in _section(page, heading).rows] == rates


def test_what_is_over_says_what_ended_it(page: Page) -> None:
    """A rate that another replaced, and one that a ruling voided, each with its day."""
    rows = {row[1]: (row[3], row[4], str(row[5])) for row in _section(page, "No longer in force").rows}
    assert rows["30%"][:2] == ("2025-02-01", "2025-06-01")
    assert rows["30%"][2] == "replaced by “Norway cuts tariffs on fish and seafood from Chile to 12%, 2025”"
    assert rows["20%"][:2] == ("2025-02-03", "2025-05-01")
    assert "ruling (Emergency Act)" in rows["20%"][2]


def test_every_measure_stands_in_one_table_and_by_day(page: Page) -> None:
    """Nothing is left out: the tables above the lines of days hold as many measures as these."""
    above = [
        section
        for section in page.sections
        if "Reported by" in section.columns and section.columns[0] in ("On", "Measure")
    ]
    tables = sum(len(s.rows) for s in above if not s.heading.startswith("Over time"))
    lanes = sum(len(s.rows) for s in above if s.heading.startswith("Over time"))
    assert tables == lanes == 12


def test_relief_is_told_as_relief(page: Page) -> None:
    """What exempts, lifts or suspends stands apart from rates, with how surely it is in effect; none of it is over."""
    rows = _section(page, "Relief by 2025-07-02: exempted, lifted, suspended or put off").rows
    assert [row[:4] for row in rows] == [
        ("rice", "exempted", "Port Act", "2025-03-02"),
        ("timber", "lifted (7%)", "Wood Act", "2025-03-04"),
        ("cars", "suspended (8%)", "Ship Act", "no day told, last reported 2025-03-03"),
    ]
    assert not {"exempted", "lifted"} & {str(row[5]) for row in _section(page, "No longer in force").rows}


def test_a_cut_for_another_country_ends_nothing_here(page: Page) -> None:
    """A rate on all countries is in force for this one, whatever was cut for a third."""
    row = next(row for row in _section(page, "In force on 2025-07-02").rows if row[0] == "steel")
    assert row[1:4] == ("25%", "Steel Act", "2025-03-05")
    assert "Peru" not in str(row)


def test_chart_and_table_say_one_thing(page: Page) -> None:
    """What the table has in doubt the chart hatches; a threat is a mark; what holds runs to the last day."""
    rows = {str(row[3]): row for row in _section(page, "Over time: no goods named").rows}
    looks = {rate: ({mark.look for mark in row[1].marks}, row[4]) for rate, row in rows.items()}  # type: ignore[union-attr]
    assert looks["5%"] == ({"perhaps_ended"}, "in force unless a ruling ended it")
    assert looks["10%"] == ({"in_force"}, "in force")
    assert looks["40%"] == ({"threatened"}, "threatened")
    assert looks["20%"] == ({"ended"}, "ended 2025-05-01")
    assert [mark.shape for mark in rows["40%"][1].marks] == ["ring"]  # type: ignore[union-attr]
    assert [mark.shape for mark in rows["10%"][1].marks] == ["bar"]  # type: ignore[union-attr]
