"""What a proof says is open, where a report does tell of it: who a group is, a company named beside, the duty."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, usd
from worlds import told as telling

from kg.model.record import Record
from kg.questions.catalogue import ask


def proof(company: str, *records: Record, of: str = "") -> list[str]:
    """The sentences of why a company gains by the first pledge it stands in, of those with these words as label."""
    store = loaded([*records, telling("CNA", "2026-02-02", "agreed", title="Yen", products=["rice"])])
    rows = ask(store, "beneficiaries", company=company)
    pledge = next(row["pledge"] for row in rows if of in row["pledge_label"])
    return [row["sentence"] for row in ask(store, "why", pledge=pledge, company=company)]


def chips(publisher: str, *companies: dict[str, Any]) -> Record:
    """A report of chips that Korea buys from Nvidia for firms of its own."""
    named = [{"name": "Nvidia", "role": "supplier"}, *companies]
    sides: dict[str, Any] = {"pledgers": ["KOR"], "recipients": ["Nvidia"], "amounts": [usd(1e9)]}
    return telling(publisher, "2026-01-02", title="Chips", companies=named, products=["chips"], **sides)


def test_a_group_whose_firms_reports_name_in_another_part() -> None:
    """Who buys with the state's money is held to be subsidised: no report says that these are the group."""
    group = {"group": "cloud firms", "role": "subsidised"}
    told = proof("cloud firms", chips("NHK", group), chips("ATW", {"name": "Kakao", "role": "buyer"}))
    assert (
        "No report says in so many words which companies these are; as buyer reports name Kakao (ATW, 2026-01-02), "
        "held to be subsidised by inference."
    ) in told
    assert "No report says which company or companies are meant." in proof("cloud firms", chips("NHK", group))


def test_what_the_conclusion_says_is_not_told_again() -> None:
    """Of an owner that no report of the pledge concludes it; of who may take part no share is looked for."""
    seller, maker = {"name": "Westinghouse", "role": "supplier"}, {"name": "IHI", "role": "supplier", "example": True}
    held: dict[str, Any] = {"kind": "investment", "companies": [seller, maker]}
    told = telling("News.Az", "2026-01-02", title="Reactors", amounts=[usd(1e9)], **held)
    nothing = "No report in the graph counts anything of it as paid or built."
    for company, parts in (
        ("Cameco", [nothing]),
        ("IHI", [nothing]),
        ("Westinghouse", ["No report says what part of it falls to Westinghouse.", nothing]),
    ):
        assert proof(company, told)[-len(parts) :] == parts
        assert sum(text.startswith("No report") for text in proof(company, told)) == len(parts)


JETS: dict[str, Any] = {
    "pledgers": ["Qatar Airways"],
    "products": ["aircraft"],
    "deadline": "by 2033",
    "deadline_date": "2033",
    "evidence": "So it is told.",
}


@pytest.mark.parametrize(
    ("sum_told", "expected"),
    [
        ([], ["No report in the graph tells of any delivery of it."]),
        (
            [usd(96e9)],
            [
                "No report says what part of the sum falls to Boeing.",
                "No report in the graph tells of any delivery of it.",
            ],
        ),
    ],
)
def test_of_a_sum_that_sellers_share_the_part_of_each_is_open(
    sum_told: list[dict[str, Any]], expected: list[str]
) -> None:
    """The jets are all of the one, the sum has the engines of the other; what is due in years has not come either."""
    buyer, maker, engines = (
        {"name": name, "role": role}
        for name, role in (("Qatar Airways", "buyer"), ("Boeing", "supplier"), ("GE Aerospace", "supplier"))
    )
    number = {"value": 210, "unit": "aircraft", "qualifier": "exact"}
    held = {name: [buyer, maker] for name in ("NHK", "BBC", "CNN", "UPI", "AFP")}
    held |= {"ATW": [buyer, maker, engines]}
    reports = (
        telling(
            name,
            "2025-05-14",
            "signed",
            title="Jets",
            companies=firms,
            recipients=[firm["name"] for firm in firms[1:]],
            amounts=[number, *sum_told],
            **JETS,
        )
        for name, firms in held.items()
    )
    told = proof("Boeing", *reports)
    assert [text for text in told if text.startswith("No report")] == expected


CARS: dict[str, Any] = {
    "pledgers": ["USA"],
    "recipients": ["GBR"],
    "kind": "market_access",
    "products": ["cars"],
    "amounts": [{"value": 100000, "unit": "unit", "qualifier": "exact"}],
}
CUT: dict[str, Any] = {
    "evidence": "Within the quota tariffs fall from 27.5% to 10%.",
    "kind": "tariff",
    "imposer": "USA",
    "targets": ["GBR"],
    "action": "cut",
    "rate_percent": 10,
    "products": ["cars"],
}


@pytest.mark.parametrize(
    ("evidence", "measures", "said"),
    [
        (
            "The US creates a quota.",
            [{**CUT, "effective": "2025-06-30"}],
            "On the duty: “Within the quota tariffs fall from 27.5% to 10%” (CNN, 2025-06-18); in effect since "
            "2025-06-30 (CNN, 2025-06-18).",
        ),
        (
            "The tariff goes from 27.5% to 10%.",
            [],
            "On the duty: “The tariff goes from 27.5% to 10%” (CNN, 2025-06-18).",
        ),
        (
            "The US creates a quota.",
            [],
            "The duty is taken to be lower within the quota alone: no report of the pledge tells the rate.",
        ),
    ],
)
def test_the_duty_within_a_quota(evidence: str, measures: list[dict[str, Any]], said: str) -> None:
    """By the same report's measure on the goods, else by the words of the pledge; taken for lower if none is; once."""
    more = {"measures": measures}
    quota = telling("CNN", "2025-06-18", "signed", title="Cars", evidence=evidence, more=more, **CARS)
    told = [text for text in proof("Aston Martin", quota) if text.startswith(("On the duty", "The duty"))]
    assert told == [said]


def test_a_duty_told_against_who_tells_of_none() -> None:
    """Where the report that names who is let in tells of no duty, another that gives one is told against it."""
    free = "British car makers get a tariff-free quota."
    makers = [{"group": "British car makers", "role": "supplier"}]
    quota = telling("CNN", "2025-06-18", "signed", title="Cars", evidence=free, companies=makers, **CARS)
    rate = "Cars get in at a 10% in-quota duty."
    later = telling("BBC", "2025-06-19", "signed", title="Quota", evidence=rate, **CARS)
    again = telling("NHK", "2025-06-20", "signed", title="Cars", evidence="The quota has a duty of 10%.", **CARS)
    still = "of a duty still: “Cars get in at a 10% in-quota duty” (BBC, 2025-06-19)"
    assert f"Another report tells {still}." in proof("British car makers", quota, later)
    assert f"Other reports tell {still}; a duty also by NHK, 2025-06-20." in proof(
        "British car makers", quota, later, again
    )


def test_a_seller_that_announces_what_nobody_is_told_to_buy() -> None:
    """It promises its own goods: the verb tells no sale, and who buys is open until a report names a buyer."""
    own: dict[str, Any] = {"pledgers": ["Nvidia"], "recipients": ["GBR"], "kind": "other", "products": ["AI chips"]}
    own |= {"undertaking": "deploy AI chips in the UK"}
    seller = {"name": "Nvidia", "role": "supplier"}
    told = proof("Nvidia", telling("NHK", "2026-01-02", title="Chips", companies=[seller], **own))
    assert told[0].startswith("Nvidia announces a supply of its own: ")
    assert "by way of" not in told[0]
    assert "No report in the graph names who buys it." in told
    firms = [seller, {"name": "Nscale", "role": "buyer"}]
    bought = proof("Nvidia", telling("NHK", "2026-01-02", title="Chips", companies=firms, **own))
    assert "No report in the graph names who buys it." not in bought


def parts_of(whole: dict[str, Any], *parts: dict[str, Any]) -> Record:
    """A report of a pledge of Japan with its parts."""
    held: dict[str, Any] = {"pledgers": ["JPN"], "recipients": ["USA"], "status": "announced", **whole, "id": "w"}
    pledges = [held, *({**held, **part, "id": f"p{n}", "part_of": "w"} for n, part in enumerate(parts))]
    report = {"publisher": "ATW", "title": "Parts", "published": "2026-01-02", "type": "reporting"}
    return Record.of({"report": report, "pledges": pledges})


def test_who_may_take_part_stands_apart_in_a_part() -> None:
    """Beside who does."""
    seller, maker, other = (
        {"name": "Westinghouse", "role": "supplier"},
        {"name": "IHI", "role": "supplier", "example": True},
        {"name": "GE Vernova", "role": "supplier"},
    )
    whole = {"kind": "investment", "amounts": [usd(332e9)], "companies": [seller, other]}
    told = parts_of(whole, {"amounts": [usd(100e9)], "companies": [seller, maker], "products": ["reactors"]})
    assert (
        "Reports name Westinghouse, by way of example with IHI, in a part of it, “Japan to invest $100bn in the US "
        "(nuclear reactors)”."
    ) in proof("Westinghouse", told, of="$332bn")


def test_a_part_that_is_firmer_than_the_whole_is_told() -> None:
    """What is on order of what is only thought of."""
    boeing = {"companies": [{"name": "Boeing", "role": "supplier"}], "products": ["aircraft"], "recipients": ["Boeing"]}
    whole = {"kind": "purchase", "status": "considering", "amounts": [usd(100e9)], **boeing}
    told = parts_of(whole, {"status": "signed", "amounts": [usd(50e9)], "evidence": "Boeing jets are on order."})
    assert "A part of it, “Japan signed up to buy $50bn of aircraft from Boeing”, is told as signed." in proof(
        "Boeing", told, of="$100bn"
    )


def test_parts_that_stand_otherwise_are_told_of_who_gains_by_inference() -> None:
    """The one that it stands in, and any that was kept."""
    runs = {"companies": [{"name": "Element Six", "role": "operator"}], "kind": "investment"}
    whole = {"kind": "investment", "status": "signed", "amounts": [usd(550e9)]}
    plant = {**runs, "status": "announced", "amounts": [usd(6e8)], "products": ["synthetic diamonds"]}
    kept = {"kind": "investment", "status": "signed", "amounts": [usd(2e9)], "products": ["ships"]}
    met = {**kept, "evidence": "Tokyo fulfilled its pledge of $2bn."}
    told = proof("Element Six", parts_of(whole, plant, met), of="$550bn")
    assert [text for text in told if text.startswith("A part of it")] == [
        "A part of it, “Japan to invest $600m in the US (synthetic diamonds)”, is told as announced.",
        "A part of it, “Japan signed up to invest $2bn in the US (ships)”, is told as fulfilled (ATW, 2026-01-02).",
    ]


def test_a_report_that_names_who_loses_leaves_how_much_open() -> None:
    """It is told as one that loses, and its owner is inferred to gain nothing."""
    loser = {"name": "Vivergo Fuels", "role": "competitor"}
    quota: dict[str, Any] = {"kind": "market_access", "products": ["ethanol"], "companies": [loser]}
    told = telling("NHK", "2026-01-02", "agreed", title="Ethanol", evidence="Vivergo may close.", **quota)
    store = loaded([told])
    rows = ask(store, "beneficiaries", pledge=ask(store, "pledges")[0]["pledge"])
    assert [(row["company_label"], row["direction"], row["verb"]) for row in rows] == [
        ("Vivergo Fuels", "harmed", "could lose sales")
    ]
    assert rows[0]["because"].startswith(
        "The one report of the pledge names Vivergo Fuels as one that stands to lose: Vivergo may close (NHK, "
        "2026-01-02)."
    )
    sentences = proof("Vivergo Fuels", told)
    assert "No report says how much Vivergo Fuels loses by this." in sentences


def test_what_came_of_another_number_is_no_delivery_of_this() -> None:
    """Of fifty that were ordered one came: the forty-nine that are left are all to come."""
    jets: dict[str, Any] = {
        "pledgers": ["Garuda Indonesia"],
        "recipients": ["Boeing"],
        "products": ["aircraft"],
        "companies": [{"name": "Boeing", "role": "supplier"}, {"name": "Garuda Indonesia", "role": "buyer"}],
    }

    def order(outlet: str, number: int, evidence: str) -> Record:
        amounts = [{"value": number, "unit": "aircraft", "qualifier": "exact"}]
        return telling(outlet, "2026-01-02", "signed", title="Jets", amounts=amounts, evidence=evidence, **jets)

    left = [order(name, 49, "Garuda has 49 jets on order.") for name in ("ATW", "BBC")]
    came = "A delivery is told of in words: “Of the jets one was delivered” (CNN, 2026-01-02)."
    none = "No report in the graph tells of any delivery of it."
    for number, delivered in ((49, True), (50, False)):
        told = proof("Boeing", *left, order("CNN", number, "Of the jets one was delivered."))
        assert (came in told, none in told) == (delivered, not delivered)


def test_by_which_parts_it_gains_too() -> None:
    """Who could supply the whole could supply the part; the part is named, with how it stands where it stands else."""
    given: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
    whole = {**given, "id": "w", "products": ["soybeans"], "amounts": [usd(9e9)], "evidence": "China buys soybeans."}
    part = {**whole, "id": "p", "amounts": [usd(1e9)], "part_of": "w"}
    for status, stands in (("agreed", ","), ("announced", ", which is announced,")):
        report = {"publisher": "BBC", "title": "Beans", "published": "2026-01-02", "type": "reporting"}
        told = proof(
            "Cargill", Record.of({"report": report, "pledges": [whole, {**part, "status": status}]}), of="$9bn"
        )
        label = f"China {'agreed to' if stands == ',' else 'to'} buy $1bn of US soybeans"
        assert f"Of a part of it, “{label}”{stands} the same is inferred of Cargill." in told


def test_how_a_part_ended_is_told_once() -> None:
    """Its label has it too."""
    given: dict[str, Any] = {"pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase"}
    whole = {**given, "id": "w", "status": "agreed", "products": ["soybeans"], "amounts": [usd(9e9)]}
    part = {**whole, "id": "p", "status": "missed", "amounts": [usd(1e9)], "part_of": "w"}
    report = {"publisher": "BBC", "title": "Beans", "published": "2026-01-02", "type": "reporting"}
    told = proof("Cargill", Record.of({"report": report, "pledges": [whole, part]}), of="$9bn")
    [said] = [text for text in told if text.startswith("A part of it")]
    assert said == "A part of it, “China to buy $1bn of US soybeans”, is told as missed."


def test_claims_quoted_below_are_no_more_claims() -> None:
    """Of seven that tell a pledge five are told one by one, and one is quoted beside them."""
    outlets = ("ATW", "BBC", "CNN", "NHK", "AFP", "RTL", "UPI")
    beans: dict[str, Any] = {"pledgers": ["CHN"], "products": ["soybeans"], "title": "Beans"}
    records = [
        telling(
            name, f"2026-01-0{n + 1}", "agreed", evidence=f"By {name} China buys many soybeans of farmers.", **beans
        )
        for n, name in enumerate(outlets[:-1])
    ]
    last = telling("UPI", "2026-01-07", "agreed", evidence="China buys soybeans.", amounts=[usd(9e9)], **beans)
    told = proof("Cargill", *records, last)
    assert "What is told: “China buys soybeans” (UPI, 2026-01-07)." in told
    assert not [text for text in told if "more claims" in text]
    assert "By RTL China buys many soybeans of farmers." in told
