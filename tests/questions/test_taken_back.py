"""What the label of a pledge says and a report of it takes back: a figure that is cut, a seller, a sum for goods."""

from __future__ import annotations

from typing import Any

from worlds import loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.questions.catalogue import ask

GARUDA: dict[str, Any] = {"pledgers": ["Garuda Indonesia"], "recipients": ["Boeing", "USA"], "products": ["aircraft"]}
BUYER = {"name": "Garuda Indonesia", "role": "buyer"}


def proof(company: str, *records: Record) -> list[str]:
    """The sentences of why a company gains by the one pledge that is told."""
    store = loaded([*records, telling("CNA", "2026-02-02", "agreed", title="Yen", products=["rice"])])
    pledge = ask(store, "beneficiaries", company=company)[0]["pledge"]
    return [row["sentence"] for row in ask(store, "why", pledge=pledge, company=company)]


def jets(publisher: str, *numbers: int, **more: Any) -> Record:
    """One report of an order of aircraft, with its numbers."""
    amounts = [{"value": number, "unit": "aircraft", "qualifier": "exact"} for number in numbers]
    seller = {"name": "Boeing", "role": "supplier"}
    held = {**GARUDA, **more, "companies": [BUYER, *more.get("companies", [seller])]}
    return telling(publisher, "2026-01-02", title="Garuda", amounts=amounts, **held)


def test_a_figure_that_a_report_tells_as_cut() -> None:
    """Both figures stand in one claim, so that no other report differs."""
    told = proof("Boeing", jets("ATW", 150), jets("CNN", 150, 126, evidence="An order of 150 777X is cut to 126."))
    text = "A report tells it as changed or corrected from 150 aircraft to 126 aircraft: "
    assert f"{text}“An order of 150 777X is cut to 126” (CNN, 2026-01-02)." in told
    firm = proof("Boeing", jets("CNN", 150, 126, evidence="An order of 150 777X, of which 126 are firm."))
    assert not [sentence for sentence in firm if "tells it as changed" in sentence]


def test_a_seller_that_is_an_example() -> None:
    """Where one report names it as such and no other names any, the label still says it; of itself that is told."""
    engines = {"name": "GE Aerospace", "role": "supplier"}
    example = {"name": "Boeing", "role": "supplier", "example": True}
    held = [jets("ATW", 50, companies=[example, engines]), jets("CNN", 50, recipients=["USA"], companies=[])]
    text = "Boeing, whom the label names, is told as one of several sellers, by way of example (ATW, 2026-01-02)."
    assert text in proof("GE Aerospace", *held)
    assert text not in proof("Boeing", *held)
    assert text not in proof("GE Aerospace", *held, jets("NHK", 50))


def test_a_scheme_that_does_more_than_buy() -> None:
    """Its money is not all for the goods."""
    scheme = "The state helps to secure, build and run chips of Nvidia."
    chips: dict[str, Any] = {"products": ["chips"], "companies": [{"name": "Nvidia", "role": "supplier"}]}
    told = proof("Nvidia", telling("NHK", "2026-01-02", title="Chips", evidence=scheme, amounts=[usd(1e9)], **chips))
    assert f"The figure is told to cover building too: “{scheme.rstrip('.')}” (NHK, 2026-01-02)." in told
