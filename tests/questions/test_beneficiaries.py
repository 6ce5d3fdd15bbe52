"""With which verb a benefit is told, by what the words of reports allow."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from worlds import loaded, usd
from worlds import told as telling

from kg.model.decisions import Decision
from kg.model.record import Record
from kg.questions.catalogue import ask

ORDER: dict[str, Any] = {
    "pledgers": ["Garuda Indonesia"],
    "recipients": ["Boeing"],
    "products": ["aircraft"],
    "companies": [{"name": "Garuda Indonesia", "role": "buyer"}, {"name": "Boeing", "role": "supplier"}],
}
NOW = telling("CNA", "2026-02-02", "agreed", title="Yen")  # the last report in the graph


def row(*records: Record) -> Any:
    """The one benefit of a seller or builder that reports name."""
    rows = [each for each in ask(loaded([*records, NOW]), "beneficiaries") if each["basis"] == "named"]
    rows = [each for each in rows if each["role"] == "supplier"]
    assert len(rows) == 1
    return rows[0]


def order(
    day: str | None, status: str = "signed", evidence: str = "Garuda orders 49 Boeing jets.", **more: Any
) -> Record:
    """One report of an order."""
    amounts = [{"value": 49, "unit": "aircraft", "qualifier": "exact"}]
    told = {**ORDER, "amounts": amounts, **more}
    return telling("ATW", day, status, title="Garuda", evidence=evidence, **told)


@pytest.mark.parametrize(
    ("day", "status", "more", "verb"),
    [
        ("2025-03-22", "signed", {}, "has sales under contract"),
        ("2024-03-22", "announced", {}, "would gain sales"),
        ("2022-03-22", "signed", {}, "had sales under contract"),
        ("2025-03-22", "signed", {"status_date": "2017-11"}, "had sales under contract"),
        ("2019-03-22", "in_force", {}, "has sales under contract"),
        ("2019-03-22", "signed", {"deadline": "by 2030", "deadline_date": "2030"}, "has sales under contract"),
        (None, "announced", {"status_date": "2015-09"}, "stood to gain sales"),
        (None, "announced", {"status_date": "2015-09", "amounts": [usd(4e9)]}, "stood to gain sales"),
        (None, "announced", {"status_date": "2025-09"}, "would gain sales"),
    ],
)
def test_what_was_told_years_ago_is_past(day: str | None, status: str, more: dict[str, Any], verb: str) -> None:
    """Three years before the last report, however lately one looks back; unless in force or still to fall due."""
    assert row(order(day, status, **more))["verb"] == verb


@pytest.mark.parametrize(
    ("day", "more", "told"),
    [
        (None, {"status_date": "2015-09"}, "The one report tells of it as of 2015-09."),
        ("2025-03-22", {"status_date": "2015-09"}, "The one report tells of it as of 2015-09."),
        (None, {}, "No report of it is dated"),
    ],
)
def test_an_old_or_undated_order_says_so(day: str | None, more: dict[str, Any], told: str) -> None:
    """The day that reports give it counts, not theirs."""
    assert any(told in text for text in row(order(day, "announced", **more))["beside"])


def test_an_order_whose_end_is_asked_for_is_past() -> None:
    """However lately that was told; with the words."""
    told = row(order("2025-03-22", evidence="Garuda wrote to Boeing asking to cancel 49 jets."))
    assert told["verb"] == "had sales under contract"
    assert "asking to cancel 49 jets (ATW, 2025-03-22)" in told["because"]
    words = "Garuda wrote to Boeing asking to cancel 49 jets"
    assert f"Its cancellation was asked for: “{words}” (ATW, 2025-03-22)." in told["beside"]


@pytest.mark.parametrize(("status", "verb"), [("agreed", "could gain sales"), ("signed", "has sales under contract")])
def test_a_paper_that_does_not_bind_is_no_promise(status: str, verb: str) -> None:
    """Unless it was signed into a contract, which reports then trace to such a paper."""
    told = order("2025-06-11", status, "Boeing and Garuda made a non-binding agreement.")
    assert row(told)["verb"] == verb
    rows = ask(loaded([told]), "why", pledge="Garuda Indonesia", company="Boeing")
    assert any("not binding" in each["sentence"] for each in rows) is (status == "agreed")


@pytest.mark.parametrize(
    ("evidence", "verb", "role"),
    [
        ("Japan plans plants, with Westinghouse, Bechtel and Kiewit.", "could gain business from it", "not told"),
        ("Japan plans plants built by Kiewit.", "would gain business from it", "supplier"),
    ],
)
def test_a_name_in_a_list_is_given_no_part(evidence: str, verb: str, role: str) -> None:
    """Where works are paid for; who sells is named with its buyer."""
    builder = [{"name": "Kiewit", "role": "supplier"}]
    told = telling("CNA", "2026-01-02", "signed", kind="investment", companies=builder, evidence=evidence)
    assert row(told)["verb"] == verb
    printed = ask(loaded([told]), "beneficiaries", company="Kiewit").printed
    assert [each["role"] for section in printed for each in section.rows] == [role]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Boeing jets for Garuda have arrived", True),
        ("One jet delivered to Garuda Indonesia: it was delivered on Monday", True),
        ("Airbus jets for Garuda have arrived", False),
    ],
)
def test_what_another_delivers_is_no_delivery(sentence: str, told: bool) -> None:
    """Words that tell that something came count where they name the company or none."""
    report = telling("ATW", "2025-03-22", "signed", title="Garuda", evidence=f"{sentence}.", **ORDER)
    rows = ask(loaded([report]), "why", pledge="Garuda Indonesia", company="Boeing")
    came = [each["sentence"] for each in rows if each["sentence"].startswith("A delivery is told of in words")]
    assert bool(came) is told
    assert any("tells of any delivery" in each["sentence"] for each in rows) is not told


def test_a_delivery_that_a_title_alone_tells() -> None:
    """It is told as that, and not that nobody tells of one."""
    report = telling("ATW", "2025-03-22", "signed", title="Boeing ships jets", evidence="Garuda orders jets.", **ORDER)
    titled = telling("CNA", "2025-03-22", "signed", title="Garuda jets delivered", evidence="Garuda orders.", **ORDER)
    assert "tells of any delivery" in why(report)
    told = "A title tells of a delivery: “One jet was delivered” (CNA, 2025-03-22)."
    plain = Record.of(
        {**titled.model_dump(), "report": {**titled.report.model_dump(), "title": "One jet was delivered"}}
    )
    assert told in why(report, plain)
    assert "tells of any delivery" not in why(report, plain)


def why(*records: Record, company: str = "Boeing", pledge: str = "Garuda Indonesia") -> str:
    """All sentences of a proof."""
    return " ".join(str(each["sentence"]) for each in ask(loaded([*records]), "why", pledge=pledge, company=company))


def test_words_that_tell_of_an_order_stand_for_a_status() -> None:
    """Where no report gives one."""
    said = {"companies": ORDER["companies"], "recipients": ["Boeing"], "pledgers": ["Garuda Indonesia"]}
    silent = [
        Record.of(
            {
                "report": {"publisher": "ATW", "title": "Garuda", "published": "2025-03-22", "type": "reporting"},
                "pledges": [
                    {
                        "id": "p",
                        "kind": "purchase",
                        "status": "partly_delivered",
                        "evidence": text,
                        "products": ["aircraft"],
                        **said,
                    }
                ],
            }
        )
        for text in ("A jet that Garuda has on order was seen.", "A jet for Garuda was seen.")
    ]
    assert "is told of as ordered" in why(silent[0])
    assert "without a word on how firm it is" in why(silent[1])


@pytest.mark.parametrize("kept", [True, False])
def test_what_is_told_as_fulfilled_is_no_open_share(kept: bool) -> None:
    """Words that the promise was met stand beside the count."""
    words = f"Garuda has {'' if kept else 'not '}met its commitment to buy 49 jets."
    amounts = [{"value": 40, "unit": "aircraft", "qualifier": "exact"}]
    count = {"id": "d", "pledge": "p", "stage": "ordered", "amounts": amounts, "evidence": words}
    told = order("2025-03-22", evidence=words)
    report = Record.of({**told.dump(), "deliveries": [count]})
    assert ("told as fulfilled (ATW, 2025-03-22)" in why(report)) is kept
    assert ("is told as fulfilled (ATW, 2025-03-22); before that it was " in why(report)) is kept


def test_reports_that_name_it_may_tell_of_less() -> None:
    """The conclusion says how those tell the pledge that name the company, where others have it farther."""
    crude: dict[str, Any] = {"pledgers": ["IDN"], "recipients": ["USA"], "products": ["crude oil"]}
    named = [{"name": "Chevron", "role": "supplier"}]
    plan = telling("CNA", "2025-07-16", "announced", companies=named, evidence="Crude of Chevron.", **crude)
    others = ("BBC", "2025-07-17"), ("NHK", "2025-07-18")
    signed = [telling(*each, "signed", evidence="Crude oil is bought.", **crude) for each in others]
    rows = ask(loaded([plan, *signed]), "why", pledge="Indonesia", company="Chevron")
    assert rows[0]["sentence"].endswith(
        "is signed; the report that names it tells the pledge as announced; dated reports tell of it since 2025-07."
    )
    assert "1 of 3 reports names it" in rows[0]["sentence"]


def test_reports_that_name_it_and_tell_of_more_say_nothing_of_it() -> None:
    """How far the whole has come is not lent by what is told of the one seller."""
    crude: dict[str, Any] = {"pledgers": ["IDN"], "recipients": ["USA"], "products": ["crude oil"]}
    seller: dict[str, Any] = {"companies": [{"name": "Chevron", "role": "supplier"}], "instrument": "contract"}
    named = telling("BBC", "2025-10-01", "signed", evidence="Crude of Chevron.", **seller, **crude)
    others = [telling(name, day, **crude) for name, day in (("CNA", "2025-10-02"), ("NHK", "2025-10-20"))]
    rows = ask(loaded([named, *others]), "beneficiaries", company="Chevron")
    assert rows[0]["because"].startswith(
        "1 of 3 reports names Chevron as seller: Crude of Chevron (BBC, 2025-10-01). Ch"
    )


def test_who_is_an_example_to_some_is_told_as_that() -> None:
    """Where other reports name it alone."""
    example = [*ORDER["companies"][:1], {"name": "Boeing", "role": "supplier", "example": True}]
    first, other = order("2025-03-22"), telling("CNA", "2025-03-23", title="Jets", **{**ORDER, "companies": example})
    assert row(first, other)["because"].startswith("Both reports name Boeing as seller, 1 by way of example: ")


def test_what_another_state_promises_inside_a_joint_pledge_is_its_own() -> None:
    """Of a promise of two states each comes with what companies promise inside it, not with the other's part."""
    joint = {"pledgers": ["JPN", "KOR"], "recipients": ["USA"], "kind": "investment", "amounts": [usd(7.5e11)]}
    plants = {"kind": "investment", "companies": [{"name": "GE Vernova", "role": "investee"}], "part_of": "joint"}
    japan = {"id": "japan", "pledgers": ["JPN"], "recipients": ["USA"], "status": "announced", **plants}
    firm = {"id": "firm", "pledgers": ["Hanwha Group"], "recipients": ["USA"], "status": "announced", **plants}
    firm["companies"] = [{"name": "Hanwha Philly Shipyard", "role": "investee"}]
    report = {"publisher": "CNN", "title": "Joint", "published": "2025-12-01", "type": "reporting"}
    whole = {"id": "joint", "status": "agreed", **joint}
    told = {"report": report, "pledges": [whole, japan, firm], "companies": [{"name": "Hanwha Group"}]}
    store = loaded([Record.of(told)])
    named = {
        side: {row["company_label"] for row in ask(store, "beneficiaries", pledger=side, basis="named")}
        for side in ("KOR", "JPN")
    }
    assert named == {"KOR": {"Hanwha Philly Shipyard"}, "JPN": {"GE Vernova", "Hanwha Philly Shipyard"}}


def test_one_report_stands_once_in_a_reason() -> None:
    """Where the one sentence kept does not name it, its report is the source of that sentence and no second one."""
    garuda = row(order("2025-03-22", evidence="Garuda orders 49 jets."))["because"]
    assert garuda.startswith(
        "The one report of the pledge names Boeing as seller; "
        "of the pledge it says: Garuda orders 49 jets (ATW, 2025-03-22)."
    )
    assert garuda.count("ATW, 2025-03-22") == 1


@pytest.mark.parametrize("text", ["It orders 49 jets.", "In March it exercised an option for 49 jets."])
def test_a_sentence_that_points_back_is_not_quoted_for_a_company(text: str) -> None:
    """Of whom it tells stands in a sentence that is not kept."""
    garuda = row(order("2025-03-22", evidence=text))["because"]
    assert garuda.startswith("The one report of the pledge names Boeing as seller (ATW, 2025-03-22). Boeing assembles")


def test_days_of_a_reason_are_in_words() -> None:
    """A report of a week is told as of that week, at the end of a sentence too."""
    first = order("2025-03-22")
    later = Record.of(
        {**first.dump(), "report": {**first.dump()["report"], "publisher": "CNA", "published": "2025-09-26/2025-10-02"}}
    )
    assert row(first, later)["because"].startswith(
        "Both reports name Boeing as seller: Garuda orders 49 Boeing jets (CNA, 2025-09-26 to 2025-10-02); "
        "also named by ATW, 2025-03-22. "
    )


def test_whom_goods_are_bought_of_is_named_by_that() -> None:
    """Also where a report gives the seller no role of its own, and by another name of it."""
    ships: dict[str, Any] = {"pledgers": ["Hanwha Shipping"], "kind": "purchase", "products": ["ships"]}
    buyer, yard = {"name": "Hanwha Shipping", "role": "buyer"}, {"name": "Hanwha Philly Shipyard", "role": "supplier"}
    first = telling("ATW", "2025-08-27", recipients=[yard["name"]], companies=[buyer, yard], title="Ten", **ships)
    less: dict[str, Any] = {
        "recipients": ["Philly Shipyard"],
        "companies": [buyer],
        "more": {"companies": [{"name": "Philly Shipyard"}]},
    }
    other = telling("CNA", "2025-08-27", title="Ten", evidence="Ten ships.", **less, **ships)
    assert "Both reports name Hanwha Philly Shipyard as seller" in row(first, other)["because"]
    told = why(first, other, company="Hanwha Philly Shipyard", pledge="Hanwha Shipping")
    assert "Philly Shipyard as seller (named elsewhere in the report): Ten ships." in told


def test_reports_of_one_origin_are_no_so_many_witnesses() -> None:
    """And a group that reports word differently is counted as worded."""

    def chips(outlet: str, group: str) -> Record:
        firms = [{"group": group, "role": "subsidised"}]
        text = f"Japan subsidises {group}."
        return telling(
            outlet, "2025-05-28", companies=firms, attributed_to=["Asahi"], evidence=text, products=["chips"]
        )

    words = "domestic companies that run data centers"
    store = loaded([chips("CNA", words), chips("AFP", words), chips("BBC", "domestic companies")])
    [told] = [each for each in ask(store, "beneficiaries") if each["basis"] == "named"]
    assert told["because"].startswith("2 of 3 reports speak of domestic companies that run data centers as supported")
    assert "All 3 of these reports go back to Asahi Shimbun." in told["because"]
    [head, *_] = ask(store, "why", pledge=told["pledge"], company=told["company"])
    assert (
        f"2 of 3 reports speak of {words} in these words, 1 in others; all 3 of these reports go back to Asahi"
        in head["sentence"]
    )


@pytest.mark.parametrize(
    ("outlets", "said"),
    [
        (
            ["Asahi", "CNA", "AFP"],
            "Of these 3 reports one is Asahi Shimbun's own, and the other 2 go back to it.",
        ),  # itself is no witness more
        (["CNA", "AFP", "BBC"], "All 3 of these reports go back to Asahi Shimbun."),
    ],
)
def test_an_origin_does_not_go_back_to_itself(outlets: list[str], said: str) -> None:
    """And who passes on the words of several goes back to each of them."""
    chips: dict[str, Any] = {"companies": [{"name": "Nvidia", "role": "supplier"}], "products": ["chips"]}
    relays = [
        telling(name, "2025-05-28", attributed_to=["Asahi"] if n else ["Asahi", "Ryosei Akazawa"], **chips)
        for n, name in enumerate(outlets)
        if name != "Asahi"
    ]
    own = [telling("Asahi", "2025-05-28", **chips)] if "Asahi" in outlets else []
    [row_] = [each for each in ask(loaded([*own, *relays]), "beneficiaries") if each["company_label"] == "Nvidia"]
    assert said in row_["because"]


def test_a_relay_beside_its_origin_is_told_though_others_are_more() -> None:
    """It is no second witness; of a relay without its origin that few are, nothing is said."""
    jets: dict[str, Any] = {"companies": [{"name": "Boeing", "role": "supplier"}], "products": ["aircraft"]}
    others = [telling(name, "2025-05-09", **jets) for name in ("BBC", "CNA", "NHK", "AFP")]
    relay = telling("Mixed Times", "2025-05-09", attributed_to=["UPI"], **jets)
    [row_] = ask(loaded([telling("UPI", "2025-05-09", **jets), relay, *others]), "beneficiaries", company="Boeing")
    assert "Of these 6 reports one is UPI's own, and 1 goes back to it." in row_["because"]
    [row_] = ask(loaded([relay, *others]), "beneficiaries", company="Boeing")
    assert "UPI" not in row_["because"]


def test_who_speaks_of_a_group_without_a_sale_does_not_tell_it_as_seller() -> None:
    """On either screen."""
    gas: dict[str, Any] = {"companies": [{"group": "the Alaskan gas project", "role": "supplier"}], "products": ["LNG"]}
    hint = telling("BBC", "2025-07-23", "considering", kind="other", evidence="A deal on Alaskan gas.", **gas)
    sale = telling("CNA", "2025-09-04", "considering", evidence="Japan may buy gas of the Alaskan gas project.", **gas)
    store = loaded([hint, sale], made=[Decision("same", same(hint, sale), "editors", date(2026, 1, 1), "one plan")])
    [row_] = ask(store, "beneficiaries", company="the Alaskan gas project")
    assert row_["because"].startswith(
        "Both reports speak of the Alaskan gas project, 1 of them as seller: Japan may buy gas of the Alaskan gas "
        "project (CNA, 2025-09-04)."
    )
    told = [
        each for each in ask(store, "why", pledge=row_["pledge"], company=row_["company"]) if each["part"] == "names"
    ]
    assert [each["sentence"] for each in told] == [
        "the Alaskan gas project: A deal on Alaskan gas.",
        "the Alaskan gas project as supplier: Japan may buy gas of the Alaskan gas project.",
    ]


def same(*records: Record) -> tuple[str, str]:
    """The claims of two records."""
    one, other = (f"{record.report.iri}/pledge-p" for record in records)
    return one, other


def test_the_speaker_of_a_single_report_is_told() -> None:
    """Unless the sentence kept names him."""
    goyal: dict[str, Any] = {"attributed_to": ["Piyush Goyal"]}
    assert (
        "(ATW, 2025-03-22, relaying Piyush Goyal)"
        in row(order("2025-03-22", evidence="Boeing sells.", **goyal))["because"]
    )
    assert "(ATW, 2025-03-22)" in row(order("2025-03-22", evidence="Boeing sells, Goyal said.", **goyal))["because"]


def test_what_bears_on_a_pledge_is_told_once() -> None:
    """Below all who gain by it, not beside each; a program finds it in every row."""
    engines = {**ORDER, "companies": [*ORDER["companies"], {"name": "GE Aerospace", "role": "supplier"}]}
    whole = telling("ATW", "2025-03-22", "signed", conditions=["if banks lend"], title="Garuda", **engines)
    found = ask(loaded([whole, NOW]), "beneficiaries", pledger="Garuda Indonesia")
    condition = "Conditions are told of it: if banks lend (ATW, 2025-03-22)."
    assert len(found) > 1
    assert all(condition in row["beside"] and condition not in row["because"] for row in found)
    assert " ".join(str(found).split()).count(f"Of the pledge: {condition}") == 1


def test_who_is_named_where_it_is_signed_is_told_as_that() -> None:
    """Whatever the later word of others is."""
    lng: dict[str, Any] = {"pledgers": ["JERA"], "kind": "purchase", "products": ["LNG"], "title": "LNG"}
    buyer, seller = {"name": "JERA", "role": "buyer"}, {"name": "Commonwealth LNG", "role": "supplier"}
    deal = telling("ATW", None, "signed", companies=[buyer, seller], **lng)
    others = [telling(name, "2025-06-11", "agreed", companies=[buyer], **lng) for name in ("NHK", "AFP")]
    told = row(deal, *others)
    assert told["grade"] == "agreed"
    assert told["because"].partition("(ATW, undated). ")[2].partition(" Commonwealth")[0] == (
        "The report that names it tells the pledge as signed; by what most bear out it is agreed, and no tie is "
        "firmer than its pledge."
    )


def test_another_side_without_a_role_is_told_beside_the_seller() -> None:
    """It names the company too, for something that is no purchase."""
    works = {**ORDER, "companies": ORDER["companies"][:1], "kind": "mixed", "evidence": "A partnership builds hangars."}
    both: dict[str, Any] = {"companies": [{"name": name} for name in ("Boeing", "Garuda Indonesia")]}
    build = telling("NHK", "2025-03-23", "signed", title="Garuda", more=both, **works)
    refs = tuple(f"{each.report.iri}/pledge-p" for each in (order("2025-03-22"), build))
    made = [Decision("same", refs, "editor", date(2026, 1, 1), "one deal")]
    [told] = ask(loaded([order("2025-03-22"), build, NOW], made=made), "beneficiaries", company="Boeing")
    sided = "1 of 2 reports names Boeing as the other side alone: “A partnership builds hangars” (NHK, 2025-03-23)."
    assert sided in told["because"]


def test_a_group_is_cited_from_the_reports_that_word_it_so() -> None:
    """The others are counted with their words."""
    chips: dict[str, Any] = {"pledgers": ["JPN"], "products": ["chips"], "title": "Chips"}
    groups = {"Asahi": "data-centre operators", "CNA": "data-centre operators", "AFP": "domestic companies"}
    reports = [
        telling(name, "2025-05-28", companies=[{"group": group, "role": "subsidised"}], **chips)
        for name, group in groups.items()
    ]
    [told] = [each for each in ask(loaded(reports), "beneficiaries") if each["role"] == "subsidised"]
    assert told["because"] == (
        "2 of 3 reports speak of data-centre operators as supported with public money (Asahi Shimbun, 2025-05-28; "
        "CNA, 2025-05-28). 1 of 3 reports has it in other words, some wider: “domestic companies”."
    )


@pytest.mark.parametrize(("day", "verb"), [(28, "stood to gain sales"), (1, "would gain sales")])
def test_a_term_that_ended_before_the_last_decision_is_past(day: int, verb: str) -> None:
    """Though no report is later: who decided had seen it end."""
    due: dict[str, Any] = {**ORDER, "title": "Jets", "deadline": "by August", "deadline_date": "2026-08-28"}
    both = [telling(name, "2026-01-22", "announced", **due) for name in ("ATW", "BBC")]
    refs = tuple(f"{each.report.iri}/pledge-p" for each in both)
    made = [Decision("same", refs, "editor", date(2026, 8, day) + timedelta(days=1), "one order")]
    assert {each["verb"] for each in ask(loaded([*both, NOW], made=made), "beneficiaries", company="Boeing")} == {verb}
