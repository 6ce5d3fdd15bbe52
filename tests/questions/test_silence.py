"""Where a side itself promised nothing, the first sentence tells what its companies or members promised."""

from __future__ import annotations

from typing import Any

from worlds import loaded, told, usd

from kg.questions.catalogue import ask

_FIRM: dict[str, Any] = {"pledgers": ["Petronas"], "products": ["lng"], "companies": [{"name": "Petronas"}]}


def test_what_a_sides_companies_promised_is_told_with_figure_and_standing() -> None:
    """No flat silence before it; what is asked next is asked of them."""
    store = loaded(
        [
            told("CNA", "2025-08-17", "considering", title="Gas", amounts=[usd(3.4e9)], **_FIRM),
            told("AFP", "2025-08-17", "considering", title="Gas", amounts=[usd(3.4e9)], **_FIRM),
            told("NHK", "2025-09-01", "signed", title="More gas", amounts=[usd(9e9)], **_FIRM),
            told("RTL", "2025-09-01", title="Beef", pledgers=["MYS"], products=["beef"]),
        ]
    )
    table = ask(store, "pledges", pledger="Malaysia", product="LNG")
    assert table.lead == (
        "Of Malaysia itself no report tells of any on liquefied natural gas; told of Petronas: “Petronas may buy $3.4bn"
        " of US liquefied natural gas” (considering) and “Petronas signed up to buy $9bn of US liquefied natural gas”"
        " (signed)."
    )
    assert table.onward == "kg ask pledges --pledger Petronas --product LNG"


def test_of_an_agreement_under_which_nothing_is_told_its_own_reports_are() -> None:
    """How it stands and in which words reports tell of it."""
    made = {"id": "a", "name": "chip export deal", "parties": ["ARE", "USA"], "status": "proposed"}
    records = [
        told("AGBI", "2025-05-15", title="Cars", products=["cars"], more={"agreements": [
            {**made, "evidence": "It is still negotiated."}]}),
        told("Oninvest", None, title="Ships", products=["ships"], more={"agreements": [
            {**made, "evidence": "The deal waits."}]}),
    ]  # fmt: skip
    table = ask(loaded(records), "beneficiaries", agreement="chip export deal")
    assert table.lead == (
        "Nothing under “UAE–US chip export deal, reported 2025-05-15”: this was looked for, and no report tells of any."
        " Of the agreement itself 2 reports tell: “UAE–US chip export deal, reported 2025-05-15” (proposed; told of"
        " 2025-05-15): “It is still negotiated” (AGBI, 2025-05-15); “The deal waits” (Oninvest, undated)."
    )
