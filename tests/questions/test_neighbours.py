"""Other pledges that stand beside a proof: of such goods between the same countries, or with the same company."""

from __future__ import annotations

from datetime import date
from typing import Any

from worlds import claims, loaded, told, usd

from kg.model.claims import Pledge
from kg.model.decisions import Decision
from kg.model.iris import ID
from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.catalogue import ask
from kg.questions.neighbours import alike
from kg.store.embedded import Store

LATE = told("CNA", "2026-06-02", "agreed", title="Rice", products=["rice"])  # the last report in the graph


def beans(publisher: str, day: str | None, status: str = "agreed", title: str = "Beans", **more: Any) -> Record:
    """One report of China's soybean purchases."""
    held: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], **more}
    return told(publisher, day, status, title=title, **held)


def beside(store: Store, label: str, goods: str = "product/soybeans") -> list[str]:
    """What else is told of such goods beside the pledge whose label has these words."""
    [iri] = {row["pledge"] for row in ask(store, "pledges") if label in row["label"]}
    reader = Reader(store, "latest", {})
    row = {"pledge": iri, "basis": "inferred", "direction": "benefits", "role": "supplier", "company": ""}
    return [said.sentence for said in alike(reader, row, reader.node(iri), [ID + goods])]


def test_other_promises_of_such_goods_are_told_and_not_how_they_relate() -> None:
    """Those of the half year around it between the same countries, with what was counted of them."""
    tonnes = {"value": 12e6, "unit": "tonne", "qualifier": "exact"}
    counted = {"id": "d", "pledge": "p", "stage": "ordered", "amounts": [tonnes], "products": ["soybeans"]}
    counted |= {"evidence": "All twelve million tonnes were ordered."}
    first = beans("CNA", "2025-10-30", amounts=[tonnes], more={"deliveries": [counted]})
    again = beans("NHK", "2026-02-04", "considering", title="Twenty", amounts=[{**tonnes, "value": 20e6}])
    old = beans("AP", "2019-02-04", "announced", title="Ten", amounts=[{**tonnes, "value": 10e6}])
    refs = tuple(claim.iri for claim in claims(first, again) if isinstance(claim.claim, Pledge))
    apart = Decision("different", refs, "editor", date(2026, 2, 5), "another bargain")
    store = loaded([first, again, old, LATE], made=[apart])
    [said] = [each for each in beside(store, "20m tonnes") if "same countries" in each]
    twelve = "“China agreed to buy 12m tonnes of US soybeans” (agreed), told of since 2025-10"
    assert f"{twelve} (of which 12m tonnes of soybeans ordered: CNA" in said
    assert "10m tonnes" not in said
    assert not any("same countries" in each for each in beside(store, "10m tonnes"))
    assert not any("same countries" in each for each in beside(store, "20m tonnes", "product/energy"))


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


def test_what_tells_a_promise_again_is_no_other_promise() -> None:
    """Two parts of one promise told anew stand beside it as that, not as further promises of such goods."""
    tonnes = {"value": 12e6, "unit": "tonne", "qualifier": "exact"}
    first = beans("CNA", "2025-10-30", amounts=[tonnes])
    again = beans("NHK", "2025-11-04", title="Again", amounts=[{**tonnes, "value": 25e6}])
    refs = tuple(f"{record.report.iri}/pledge-p" for record in (again, first))
    made = [Decision(verdict, refs, "editor", date(2026, 2, 5), "one bargain") for verdict in ("different", "restates")]
    store = loaded([first, again, LATE], made=made)
    assert not any("same countries" in said for label in ("12m", "25m") for said in beside(store, label))


def test_goods_that_one_of_many_reports_adds_make_no_promise_of_such_goods() -> None:
    """A long list of one outlet does not make a promise of energy one of soybeans."""
    energy = [
        beans(f"Outlet {n}", "2025-10-30", title="Energy", products=["energy"], amounts=[usd(9e9)]) for n in range(11)
    ]
    listing = beans("Lister", "2025-10-30", title="Energy", products=["energy", "soybeans"], amounts=[usd(9e9)])
    own = beans("CNA", "2025-11-04", title="Own", amounts=[usd(2e9)])
    refs = tuple(f"{record.report.iri}/pledge-p" for record in (own, energy[0]))
    apart = [Decision("different", refs, "editor", date(2026, 2, 5), "other goods")]
    assert not any(
        "same countries" in said for said in beside(loaded([*energy, listing, own, LATE], made=apart), "$2bn")
    )
    few = loaded([energy[0], listing, own, LATE], made=apart)
    assert any("same countries" in said for said in beside(few, "$2bn"))


def test_what_a_report_counts_apart_is_told_as_that() -> None:
    """A report that says the one is not in the other settles how they relate; one that says within ends the pair."""
    tonnes = {"value": 5e6, "unit": "tonne", "qualifier": "exact"}
    for relation, said in (("separate", ", which is told as not in it (NHK, 2025-11-04)"), ("inside", None)):
        first = beans("CNA", "2025-10-30", amounts=[tonnes])
        target = [{"target": f"{first.report.iri}/pledge-p", "relation": relation}]
        second = beans("NHK", "2025-11-04", title="More", amounts=[{**tonnes, "value": 10e6}], counted_in=target)
        refs = tuple(f"{record.report.iri}/pledge-p" for record in (second, first))
        apart = [Decision("different", refs, "editor", date(2026, 2, 5), "another bargain")]
        found = beside(loaded([first, second, LATE], made=apart), "5m tonnes")
        assert [each for each in found if said and said in each] == (found if said else [])
        assert bool(found) == bool(said)


def test_a_seller_that_could_supply_is_named_in_another_promise() -> None:
    """What ties it to the country that buys stands beside: reports name it for wheat."""
    wheat: dict[str, Any] = {"products": ["wheat"], "companies": [{"name": "CHS", "role": "supplier"}]}
    named = beans("CNA", "2025-10-30", title="Wheat", amounts=[usd(2e9)], **wheat)
    soy = beans("NHK", "2025-11-04", amounts=[usd(5e9)])
    rows = ask(loaded([named, soy, LATE]), "beneficiaries", company="CHS")
    [because] = [row["because"] for row in rows if row["basis"] == "inferred" and "soybeans" in row["pledge_label"]]
    assert "CHS is named in “China agreed to buy $2bn of US wheat” (agreed), told of since 2025-10." in because
