"""What stands beside all benefits of a pledge: doubts, parts, what else is told of such goods, what it replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.model.decisions import Decision
from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.benefits.around import around
from kg.questions.catalogue import ask
from kg.store.embedded import Store

DOUBT = "On that whole doubts are told: “China has not confirmed the $9bn” (CNA, 2026-05-02)."
LATE = told("CNA", "2026-06-02", "agreed", title="Rice", products=["rice"])  # the last report in the graph


def beans(publisher: str, day: str | None, status: str = "agreed", title: str = "Beans", **more: Any) -> Record:
    """One report of China's soybean purchases."""
    held: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], **more}
    return told(publisher, day, status, title=title, **held)


def beside(store: Store, label: str) -> list[str]:
    """The sentences of the pledge whose label has these words."""
    [iri] = {row["pledge"] for row in ask(store, "pledges") if label in row["label"]}
    reader = Reader(store, "latest", {})
    return [said.sentence for said in around(reader, iri, reader.node(iri))]


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
    assert any(each.startswith("Doubts told: “") for each in said) == is_told


@pytest.mark.parametrize(
    ("later", "is_told"),
    [
        ({"evidence": "China will buy 25 million tons, its minister says.", "said_by": "CHN"}, False),
        ({"evidence": "China fulfilled its pledge to buy 25 million tons."}, False),
        ({"evidence": "China will buy 25 million tons, Trump says.", "said_by": "USA"}, True),
    ],
)
def test_that_a_side_has_not_confirmed_is_told_until_it_speaks(later: dict[str, Any], is_told: bool) -> None:
    """Or has kept it; what others doubt stays."""
    text = "The White House says 25 million tons; Beijing has yet to confirm."
    said = beside(
        loaded([beans("CNA", "2025-10-30", evidence=text), beans("NHK", "2025-11-30", **later), LATE]), "China"
    )
    doubts = ["Doubts told: “The White House says 25 million tons; Beijing has yet to confirm” (CNA, 2025-10-30)."]
    assert [each for each in said if each.startswith("Doubts")] == (doubts if is_told else [])
    hard = beans("CNA", "2025-10-30", evidence="Analysts call it unrealistic.")
    said = beside(loaded([hard, beans("NHK", "2025-11-30", **later), LATE]), "China")
    assert "Doubts told: “Analysts call it unrealistic” (CNA, 2025-10-30)." in said


def test_the_deal_that_it_is_part_of_is_told_with_its_standing() -> None:
    """Whoever is part of it learns the same."""
    deal = {"id": "d", "name": "Beans Deal", "parties": ["CHN", "USA"], "status": "in_force", "evidence": "It is on."}
    told_of = beans("CNA", "2025-10-30", evidence="China buys beans.", part_of="d", more={"agreements": [deal]})
    assert "It is told as part of “Beans Deal (China, US)” (CNA, 2025-10-30), which is in force." in beside(
        loaded([told_of, LATE]), "China"
    )


def test_a_whole_only_thought_of_stands_beside_its_part() -> None:
    """Its label says so."""
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
    assert "It is counted in “China may buy $9bn of US energy” (CNA, 2026-05-02)." in beside(store, "$1bn")


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


def test_buyers_whom_reports_name_stand_beside_a_country_that_promises() -> None:
    """Who pays may be of another country; a company that promises is told already, a group alone names nobody."""
    firms = [{"name": "Intel", "role": "buyer"}, {"group": "state carriers", "role": "buyer"}]
    said = "Buyers, as reports name them: Intel (CNA, 2026-05-01); without a name: state carriers (CNA, 2026-05-01)."
    assert said in beside(loaded([beans("CNA", "2026-05-01", companies=firms), LATE]), "China")
    unnamed = beans("CNA", "2026-05-01", companies=firms[1:])
    assert not any("Buyers" in each for each in beside(loaded([unnamed, LATE]), "China"))
    own = beans("CNA", "2026-05-01", pledgers=["COFCO"], companies=[{"name": "COFCO", "role": "buyer"}])
    assert not any("Buyers" in each for each in beside(loaded([own, LATE]), "soybeans"))


def test_a_buyer_is_cited_from_reports_that_name_it_alone() -> None:
    """One that knows a group without names stands by itself; one that names it by way of example is told as that."""
    named = beans("CNA", "2025-10-30", companies=[{"name": "Cargill", "role": "buyer"}])
    group = beans("NHK", "2025-10-30", companies=[{"group": "Chinese firms", "role": "buyer"}])
    example = beans("AFP", "2025-10-30", companies=[{"name": "Cargill", "role": "buyer", "example": True}])
    said = beside(loaded([named, group, example]), "China")
    told = "Cargill (CNA, 2025-10-30; by way of example AFP, 2025-10-30)"
    assert [each for each in said if "Buyers" in each] == [
        f"Buyers, as reports name them: {told}; without a name: Chinese firms (NHK, 2025-10-30)."
    ]


def test_one_condition_in_two_wordings_is_told_once() -> None:
    """With both reports; another condition stands beside it, not counted away."""
    first = beans("CNA", "2026-05-01", conditions=["quota of about 770,000 tons stays"])
    second = beans(
        "NHK", "2026-05-02", conditions=["levy-free cap of 770,000 tons is kept", "Washington keeps its word"]
    )
    both = "quota of about 770,000 tons stays (CNA, 2026-05-01; NHK, 2026-05-02)"
    told = f"Conditions are told of it: {both}; Washington keeps its word (NHK, 2026-05-02)."
    assert told in beside(loaded([first, second, LATE]), "China")


def test_a_purchase_of_years_runs_and_one_sum_is_due() -> None:
    """What is bought each year until 2028 is not due in 2028."""
    yearly = usd(8e9, recurrence="per_year")
    held: dict[str, Any] = {"deadline": "until 2028", "deadline_date": "2028"}
    assert "The time for it ends with 2028 (CNA, 2026-05-01)." in beside(
        loaded([beans("CNA", "2026-05-01", amounts=[yearly], **held), LATE]), "China"
    )
    assert "It is to be delivered by 2028 (CNA, 2026-05-01)." in beside(
        loaded([beans("CNA", "2026-05-01", amounts=[yearly], deadline_for="ship", **held), LATE]), "China"
    )
    by_then: dict[str, Any] = {**held, "deadline": "by 2028"}
    assert "It is due by 2028 (CNA, 2026-05-01)." in beside(
        loaded([beans("CNA", "2026-05-01", amounts=[usd(8e9)], **by_then), LATE]), "China"
    )


def test_each_whole_is_told() -> None:
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
    assert f"It is counted in {farm}." in said
    assert "It is counted in “China agreed to buy $7bn of US corn” (CNA, 2026-05-03)." in said


def test_what_was_due_before_the_last_decision_was_due() -> None:
    """No report has seen the day pass; who decided later has."""
    due: dict[str, Any] = {"deadline": "by August", "deadline_date": "2026-08-31"}
    first, same = (beans(name, "2026-05-01", amounts=[usd(8e9)], **due) for name in ("CNA", "NHK"))
    refs = tuple(f"{each.report.iri}/pledge-p" for each in (first, same))
    for day, told_ in ((date(2026, 11, 28), "It was due by"), (date(2026, 7, 1), "It is due by")):
        made = [Decision("same", refs, "editor", day, "one purchase")]
        assert f"{told_} 2026-08-31 (CNA, 2026-05-01; NHK, 2026-05-01)." in beside(
            loaded([first, same, LATE], made=made), "China"
        )


@pytest.mark.parametrize(
    ("status", "own", "expected"),
    [
        ("agreed", {}, ["Of that whole conditions are told: tariffs fall (CNA, 2026-05-02).", DOUBT]),
        (
            "agreed",
            {"conditions": ["a quota"]},
            ["Conditions are told of it: a quota (CNA, 2026-05-02).", DOUBT],
        ),
        ("signed", {}, []),
    ],
)
def test_what_hangs_over_a_whole_hangs_over_its_part(status: str, own: dict[str, Any], expected: list[str]) -> None:
    """Conditions where the part has none of its own, and doubts, until it is signed."""
    given: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase", "products": ["energy"]}
    over: dict[str, Any] = {"conditions": ["tariffs fall"], "evidence": "China has not confirmed the $9bn."}
    whole = {**given, **over, "id": "w", "status": "agreed", "amounts": [usd(9e9)]}
    part = {**given, **own, "id": "p", "status": status, "part_of": "w", "amounts": [usd(1e9)]}
    report = {"publisher": "CNA", "title": "Energy", "published": "2026-05-02", "type": "reporting"}
    store = loaded([Record.of({"report": report, "pledges": [whole, {**part, "products": ["crude oil"]}]}), LATE])
    found = beside(store, "$1bn")
    assert [text for text in found if "onditions are told" in text or "oubts" in text] == expected


def test_every_differing_term_is_told_once() -> None:
    """The last first; of one time in two wordings how long it is."""
    terms = {"CNA": "over the next four years", "BBC": "over 3.5 years", "AFP": "over four years"}
    days = {"CNA": "2025-10-30", "BBC": "2025-10-29", "AFP": "2025-10-28"}
    reports = [beans(name, days[name], deadline=term) for name, term in terms.items()]
    [said] = [each for each in beside(loaded([*reports, LATE]), "China") if each.startswith("Term told")]
    told = "four years (AFP, 2025-10-28; CNA, 2025-10-30); “over 3.5 years” (BBC, 2025-10-29)"
    assert said == f"Term told: {told}."


def test_buyers_by_way_of_example_are_told_as_such() -> None:
    """Apart from those who are none; a group without names is whoever buys."""
    firms = [{"name": "Cargill", "role": "buyer"}, {"name": "Bunge", "role": "buyer", "example": True}]
    [said] = [
        each for each in beside(loaded([beans("CNA", "2025-10-30", companies=firms)]), "China") if "Buyers" in each
    ]
    day = "2025-10-30"
    assert said == f"Buyers, as reports name them: Cargill (CNA, {day}); by way of example Bunge (CNA, {day})."
    group = [{"group": "Chinese firms", "role": "buyer"}]
    assert not [
        each for each in beside(loaded([beans("CNA", "2025-10-30", companies=group)]), "China") if "Buyers" in each
    ]


def test_an_agreement_that_holds_it_is_told_on_whose_word() -> None:
    """With how that stands."""
    deal = {"id": "d", "name": "Busan deal", "parties": ["CHN", "USA"], "status": "signed", "contains": ["p"]}
    report = beans("CNA", "2026-05-01", more={"agreements": [deal]})
    [said] = [each for each in beside(loaded([report, LATE]), "China") if "It was given under" in each]
    assert said.endswith(" (CNA, 2026-05-01), which is signed.")
    before = beans("AFP", "2026-02-01")
    [said] = [each for each in beside(loaded([before, report, LATE]), "China") if "stands in" in each]
    assert said == "It stands in “China–US busan deal, reported 2026-05-01” (CNA, 2026-05-01), which is signed."


@pytest.mark.parametrize(
    ("status", "silence"),
    [
        ("agreed", ["No dated report tells of it after 2019-10-30."]),
        ("partly_delivered", []),
        ("in_force", ["No dated report tells of it after 2019-10-30; undated it is told as in force (BBC, undated)."]),
    ],
)
def test_an_undated_report_of_what_came_ends_silence(status: str, silence: list[str]) -> None:
    """One that tells it as before does not."""
    store = loaded([beans("CNA", "2019-10-30"), beans("BBC", None, status), LATE])
    assert [each for each in beside(store, "China") if each.startswith("No dated")] == silence


def test_of_what_is_silent_the_end_of_its_whole_is_told() -> None:
    """A part of it may still come until then."""
    whole: dict[str, Any] = {
        "deadline": "by 2030",
        "deadline_date": "2030",
        "amounts": [usd(8e9)],
        "products": ["rice"],
    }
    first = beans("CNA", "2019-10-30", title="Farm goods", **whole)
    part = beans("CNN", "2019-10-30", part_of=f"{first.report.iri}/pledge-p", amounts=[usd(2e9)])
    told_ = beside(loaded([first, part, LATE]), "China agreed to buy $2bn")
    assert "That whole is due by 2030 (CNA, 2019-10-30)." in told_


def test_from_when_it_is_in_force_is_told() -> None:
    """By whom, each day that is told; not of what is only agreed."""
    first = beans("CNA", "2025-07-01", "in_force", status_date="2025-06-30")
    later, none = (
        beans("NHK", "2025-07-02", "in_force", status_date="2025-07-01"),
        beans("BBC", "2025-07-02", "in_force"),
    )
    said = beside(loaded([first, later, none, LATE]), "China")
    assert "It is told as in force since 2025-06-30 (CNA, 2025-07-01) or 2025-07-01 (NHK, 2025-07-02)." in said
    agreed = [beans("CNA", "2025-07-01", status_date="2025-06-30")]
    halted = [beans("CNA", "2025-04-16", "suspended"), beans("NHK", "2025-06-09", "in_force", status_date="2025-06-09")]
    for reports in (agreed, halted):  # what goes on again was so before
        said = beside(loaded([*reports, LATE]), "China")
        assert [each for each in said if each.startswith("It is told as in force")] == []


def test_what_is_told_of_a_quota_is_no_condition_besides() -> None:
    """That it stays as it is goes for whoever gets more of it; another condition stands."""
    terms = [{"kind": "fixed_quota", "text": "the quota of 13,000 tonnes stays"}]
    held: dict[str, Any] = {"terms": terms, "conditions": ["quota of 13,000 tonnes stays", "hormone-free meat"]}
    said = beside(loaded([beans("CNA", "2025-07-01", kind="market_access", **held), LATE]), "China")
    assert said[:2] == [
        "Of the quota the one report of the pledge says: “the quota of 13,000 tonnes stays” (CNA, 2025-07-01).",
        "Conditions are told of it: hormone-free meat (CNA, 2025-07-01).",
    ]


def test_what_the_sums_of_a_whole_are_is_told() -> None:
    """Where its label has two of them, in the words of a report that has both."""
    text = "Jakarta counts $38bn, far above the $7bn of the council."
    told_ = [usd(38e9), usd(7e9, "more_than")]
    whole = {"id": "w", "pledgers": ["IDN"], "recipients": ["USA"], "kind": "mixed", "status": "signed"}
    both = {**whole, "evidence": text, "amounts": told_}
    report = {"publisher": "NHK", "title": "Deals", "published": "2026-02-19", "type": "reporting"}
    part = {**whole, "id": "p", "kind": "purchase", "products": ["corn"], "evidence": "Corn.", "part_of": "w"}
    records = [Record.of({"report": report, "pledges": [part, both]})]
    for name, sums in (("CNA", told_[:1]), ("BBC", told_[1:])):
        ref = {"pledges": [{**whole, "evidence": "A sum.", "amounts": sums}]}
        records.append(Record.of({"report": {**report, "publisher": name}, **ref}))
    said = beside(loaded([*records, LATE]), "corn")
    assert (
        "On the sums of that whole: “Jakarta counts $38bn, far above the $7bn of the council” (NHK, 2026-02-19)."
        in said
    )


def test_who_buys_for_a_company_is_told() -> None:
    """A daughter of who promises; not that company itself."""
    firms = ("International Airlines Group", "British Airways")
    jets: dict[str, Any] = {"pledgers": firms[:1], "recipients": ["USA"], "products": ["aircraft"], "title": "Jets"}
    jets |= {"companies": [{"name": name, "role": "buyer"} for name in firms]}
    said = beside(loaded([told("CNA", "2026-05-01", "signed", **jets), LATE]), "aircraft")
    assert "Buyers, as reports name them: British Airways (CNA, 2026-05-01)." in said


def test_how_it_stands_to_a_deal_is_told_once() -> None:
    """On whose word first; then the deal has its name alone, or none where it was named last."""
    deal = {"id": "d", "name": "Beans Deal", "parties": ["CHN", "USA"], "status": "agreed"}
    deal |= {"evidence": "A final agreement is still to be negotiated."}
    told_of = beans("CNA", "2025-10-30", evidence="China buys beans.", part_of="d", more={"agreements": [deal]})
    label = "“Beans Deal (China, US)”"
    open_ = "“A final agreement is still to be negotiated” (CNA, 2025-10-30)."
    assert beside(loaded([told_of, LATE]), "China")[:2] == [
        f"It is told as part of {label} (CNA, 2025-10-30), which is agreed.",
        f"On that agreement: {open_}",
    ]
    between = beans("NHK", "2025-10-31", evidence="Analysts call it unrealistic.")
    own = {"id": "w", "pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
    whole = {**own, "products": ["rice", "soybeans"], "amounts": [usd(9e9)], "evidence": "China buys a lot."}
    report = {"publisher": "CNA", "title": "Beans", "published": "2025-10-30", "type": "reporting"}
    part = {**own, "id": "p", "products": ["soybeans"], "evidence": "Beans.", "part_of": "w", "amounts": [usd(2e9)]}
    both = Record.of({"report": report, "pledges": [part, {**whole, "part_of": "d"}], "agreements": [deal]})
    said = beside(loaded([both, between, LATE]), "$2bn")
    assert f"On {label}, which it is part of: {open_}" in said


def test_a_day_that_no_report_prints_is_told_with_its_words() -> None:
    """Who gives them does not print the day; of a plan it would be due."""
    year: dict[str, Any] = {"deadline": "for the current marketing year", "deadline_date": "2027-08-31"}
    day: dict[str, Any] = {"deadline": "by the end of August 2027", "deadline_date": "2027-08-31"}

    def said(status: str, *given: dict[str, Any]) -> str:
        told_ = [beans(name, "2026-05-01", status, **each) for name, each in zip(("BBC", "CNA"), given, strict=False)]
        return next(each for each in beside(loaded([*told_, LATE]), "China") if "due" in each)

    words = "worked out of “for the current marketing year”"
    assert said("agreed", year) == f"It is due by 2027-08-31 ({words}, BBC, 2026-05-01)."
    assert said("considering", year) == f"It would be due by 2027-08-31 ({words}, BBC, 2026-05-01)."
    assert said("agreed", year, day) == "It is due by 2027-08-31 (BBC, 2026-05-01; CNA, 2026-05-01)."


def test_what_some_put_in_between_others_count_straight() -> None:
    """Each way has its reports."""
    given: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
    least = {**given, "id": "p", "products": ["soybeans"], "amounts": [usd(1e9)]}
    middle = {**given, "id": "m", "products": ["farm goods"], "amounts": [usd(5e9)], "part_of": "w"}
    whole = {**given, "id": "w", "products": ["farm goods", "energy"], "amounts": [usd(9e9)]}
    ways = {"BBC": [{**least, "part_of": "m"}, middle, whole], "CNA": [{**least, "part_of": "w"}, whole]}
    records = [
        Record.of(
            {
                "report": {"publisher": name, "title": name, "published": "2026-05-01", "type": "reporting"},
                "pledges": way,
            }
        )
        for name, way in ways.items()
    ]
    joined = [
        Decision(
            "same", tuple(f"{each.report.iri}/pledge-{one}" for each in records), "editors", date(2026, 5, 2), "one"
        )
        for one in ("p", "w")
    ]
    found = [each for each in beside(loaded([*records, LATE], made=joined), "$1bn") if "count" in each]
    assert found == [
        "It is counted in “China agreed to buy $5bn of US farm goods” (BBC, 2026-05-01).",
        "Others count it directly in “China agreed to buy $9bn of US farm goods and energy” (CNA, 2026-05-01).",
    ]
