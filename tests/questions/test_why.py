"""What the proof of a benefit tells of the pledge: sums apart from tonnages, whose word it is, owners, deadlines."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.benefits.differing import differing
from kg.questions.catalogue import ask

JETS: dict[str, Any] = {
    "pledgers": ["Garuda Indonesia"],
    "recipients": ["Boeing", "USA"],
    "products": ["aircraft"],
    "companies": [{"name": "Garuda Indonesia", "role": "buyer"}, {"name": "Boeing", "role": "supplier"}],
    "evidence": "Garuda orders Boeing jets.",
}
NOW = telling("CNA", "2026-02-02", "agreed", title="Yen")  # the last report in the graph


def proof(company: str, *records: Record, part: str | None = None) -> list[str]:
    """The sentences of why a company gains by the one pledge that is told, or those of one part."""
    store = loaded([*records, NOW])
    pledge = ask(store, "beneficiaries", company=company)[0]["pledge"]
    rows = ask(store, "why", pledge=pledge, company=company)
    return [row["sentence"] for row in rows if part in (None, row["part"])]


def jets(publisher: str, *amounts: dict[str, Any], day: str = "2025-08-22", **more: Any) -> Record:
    """One report of an order of aircraft."""
    return telling(publisher, day, title="Garuda", amounts=list(amounts), **{**JETS, **more})


def number(value: int, qualifier: str = "exact") -> dict[str, Any]:
    """So many aircraft."""
    return {"value": value, "unit": "aircraft", "qualifier": qualifier}


@pytest.mark.parametrize(
    ("amounts", "differ"),
    [
        ([[usd(8e9)], [number(50)]], []),
        (
            [[usd(8e9), number(50)], [usd(6e9), number(40)]],
            ["the amount: $6bn (1) or $8bn (1); 40 aircraft (1) or 50 aircraft (1)"],
        ),
        (
            [[number(50)], [number(50, "up_to")]],
            ["whether the figure is a limit: 50 aircraft (1) or up to 50 aircraft (1)"],
        ),
        (
            [[number(50), usd(8e9)], [number(50, "up_to"), usd(8e9, qualifier="up_to")]],
            ["whether the figure is a limit: 50 aircraft (1) or up to 50 aircraft (1)"],
        ),
        (
            [[number(50)], [number(50, "more_than")]],
            ["whether the figure is a minimum: 50 aircraft (1) or more than 50 aircraft (1)"],
        ),
        (
            [[usd(33e9)], [usd(33.3e9, "about")], [usd(33e9, "up_to")]],
            ["whether the figure is a limit: $33bn (1) or up to $33bn (1)"],
        ),
    ],
)
def test_a_sum_of_money_is_no_rival_of_a_number(amounts: list[list[dict[str, Any]]], differ: list[str]) -> None:
    """Of each measure the values that differ stand together; of limits the label's alone are told."""
    told = proof("Boeing", *(jets(f"A{n}", *held) for n, held in enumerate(amounts)), part="beside")
    found = [text for text in told if text.startswith("Reports differ")]
    assert found == [f"Reports differ on {each}." for each in differ]


def test_a_grade_above_the_one_held_is_told() -> None:
    """As what reports differ on, with what they tell of its end and of deliveries, however many statuses there are."""
    days = {"AFP": ("2025-10-01", "signed"), "ATW": ("2025-10-02", "announced"), "NHK": ("2025-10-20", "announced")}
    reports = [jets(name, number(50), day=day, status=status) for name, (day, status) in days.items()]
    told = " ".join(proof("Boeing", *reports, part="beside"))
    assert "how far the pledge has come: announced (2) or signed (1)" in told
    grades = ["announced", "agreed", "considering", "proposed", "signed"]
    told = " ".join(proof("Boeing", *(jets(grade, number(50), status=grade) for grade in grades), part="beside"))
    assert "being considered" in told
    assert "1 more" not in told


def test_a_step_on_the_way_is_no_difference() -> None:
    """What was announced and then agreed is one course; who tells less after that differs."""
    first, then = jets("AFP", number(50), day="2025-08-01"), jets("ATW", number(50), day="2025-08-22", status="agreed")
    told = proof("Boeing", first, then, part="beside")
    assert not [text for text in told if text.startswith("Reports differ")]
    late = jets("NHK", number(50), day="2025-09-22")
    told = proof("Boeing", first, then, late, part="beside")
    differ = "Reports differ on how far the pledge has come: agreed (1) or announced (1)."
    assert differ in told


@pytest.mark.parametrize(
    ("amounts", "told"),
    [
        ([[number(50), usd(8e9)]], ["Also told: $8bn together with 50 aircraft (A0, 2025-08-22)."]),
        ([[number(50)], [number(50), usd(8e9)]], ["Also told: $8bn together with 50 aircraft (A1, 2025-08-22)."]),
        ([[number(50), usd(8e9)], [number(50), usd(6e9)]], []),
        ([[number(50)]], []),
    ],
)
def test_a_figure_of_another_measure_stands_beside(amounts: list[list[dict[str, Any]]], told: list[str]) -> None:
    """What the label does not tell, unless reports differ on it."""
    found = proof("Boeing", *(jets(f"A{n}", *held) for n, held in enumerate(amounts)), part="beside")
    assert [text for text in found if text.startswith("Also told")] == told


@pytest.mark.parametrize(
    ("status", "words", "told"),
    [
        ("agreed", "working toward", ["The promise is worded as “working toward” (ATW, 2025-08-22)."]),
        ("agreed", "will buy", []),
        ("considering", "intends to buy", []),
        ("in_force", "intends to buy", []),
    ],
)
def test_words_that_say_less_are_told(status: str, words: str, told: list[str]) -> None:
    """Of what is held to be undertaken and not in force."""
    found = proof("Boeing", jets("ATW", number(50), status=status, commitment_words=words), part="beside")
    assert [text for text in found if text.startswith("The promise is worded as")] == told


def test_a_wording_that_two_reports_share_is_told_once() -> None:
    """With both of them; what one has besides stands apart."""
    held = (("ATW", "expected to rise; working toward"), ("BBC", "working toward"))
    found = proof("Boeing", *(jets(name, number(50), status="agreed", commitment_words=said) for name, said in held))
    told = "“working toward” (ATW, 2025-08-22; BBC, 2025-08-22) and “expected to rise” (ATW, 2025-08-22)"
    assert [text for text in found if "worded as" in text] == [f"The promise is worded as {told}."]


@pytest.mark.parametrize(
    ("term", "told"),
    [
        ({"deadline": "over the next four years"}, ["Term told: “over the next four years” (ATW, 2025-08-22)."]),
        ({"deadline": "as early as 2017"}, []),
        ({"deadline": "by 2030", "deadline_date": "2030"}, []),
    ],
)
def test_a_term_of_no_day_is_told_as_printed(term: dict[str, str], told: list[str]) -> None:
    """Where no report gives the day on which it ends."""
    found = proof("Boeing", jets("ATW", number(50), **term), part="beside")
    assert [text for text in found if text.startswith("Term told")] == told


def test_who_tells_it_as_binding_stands_beside() -> None:
    """Of those that tell it as not binding the side that promises comes first."""
    loose = "The order is non-binding"
    outlet = jets("AFP", number(50), evidence=f"{loose}, analysts say.", binding="no", pledgers=["IDN"])
    own = jets(
        "ATW",
        number(50),
        evidence=f"{loose}, Jakarta says.",
        binding="no",
        said_by="IDN",
        day="2025-08-23",
        pledgers=["IDN"],
    )
    firm = jets("NHK", number(50), binding="yes", pledgers=["IDN"], day="2025-08-24")
    told = proof("Boeing", outlet, own, firm, part="beside")
    assert any(
        text.endswith(
            f"as not binding: “{loose}, Jakarta says” (ATW, 2025-08-23); 1 of 3 reports tells it as binding "
            "(NHK, 2025-08-24)."
        )
        for text in told
    )
    assert any("whether it binds: not binding (2) or binding (1)" in text for text in told)


FARM: dict[str, Any] = {
    "pledgers": ["CHN"],
    "products": ["pork"],
    "companies": [{"name": "Smithfield Foods", "role": "supplier"}],
}
BESSENT: dict[str, Any] = {
    "attributed_to": ["Scott Bessent"],
    "more": {"officials": [{"name": "Scott Bessent", "country": "USA"}]},
}


@pytest.mark.parametrize(
    ("more", "alone"),
    [
        ({"evidence": "Bessent said that Beijing will buy pork.", **BESSENT}, True),
        ({"evidence": "Bessent said that Beijing will buy pork.", **BESSENT, "status": "signed"}, True),
        ({"evidence": "The leaders agreed on pork, Bessent said.", **BESSENT}, False),
        ({"evidence": "China's ministry said that it will buy pork.", "attributed_to": ["Chinese officials"]}, False),
        ({"evidence": "China announced that it will buy pork, Bessent said.", **BESSENT}, False),
        ({"evidence": "Pork will be bought."}, False),
    ],
)
def test_that_only_the_other_side_tells_of_it(more: dict[str, Any], alone: bool) -> None:
    """Not where both speak, or no report says whose word it relays; that it is signed one report alone may say."""
    status = more.pop("status", "announced")
    told = proof("Smithfield Foods", telling("Voz", "2025-10-26", status, title="Pork", **FARM, **more), part="beside")
    sentence = "In what is told of it here, the one report quotes the United States, not China (Voz, 2025-10-26)."
    assert (sentence in told) is alone


def test_an_owner_abroad_is_told() -> None:
    """And that the pledge comes from its country; of a sale abroad too where the seller itself is at home."""
    told = proof("Smithfield Foods", telling("Voz", "2025-10-26", title="Pork", **FARM), part="beside")
    assert (
        "WH Group owns 93% of Smithfield Foods (nearly 93% after the listing of 28 January 2025; The Smithfield "
        "Times, 2025-04-24); WH Group is a company of China (Food Business Africa, undated), where the pledge "
        "comes from." in told
    )
    plant: dict[str, Any] = {
        "kind": "investment",
        "companies": [{"name": "Toshiba", "role": "supplier"}],
        "amounts": [usd(1e9)],
    }
    told = proof("Toshiba", telling("Voz", "2025-10-26", title="Plants", **plant), part="beside")
    assert "Toshiba is a company of Japan (CNA, 2025-10-28), where the pledge comes from." in told


def test_what_is_told_as_fulfilled_heads_the_proof() -> None:
    """Before how firm it is as a promise; an order of years ago bears its year, a deadline that passed stands once."""
    met = jets("ATW", number(50), evidence="Garuda fulfilled its pledge to buy 50 Boeing jets.", status_date="2023-05")
    [head] = proof("Boeing", met, part="conclusion")
    assert head.endswith(
        ". The pledge of 2023 is told as fulfilled (ATW, 2025-08-22); before that it was announced; "
        "the one dated report of it is of 2025-08."
    )
    late = jets("ATW", number(50), deadline="by 2025", deadline_date="2025")
    told = " ".join(proof("Boeing", late))
    assert told.count("ts deadline, 2025-12-31 (ATW, 2025-08-22), has passed") == 1


def test_a_figure_that_covers_more_is_told() -> None:
    """Unless what it covers is itself among the goods."""
    fleet: dict[str, Any] = {"pledgers": ["IND"], "products": ["aircraft"], "evidence": "With engines that is $80bn."}
    told = proof("Airbus", telling("Mid-day", "2026-02-01", title="Boeing orders", amounts=[usd(80e9)], **fleet))
    more = "The figure is told to cover engines too: “With engines that is $80bn” (Mid-day, 2026-02-01)."
    assert more in told
    fleet["products"] = ["aircraft", "engines"]
    told = proof("Airbus", telling("Mid-day", "2026-02-01", title="Boeing orders", amounts=[usd(80e9)], **fleet))
    assert more not in told
    assert "The one claim names aircraft." in told


@pytest.mark.parametrize("counted", [False, True])
def test_the_nearest_whole_is_named(counted: bool) -> None:
    """A part is no second deal; what came of a farther whole follows."""

    def promise(name: str, count: int, **more: Any) -> dict[str, Any]:
        given = {"id": name, "recipients": ["Boeing"], "kind": "purchase", "status": "announced", **more}
        return {**given, "amounts": [number(count)], "products": ["aircraft"]}

    far = promise("far", 500, pledgers=["IDN"])
    near = promise("near", 200, pledgers=["IDN"], part_of="far")
    part = promise("part", 50, pledgers=["Garuda Indonesia"], part_of="near", companies=JETS["companies"])
    stage = {"id": "d", "pledge": "far", "stage": "shipped", "amounts": [number(100)], "period": "2025-08"}
    head = {"publisher": "ATW", "title": "Jets", "published": "2025-08-22", "type": "reporting"}
    told = {"report": head, "pledges": [far, near, part], "deliveries": [stage] if counted else []}
    held = proof("Boeing", Record.of(told), part="beside")
    whole = "It is counted in “Indonesia to buy 200 aircraft from Boeing” (ATW, 2025-08-22)."
    assert whole in held
    nearer = "“Indonesia to buy 200 aircraft from Boeing” is counted in"
    farther = f"{nearer} “Indonesia to buy 500 aircraft from Boeing” (ATW, 2025-08-22)"
    shipped = f"{farther}, of which 20.0% had been delivered in 2025-08 (ATW, 2025-08-22)."
    assert (shipped in held) is counted


def test_what_went_to_the_buyer_is_told_of_a_named_seller() -> None:
    """Rather than another of its plants; and that its goods are called by capitals is no model of a plant."""
    sold: dict[str, Any] = {"products": ["LNG"], "companies": [{"name": "Cheniere", "role": "supplier"}]}
    told = proof("Cheniere Energy", telling("CNA", "2026-01-02", evidence="LNG of Cheniere.", **sold), part="beside")
    assert any("Sabine Pass, Louisiana, from where such goods went to Japan (Reuters via LNG" in text for text in told)
    assert not any("Corpus Christi" in text for text in told)


def test_who_holds_a_joint_plant_is_told() -> None:
    """Beside each that ships from it."""
    gas = telling("CNA", "2026-05-02", products=["LNG"], evidence="Japan buys LNG.", pledgers=["JPN"])
    told = proof("ExxonMobil", gas, telling("CNA", "2026-06-02", "agreed", title="Yen"), part="beside")
    assert any(text.startswith("QatarEnergy owns 70% of Golden Pass LNG") for text in told)
    assert any("ExxonMobil has the other 30%" in text for text in told)


@pytest.mark.parametrize(
    ("status", "bindings", "said"),
    [
        ("signed", ["no", "unstated"], "1 of 2 reports tells it as not binding (BBC, 2025-08-22)."),
        ("announced", ["no", "no"], "Both reports tell it as not binding (BBC, 2025-08-22; NHK, 2025-08-22)."),
        ("signed", ["yes", "unstated"], ""),
    ],
)
def test_who_tells_it_as_not_binding_is_told_though_it_is_signed(status: str, bindings: list[str], said: str) -> None:
    """By what reports say of it, whether or not the sentence kept has the word."""
    reports = [
        jets(name, number(50), status=status, binding=binding)
        for name, binding in zip(("BBC", "NHK"), bindings, strict=True)
    ]
    found = [each for each in proof("Boeing", *reports, part="beside") if "as not binding" in each]
    assert found == ([said] if said else [])


def test_a_role_that_some_give_is_not_put_on_the_others() -> None:
    """Where a sentence has a company in a list of firms alone, those that say as what are counted."""
    works: dict[str, Any] = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "investment", "products": []}
    works |= {"companies": [{"name": "GE Vernova", "role": "supplier"}]}
    texts = {
        "BBC": "GE Vernova builds the reactors.",
        "NHK": "Works of $9bn, with Westinghouse, GE Vernova and Kiewit.",
    }
    told = [telling(name, "2025-10-28", evidence=text, title="Works", **works) for name, text in texts.items()]
    [row] = [row for row in ask(loaded([*told, NOW]), "beneficiaries", company="GE Vernova") if row["basis"] == "named"]
    said = "Both reports name GE Vernova, 1 of them as supplier: GE Vernova builds the reactors (BBC, 2025-10-28)"
    assert row["because"].startswith(said)


def test_figures_of_unlike_measures_are_told_where_no_report_gives_both() -> None:
    """Five million tonnes or five billion dollars; not an order that one report gives in both."""
    tonnes = {"value": 5e6, "unit": "tonne", "qualifier": "exact"}
    beans: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], "title": "Beans"}
    apart = [
        telling("BBC", "2019-02-01", amounts=[tonnes], **beans),
        telling("NHK", "2019-02-02", amounts=[usd(5e9)], **beans),
    ]
    both = [telling("AP", "2019-02-03", amounts=[tonnes, usd(5e9)], **beans)]
    assert list(differing_figures(apart)) == ["Reports give it as 5m tonnes (1) or $5bn (1), none as both."]
    assert list(differing_figures([*apart, *both])) == []


def differing_figures(records: list[Record]) -> list[str]:
    """What is told of the figures of one pledge."""
    store = loaded(records)
    [pledge] = {row["pledge"] for row in ask(store, "pledges")}
    reader = Reader(store, "latest", {})
    found = differing(reader, pledge, Sources.of(store).claims(pledge))
    return [each for each in found if each.startswith("Reports give it as")]


def test_a_paper_on_one_model_is_no_plant_of_another() -> None:
    """An order of A350s says nothing of A320 lines; an order that names no model is one of any plant."""
    order: dict[str, Any] = {
        "pledgers": ["Emirates"], "recipients": ["Airbus", "FRA"], "products": ["aircraft"],
        "companies": [{"name": "Emirates", "role": "buyer"}, {"name": "Airbus", "role": "supplier"}],
    }  # fmt: skip
    told = [
        telling("BBC", "2025-11-18", title="Jets", evidence=text, amounts=[number(50)], **order)
        for text in ("Emirates buys 50 A350 jets of Airbus.", "Emirates buys 50 jets of Airbus.")
    ]
    with_model, without = (proof("Airbus", each, part="beside") for each in told)
    assert not any("assembles" in each for each in with_model)
    assert any("Toulouse" in each for each in without)


def test_claims_that_bear_out_how_it_stands_are_among_those_told() -> None:
    """Of many reports not the oldest alone, which only spoke of it."""
    early = [telling(f"Early {n}", f"2025-01-0{n}", "considering", evidence=f"Talk {n}.", **MINE) for n in range(1, 8)]
    late = [telling(f"Late {n}", f"2025-06-0{n}", "agreed", evidence=f"Done {n}.", **MINE) for n in range(1, 4)]
    told = proof("Cheniere Energy", *early, *late, part="claim")
    assert [each for each in told if each.startswith("Done")] == ["Done 1.", "Done 2.", "Done 3."]


MINE: dict[str, Any] = {"title": "Gas", "products": ["LNG"], "pledgers": ["KOR"]}


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        (1, ["In what is told of it here, 1 of 2 reports quotes Trafigura, none quotes China (cash.ch, 2025-10-26)."]),
        (2, []),
    ],
)
def test_a_seller_that_is_cited_speaks_for_itself(beside: int, said: list[str]) -> None:
    """Its word is not its country's; it is told where no more reports relay nobody."""
    oil: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["Trafigura"], "products": ["crude oil"]}
    oil["companies"] = [{"name": "Trafigura", "role": "supplier"}]
    cited_ = telling("cash.ch", "2025-10-26", title="Oil", evidence="Oil.", attributed_to=["Trafigura"], **oil)
    others = [telling(f"Outlet {n}", "2025-10-26", title="Oil", evidence="Oil.", **oil) for n in range(beside)]
    held = proof("Trafigura", cited_, *others, part="beside")
    assert [each for each in held if "quotes Trafigura" in each] == said


def test_who_names_it_in_another_role_is_told_beside() -> None:
    """Two reports, two roles: neither is left out of either row, the other in its own words if it has any."""
    parts: dict[str, dict[str, Any]] = {
        "CNA": {"companies": [{"name": "GE Vernova", "role": "supplier"}]},
        "NHK": {
            "companies": [{"name": "GE Vernova", "role": "operator"}],
            "evidence": "GE Vernova may run the plant.",
        },
    }
    both = [telling(name, "2025-10-26", title="Plant", kind="investment", **part) for name, part in parts.items()]
    rows = ask(loaded(both), "beneficiaries", company="GE Vernova")
    told = {row["role"]: row["because"] for row in rows if row["basis"] == "named"}
    quoted = "1 of 2 reports names GE Vernova as operator: “GE Vernova may run the plant” (NHK, 2025-10-26)."
    assert quoted in told["supplier"]
    as_supplier = "1 of 2 reports names GE Vernova as supplier (CNA, 2025-10-26)."
    assert as_supplier in told["operator"]
    other = {"supplier": quoted, "operator": as_supplier}
    heads = {"supplier": "1 of 2 reports names it as supplier (", "operator": "1 of 2 reports names it as running it ("}
    proved = ask(loaded(both), "why", pledge=rows[0]["pledge"], company="GE Vernova")
    assert [row["sentence"] for row in proved if "reports names GE Vernova as" in row["sentence"]] == [
        other[row["role"]] for row in rows if row["basis"] == "named"
    ]
    conclusions = [row["sentence"] for row in proved if row["part"] == "conclusion"]
    assert [heads[row["role"]] in text for row, text in zip(rows, conclusions, strict=True)] == [True, True]


def test_how_it_stands_is_told_apart_from_the_days_on_which_it_is_told() -> None:
    """What the last dated report tells it as is another matter than what an undated one moves it to."""
    old = jets("ATW", number(50), day="2018-03-22", status="announced")
    late = jets("BBC", number(50), day="2019-04-01", status="announced")
    [head] = proof("Boeing", old, late, part="conclusion")
    assert head.endswith("The pledge was announced; the first dated report of it is of 2018-03.")


def test_most_that_tell_a_part_as_delivered_are_told() -> None:
    """Though no count bears it out; where others tell it so, one of three says nothing of how it stands."""
    firm, bought = jets("ATW", number(50), status="agreed"), "Garuda has begun to buy."
    ordered = {"deliveries": [{"id": "d", "pledge": "p", "stage": "ordered", "amounts": [number(5)]}]}
    partly: dict[str, Any] = {"status": "partly_delivered", "evidence": bought, "more": ordered}
    said = [jets(name, number(50), day=day, **partly) for name, day in (("BBC", "2025-09-01"), ("CNN", "2025-10-01"))]
    [head] = proof("Boeing", firm, *said, part="conclusion")
    assert head.endswith(
        "The pledge is agreed, and is told as partly delivered (BBC, 2025-09-01; CNN, 2025-10-01); "
        "dated reports tell of it since 2025-08."
    )
    [head] = proof("Boeing", firm, jets("NHK", number(50), status="agreed"), said[0], part="conclusion")
    assert head.endswith("The pledge is agreed; dated reports tell of it since 2025-08.")


def test_who_tells_a_whole_as_missed_is_told() -> None:
    """Who puts the part inside of it is another."""
    whole: dict[str, Any] = {
        "id": "w",
        "pledgers": ["IDN"],
        "recipients": ["USA"],
        "kind": "purchase",
        "products": ["aircraft"],
    }
    whole["amounts"] = [usd(90e9)]
    part = {**whole, "id": "p", "part_of": "w", "companies": JETS["companies"], "amounts": [number(50)]}
    head = {"publisher": "ATW", "title": "Jets", "published": "2025-08-22", "type": "reporting"}
    told = {"report": head, "pledges": [{**each, "status": "signed"} for each in (whole, part)]}
    missed = telling(
        "BBC",
        "2026-01-02",
        "missed",
        title="Jets",
        **{name: whole[name] for name in ("pledgers", "products", "amounts")},
    )
    [said] = [text for text in proof("Boeing", Record.of(told), missed, part="beside") if "counted in" in text]
    assert said == (
        "It is counted in “Indonesia signed up to buy $90bn of US aircraft (missed)” (ATW, 2025-08-22), "
        "which is told as missed (BBC, 2026-01-02)."
    )


def test_who_promises_and_denies_it_is_told_first() -> None:
    """In the words of the first report that tells it, with how many do."""
    denied = jets("ATW", number(50), status="denied", said_by="IDN", evidence="Jakarta promised no jets.")
    again = jets("BBC", number(50), status="denied", said_by="IDN", day="2025-08-23")
    told = proof("Boeing", denied, again, jets("CNN", number(50), status="agreed"), part="beside")
    source = "(ATW, 2025-08-22); the denial also by BBC, 2025-08-23."
    assert f"Indonesia denied it, as 2 of 3 reports tell: “Jakarta promised no jets” {source}" in told


def test_a_text_that_was_changed_is_told_with_both_wordings() -> None:
    """Where a report restates its own claim."""
    old = {**jets("ATW", number(50)).pledges[0].model_dump(), "id": "old", "commitment_words": "committed"}
    new = {**old, "id": "new", "commitment_words": "intends", "restates": "old", "evidence": "It intends to buy jets."}
    report = {"publisher": "ATW", "title": "Garuda", "published": "2025-08-22", "type": "reporting"}
    both = Record.of({"report": report, "pledges": [old, new]})
    told = proof("Boeing", both, jets("CNN", number(50)), part="beside")
    changed = "1 of 2 reports tells of a changed text, from “committed” to “intends”"
    assert f"{changed}: “It intends to buy jets” (ATW, 2025-08-22)." in told


_OF_ATW = "of these 2 reports one is ATW's own, and the other goes back to it"
_UNNAMED = "on the word of unnamed sources (ATW, 2025-08-22; NHK, 2025-08-22)"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {},
            [f"2 of 3 reports tell its figure {_UNNAMED}; {_OF_ATW}."],
        ),
        ({"said_by": "USA"}, []),
    ],
)
def test_a_figure_that_only_unnamed_sources_give_is_told_as_that(more: dict[str, Any], told: list[str]) -> None:
    """Also where it is passed on; not where an official gives it too."""
    first = jets("ATW", number(50), anonymous=True, attributed_to=["people familiar with the matter"])
    again = jets("NHK", number(50), attributed_to=["ATW"])
    other = jets("CNN", number(50), **more)
    found = proof("Boeing", first, again, other, part="beside")
    assert [text for text in found if "its figure" in text] == told


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("It buys jets from Boeing.", "“It buys jets from Boeing” (ATW, 2025-08-22, by unnamed sources)"),
        ("Sources say it buys from Boeing.", "“Sources say it buys from Boeing” (ATW, 2025-08-22)"),
    ],
)
def test_a_quote_of_unnamed_sources_is_told_as_that(evidence: str, said: str) -> None:
    """Unless it says so itself."""
    report = jets("ATW", number(50), anonymous=True, evidence=evidence, evidence_kind="quote")
    [row] = ask(loaded([report, NOW]), "beneficiaries", company="Boeing")
    assert said in row["because"]


def test_who_may_take_part_is_no_example_of_one_who_does() -> None:
    """In the words of the first screen."""
    plant: dict[str, Any] = {"kind": "investment", "amounts": [usd(1e9)], "evidence": "A plant draws Toshiba."}
    plant["companies"] = [{"name": "Toshiba", "role": "supplier", "example": True}]
    told = proof("Toshiba", telling("Voz", "2025-10-26", title="Plants", **plant), part="names")
    assert told == ["Toshiba, as possibly taking part, no contract told: A plant draws Toshiba."]
