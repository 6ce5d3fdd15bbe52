"""An event's state from its claims: origins, companies, named benefits, accounts."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, told, yen

from kg.ledger.state import State, state
from kg.model import codes
from kg.model.record import Record

EVENT = "https://w3id.org/tradekg/id/pledge/x"


def folded(*records: Record) -> State:
    return state(EVENT, claims(*records))


def named(**pledge: Any) -> list[tuple[str, str, str]]:
    held = folded(told("Reuters", "2025-05-28", **pledge)).named
    return [(item.party.name, item.role, item.strength) for item in held]


def test_relays_add_reports_and_no_origin() -> None:
    """Reports, publishers and origins are counted apart; one unnamed source marks the origin anonymous."""
    held = folded(
        told("CNA", "2025-05-28", type_="relay", attributed_to=["Reuters", "Asahi", "unidentified source"]),
        told("EconoTimes", "2025-05-28", type_="relay", attributed_to=["Asahi newspaper"]),
        told("Kyodo", "2025-05-29", attributed_to=["Ryosei Akazawa"]),
    )
    assert [(item.name, item.anonymous, len(item.claims)) for item in held.origins] == [
        ("Asahi Shimbun", True, 2),
        ("Ryosei Akazawa", False, 1),
    ]


def test_order_of_claims_does_not_matter() -> None:
    """The state is a function of the set of claims."""
    held = claims(told("A", "2025-05-28", amounts=[yen()]), told("B", "2025-06-28", "agreed"), told("C", None))
    assert state(EVENT, held) == state(EVENT, held[::-1])


def test_the_latest_claim_words_the_plain_fields() -> None:
    """Later reports know more; an undated one is never the latest."""
    held = folded(told("A", "2025-05-28"), told("B", "2025-06-28", kind="mixed"), told("C", None, kind="loan"))
    assert held.head.dump()["kind"] == "mixed"


@pytest.mark.parametrize(
    ("company", "pledge", "strength"),
    [
        ({"name": "Nvidia", "example": True}, {"status": "signed"}, "example"),
        ({"name": "Nvidia", "example": True}, {"status": "signed", "instrument": "contract"}, "contracted"),
        ({"name": "Nvidia", "example": True}, {"status": "announced", "instrument": "contract"}, "example"),
        ({"name": "Nvidia"}, {"status": "signed"}, "named"),
        ({"name": "Nvidia"}, {"status": "signed", "instrument": "contract"}, "contracted"),
        ({"name": "Nvidia"}, {"status": "announced", "instrument": "contract"}, "named"),
        ({"name": "Nvidia"}, {"status": "considering", "instrument": "contract"}, "named"),
        ({"name": "Nvidia"}, {"status": "denied", "instrument": "contract"}, "named"),
        ({"name": "Nvidia", "example": True}, {"status": "considering"}, "example"),
    ],
)
def test_strength_is_capped_by_the_grade(company: dict[str, Any], pledge: dict[str, Any], strength: str) -> None:
    """A plan contracts nobody, whatever the report calls the paper; a denial alone neither.

    Who is named by way of example among those with whom contracts were signed has one.
    """
    assert named(companies=[{**company, "role": "supplier"}], **pledge) == [("Nvidia", "supplier", strength)]


def test_paying_is_no_benefit() -> None:
    """Buyers and investors are parties, not beneficiaries; a company without a role is neither."""
    companies = [{"name": "SK hynix", "role": "buyer"}, {"name": "Nvidia", "role": "supplier"}, {"name": "Intel"}]
    assert [name for name, *_ in named(companies=companies)] == ["Nvidia"]


@pytest.mark.parametrize(("kind", "held"), [("purchase", []), ("investment", ["SB Energy"]), ("mixed", ["SB Energy"])])
def test_an_operator_gains_by_what_others_pay_for(kind: str, held: list[str]) -> None:
    """What is bought is run by the buyer, at its own cost."""
    made = named(kind=kind, companies=[{"name": "SB Energy", "role": "operator"}])
    assert [name for name, *_ in made] == held


def test_aliases_are_one_company_and_a_group_is_another() -> None:
    """Spellings of one company make one party; a group of the same name is a party of its own."""
    held = folded(
        told("A", "2025-05-28", companies=[{"name": "Boeing", "role": "supplier"}]),
        told("B", "2025-05-28", companies=[{"name": "Boeing Co.", "role": "supplier"}]),
        told("C", "2025-05-28", companies=[{"group": "Boeing", "role": "subsidised"}]),
    )
    assert [(item.group, len(item.mentions)) for item in held.parties] == [(False, 2), (True, 1)]
    assert [(item.role, item.party.group, len(item.claims)) for item in held.named] == [
        ("subsidised", True, 1),
        ("supplier", False, 2),
    ]


def test_each_sides_account() -> None:
    """Claims with a speaker are the account of the pledger, the recipient or a third party; others are nobody's."""
    held = folded(
        told("A", "2025-05-28", said_by="JPN"),
        told("B", "2025-05-28", said_by="USA"),
        told("C", "2025-05-28", said_by="KOR"),
        told("D", "2025-05-28"),
    )
    assert [(item.side, item.speaker, len(item.claims)) for item in held.accounts] == [
        ("pledger", "JPN", 1),
        ("recipient", "USA", 1),
        ("third", "KOR", 1),
    ]


@pytest.mark.parametrize(("right", "sides"), [(3, (["JPN"], ["USA"])), (2, (["JPN", "USA"], ["JPN", "USA"]))])
def test_one_report_turns_no_pledge_round(right: int, sides: tuple[list[str], list[str]]) -> None:
    """Whom less than a third put on the other side does not stand there; from a third on, both readings do."""
    turned = told("Odd", "2025-05-28", pledgers=["USA"], recipients=["JPN"])
    held = folded(turned, *(told(f"P{number}", "2025-05-28") for number in range(right)))
    assert (held.side(0), held.side(1)) == sides


def test_who_is_named_on_one_side_alone_stays() -> None:
    """A company that few name beside a country is no turned direction."""
    firm: dict[str, Any] = {"pledgers": ["SoftBank"], "more": {"companies": [{"name": "SoftBank"}]}}
    held = folded(told("Odd", "2025-05-28", **firm), *(told(f"P{number}", "2025-05-28") for number in range(4)))
    assert held.side(0) == ["JPN", "SoftBank"]


def test_a_court_is_no_company() -> None:
    """Who rules is not turned into a party of the event."""
    ruling = {"court": "Court of International Trade", "date": "2025-05-28", "effect": "voids the tariffs"}
    record = Record.of({"report": {"publisher": "A", "title": "t", "published": "2025-05-28"}, "rulings": [ruling]})
    assert folded(record).parties == ()


@pytest.mark.parametrize(("silent", "common"), [(2, True), (3, False)])
def test_goods_are_common_from_a_third_of_the_claims_on(silent: int, common: bool) -> None:
    """One of three claims makes goods common, one of four does not; where none are named so often, all are."""
    held = [told(f"A{n}", "2025-05-28", products=["chips"]) for n in range(silent)]
    odd = told("Z", "2025-05-29", products=["aircraft"])
    goods = {codes.code(item.product): item.common for item in state(EVENT, claims(*held, odd)).goods}
    assert goods == {"chips": True, "aircraft": common}
    spread = [told(f"A{n}", "2025-05-28") for n in range(3)]
    assert [item.common for item in state(EVENT, claims(*spread, odd)).goods] == [True]


@pytest.mark.parametrize(
    ("order", "tie"),
    [
        ({}, "contracted"),
        ({"instrument": "agreement"}, "contracted"),
        ({"instrument": "memorandum"}, "named"),
        ({"binding": "no"}, "named"),
        ({"status": "agreed"}, "named"),
        ({"pledgers": ["VNM"]}, "named"),
        ({"recipients": ["Airbus"]}, "named"),
        ({"recipients": ["Airbus"], "instrument": "contract"}, "named"),
        ({"recipients": ["USA"], "instrument": "contract"}, "contracted"),
    ],
)
def test_who_signs_with_a_seller_has_a_contract(order: dict[str, Any], tie: str) -> None:
    """A firm that signs for goods does so by contract; no looser paper is one, nor a state's, nor another seller's."""
    seller, firms = [{"name": "Boeing", "role": "supplier"}], {"companies": [{"name": "Vietjet"}, {"name": "Airbus"}]}
    held: dict[str, Any] = {"status": "signed", "pledgers": ["Vietjet"], "recipients": ["Boeing"], **order}
    report = told("CNA", "2025-05-28", held.pop("status"), companies=seller, kind="purchase", more=firms, **held)
    assert [item.strength for item in folded(report).named if item.role == "supplier"] == [tie]


def test_who_holds_the_operator_does_not_run_it_too() -> None:
    """SB Energy is a company of SoftBank Group: "overseeing" by its owner is no second operator."""
    runs = [{"name": name, "role": "operator"} for name in ("SB Energy", "SoftBank Group")]
    assert [item[0] for item in named(kind="mixed", companies=runs)] == ["SB Energy"]
    assert [item[0] for item in named(kind="mixed", companies=runs[1:])] == ["SoftBank Group"]


def test_a_state_that_has_something_on_order_signed_for_it() -> None:
    """Its promise alone is no contract."""
    boeing: dict[str, Any] = {"recipients": ["Boeing"], "companies": [{"name": "Boeing", "role": "supplier"}]}
    held = {"status": "signed", "products": ["aircraft"], **boeing}
    assert named(**held, evidence="Boeing aircraft are on order.") == [("Boeing", "supplier", "contracted")]
    assert named(**held, evidence="Japan signed up to buy Boeing aircraft.") == [("Boeing", "supplier", "named")]


def test_who_stands_to_lose_is_named_as_harmed() -> None:
    """Who sells such goods itself where others are let in."""
    firms = [{"name": "Vivergo Fuels", "role": "competitor"}, {"name": "Cargill", "role": "supplier"}]
    held = folded(told("Reuters", "2025-05-28", kind="market_access", companies=firms)).named
    assert [(item.party.name, item.role, item.direction) for item in held] == [
        ("Cargill", "supplier", "benefits"),
        ("Vivergo Fuels", "competitor", "harmed"),
    ]
