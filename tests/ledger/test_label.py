"""What events are called."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import claims, told, usd, yen

from kg.ledger.label import label
from kg.ledger.sides import label_words
from kg.ledger.state import state
from kg.model import codes
from kg.model.record import Record


def number(count: int, unit: str) -> dict[str, Any]:
    return {"value": count, "unit": unit, "qualifier": "exact"}


REPORT = {"publisher": "Reuters", "title": "t", "published": "2025-05-28"}


def called(*records: Record, claim: int = 0) -> str:
    held = [claims(record)[claim] for record in records]
    return label(state("https://w3id.org/tradekg/id/x", held))


@pytest.mark.parametrize(
    ("pledge", "expected"),
    [
        ({"amounts": [yen()], "products": ["semiconductors"]}, "Japan to buy up to ¥1tn of US chips"),
        ({}, "Japan to buy US goods, 2025-05"),
        ({"recipients": [], "products": ["chips"]}, "Japan to buy chips, 2025-05"),
        (
            {"amounts": [{"value": 50, "unit": "aircraft", "qualifier": "exact"}], "products": ["aircraft"]},
            "Japan to buy 50 aircraft from the US",
        ),
        (
            {"kind": "investment", "amounts": [usd(350e9)], "products": ["steel"]},
            "Japan to invest $350bn in the US (steel)",
        ),
        (
            {"kind": "investment", "amounts": [usd(25e9)], "companies": [{"name": "SoftBank", "role": "operator"}]},
            "Japan to invest $25bn in the US (with SoftBank Group)",
        ),
        ({"kind": "tariff_change"}, "Japan to change tariffs on US goods"),
        ({"products": ["unobtainium"]}, "Japan to buy US unobtainium, 2025-05"),
        (
            {"pledgers": ["JPN", "KOR", "THA", "VNM"]},
            "Japan, South Korea and 2 more to buy US goods, 2025-05",
        ),
    ],
)
def test_pledges(pledge: dict[str, Any], expected: str) -> None:
    """A pledge is called by who, how much of what, and towards whom; nothing is said twice, nothing left blank."""
    assert called(told("A", "2025-05-28", **pledge)) == expected


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (["2016-05"], "Japan to buy 100 aircraft from the US, 2016"),
        (["2016-05", "2016", None], "Japan to buy 100 aircraft from the US, 2016"),
        (["2016-05", "2017"], "Japan to buy 100 aircraft from the US"),
        (["2025-02"], "Japan to buy 100 aircraft from the US"),
        ([None], "Japan to buy 100 aircraft from the US"),
    ],
)
def test_what_reports_only_recall_bears_its_year(made: list[str | None], expected: str) -> None:
    """An order of a year before the first report is told apart from a later one; not where reports differ on it."""
    jets = [{"value": 100, "unit": "aircraft", "qualifier": "exact"}]
    held = [told(f"A{n}", "2025-05-28", amounts=jets, status_date=day) for n, day in enumerate(made)]
    assert called(*held) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "Japan to buy US chips, 2025-05"),
        ({"status_date": "2025-04-30"}, "Japan to buy US chips, 2025-04"),
        ({"status_date": "2025"}, "Japan to buy US chips, 2025-05"),
        ({"status": "withdrawn"}, "Japan to buy US chips (withdrawn)"),
        ({"kind": "investment"}, "Japan to invest in the US (chips)"),
        ({"products": ["ships"], "amounts": [number(1, "vessel")]}, "Japan to buy one vessel from the US, 2025-05"),
        ({"products": ["ships"], "amounts": [number(2, "vessel")]}, "Japan to buy 2 vessels from the US"),
        (
            {"products": ["LNG carrier"], "amounts": [number(1, "vessel")]},
            "Japan to buy one LNG carrier from the US, 2025-05",
        ),
        ({"products": ["tankers"], "amounts": [number(10, "vessel")]}, "Japan to buy 10 tankers from the US"),
        ({"products": ["cargo"], "amounts": [number(2, "vessel")]}, "Japan to buy 2 vessels from the US"),
        (
            {"products": ["jets", "jet engines"], "amounts": [number(28, "aircraft")]},
            "Japan to buy 28 aircraft with aircraft engines from the US",
        ),
    ],
)
def test_a_purchase_of_one_thing_or_no_figure_bears_its_month(more: dict[str, Any], expected: str) -> None:
    """That of the act where reports give it, else of the first report; none of what is only told to be over."""
    assert called(told("A", "2025-05-28", **{"products": ["chips"], "status": "announced", **more})) == expected


def test_an_order_that_was_an_option_bears_the_month_it_was_made() -> None:
    """Not that in which the option was told."""
    ship: dict[str, Any] = {"products": ["ships"], "amounts": [number(1, "vessel")]}
    held = [told("A", "2025-07-22", "considering", **ship), told("B", "2025-08-27", "agreed", **ship)]
    assert called(*held) == "Japan agreed to buy one vessel from the US, 2025-08"


def test_what_most_claims_say_names_the_event() -> None:
    """One odd report does not rename an event."""
    records = [told(f"A{n}", "2025-05-28", amounts=[yen()], products=["chips"]) for n in range(3)]
    odd = told("Z", "2025-05-29", amounts=[usd(1e9)], products=["chips", "aircraft"], pledgers=["JPN", "KOR"])
    assert called(*records, odd) == "Japan to buy up to ¥1tn of US chips"


@pytest.mark.parametrize(
    ("lists", "claim", "expected"),
    [
        (
            {"measures": [{"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose",
                           "rate_percent": 25, "products": ["cars"]}]},
            0,
            "US puts 25% tariff on Japanese cars, reported 2025",
        ),
        ({"talks": [{"parties": ["JPN", "USA"], "round": 4, "date": "2025-05-30~"}]}, 0,
         "Japan–US talks, round 4, about 2025-05-30 (planned)"),
        ({"agreements": [{"name": "Trade deal", "parties": ["JPN", "USA"], "status": "signed"}]}, 0,
         "Japan–US trade deal, reported 2025-05-28"),
        ({"agreements": [{"name": "Tech Prosperity Deal", "parties": ["GBR", "USA"], "status": "signed",
                          "date": "2025-09-18"}]}, 0,
         "Tech Prosperity Deal (UK, US), 2025-09-18"),
        ({"rulings": [{"court": "Supreme Court", "country": "USA", "legal_basis": "IEEPA"}]}, 0,
         "Supreme Court ruling on IEEPA"),
        (
            {"pledges": [{"id": "p", "pledgers": ["JPN"], "kind": "purchase", "status": "signed"}],
             "deliveries": [{"pledge": "p", "stage": "shipped", "products": ["chips"], "period": "2025"}]},
            1,
            "Japan: chips shipped, 2025",
        ),
        ({"deliveries": [{"pledge": "https://w3id.org/tradekg/id/report/a/pledge-p", "stage": "ordered",
                          "products": ["chips"]}]}, 0, "chips ordered"),
    ],
)  # fmt: skip
def test_other_events(lists: dict[str, Any], claim: int, expected: str) -> None:
    """Every class of event has its words."""
    assert called(Record.of({"report": REPORT, **lists}), claim=claim) == expected


@pytest.mark.parametrize(("silent", "named"), [(2, True), (3, False)])
def test_a_third_of_the_claims_is_enough(silent: int, named: bool) -> None:
    """Sides, goods and companies that one of three claims adds stand in the name; one of four adds nothing."""
    more: dict[str, Any] = {"pledgers": ["JPN", "KOR"], "products": ["chips", "aircraft"]}
    both = [told(f"A{n}", "2025-05-28", products=["chips"]) for n in range(silent)]
    expected = (
        "Japan and South Korea to buy US chips and aircraft, 2025-05" if named else "Japan to buy US chips, 2025-05"
    )
    assert called(*both, told("Z", "2025-05-29", **more)) == expected
    firm = told("Z", "2025-05-29", kind="investment", companies=[{"name": "SoftBank", "role": "operator"}])
    alone = [told(f"A{n}", "2025-05-28", kind="investment") for n in range(silent)]
    assert ("SoftBank" in called(*alone, firm)) == named


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("considering", "Japan may buy US chips, 2025-05"),
        ("proposed", "Japan proposed to buy US chips, 2025-05"),
        ("announced", "Japan to buy US chips, 2025-05"),
        ("agreed", "Japan agreed to buy US chips, 2025-05"),
        ("signed", "Japan signed up to buy US chips, 2025-05"),
        ("in_force", "Japan undertook to buy US chips, 2025-05"),
    ],
)
def test_each_grade_has_its_own_words(status: str, expected: str) -> None:
    """What is signed and what is considered never look alike."""
    assert called(told("A", "2025-05-28", status, products=["chips"])) == expected


def _measure(publisher: str, **more: Any) -> Record:
    told_of = {"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose", **more}
    return Record.of({"report": {**REPORT, "publisher": publisher}, "measures": [told_of]})


def test_a_measure_is_named_by_what_most_claims_tell_of_it() -> None:
    """Goods that few name of a duty on everything do not narrow it; a report without the rate does not drop it."""
    records = [_measure(f"A{n}", rate_percent=15, effective="2025-08-07") for n in range(3)]
    few = _measure("B", rate_percent=15, products=["cars"])
    silent = _measure("C", action="threaten")
    assert called(*records, few, silent) == "US puts 15% tariff on Japan, 2025"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-08-07", "US puts 15% tariff on Japanese cars, 2025"),
        (None, "US threatens 15% tariff on Japanese cars, reported 2025"),
    ],
)
def test_a_measure_with_a_day_of_effect_is_no_threat(day: str | None, expected: str) -> None:
    """As many reports that tell a threat take nothing from an act that a report dates."""
    done = _measure("A", rate_percent=15, effective=day, products=["cars"])
    threat = _measure("C", action="threaten", rate_percent=15, products=["cars"])
    assert called(done, threat) == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["trade deal", "U.S.-Japan trade deal", "last month's deal"], "Japan–US trade deal, reported 2025-05-28"),
        (["phase one", "phase one trade deal", "Phase One"], "Japan–US phase one trade deal, reported 2025-05-28"),
        (["rare earths deal", "critical minerals agreement", "agreement on critical minerals"],
         "Japan–US critical minerals agreement, reported 2025-05-28"),
        (["Digital Trade Agreement with Japan"], "Digital Trade Agreement (Japan, US)"),
    ],
)  # fmt: skip
def test_an_agreement_has_the_name_that_its_reports_share(names: list[str], expected: str) -> None:
    """A turn of one report ("last month's deal") names nothing."""
    records = [
        Record.of({"report": {**REPORT, "publisher": f"A{n}"},
                   "agreements": [{"name": name, "parties": ["JPN", "USA"], "status": "signed"}]})
        for n, name in enumerate(names)
    ]  # fmt: skip
    assert called(*records) == expected


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([("2025-05-01", "agreed"), ("2025-06-01", "suspended"), ("2025-07-01", "agreed")],
         "Japan agreed to buy US chips, 2025-05 (suspended, then resumed)"),
        ([("2025-05-01", "agreed"), ("2025-06-01", "suspended")], "Japan agreed to buy US chips, 2025-05 (suspended)"),
        ([("2025-05-01", "agreed"), ("2025-06-10", "denied"), ("2025-06-12", "agreed")],
         "Japan agreed to buy US chips, 2025-05 (denied, disputed)"),
    ],
)  # fmt: skip
def test_an_ending_shows_in_the_name(statuses: list[tuple[str, str]], expected: str) -> None:
    """That it is over, was over for a time, or is over by some reports only."""
    records = [told(f"A{n}", day, status, products=["chips"]) for n, (day, status) in enumerate(statuses)]
    assert called(*records) == expected


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (["JPN", "JPN"], "denied by Japan"),
        (["RUS", "JPN"], "denied by Japan and Russia"),
        (["JPN", None], "denied by some reports"),
    ],
)
def test_a_denial_shows_on_whose_word(speakers: list[str | None], expected: str) -> None:
    """A side's own denial is not that of the reports that pass it on."""
    firm = [told(f"A{n}", "2025-05-01", "agreed", products=["chips"], said_by="USA") for n in range(3)]
    denied = [told(f"B{n}", "2025-05-01", "denied", products=["chips"], said_by=who) for n, who in enumerate(speakers)]
    assert called(*firm, *denied) == f"Japan agreed to buy US chips, 2025-05 ({expected})"


@pytest.mark.parametrize(
    ("goods", "counting", "expected"),
    [
        (["aircraft"], 1, "Japan to buy 30 aircraft from the US"),
        (["aircraft"], 0, "Japan to buy $9bn of US aircraft"),
        (["aircraft", "engines"], 1, "Japan to buy $9bn of US aircraft and aircraft engines"),
    ],
)
def test_how_many_aircraft_leads(goods: list[str], counting: int, expected: str) -> None:
    """What they come to is often told at list prices; not where engines are in it too."""
    priced = [told(f"A{n}", "2025-05-28", amounts=[usd(9e9)], products=goods) for n in range(2)]
    counted = [told(f"B{n}", "2025-05-28", amounts=[number(30, "aircraft")], products=goods) for n in range(counting)]
    assert called(*priced, *counted) == expected


def test_one_model_names_the_goods() -> None:
    """Where all claims print it: two controls on chips are no one."""
    control = {"kind": "export_control", "imposer": "USA", "targets": ["CHN"], "action": "remove"}
    held = [
        Record.of({"report": {**REPORT, "publisher": name}, "measures": [{**control, "products": goods}]})
        for name, goods in (("A", ["H200 chips"]), ("B", ["H200 chips"]), ("C", ["chips"]))
    ]
    assert called(*held[:2]) == "US removes export controls on H200 chips to China, reported 2025"
    assert called(*held) == "US removes export controls on chips to China, reported 2025"


def test_talks_of_no_day_bear_their_place() -> None:
    """Of two meetings that no report dates."""
    met = {"parties": ["CHN", "USA"], "place": "Osaka"}
    told_of = Record.of({"report": {**REPORT, "published": None}, "talks": [met]})
    assert called(told_of) == "China–US talks, Osaka"


def test_what_was_missed_is_called_so() -> None:
    """A term that ran out unfulfilled leaves nothing in force; the name says what became of it."""
    base = told("A", "2020-01-15", "in_force", products=["chips"], deadline_date="2021-12-31")
    missed = told("B", "2022-02-08", "missed", products=["chips"])
    assert called(base, missed) == "Japan undertook to buy US chips, 2020-01 (missed)"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ([[usd(23e9)], [usd(50e9)]], "Japan to invest $23bn–$50bn in the US"),
        ([[usd(730e9) | {"qualifier": "about"}], [usd(2e12) | {"qualifier": "more_than"}]],
         "Japan to invest about $730bn or more than $2tn in the US"),
        ([[usd(23e9), usd(50e9)]], "Japan to invest $23bn in the US"),
        ([[usd(1e12) | {"recurrence": "level"}]], "Japan to bring its investment in the US to $1tn"),
        ([[yen(), usd(6.94e9) | {"qualifier": "up_to", "converted": True}]], "Japan to invest up to ¥1tn in the US"),
    ],
)  # fmt: skip
def test_figures_that_as_many_give_both_stand(amounts: list[list[dict[str, Any]]], expected: str) -> None:
    """Neither of two rivals that as many reports give is dropped; what one report gives second, or converts, is."""
    records = [told(f"A{n}", "2025-05-28", kind="investment", amounts=held) for n, held in enumerate(amounts)]
    assert called(*records) == expected


def test_what_kind_and_goods_do_not_tell_the_undertaking_does() -> None:
    """A promise of another kind is called by what is undertaken."""
    records = [
        told("A", "2025-05-28", kind="other", undertaking="stop buying Russian crude oil", products=["crude oil"])
    ]
    assert called(*records) == "Japan to stop buying Russian crude oil"


def test_every_code_has_itslabel_words() -> None:
    """One verb a kind and action, one phrase a grade: a code that is added needs its words."""
    words = label_words()
    assert words["pledge"].keys() == codes.scheme("kind").keys()
    assert words["measure"].keys() == codes.scheme("action").keys()
    assert words["measure_kind"].keys() == codes.scheme("measure_kind").keys()
    grades = {item.code for item in codes.scheme("status").values() if item.rank is not None}
    assert words["grade"].keys() <= codes.scheme("status").keys()
    assert len({*words["grade"].values()}) == len(words["grade"])
    assert not grades - words["grade"].keys() - {"denied", "suspended", "withdrawn", "lapsed"} - _DELIVERY
    for code in words["side"]:
        assert codes.party(code), code


_DELIVERY = {"partly_delivered", "delivered", "missed"}


def test_a_company_and_its_owner_are_one_side() -> None:
    """Reports that name a seller and those that name who holds it tell of one sale."""
    gas: dict[str, Any] = {"pledgers": ["KOGAS"], "products": ["LNG"], "status": "signed"}
    kogas = {"name": "KOGAS", "role": "buyer"}
    records = [
        told("A", "2012-04-26", recipients=[name], companies=[kogas, {"name": name, "role": "supplier"}], **gas)
        for name in ("Sabine Pass Liquefaction", "Cheniere Energy")
    ]
    seller = "Sabine Pass Liquefaction"
    assert called(*records) == f"Korea Gas Corporation signed up to buy liquefied natural gas from {seller}, 2012-04"


def test_a_removal_names_the_law_of_what_it_removes() -> None:
    """Duties on other laws go on: the label does not free all trade."""
    removal = {"action": "remove", "targets": ["ALL"], "effective": "2026-02-24"}
    assert called(_measure("A", legal_basis="IEEPA", **removal)) == "US removes IEEPA tariffs on all countries, 2026"
    assert called(_measure("A", **removal)) == "US removes tariffs on all countries, 2026"


def test_sellers_whom_no_report_names_together_are_told_with_or() -> None:
    """One report has it from the one, another from the other."""
    sellers = (["Cheniere Energy"], ["Venture Global"], ["Cheniere Energy", "Venture Global"])
    one, other, both = (
        told(
            "CNA",
            "2025-05-01",
            recipients=each,
            products=["LNG"],
            companies=[{"name": name, "role": "supplier"} for name in each],
        )
        for each in sellers
    )
    assert called(one, other) == "Japan to buy liquefied natural gas from Cheniere Energy or Venture Global, 2025-05"
    assert (
        called(one, other, both)
        == "Japan to buy liquefied natural gas from Cheniere Energy and Venture Global, 2025-05"
    )
