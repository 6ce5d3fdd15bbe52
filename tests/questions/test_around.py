"""What stands beside all benefits of a pledge: doubts, parts, what else is told of such goods, what it replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from worlds import claims, loaded, told, usd

from kg.model.claims import Pledge
from kg.model.decisions import Decision
from kg.model.iris import ID
from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.around import around
from kg.questions.catalogue import ask
from kg.questions.neighbours import alike
from kg.store.embedded import Store

LATE = told("CNA", "2026-06-02", "agreed", title="Rice", products=["rice"])  # the last report in the graph


def beans(publisher: str, day: str | None, status: str = "agreed", title: str = "Beans", **more: Any) -> Record:
    """One report of China's soybean purchases."""
    held: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], **more}
    return told(publisher, day, status, title=title, **held)


def beside(store: Store, label: str, goods: str = "product/soybeans") -> list[str]:
    """The sentences of the pledge whose label has these words, and what else is told of such goods."""
    [iri] = {row["pledge"] for row in ask(store, "pledges") if label in row["label"]}
    reader = Reader(store, "latest", {})
    row = {"pledge": iri, "basis": "inferred"}
    told = (*around(reader, iri, reader.node(iri)), *alike(reader, row, reader.node(iri), [ID + goods]))
    return [said.sentence for said in told]


@pytest.mark.parametrize(
    ("status", "evidence", "is_told"),
    [
        ("agreed", "The White House says 25 million tons; Beijing has yet to confirm.", True),
        ("agreed", "China will buy farm goods, which analysts call unrealistic.", True),
        ("agreed", "China and the US confirmed the purchase.", False),
        ("signed", "The White House says 25 million tons; Beijing has yet to confirm.", False),
    ],
)
def test_a_doubt_is_told_until_it_is_signed(status: str, evidence: str, is_told: bool) -> None:
    """In the report's own words; words of confirmation are none."""
    said = beside(loaded([beans("CNA", "2025-10-30", status, evidence=evidence), LATE]), "China")
    assert any(each.startswith("Against it is told: “") for each in said) == is_told


def test_parts_stand_beside_the_whole_and_a_whole_only_thought_of_beside_its_part() -> None:
    """Each with how it stands."""
    whole: dict[str, Any] = {
        "id": "w",
        "pledgers": ["CHN"],
        "recipients": ["USA"],
        "kind": "purchase",
        "status": "considering",
    }
    whole |= {"products": ["energy"], "amounts": [usd(9e9)]}
    part = {**whole, "id": "p", "status": "agreed", "products": ["crude oil"], "part_of": "w", "amounts": [usd(1e9)]}
    report = {"publisher": "CNA", "title": "Energy", "published": "2026-05-02", "type": "reporting"}
    store = loaded([Record.of({"report": report, "pledges": [whole, part]}), LATE])
    assert (
        "Held to be parts of it, not to be added to it: “China agreed to buy $1bn of US crude oil” (agreed)."
        in beside(store, "$9bn")
    )
    assert any(each.endswith("(CNA, 2026-05-02; it is being considered).") for each in beside(store, "$1bn"))


def test_other_promises_of_such_goods_are_told_and_not_how_they_relate() -> None:
    """Those of the half year around it between the same sides, with what was counted of them."""
    tonnes = {"value": 12e6, "unit": "tonne", "qualifier": "exact"}
    counted = {"id": "d", "pledge": "p", "stage": "ordered", "amounts": [tonnes], "products": ["soybeans"]}
    counted |= {"evidence": "All twelve million tonnes were ordered."}
    first = beans("CNA", "2025-10-30", amounts=[tonnes], more={"deliveries": [counted]})
    again = beans("NHK", "2026-02-04", "considering", title="Twenty", amounts=[{**tonnes, "value": 20e6}])
    old = beans("AP", "2019-02-04", "announced", title="Ten", amounts=[{**tonnes, "value": 10e6}])
    refs = tuple(claim.iri for claim in claims(first, again) if isinstance(claim.claim, Pledge))
    apart = Decision("different", refs, "editor", date(2026, 2, 5), "another bargain")
    store = loaded([first, again, old, LATE], made=[apart])
    [said] = [each for each in beside(store, "20m tonnes") if "same sides" in each]
    twelve = "“China agreed to buy 12m tonnes of US soybeans” (agreed), told of since 2025-10"
    assert f"{twelve} (of which 12m tonnes of soybeans ordered: CNA" in said
    assert "10m tonnes" not in said
    assert not any("same sides" in each for each in beside(store, "10m tonnes"))
    assert not any("same sides" in each for each in beside(store, "20m tonnes", "product/energy"))


def test_what_a_few_tell_as_an_increase_is_told_where_most_do_not() -> None:
    """As a sentence of the pledge, so that the list has it as well."""
    figures = [("CNA", 3), ("NHK", 4), ("AP", 5), ("BBC", 6)]
    plain = [beans(name, f"2025-11-0{day}", amounts=[usd(8e9)]) for name, day in figures]
    more = beans("AgNews", "2025-11-07", amounts=[usd(8e9, as_printed="an additional $8 billion")])
    said = beside(loaded([*plain, more, LATE]), "$8bn")
    assert "1 of 5 reports gives the figure as additional to what there was (AgNews, 2025-11-07)." in said


def test_a_company_named_for_other_promises_of_that_side_is_told() -> None:
    """Those of the year around, with what is neither part of this nor above it."""
    works: dict[str, Any] = {"kind": "investment", "companies": [{"name": "GE Vernova", "role": "supplier"}]}
    days = (("$100bn", "2025-10-28", 100e9), ("$40bn", "2026-03-19", 40e9), ("$9bn", "2019-03-19", 9e9))
    records = [told("CNA", day, title=name, evidence=name, amounts=[usd(value)], **works) for name, day, value in days]
    store = loaded([*records, LATE])
    because = {row["pledge_label"]: row["because"] for row in ask(store, "beneficiaries", company="GE Vernova")}
    first, second, old = (next(text for label, text in because.items() if name in label) for name, *_ in days)
    assert "GE Vernova is named as well in “Japan to invest $40bn in the US" in first
    assert "GE Vernova is named as well in “Japan to invest $100bn in the US" in second
    assert "as well in" not in old


def test_a_count_told_later_ends_silence() -> None:
    """Nobody tells of the promise any more, but a later report counts what came of it: that is no silence."""
    promised = beans("CNA", "2018-12-13", evidence="China agreed to buy beans.")
    pledge = f"{promised.report.iri}/pledge-p"
    tonnes = [{"value": 2e6, "unit": "tonne", "qualifier": "exact"}]
    count = {"id": "d", "pledge": pledge, "stage": "ordered", "amounts": tonnes, "evidence": "Two million tonnes."}
    report = {"publisher": "AP", "title": "Count", "published": "2019-02-04", "type": "reporting"}
    later = Record.of({"report": report, "deliveries": [count]})
    silent = "No dated report tells of it after 2018-12-13."
    assert silent in beside(loaded([promised, LATE]), "soybeans")
    counted = beside(loaded([promised, later, LATE]), "soybeans")
    assert not any(text == silent or text.startswith("What reports tell of it is of") for text in counted)


def test_what_tells_a_promise_again_is_no_other_promise() -> None:
    """Two parts of one promise told anew stand beside it as that, not as further promises of such goods."""
    tonnes = {"value": 12e6, "unit": "tonne", "qualifier": "exact"}
    first = beans("CNA", "2025-10-30", amounts=[tonnes])
    again = beans("NHK", "2025-11-04", title="Again", amounts=[{**tonnes, "value": 25e6}])
    refs = tuple(f"{record.report.iri}/pledge-p" for record in (again, first))
    made = [Decision(verdict, refs, "editor", date(2026, 2, 5), "one bargain") for verdict in ("different", "restates")]
    store = loaded([first, again, LATE], made=made)
    assert not any("same sides" in said for label in ("12m", "25m") for said in beside(store, label))


def test_goods_that_one_of_many_reports_adds_make_no_promise_of_such_goods() -> None:
    """A long list of one outlet does not make a promise of energy one of soybeans."""
    energy = [
        beans(f"Outlet {n}", "2025-10-30", title="Energy", products=["energy"], amounts=[usd(9e9)]) for n in range(11)
    ]
    listing = beans("Lister", "2025-10-30", title="Energy", products=["energy", "soybeans"], amounts=[usd(9e9)])
    own = beans("CNA", "2025-11-04", title="Own", amounts=[usd(2e9)])
    refs = tuple(f"{record.report.iri}/pledge-p" for record in (own, energy[0]))
    apart = [Decision("different", refs, "editor", date(2026, 2, 5), "other goods")]
    assert not any("same sides" in said for said in beside(loaded([*energy, listing, own, LATE], made=apart), "$2bn"))
    few = loaded([energy[0], listing, own, LATE], made=apart)
    assert any("same sides" in said for said in beside(few, "$2bn"))


def test_buyers_whom_reports_name_stand_beside_a_country_that_promises() -> None:
    """Who pays may be a firm of another country; a company that promises is told as that already."""
    firms = [{"name": "Intel", "role": "buyer"}, {"group": "state carriers", "role": "buyer"}]
    said = "As buyers reports name Intel and state carriers."
    assert said in beside(loaded([beans("CNA", "2026-05-01", companies=firms), LATE]), "China")
    own = beans("CNA", "2026-05-01", pledgers=["COFCO"], companies=[{"name": "COFCO", "role": "buyer"}])
    assert not any("As buyers" in each for each in beside(loaded([own, LATE]), "soybeans"))


def test_one_condition_in_two_wordings_is_told_once() -> None:
    """With both reports; another condition stands beside it, not counted away."""
    first = beans("CNA", "2026-05-01", conditions=["quota of about 770,000 tons stays"])
    second = beans(
        "NHK", "2026-05-02", conditions=["levy-free cap of 770,000 tons is kept", "Washington keeps its word"]
    )
    both = "quota of about 770,000 tons stays (CNA, 2026-05-01; NHK, 2026-05-02)"
    told = f"Conditions told: {both}; Washington keeps its word (NHK, 2026-05-02)."
    assert told in beside(loaded([first, second, LATE]), "China")


def test_a_purchase_of_years_runs_and_one_sum_is_due() -> None:
    """What is bought each year until 2028 is not due in 2028."""
    yearly = usd(8e9, recurrence="per_year")
    held: dict[str, Any] = {"deadline": "until 2028", "deadline_date": "2028"}
    assert "It is to run to 2028 (1 report)." in beside(
        loaded([beans("CNA", "2026-05-01", amounts=[yearly], **held), LATE]), "China"
    )
    assert "It is due 2028 (1 report)." in beside(
        loaded([beans("CNA", "2026-05-01", amounts=[usd(8e9)], **held), LATE]), "China"
    )


def test_wholes_stand_in_one_sentence() -> None:
    """Two reports of one promise tell it as part of two."""
    given: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
    part = {**given, "id": "p", "products": ["soybeans"], "part_of": "w", "amounts": [usd(1e9)]}
    records = []
    for day, goods, value in (("2026-05-02", "agricultural products", 9e9), ("2026-05-03", "corn", 7e9)):
        whole = {**given, "id": "w", "products": [goods], "amounts": [usd(value)]}
        report = {"publisher": "CNA", "title": goods, "published": day, "type": "reporting"}
        records.append(Record.of({"report": report, "pledges": [whole, part]}))
    said = beside(loaded([*records, LATE]), "$1bn")
    farm = "“China agreed to buy $9bn of US farm goods” (CNA, 2026-05-02)"
    assert f"It is part of {farm} and “China agreed to buy $7bn of US corn” (CNA, 2026-05-03)." in said
