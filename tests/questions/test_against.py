"""What a proof tells that stands against a benefit: a quota that grows, nothing settled, sales that go elsewhere."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from worlds import loaded, usd
from worlds import told as telling

from kg.model.decisions import Decision
from kg.questions.benefits.worded import enlarged
from kg.questions.catalogue import ask

GAS = "Venture Global"
RICE: dict[str, Any] = {"kind": "market_access", "status": "agreed", "products": ["rice"]}
FIXED: dict[str, Any] = {"terms": [{"kind": "fixed_quota", "text": "within the unchanged quota"}]}


def beside(company: str, *records: Any) -> list[str]:
    """What stands beside the first benefit of a company."""
    store = loaded(records)
    pledge = ask(store, "beneficiaries", company=company)[0]["pledge"]
    return [row["sentence"] for row in ask(store, "why", pledge=pledge, company=company) if row["part"] == "beside"]


def test_a_quota_that_is_told_to_grow_stands_against_a_loss() -> None:
    """The rule of who loses rests on a quota that stays as large."""
    fixed = telling("ChosunBiz", "2025-07-23", title="Rice", evidence="Within an unchanged quota.", **RICE, **FIXED)
    grown = telling("Yomiuri Shimbun", "2025-07-25", title="Rice", evidence="A major expansion of the quota.", **RICE)
    told = beside("Thailand", fixed, grown)
    source = "(Yomiuri Shimbun, 2025-07-25)"
    assert f"Against it stands that the quota is told to grow {source}: “A major expansion of the quota”." in told
    assert not [text for text in beside("Thailand", fixed) if "grow" in text]


@pytest.mark.parametrize(
    ("text", "grows"),
    [
        ("Japan expands the rice quota.", True),
        ("Koizumi says the quota itself does not grow.", False),
        ("A larger US share inside the unchanged quota of about 770,000 tons.", False),
    ],
)
def test_words_of_a_quota_that_grows(text: str, grows: bool) -> None:
    """A larger share of it is no larger quota."""
    assert enlarged(text) is grows


@pytest.mark.parametrize(("status", "said"), [("announced", True), ("considering", False), ("signed", False)])
def test_that_nothing_is_settled_is_told_of_what_is_announced(status: str, said: bool) -> None:
    """A plan is none by itself, and what was signed has been settled since."""
    held: dict[str, Any] = {"companies": [{"name": "Toshiba", "role": "supplier"}], "kind": "investment"}
    words: dict[str, Any] = {
        "commitment_words": "none of these projects have been finalized",
        "evidence": "Toshiba builds.",
    }
    told = beside("Toshiba", telling("ANS", "2025-11-03", status, title="Plants", amounts=[usd(1e9)], **held, **words))
    text = "It is told as not settled: “none of these projects have been finalized” (ANS, 2025-11-03)."
    assert (text in told) is said


def test_who_affirms_what_one_side_denies_is_told() -> None:
    """Who denies it speaks as well, but not for it; of an official without a name that is said."""
    arms: dict[str, Any] = {"title": "Arms", "products": ["defense"]}
    sold: dict[str, Any] = {"companies": [{"name": "Boeing", "role": "supplier"}], "evidence": "Boeing sells arms."}
    origin: dict[str, Any] = {"attributed_to": ["Reuters", "White House official"], "anonymous": True, "said_by": "USA"}
    yes = telling("ChosunBiz", "2025-07-23", "agreed", **arms, **sold, **origin)
    no = telling("USAfrica", "2025-07-23", "denied", said_by="JPN", evidence="Japan denies it.", **arms)
    store = loaded([yes, no])
    pledge = ask(store, "beneficiaries", company="Boeing")[0]["pledge"]
    rows = ask(store, "why", pledge=pledge, company="Boeing")
    text = "Where it is affirmed, the one report quotes the United States, not Japan (ChosunBiz, 2025-07-23)."
    assert text in [row["sentence"] for row in rows]
    behind = "relaying Reuters, on the word of a White House official, unnamed"
    assert [row["source"] for row in rows if row["part"] == "names"] == [f"ChosunBiz, 2025-07-23, {behind}"]


def test_a_supplier_not_known_to_sell_there_is_told_as_that() -> None:
    """To whom else it sells says nothing of this buyer."""
    beans: dict[str, Any] = {"pledgers": ["IDN"], "products": ["soybeans"], "evidence": "A million tonnes of soybeans."}
    told = beside("CHS", telling("SRN News", "2026-02-18", "signed", title="Beans", **beans))
    assert "No source here tells of soybeans that it delivered from the United States to Indonesia." in told


def test_what_stands_against_a_pledge_is_in_lists_too() -> None:
    """That it does not bind, and that one side alone tells of it: once, beside all who gain, as the proof has it."""
    seller = [{"name": "Smithfield Foods", "role": "supplier"}]
    pork: dict[str, Any] = {"pledgers": ["CHN"], "products": ["pork"], "companies": seller, "binding": "no"}
    paper = telling("Voz", "2025-10-26", "announced", title="Pork", **pork)
    found = ask(loaded([paper]), "beneficiaries", company="Smithfield Foods")
    beside = [text for row in found for text in row["beside"]]
    assert "The one report of the pledge tells it as not binding (Voz, 2025-10-26)." in beside
    proof = ask(loaded([paper]), "why", pledge=found[0]["pledge"], company="Smithfield Foods")
    assert not [row for row in proof if row["part"] == "not known" and "not binding" in row["sentence"]]


def test_measures_on_other_goods_than_a_maker_makes_are_left_out() -> None:
    """What China puts on gas hinders nobody who sells it soybeans."""
    tariff = {"id": "m", "kind": "tariff", "imposer": "CHN", "targets": ["USA"], "action": "impose"}
    held = {"rate_percent": 15, "products": ["liquefied natural gas"], "effective": "2025-02-10"}
    both: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans", "liquefied natural gas"]}
    paper = telling("Voz", "2025-10-26", "agreed", title="Gas, beans", more={"measures": [{**tariff, **held}]}, **both)
    lines = {firm: [text for text in beside(firm, paper) if text.startswith("Measures")] for firm in ("Cargill", GAS)}
    [on_gas] = lines[GAS]
    assert on_gas.startswith("Measures of China itself on liquefied natural gas: ")
    assert lines["Cargill"] == []


@pytest.mark.parametrize(
    ("wider", "said"),
    [("gas", []), ("energy", ["1 of 2 reports names liquefied natural gas."])],
)
def test_a_wider_word_for_goods_speaks_against_none(wider: str, said: list[str]) -> None:
    """Gas is what is liquefied; of a whole sector that is not told."""
    store = loaded(
        telling(name, "2025-10-26", "agreed", title="Gas", pledgers=["IND"], products=[goods])
        for name, goods in (("Voz", "liquefied natural gas"), ("CNA", wider))
    )
    [row] = [each for each in ask(store, "beneficiaries") if each["company_label"] == GAS]
    assert re.findall(r"\d of 2 reports names [^.]*\.", row["because"]) == said


@pytest.mark.parametrize(
    ("group", "company", "said"),
    [
        ("US firms", "TSMC", ["1 of 2 reports speaks of US firms as sellers (Voz, 2025-10-26)."]),
        ("US firms", "Intel", []),
        ("chip makers", "TSMC", []),
    ],
)
def test_a_group_of_sellers_speaks_against_who_is_of_another_country(group: str, company: str, said: list[str]) -> None:
    """A group that names no country takes in anybody."""
    chips: dict[str, Any] = {"pledgers": ["MYS"], "products": ["chips"]}
    sellers: dict[str, Any] = {"companies": [{"group": group, "role": "supplier"}]}
    reports = [
        telling("Voz", "2025-10-26", "agreed", title="Chips", **chips, **sellers),
        telling("CNA", "2025-10-26", "agreed", title="Chips", **chips),
    ]
    assert [text for text in beside(company, *reports) if text.endswith("as sellers (Voz, 2025-10-26).")] == said


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ((True, True), ["2 of 3 reports name Nvidia as seller, by way of example, and not Intel."]),
        ((True, False), ["2 of 3 reports name Nvidia as seller, 1 by way of example, and not Intel."]),
        ((False, False), ["2 of 3 reports name Nvidia as seller and not Intel."]),
    ],
)
def test_a_seller_named_by_way_of_example_leaves_room(examples: tuple[bool, bool], said: list[str]) -> None:
    """For others beside it."""
    reports = [
        telling(name, "2025-05-28", products=["chips"], companies=[{"name": "Nvidia", "role": "supplier", **each}])
        for name, is_one in zip(("CNA", "AFP"), examples, strict=True)
        for each in [{"example": True} if is_one else {}]
    ]
    reports.append(telling("NHK", "2025-05-28", products=["chips"]))
    assert [text for text in beside("Intel", *reports) if text.endswith("and not Intel.")] == said


def test_measures_are_told_as_they_stood_when_what_it_went_on_in_was_told() -> None:
    """What was eased between the talk and the figure bears on the talk as well."""
    first = telling("Voz", "2025-10-26", "agreed", title="Talk", pledgers=["CHN"], products=["soybeans"])
    later = telling(
        "BBC", "2025-12-26", "agreed", title="Beans", pledgers=["CHN"], products=["soybeans"], amounts=[usd(9e9)]
    )
    act: dict[str, Any] = {"id": "m", "kind": "tariff", "imposer": "CHN", "targets": ["USA"], "action": "suspend"}
    act |= {"products": ["soybeans"], "effective": "2025-11-10", "evidence": "China suspends its tariff."}
    eased = telling("CNN", "2025-11-11", "agreed", title="Rice", products=["rice"], more={"measures": [act]})
    refs = tuple(f"{each.report.iri}/pledge-p" for each in (later, first))
    made = Decision("supersedes", refs, "editors", date(2026, 1, 1), "the talk became a figure")
    told = {
        len(decided): [
            text
            for row in ask(loaded([first, later, eased], made=decided), "beneficiaries", company="Cargill")
            if "2025-10" in row["pledge_label"]
            for text in row["beside"]
            if "eased" in text
        ]
        for decided in ([], [made])
    }
    assert told == {
        0: [],
        1: [
            "China is reported to have eased its measures on soybeans: “China suspends tariffs on US soybeans, 2025” "
            "(CNN, 2025-11-11)."
        ],
    }


@pytest.mark.parametrize(
    ("company", "meant"),
    [
        (
            "United Grain Corporation",
            "sources of the years before tell of such goods going from it to where the pledge comes from, no report of "
            "the pledge names it",
        ),
        ("Mitsui & Co.", "it follows from what sources tell, no report of the pledge concludes it"),
    ],
)
def test_why_a_tie_is_more_than_that_it_could_supply(company: str, meant: str) -> None:
    """Such goods went there, by a source of the years before; of an owner it says nothing of the kind."""
    seller = [{"name": "United Grain Corporation", "role": "supplier"}] if company == "Mitsui & Co." else []
    beans = telling(
        "Voz", "2018-10-26", "agreed", title="Beans", pledgers=["CHN"], products=["soybeans"], companies=seller
    )
    store = loaded([beans])
    rows = ask(store, "beneficiaries", company=company, strength="structural")
    assert rows.notes == (f"“structural”: {meant}",)
    proof = ask(store, "why", pledge=rows[0]["pledge"], company=company)
    assert f"(“structural”: {meant})" in proof[0]["sentence"]
