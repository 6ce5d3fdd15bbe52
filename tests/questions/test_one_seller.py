"""One seller under several names: owners named along with it, and a like name that another report gives."""

from __future__ import annotations

from typing import Any

from worlds import loaded
from worlds import told as telling

from kg.model.record import Record
from kg.questions.catalogue import ask

TONNES: dict[str, Any] = {"value": 3_500_000, "unit": "tonne", "qualifier": "exact", "recurrence": "per_year"}
PASS, OWNER = "Sabine Pass Liquefaction", "Cheniere Energy Partners"


def gas(publisher: str, *sellers: str, evidence: str, **more: Any) -> Record:
    """One report of gas that KOGAS signs for, and by whom it names it as sold."""
    companies = [{"name": "KOGAS", "role": "buyer"}, *({"name": name, "role": "supplier"} for name in sellers)]
    held: dict[str, Any] = {"instrument": "contract", "amounts": [TONNES], "products": ["LNG"], **more}
    sides: dict[str, Any] = {"pledgers": ["KOGAS"], "recipients": [sellers[0], "USA"], "companies": companies}
    return telling(publisher, "2012-04-26", "signed", title="Gas", evidence=evidence, **held, **sides)


def proof(company: str, *records: Record) -> tuple[str, list[str]]:
    """The reason that a list gives for a company, and the sentences of why it gains."""
    store = loaded(records)
    row = ask(store, "beneficiaries", company=company)[0]
    return row["because"], [told["sentence"] for told in ask(store, "why", pledge=row["pledge"], company=company)]


def test_an_owner_named_along_is_no_second_seller() -> None:
    """All of it is sold by the one, who signed; its owner gains as that, and nobody shares in it."""
    told = gas("NGI", PASS, OWNER, evidence=f"A deal for 20 years with {PASS}, a unit of {OWNER}.")
    because, sentences = proof(OWNER, told)
    assert because.startswith(f"The one report of the pledge names {OWNER} as an owner of the seller: ")
    assert sentences[0].startswith(
        f"{OWNER} would gain through its holding in a company named in it: the one report of the pledge names it "
        "(“named”: a report names it for this). "
    )
    because, sentences = proof(PASS, told)
    assert because.startswith(f"The one report of the pledge names {PASS} as seller: ")
    tie = f"{OWNER} is the parent company of {PASS} ({OWNER}, 2012-01-26)."
    assert f"Also named, of the same group: {OWNER} (NGI, 2012-04-26). {tie}" in sentences
    assert not [text for text in sentences if text.startswith("No report says what part of it falls to")]


def test_an_owner_that_a_sentence_names_as_seller_stays_one() -> None:
    """Only where every sentence gives it as whose the seller is, it is that alone."""
    told = gas("NGI", PASS, OWNER, evidence=f"{OWNER} signed a deal for 20 years, for gas of {PASS}.")
    assert proof(OWNER, told)[0].startswith(f"The one report of the pledge names {OWNER} as supplier: ")


def test_sellers_of_one_owner_stand_beside_each_other() -> None:
    """And that reports differ on which of them sells."""
    signed = [
        gas("NGI", PASS, evidence=f"{PASS} sells it."),
        gas("CNA", "Sabine Pass LNG", evidence="Sabine Pass LNG sells it."),
    ]
    named = [{**record.model_dump(), "pledges": [dict(record.pledges[0].dump())]} for record in signed]
    for record in named:
        record["pledges"][0]["recipients"] = record["pledges"][0]["recipients"][:1]
    _, sentences = proof(PASS, *map(Record.of, named))
    assert [text for text in sentences if text.startswith(("Also named", "Reports differ"))] == [
        "Also named, of the same group: Sabine Pass LNG (CNA, 2012-04-26). Cheniere Energy Partners is the parent "
        "company of Sabine Pass Liquefaction (Cheniere Energy Partners, 2012-01-26); Cheniere Energy is the parent "
        "company of Cheniere Energy Partners (Cheniere Energy via Pawtucket Times, 2011-10-26); Cheniere Energy is "
        "the parent company of Sabine Pass LNG (NGI, undated).",
        "Reports differ on who sells: Sabine Pass LNG (1) or Sabine Pass Liquefaction (1).",
    ]


def test_a_like_name_in_another_report_is_told() -> None:
    """No source ties the two, so each stays: whether it is one sale is told as open."""
    signed = [
        gas("EIN", "Cheniere Marketing LLC", evidence="Cheniere Marketing LLC sells it."),
        gas("NGI", "Cheniere Energy", evidence="Cheniere sells it."),
    ]
    text = "Another report names Cheniere Marketing LLC instead (EIN, 2012-04-26); "
    assert f"{text}no source here tells how it is related to Cheniere Energy." in proof("Cheniere Energy", *signed)[1]
