"""Who promised more: sums side by side, interval against interval."""

from __future__ import annotations

from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.model.errors import InputError, UnknownName
from kg.model.record import Record
from kg.query.reader import Reader
from kg.query.table import Table
from kg.questions.catalogue import ask
from kg.questions.totals import together
from kg.store.embedded import Store


def pledge(who: str, amount: dict[str, Any], kind: str = "investment", **more: Any) -> Record:
    """A report of one pledge to the United States."""
    return told(f"{who} Daily", "2025-08-01", "agreed", title=who, pledgers=[who], kind=kind, amounts=[amount], **more)


@pytest.fixture(scope="module")
def store() -> Store:
    """Investments that are surely more, perhaps more, as much; one of mixed kinds; a purchase of things."""
    return loaded(
        [
            pledge("JPN", usd(550e9)),
            pledge("KOR", usd(350e9)),
            pledge("TWN", usd(250e9, "at_least")),
            pledge("IND", usd(350e9)),
            pledge("QAT", usd(1200e9), kind="mixed"),
            pledge(
                "CHN", {"value": 25e6, "unit": "tonne", "qualifier": "exact"}, kind="purchase", products=["soybeans"]
            ),
            pledge("Nvidia", usd(5e9), more={"companies": [{"name": "Nvidia"}]}),
        ]
    )


def compared(store: Store, sides: str, **filters: Any) -> Table:
    """What sides promised, side by side."""
    asked: dict[str, Any] = {"compare": sides, **filters}
    return ask(store, "totals", **asked)


@pytest.mark.parametrize(
    ("sides", "lead"),
    [
        ("Japan, Korea", "Of pledges: Japan promised more; Japan $550bn, South Korea $350bn."),
        (
            "India, Korea",
            "Of pledges: India and South Korea promised as much as each other;"
            " India $350bn, South Korea $350bn.",
        ),
        (
            "Taiwan, Korea",
            "Of pledges: by the least that is told South Korea promised more; South Korea $350bn,"
            " Taiwan at least $250bn; Taiwan, with a higher end open or told, may come to as much.",
        ),
        (
            "Korea, China, Japan",
            "Of pledges: Japan promised most; Japan $550bn, South Korea $350bn; no such sum: China."
            " Beside that: China 25m tonnes.",
        ),
        ("Mexico, Japan", "Of pledges: only those by Japan add up, to $550bn; no such sum: Mexico."),
    ],
)  # fmt: skip
def test_more_is_said_only_where_the_least_of_one_is_above_the_most_of_the_others(
    store: Store, sides: str, lead: str
) -> None:
    """Equal sums are equal; what overlaps is told as not to be said; who has none is named."""
    assert compared(store, sides).lead == lead


def test_two_that_begin_alike_and_are_open_are_not_put_in_order() -> None:
    """At least $250bn on both sides says nothing of which is more."""
    alike = loaded([pledge(who, usd(250e9, "at_least")) for who in ("TWN", "BRA")])
    assert "who promised more cannot be said, Brazil and Taiwan may come to as much" in compared(alike, "TWN, BRA").lead


def test_mixed_kinds_may_hold_some_of_the_kind_asked_for(store: Store) -> None:
    """So they are counted beside it, and what there is of that kind alone is said."""
    assert compared(store, "Japan, Qatar", kind="investment").lead == (
        "Of pledges of the kind “investment”: Qatar promised more; Qatar $1.2tn, Japan $550bn; pledges of mixed"
        " kinds, which may hold some of it, are among these; of that kind alone: Japan $550bn."
    )


def test_each_side_is_what_it_is_by_itself(store: Store) -> None:
    """The sums are those of `totals`; of all countries the largest comes first; companies stand apart."""
    rows = compared(store, "countries").rows
    for row in rows:
        alone = ask(store, "totals", pledger=row["pledger"]).rows
        assert (row["part"], row["low"], row["usd_low"]) in {
            (each["part"], each["low"], each["usd_low"]) for each in alone
        }
    assert [row["pledger"] for row in rows if row["part"] == "sum in USD"] == [
        "Qatar", "Japan", "India", "South Korea", "Taiwan",
    ]  # fmt: skip


def test_what_cannot_be_compared_is_refused(store: Store) -> None:
    """A side twice, or one that nobody is."""
    with pytest.raises(InputError, match="leave --pledger out"):
        compared(store, "Japan, Korea", pledger="Japan")
    with pytest.raises(UnknownName, match="Atlantis"):
        compared(store, "Japan, Atlantis")
    assert compared(store, "Japan, Korea").onward == "kg ask totals --pledger Japan"


def test_what_is_for_one_product_alone_is_never_added_to_what_is_for_several() -> None:
    """A part that is told counts, not the package around it; a figure of several goods stands as it is told."""
    gas: dict[str, Any] = {"kind": "purchase", "products": ["lng"]}
    package = {"id": "w", "pledgers": ["TWN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed",
               "amounts": [usd(85e9)], "products": ["energy", "aircraft"]}  # fmt: skip
    part = {**package, "id": "g", "amounts": [usd(44e9, "at_least")], "products": ["lng", "crude oil"], "part_of": "w"}
    head = {"publisher": "CNA", "title": "Taiwan buys", "published": "2026-02-13", "type": "reporting"}
    world = loaded(
        [
            pledge("JPN", usd(7e9), **gas),
            pledge("THA", usd(5e9), **gas),
            pledge("IND", usd(500e9), kind="purchase", products=["lng", "coal"]),
            Record.of({"report": head, "pledges": [package, part]}),
        ]
    )
    found = compared(world, "countries", product="lng", kind="purchase")
    assert found.lead == (
        "Of pledges of the kind “purchase” on liquefied natural gas alone: Japan promised more;"
        " Japan $7bn, Thailand $5bn; in figures of several goods, liquefied natural gas among them,"
        " whose part no report tells:"
        " India $500bn, Taiwan at least $44bn."
    )
    assert [row["pledger"] for row in found.rows if row["part"] == "line"] == ["India", "Taiwan"]
    assert {row["pledger"] for row in found.rows if row["part"].startswith("sum")} == {"Japan", "Thailand"}


def test_companies_of_a_country_that_promised_nothing_itself_are_named() -> None:
    """Behind the sums, with what each of them promised."""
    jets = {"unit": "aircraft", "qualifier": "exact"}
    firm = {"companies": [{"name": "Vietjet"}]}
    store = loaded(
        [
            pledge("IDN", {"value": 50, **jets}, kind="purchase", products=["aircraft"]),
            pledge("Vietjet", {"value": 200, **jets}, kind="purchase", products=["aircraft"], more=firm),
        ]
    )
    assert compared(store, "Vietnam, Indonesia", product="aircraft").lead == (
        "Of pledges on aircraft alone: only those by Indonesia add up, to 50 aircraft; no such sum: Vietnam; "
        "by companies of Vietnam themselves: Vietjet 200 aircraft."
    )


def test_what_several_sides_come_to_together() -> None:
    """What two of them make together is in it once, and whole."""
    store = loaded(
        [
            pledge("JPN", usd(550e9)),
            told("Both Daily", "2025-08-02", "agreed", title="both", pledgers=["JPN", "KOR"], kind="investment",
                 products=["ships"], amounts=[usd(100e9)]),
        ]
    )  # fmt: skip
    reader = Reader(store, "latest", {"compare": "Japan, Korea"})
    told_of = [row["text"] for row in together(reader) if row["part"] == "sum"]
    assert told_of == ["$650bn"]


def test_where_nothing_adds_up_what_is_known_comes_first() -> None:
    """No side that promised nothing opens the answer: figures of several goods do, then who has none, then firms."""
    gas: dict[str, Any] = {"kind": "purchase", "products": ["lng"]}
    firm = {"companies": [{"name": "Petronas"}]}
    store = loaded(
        [
            pledge("IND", usd(500e9), kind="purchase", products=["lng", "coal"]),
            told(
                "Ships Daily", "2025-08-01", "considering", title="China", pledgers=["CHN"], amounts=[usd(1e9)], **gas
            ),
            pledge("Petronas", usd(2e9), more=firm, **gas),
        ]
    )
    assert compared(store, "China, India, Malaysia", product="lng").lead == (
        "Of pledges on liquefied natural gas alone: who promised most cannot be said, as none gives a figure that adds "
        "up; in figures of several goods, liquefied natural gas among them, whose part no report tells: India $500bn; "
        "no figure by itself: China and Malaysia; by China only considering: “China may buy $1bn of US liquefied "
        "natural gas”; by companies of Malaysia themselves: Petronas $2bn."
    )


def test_one_sum_alone_is_not_the_most_where_others_are_told_in_no_sum() -> None:
    """What another only proposes stands with its figure; beside one of whom nothing is told the one sum is enough."""
    corn: dict[str, Any] = {"kind": "purchase", "products": ["corn"]}
    tonnes = {"value": 2e6, "unit": "tonne", "qualifier": "exact"}
    store = loaded(
        [
            pledge("IDN", tonnes, **corn),
            told("Farm Daily", "2025-08-01", "proposed", title="Taiwan", pledgers=["TWN"], amounts=[usd(9e9)], **corn),
        ]
    )
    only = "only those by Indonesia add up, to 2m tonnes; no such sum"
    assert [compared(store, sides, product="corn").lead for sides in ("Taiwan, Indonesia", "Peru, Indonesia")] == [
        f"Of pledges on corn alone: who promised more cannot be said, as {only}: Taiwan; by Taiwan only proposed:"
        " “Taiwan proposed to buy $9bn of US corn”.",
        f"Of pledges on corn alone: {only}: Peru.",
    ]


def test_a_number_of_planes_is_for_no_engines() -> None:
    """Of a pledge of planes and engines the planes counted are compared, and the money stands as told for both."""
    planes = {"value": 65, "unit": "aircraft", "qualifier": "exact"}
    store = loaded(
        [
            told("Jets", "2025-11-17", "signed", title="jets", pledgers=["ARE"], amounts=[planes, usd(38e9)],
                 products=["aircraft", "aircraft engines"]),
            told("Jets", "2025-05-14", "signed", title="more jets", pledgers=["QAT"], products=["aircraft"],
                 amounts=[{**planes, "value": 50}]),
        ]
    )  # fmt: skip
    assert compared(store, "UAE, Qatar", product="aircraft").lead == (
        "Of pledges on aircraft alone: the United Arab Emirates promised more; the United Arab Emirates 65 aircraft, "
        "Qatar 50 aircraft; in figures of several goods, aircraft among them, whose part no report tells: the United "
        "Arab Emirates $38bn."
    )


def test_of_planes_their_number_goes_before_money() -> None:
    """Where all sides tell both, and planes are asked for; else dollars do."""
    planes = {"value": 65, "unit": "aircraft", "qualifier": "exact"}
    store = loaded(
        told(f"{who} Daily", "2025-11-17", "signed", title=who, pledgers=[who], products=["aircraft"],
             amounts=[{**planes, "value": number}, usd(worth)])
        for who, number, worth in (("ARE", 65, 38e9), ("QAT", 50, 40e9))
    )  # fmt: skip
    assert compared(store, "UAE, Qatar", product="aircraft").lead == (
        "Of pledges on aircraft alone: the United Arab Emirates promised more; the United Arab Emirates 65 aircraft, "
        "Qatar 50 aircraft. Beside that: Qatar $40bn and the United Arab Emirates $38bn."
    )
    assert compared(store, "UAE, Qatar").lead == (
        "Of pledges: Qatar promised more; Qatar $40bn, the United Arab Emirates $38bn. Beside that: Qatar 50 aircraft "
        "and the United Arab Emirates 65 aircraft."
    )


def test_what_some_tell_as_promised_is_not_told_as_promised_by_nobody() -> None:
    """Where reports differ on whether it is only considered, the reason why it is in no sum names who tells more."""
    jets = {"value": 28, "unit": "aircraft", "qualifier": "exact"}
    store = loaded(
        told(outlet, day, status, title="jets", pledgers=["QAT"], products=["aircraft"], amounts=[jets])
        for outlet, day, status in (("AFP", "2025-06-11", "considering"), ("CNA", None, "signed"))
    )
    assert [row["reason"] for row in compared(store, "Qatar, Oman").rows] == [
        "no figure of 1 adds up: stands as considering, though told as signed (CNA, undated) "
        "(--status considering adds it up)",
        "no pledge is told",
    ]


def test_what_a_state_promised_beside_its_firms_stands_apart() -> None:
    """Where companies are compared, the pledges of states that may count theirs are named."""
    firms = {"companies": [{"name": "Novartis"}, {"name": "Roche"}]}
    store = loaded(
        [
            pledge("Novartis", usd(23e9), more=firms),
            pledge("Roche", usd(50e9), more=firms),
            pledge("CHE", usd(200e9)),
        ]
    )
    assert compared(store, "Novartis, Roche").notes[0] == (
        "stands apart, and may count what Novartis and Roche promised, though no report says: “Switzerland agreed to "
        "invest $200bn in the US”"
    )
