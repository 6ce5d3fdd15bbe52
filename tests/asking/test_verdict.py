"""A text that asks whether, or who denies, is told first: yes, no, disputed or not told, and on whose word."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from worlds import loaded, told, usd

from kg.asking.verdicts.verdict import asks
from kg.graph import TradeGraph
from kg.model.record import Record

_NVIDIA = [{"name": "Nvidia", "role": "supplier"}]
_RATE: dict[str, Any] = {"measures": [{"id": "m", "kind": "tariff", "action": "impose", "imposer": "USA",
                                       "targets": ["KOR"], "products": ["cars"], "rate_percent": 25,
                                       "effective": "2025-04-03", "legal_basis": "Section 232"}]}  # fmt: skip
_PACT: dict[str, Any] = {"agreements": [{"id": "a", "name": "Korea-US deal", "parties": ["KOR", "USA"],
                                         "status": "agreed", "contains": ["p"]}]}  # fmt: skip
_RULED: dict[str, Any] = {"rulings": [{"id": "r", "court": "US Supreme Court", "country": "USA", "date": "2026-02-20",
                       "legal_basis": "IEEPA", "evidence": "Six to three, the court struck the tariffs down.",
                       "voids": ["m"]}]}  # fmt: skip


@pytest.fixture(scope="module")
def graph() -> TradeGraph:
    """Chips agreed, beef denied, ships considered, cars that do not bind; a tariff, a deal, a ruling."""
    chips: dict[str, Any] = {"title": "Chips", "products": ["chips"], "companies": _NVIDIA}
    beef: dict[str, Any] = {"title": "Beef", "products": ["beef"]}
    cars: dict[str, Any] = {"title": "Cars", "products": ["cars"], "pledgers": ["KOR"], "amounts": [usd(3e9)]}
    return TradeGraph(
        loaded(
            [
                told("NHK", "2025-08-01", "agreed", **chips),
                told("CNA", "2025-08-02", "agreed", **chips),
                told("AFP", "2025-08-01", "announced", **beef),
                told("dpa", "2025-08-02", "denied", **beef, attributed_to=["Yoji Muto"]),
                told("RTL", "2025-08-01", "considering", title="Ships", products=["ships"]),
                told("Yonhap", "2025-08-01", "signed", **cars, binding="no", more={**_RATE, **_PACT}),
                told("KBS", "2026-02-21", "agreed", title="Ruled", pledgers=["KOR"], products=["steel"],
                     more={"measures": [{**_RATE["measures"][0], "products": [], "legal_basis": "IEEPA"}], **_RULED}),
            ]
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Did Japan agree to buy chips?", "Yes, as 2 reports tell it: agreed."),
        ("Is Japan's purchase of chips new?", "No report says whether it is new. "),
        ("Is Japan's purchase of chips new money?", "No report says whether it is new. "),
        ("Japan agreed to buy chips. Is that true?", "Yes, as 2 reports tell it: agreed."),
        ("Did Japan agree to buy beef?",
         "Disputed: 1 of 2 reports tell it as announced; 1 as denied (Yoji Muto: dpa, 2025-08-02)."),
        ("Did Japan promise to buy ships?", "Not yet, as far as told: only considering."),
        ("Who denies that Japan agreed to buy beef?", "Denied by Yoji Muto (dpa, 2025-08-02)."),
        ("Was Japan's purchase of chips withdrawn?", "No report here tells so."),
        ("Has Korea's purchase of cars been signed?", "Yes: 1 of 1 report tells it as signed (Yonhap, 2025-08-01), "),
        ("Is Korea's purchase of cars binding?",
         "Not binding, as told: 1 of 1 report calls it not binding, none calls it binding."),
        ("Does Nvidia gain from Japan's purchase of chips?", "Yes, as 2 reports name it: Nvidia would gain sales."),
        ("Are there tariffs on Korean cars?", "Yes, as far as told on 2026-02-21: “US puts 25%"),
        ("Did Korea and the US reach a deal?", "Yes: “South Korea–US deal, reported 2025-08-01” is told as "
         "agreed, first 2025-08-01."),
        ("When did Korea and the US reach a deal?",
         "“South Korea–US deal, reported 2025-08-01” (agreed, first 2025-08-01)."),
        ("Is Korea's deal with the US dead?",
         "As far as told: “South Korea–US deal, reported 2025-08-01” (agreed, told of until 2025-08-01)."),
        ("Has Korea signed a deal with the US?", "Not as far as told: “South Korea–US deal, reported 2025-08-01” "
         "stands as agreed."),
        ("Is Korea's purchase of cars $3bn or $7 billion?",
         "$3bn by 1 report of “South Korea signed up to buy $3bn of US cars”; $7bn by none."),
        ("What did the Supreme Court rule?", "“Six to three, the court struck the tariffs down.” (KBS, 2026-02-21): "),
        ("What did Japan promise to buy?", "3 pledges"),
    ],
)  # fmt: skip
def test_what_is_asked_is_told_first(graph: TradeGraph, text: str, first: str) -> None:
    """The sentence begins with the verdict; of a text that asks something else with what it always did."""
    [_, table] = next(iter(graph.answered(text)))
    assert table.lead.startswith(first)


def test_what_is_told_as_new_is_told_by_how_many_reports() -> None:
    """Pledge by pledge, and of how many none says."""
    parts = {"CNA": ("chips", "new"), "NHK": ("chips", "announced_before"), "AFP": ("beef", "announced_before")}
    records = [
        told(name, "2025-08-01", title=goods, products=[goods], novelty=how) for name, (goods, how) in parts.items()
    ]
    graph = TradeGraph(loaded([*records, told("RTL", "2025-08-01", title="Gas", products=["lng"])]))
    [_, table] = next(iter(graph.answered("Is Japan's purchase of chips really new?")))
    assert table.lead.startswith("Told as announced before (1) and new (1), of 2 reports. ")
    [_, table] = next(iter(graph.answered("Are Japan's purchases new or old plans?")))
    assert table.lead.startswith(
        "Told, in so many reports: “Japan to buy US chips, 2025-08” as announced before (1) and new (1) and “Japan to"
        " buy US beef, 2025-08” as announced before (1); of 1 more no report says whether it is new. "
    )


def _duty(day: str, rate: int, action: str, **more: Any) -> Record:
    act = {"id": "m", "kind": "tariff", "action": action, "imposer": "USA", "targets": ["CHE"], "effective": day}
    head = {"publisher": f"P{day}", "title": "A tariff", "published": day, "type": "reporting"}
    return Record.of({"report": head, "measures": [{**act, "rate_percent": rate, **more}]})


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        ([31, 15],
         "Yes, as told: cut from 31% to 15% from 2025-06-05 (“US cuts tariffs on Switzerland to 15%, 2025”). "),
        ([31, 39],
         "No, as told: raised from 31% to 39% from 2025-06-05 (“US raises tariffs on Switzerland to 39%, 2025”). "),
        ([31, 39, 15],
         "Yes, as told: cut from 39% to 15% from 2025-07-05 (“US cuts tariffs on Switzerland to 15%, 2025”). "),
    ],
)  # fmt: skip
def test_whether_a_tariff_came_down_is_told_by_its_steps(rates: list[int], said: str) -> None:
    """The steps down, or that the last one went up."""
    days = ["2025-05-05", "2025-06-05", "2025-07-05"]
    acts = ["impose", *("cut" if after < before else "raise" for before, after in pairwise(rates))]
    before: list[dict[str, Any]] = [{}, *({"rate_before": rate} for rate in rates)]
    store = loaded([_duty(*each[:3], **each[3]) for each in zip(days, rates, acts, before, strict=False)])
    [_, table] = next(iter(TradeGraph(store).answered("Did Switzerland get its tariff cut?")))
    assert table.lead.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "Is Japan's purchase of chips large?",
        "Are tariffs on Korean cars legal?",
        "Did Japan agree to buy gas?",
        "Is Korea's purchase of cars due in 2029?",
        "When is Korea to pay for its purchase of cars under the deal?",
    ],
)
def test_neither_yes_nor_no_is_said_of_what_is_not_read(graph: TradeGraph, text: str) -> None:
    """What a pledge is like, what no word is known for, and what another reading leaves out, is not affirmed."""
    for _, table in graph.answered(text):
        assert not table.lead.startswith(("Yes", "No ", "No:", "Not ", "Disputed", "Denied"))


@pytest.mark.parametrize("text", ["What did Japan promise?", "Is it a loan or a grant?", "Who promised most?"])
def test_what_is_not_asked_whether_is_told_no_verdict(text: str) -> None:
    """Neither questions of what and who, nor those of one or the other, are answered by yes or no."""
    assert not asks(text)


def test_a_total_of_several_sides_is_told_before_each_of_them(graph: TradeGraph) -> None:
    """Where a total is asked of sides that are compared; none where none of them gives a figure."""
    [_, table] = next(iter(graph.answered("How much do the purchases of Japan and Korea total?")))
    assert table.lead == (
        "Together these come to $3bn. Of pledges of the kind “purchase”: who promised more cannot be said, as only "
        "those by South Korea add up, to $3bn; no such sum: Japan."
    )
    [_, table] = next(iter(graph.answered("What do Japan's and India's purchases of beef come to in total?")))
    assert table.lead.partition(". ")[0] == "Together these come to no sum"
