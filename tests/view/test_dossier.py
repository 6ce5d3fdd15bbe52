"""The pledge dossier: top to bottom, in words that fit what is known, short where there is much."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from small import RECORDS, records
from worlds import empty, loaded, told

from kg.derive import loading
from kg.model.iris import ID
from kg.questions.catalogue import ask
from kg.store.embedded import Store
from kg.view.answers import Answers
from kg.view.dossier import dossier
from kg.view.facts import LISTED
from kg.view.page_model import Fold, Link, Page, Ref, Section, Strip
from kg.view.view import view
from kg.view.wording import rounded, sentence


@pytest.fixture(scope="module")
def small() -> Store:
    store = empty()
    loading.load(store, records())
    return store


@pytest.fixture(scope="module")
def chips(small: Store) -> Page:
    return view(small, "pledge", "chips").page


def _section(page: Page, heading: str) -> Section:
    return next(section for section in page.sections if section.heading == heading)


def _facts(page: Page) -> dict[str, Any]:
    return {str(row[0]): row[1] for row in _section(page, "Who promises what").rows}


def test_sections_stand_in_their_order(chips: Page) -> None:
    """Who, rivals, course, companies, origins, what is unknown, the reports: as a reader asks."""
    assert [section.heading for section in chips.sections] == [
        "Which companies gain",
        "Who promises what",
        "Where reports differ",
        "How it moved",
        "Who could supply",
        "Origins",
        "What is not known",
        "Reports",
    ]


def test_the_lead_says_how_firm_and_on_whose_word(chips: Page) -> None:
    """The verb follows the grade; origins are counted, not outlets alone; disagreement is said at once."""
    assert chips.lead == (
        "Japan has proposed to buy chips from the United States, up to ¥1tn. "
        "How far it has come is disputed: 2 reports say proposed and 1 considering. "
        "Told in 3 reports of 1 origin."
    )


def test_what_no_report_says_is_said(chips: Page) -> None:
    """Missing facts are told as missing, not left out."""
    facts = _facts(chips)
    assert facts["Binding"] == "no report says"
    assert facts["Instrument"] == "no report names one"
    (text,) = _section(chips, "What is not known").text
    assert "No report in the graph tells of any delivery." in text
    assert "1 of the 3 reports has no date on its page" in text


def test_companies_by_strength_and_inferences_apart(chips: Page) -> None:
    """Named companies come firmest first with who names them; what is inferred is folded, counted and called so."""
    gain = _section(chips, "Which companies gain")
    assert "Nvidia" in gain.text[0]
    assert [(row[0].text, row[2]) for row in gain.rows] == [  # type: ignore[union-attr]
        ("Nvidia", "mentioned as an example"),
        ("domestic Japanese companies", "named by reports"),
    ]
    could = _section(chips, "Who could supply")
    assert could.folded
    assert "This is inferred; no report says it." in could.text[0]
    assert Ref("Intel", ID + "company/intel") in {row[0] for row in could.rows}
    assert Ref("Nvidia", ID + "company/nvidia") not in {row[0] for row in could.rows}


def test_who_gains_is_told_with_reports_and_their_words(chips: Page) -> None:
    """Companies are named in the sentence, a group is called one; each row has its reports and unfolds its reason."""
    gain = _section(chips, "Which companies gain")
    assert gain.text[0].startswith(
        "Reports name Nvidia as gaining. They also speak of companies without naming them: domestic Japanese companies."
    )
    told = ("3 reports name Nvidia as ", "3 reports speak of domestic Japanese companies as ")
    for row, said in zip(gain.rows, told, strict=True):
        *links, fold = row[3]  # type: ignore[misc, str-unpack]
        assert all(isinstance(link, Link) and link.href for link in links)
        assert isinstance(fold, Fold)
        assert said in str(fold.inside)


def test_what_gains_from_a_part_is_told_of_the_whole(small: Store) -> None:
    """A company named in reports of a part stands on the page of the whole, with the part it gains from."""
    store = small.copy()
    whole = json.loads(json.dumps(RECORDS[3]))
    whole["report"] |= {"publisher": "Paper", "title": "Korea's plan and its first part"}
    part = json.loads(json.dumps(whole["pledges"][0])) | {"id": "part", "part_of": "invest", "kind": "purchase"}
    part |= {"amounts": [{"value": 5000000000, "unit": "USD"}], "products": ["liquefied natural gas"]}
    part["companies"] = [{"name": "Cheniere Energy", "role": "supplier"}]
    whole["pledges"].append(part)
    whole["companies"] = [{"name": "Cheniere Energy"}]
    loading.load(store, [type(records()[0]).of(whole)])
    gain = _section(view(store, "pledge", "ships").page, "Which companies gain")
    assert (
        "No report names a company that gains from it as a whole. Reports of its parts name Cheniere Energy."
        in (gain.text[0])
    )
    (row,) = gain.rows
    through, sources = row[3]  # type: ignore[misc, str-unpack]
    assert through.text.startswith("by a part: South Korea")  # type: ignore[union-attr]
    assert "$5bn" in through.text  # type: ignore[union-attr]
    assert [link.text.partition(",")[0] for link in sources] == ["Paper"]  # type: ignore[union-attr]


def test_heading_lead_and_lists_agree_where_reports_differ(small: Store) -> None:
    """Where most reports give the weaker status, heading, lead, lists and "stands as" all have its verb."""
    store = small.copy()
    for at, status in enumerate(("agreed", "agreed", "signed")):
        record = json.loads(json.dumps(RECORDS[0]))
        record["report"] |= {"publisher": f"Paper {at}", "title": f"Japan and chips {at}", "published": "2025-05-30"}
        record["pledges"][0] |= {"status": status, "attributed_to": [], "pledgers": ["KOR"], "evidence": status}
        loading.load(store, [type(records()[0]).of(record)])
    answers = Answers(store, whole=True)
    (row,) = answers.ask("pledges", pledger="South Korea", kind="purchase")
    assert (row["grade"], row["contested"]) == ("agreed", ["status"])
    page = dossier(answers, row["pledge"])
    assert page.title == "South Korea agreed to buy up to ¥1tn of US chips"
    assert page.lead.startswith("South Korea has agreed to buy chips")
    assert _facts(page)["How firm"] == "agreed, disputed"
    home = view(store, "home").page
    assert [item[1] for item in _section(home, "All pledges").rows if item[0] == Ref(page.title, row["pledge"])] == [
        "agreed, disputed"
    ]


def test_rival_figures_stand_on_one_scale_by_unit(small: Store) -> None:
    """Figures in one unit share an axis that reaches beyond the largest; a figure of another kind stands apart."""
    store = small.copy()
    for at, amount in enumerate(({"value": 2_000_000_000_000, "unit": "JPY"}, {"value": 5_000_000, "unit": "unit"})):
        record = json.loads(json.dumps(RECORDS[0]))
        record["report"] |= {"publisher": f"Paper {at}", "title": f"Japan to buy US chips, {at}"}
        record["pledges"][0]["amounts"] = [amount]
        loading.load(store, [type(records()[0]).of(record)])
    section = _section(view(store, "pledge", "chips").page, "Figures that differ")
    yen, other = section.side_by_side
    axis = yen.columns[1]
    assert isinstance(axis, Strip)
    assert axis.text == "0 to ¥2tn"
    assert [row[0] for row in yen.rows] == ["up to ¥1tn", "¥2tn"]
    assert [mark.shape for row in yen.rows for mark in row[1].marks] == ["whisker", "bar"]  # type: ignore[union-attr]
    assert [row[0] for row in other.rows] == ["5m units"]


def test_every_report_is_linked(chips: Page) -> None:
    """The reports are there with address, status, figure as printed and whose word it is."""
    rows = _section(chips, "Reports").rows
    cells = [row[1] for row in rows]
    assert len(rows) == 3
    for cell in cells:
        assert isinstance(cell, tuple)
        assert isinstance(cell[0], Link)
        assert cell[0].href.startswith("https://")
        assert "up to 1 trillion yen · after Asahi Shimbun" in str(cell[2])


def test_each_side_has_its_account(small: Store) -> None:
    """Both sides' words stand next to one another, with instrument and binding as stated."""
    page = view(small, "pledge", "ships").page
    sides = _section(page, "Each side's account").side_by_side
    assert {side.heading for side in sides} == {
        "The side that promises: South Korea",
        "The side it is promised to: United States",
    }
    facts = _facts(page)
    assert "memorandum" in str(facts["Instrument"])
    assert "disputed" in str(facts["Binding"])


def test_the_picture_joins_origins_claims_and_parties(chips: Page) -> None:
    """Each claim hangs between its origin and the pledge; companies that are named are drawn, inferred ones not."""
    kinds = sorted(node.kind for node in chips.nodes)
    assert kinds == ["Claim"] * 3 + ["Company", "Country", "Country", "Group", "Origin", "Pledge", "Product"]
    known = {node.id for node in chips.nodes}
    assert all({edge.source, edge.target} <= known for edge in chips.edges)
    assert {edge.status for edge in chips.edges if edge.label == "says"} == {"considering", "proposed"}


def test_a_line_is_as_wide_as_the_figure_is_large(small: Store) -> None:
    """Claims weigh what their figure is at least, in the unit that most give; least and largest are in the legend."""
    store = small.copy()
    for at, value in enumerate((5e11, 2e12, 8e12)):
        record = json.loads(json.dumps(RECORDS[0]))
        record["report"] |= {"publisher": f"Paper {at}", "title": f"Japan to buy US chips, {at}"}
        record["pledges"][0]["amounts"] = [{"value": value, "unit": "JPY", "qualifier": "exact"}]
        loading.load(store, [type(records()[0]).of(record)])
    page = view(store, "pledge", "chips").page
    told = [edge for edge in page.edges if edge.label == "says"]
    assert sorted(edge.weight for edge in told if edge.weight) == [5e11, 2e12, 8e12]
    assert len([edge for edge in told if edge.weight is None]) == 3  # "up to" has no low end
    assert page.samples == ((5e11, "¥500bn"), (8e12, "¥8tn"))


def test_much_is_cut_short_and_counted(small: Store) -> None:
    """A pledge of forty reports lists some, folds the rest with their number, and draws what it lists."""
    store = small.copy()
    more = []
    for at in range(40):
        record = {**RECORDS[0], "report": {**RECORDS[0]["report"], "title": f"Japan to buy US chips, {at}"}}
        record["report"]["publisher"] = f"Paper {at}"
        more.append(type(records()[0]).of(record))
    loading.load(store, more)
    page = view(store, "pledge", "chips").page
    assert len(_section(page, "Reports").rows) == LISTED
    rest = _section(page, "Further reports")
    assert (rest.folded, len(rest.rows)) == (True, 43 - LISTED)
    assert sum(node.kind == "Claim" for node in page.nodes) == LISTED
    assert "and 40 more" in str(_section(page, "Origins").rows)


def test_many_origins_and_companies_are_folded_below_their_names() -> None:
    """The weightiest origins, and all companies, are told before what unfolds; nobody is left out."""
    firms = [f"Maker {letter}" for letter in "ABCDEFGHIJ"]
    named = [{"name": firm, "role": "supplier"} for firm in firms]
    store = loaded([told(f"Paper {at}", f"2025-05-{at + 10}", companies=named) for at in range(10)])
    page = view(store, "pledge", "US goods").page
    origins, more = _section(page, "Origins"), _section(page, "More companies")
    assert (origins.folded, len(origins.rows)) == (True, 10)
    assert "Of 10 the weightiest are Paper 0 (1 claim)" in origins.text[0]
    assert more.folded
    first = [row[0].text for row in _section(page, "Which companies gain").rows]  # type: ignore[union-attr]
    assert sorted([*first, *more.text[0].removesuffix(".").replace(" and ", ", ").split(", ")]) == firms


def test_a_moment_earlier_has_no_later_words(small: Store) -> None:
    """The dossier of a day holds nothing told after it."""
    from kg.derive import as_it_stood

    then, _ = as_it_stood.at(small, known_by=date(2025, 5, 28))
    pledge = ask(then, "pledges", pledger="Japan")[0]["pledge"]
    assert "Mitrade" not in str(dossier(Answers(then), pledge))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"kind": "investment", "grade": "signed"}, "Japan has signed an undertaking to invest $1bn in EU (chips)."),
        ({"kind": "loan", "grade": None, "products": []}, "Japan is said to lend $1bn to EU."),
        ({"kind": "guarantee", "grade": "agreed", "recipients": []}, "Japan has agreed to guarantee $1bn (chips)."),
        ({"kind": "purchase", "products": []}, "Japan has announced plans to buy goods from EU, $1bn."),
        (
            {"kind": "trade_target", "pledgers": ["A", "B"], "grade": "considering"},
            "A and B are said to be considering whether to reach trade of $1bn with EU (chips).",
        ),
    ],
)
def test_the_sentence_fits_kind_and_grade(row: dict[str, Any], said: str) -> None:
    """Every kind has its verb, every grade its hedge; what is unknown leaves no gap."""
    plain = {"pledgers": ["Japan"], "recipients": ["EU"], "products": ["chips"], "kind": "other", "grade": "announced"}
    assert sentence({**plain, **row}, "$1bn") == said


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("more than $7.14893864tn", "more than $7.14tn"),
        ("at least $200.95bn", "at least $200bn"),
        ("$550.1234bn–$557.126bn", "$550bn–$558bn"),
        ("up to $1.2345tn", "up to $1.24tn"),
        ("$58.7251bn", "about $58.7bn"),
        ("$450bn", "$450bn"),
        ("$2.5bn", "$2.5bn"),
        ("", ""),
    ],
)
def test_sums_are_no_more_exact_than_they_can_be(told: str, said: str) -> None:
    """Three digits; a lower end is not rounded up, an upper one not down, and what is rounded otherwise says so."""
    assert rounded(told) == said


def test_every_code_has_words() -> None:
    """No kind and no grade of the code lists is without its part of the sentence."""
    from kg.model import codes
    from kg.view.wording import _raw

    assert set(_raw()["kind"]) == set(codes.scheme("kind"))
    grades = {code for code, item in codes.scheme("status").items() if item.axis == "grade"}
    assert set(_raw()["grade"]) == {*grades, "none"}


def test_the_same_store_is_the_same_page(small: Store) -> None:
    """The page of a store loaded in another order is the same, byte for byte."""
    other = empty()
    loading.load(other, records()[::-1])
    assert view(other, "pledge", "chips").html == view(small, "pledge", "chips").html


def test_what_reports_tell_as_fulfilled_is_not_headed_as_merely_announced() -> None:
    """Where only orders are counted nothing is delivered, yet the page says at its head that reports tell it as met."""
    met = told(
        "Wire",
        "2026-01-20",
        "delivered",
        evidence="China met its pledge to buy 12 million tons, traders said.",
        amounts=[{"value": 12e6, "unit": "tonne"}],
        more={
            "deliveries": [
                {"id": "d", "pledge": "p", "stage": "ordered", "amounts": [{"value": 12e6, "unit": "tonne"}]}
            ]
        },
    )
    first = told("Post", "2025-11-01", amounts=[{"value": 12e6, "unit": "tonne"}])
    store = loaded([first, met])
    page = view(store, "pledge", ask(store, "pledges")[0]["pledge"]).page
    assert page.lead.startswith(
        "Japan has announced plans to buy goods from the United States, 12m tonnes. 1 report tells it as fulfilled."
    )
    facts = _facts(page)
    assert "Delivery" not in facts
    assert [link.text for link in facts["Told as fulfilled by"]] == ["Wire, 2026-01-20"]
