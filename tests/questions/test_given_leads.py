"""The first sentence on what was given under agreements: each fate once, and how the agreements stand."""

from __future__ import annotations

from typing import Any

from worlds import loaded, told

from kg.model.record import Record
from kg.questions.catalogue import ask

_RULED: dict[str, Any] = {"id": "r", "court": "US Supreme Court", "country": "USA", "date": "2026-02-20",
                          "legal_basis": "IEEPA", "voids": ["on-chips"]}  # fmt: skip


def _act(name: str, action: str, rate: float, **more: Any) -> dict[str, Any]:
    held = {"id": name, "kind": "tariff", "action": action, "imposer": "USA", "targets": ["JPN"]}
    return {**held, "rate_percent": rate, "effective": "2025-08-07", "legal_basis": "IEEPA", **more}


def _deal(*contained: str, **more: Any) -> dict[str, Any]:
    held = {"id": "a", "name": "Japan-US deal", "parties": ["JPN", "USA"], "date": "2025-08-01", "status": "signed"}
    return {**held, "contains": [*contained], **more}


def _lead(*records: Record, **filters: str) -> str:
    asked: dict[str, Any] = {"country": "Japan", **filters}
    return ask(loaded(records), "counterpart", **asked).lead


def test_one_fate_of_several_things_is_told_once() -> None:
    """What a ruling took is told together; what is in no agreement was not given under one."""
    acts = [
        _act("on-chips", "impose", 15, products=["chips"]),
        _act("on-steel", "impose", 20, products=["steel"]),
        _act("raised", "raise", 30, products=["cars"]),
    ]
    deal = {"agreements": [_deal("p", "on-chips", "on-steel")], "measures": acts}
    ruled = {"rulings": [_RULED], "measures": [acts[0]]}
    assert _lead(
        told("NHK", "2025-08-02", "signed", products=["chips"], more=deal),
        told("CNA", "2026-02-21", "signed", products=["chips"], more=ruled),
    ) == (
        "“Japan–US deal, 2025-08-01” (signed; told of 2025-08-02). Given under it: by Japan: “Japan signed up to buy "
        "US chips, 2025-08”; by the United States: “US puts 15% tariff on Japanese chips, 2025” and “US puts 20% "
        "tariff on Japanese steel, 2025” (each void)."
    )


def test_an_agreement_that_somebody_calls_over_is_told_so_beside_how_it_stands() -> None:
    """How an agreement stands goes with the rival word on its end and whose that is, also where a ruling is asked."""
    deal = {"agreements": [_deal("p")]}
    over = {"agreements": [_deal(status="lapsed", date=None, attributed_to=["Ryosei Akazawa"])]}
    assert _lead(
        told("NHK", "2025-08-02", "signed", products=["chips"], more=deal),
        told("AFP", "2025-08-03", "signed", products=["chips"], more=deal),
        told("CNA", None, "signed", products=["chips"], more=over),
    ) == (
        "“Japan–US deal, 2025-08-01” (signed; told as lapsed on the word of Ryosei Akazawa (CNA, undated); told of "
        "2025-08-02 – 2025-08-03). Given under it: by Japan: “Japan signed up to buy US chips, 2025-08”."
    )


def test_what_an_act_ended_that_followed_a_ruling_is_told_where_the_ruling_is_asked() -> None:
    """A rate of which nobody names the law is not said to be voided; the act that lifted it followed the ruling."""
    rate = _act("all", "impose", 15, legal_basis=None)
    chinese = _act("on-chips", "impose", 20, targets=["CHN"], products=["chips"])
    lifted = _act("gone", "remove", 15, targets=["ALL"], effective="2026-02-24", rate_percent=None)
    ruled = {"rulings": [{**_RULED, "evidence": "The court struck them down six to three."}], "measures": [chinese]}
    records = (
        told("NHK", "2025-08-02", "signed", more={"agreements": [_deal("p", "all")], "measures": [rate]}),
        told("CNA", "2026-02-21", "signed", title="Ruled", pledgers=["CHN"], products=["beef"], more=ruled),
        told("AFP", "2026-02-25", "signed", title="Lifted", pledgers=["CHN"], products=["beef"],
             more={"measures": [lifted]}),
    )  # fmt: skip
    assert _lead(*records, ruling="Supreme") == (
        "“US Supreme Court ruling on IEEPA, 2026-02-20”: it reaches what was given under 1 agreement involving Japan, "
        "“Japan–US deal, 2025-08-01” (signed; told of 2025-08-02): 1 pledge (1 standing) and 1 tariff or the like (1 "
        "ended); of tariffs and the like, told most often: “US puts 15% tariff on Japan, 2025” (ended: lifted by “US "
        "removes IEEPA tariffs on all countries, 2026” (2026-02-24), after “US Supreme Court ruling on IEEPA, "
        "2026-02-20”). “The court struck them down six to three.” (CNA, 2026-02-21): “US Supreme Court ruling on "
        "IEEPA, 2026-02-20”, told by 1 report."
    )


def test_a_part_that_more_reports_tell_of_than_of_its_whole_stands_beside_it() -> None:
    """What people know of a deal is no detail of what one report says in general; a part told less often is."""
    side = {"pledgers": ["JPN"], "recipients": ["USA"], "status": "signed", "kind": "market_access"}
    pledges = [
        {**side, "id": "w", "products": ["agriculture"]},
        {**side, "id": "p", "products": ["rice"], "part_of": "w"},
        {**side, "id": "o", "products": ["beef"], "part_of": "w"},
    ]
    head = {"publisher": "NHK", "title": "A deal", "published": "2025-08-02", "type": "reporting"}
    both = Record.of({"report": head, "pledges": pledges, "agreements": [_deal("w", "p", "o")]})
    rice: dict[str, Any] = {"kind": "market_access", "products": ["rice"], "more": {"agreements": [_deal("p")]}}
    assert _lead(both, told("CNA", "2025-08-03", "signed", **rice)) == (
        "“Japan–US deal, 2025-08-01” (signed; told of 2025-08-02 – 2025-08-03). Given under it: by Japan: “Japan "
        "signed up to open its market to US rice” and “Japan signed up to open its market to US farm goods”."
    )
