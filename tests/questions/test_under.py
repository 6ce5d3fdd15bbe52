"""The other side's tariffs settled in the agreement of a pledge, and that they fell since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from worlds import loaded

from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.benefits.under import under
from kg.questions.catalogue import ask
from kg.store.embedded import Store

REPORTS = Path(__file__).parent / "counterpart-of-an-agreement" / "reports.jsonl"


@pytest.fixture(scope="module")
def store() -> Store:
    """Deals of Japan, Korea and Viet Nam with the United States, of which a court struck the tariffs."""
    return loaded([Record.parse(line) for line in REPORTS.read_text("utf-8").splitlines()])


def said(store: Store, pledger: str) -> list[str]:
    """What is told beside the first pledge of a country."""
    first = ask(store, "pledges", pledger=pledger)[0]["pledge"]
    return [each.sentence for each in under(Reader(store, "latest", {}), first)]


@pytest.mark.parametrize(
    ("pledger", "expected"),
    [
        (
            "JPN",
            [
                "A tariff of the United States settled in “Japan–US trade deal, 2025-07-22”, under which the pledge "
                "was given, fell with the Supreme Court ruling on IEEPA, 2026-02-20 (Kyodo News, 2026-02-21); the "
                "pledge is told of after that too."
            ],
        ),
        (
            "KOR",
            [
                "A tariff of the United States settled in “South Korea–US tariff deal, 2025-07-30”, under which the "
                "pledge was given, is taken here to have fallen with the Supreme Court ruling on IEEPA, 2026-02-20 "
                "(SCOTUSblog, 2026-02-20; Kyodo News, 2026-02-21)."
            ],
        ),
        ("VNM", []),
    ],
)
def test_tariffs_are_told_as_fallen(store: Store, pledger: str, expected: list[str]) -> None:
    """On whose word: told by reports, or taken to have fallen with its law; a tariff of no known law stands."""
    assert said(store, pledger) == expected


def test_what_an_agreement_holds_was_given_with_it() -> None:
    """A report of a day after the ruling may tell of it first; the tariffs were settled before."""
    texts = REPORTS.read_text("utf-8").splitlines()
    first, later = json.loads(texts[1]), json.loads(texts[1])
    first["pledges"], first["agreements"][0]["contains"] = [], ["t15"]
    later["report"] |= {"title": "What the deal holds", "published": "2026-02-21"}
    store = loaded([Record.parse(text) for text in (json.dumps(first), json.dumps(later), *texts[3:5])])
    [told] = said(store, "KOR")
    assert told.partition("); ")[2] == ("the first report of the pledge came after that.")


def test_a_bloc_may_have_settled_them() -> None:
    """It goes by its name as a country does."""
    text = REPORTS.read_text("utf-8").replace('"USA"', '"EU"')
    store = loaded([Record.parse(line) for line in text.splitlines()])
    assert [each.partition(" settled ")[0] for each in said(store, "JPN")] == ["A tariff of the European Union"]


def test_what_was_given_is_what_counterpart_lists(store: Store) -> None:
    """The command that the sentence sends to has what is gone."""
    first = ask(store, "pledges", pledger="JPN")[0]["pledge"]
    states = {row["given_label"]: row["state"] for row in ask(store, "counterpart", pledge=first)}
    assert states == {
        "$550bn investment": "stands",
        "cut tariff on cars to 15%": "not_told",  # no report says from when
        "cut tariff to 15%": "replaced",
    }


def test_a_part_is_told_of_the_tariffs_of_its_whole() -> None:
    """It was promised for the same tariffs, though no agreement has it by itself."""
    texts = [json.loads(line) for line in REPORTS.read_text("utf-8").splitlines()]
    plant = {"id": "plant", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "investment", "status": "agreed"}
    plant |= {"products": ["electricity"], "part_of": "invest", "evidence": "A plant is built."}
    texts[0]["pledges"].append(plant)
    store = loaded([Record.parse(json.dumps(text)) for text in texts])
    part = next(row["pledge"] for row in ask(store, "pledges", pledger="JPN") if "electricity" in row["label"])
    [told] = [each.sentence for each in under(Reader(store, "latest", {}), part)]
    assert told == (
        "A tariff of the United States settled in “Japan–US trade deal, 2025-07-22”, under which “Japan agreed to "
        "invest $550bn in the US”, of which it is a part, was given, fell with the Supreme Court ruling on IEEPA, "
        "2026-02-20 (Kyodo News, 2026-02-21)."
    )
