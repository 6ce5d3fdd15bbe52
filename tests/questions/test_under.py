"""What the other side gave under the agreement of a pledge, and that it is gone since."""

from __future__ import annotations

from pathlib import Path

import pytest
from worlds import loaded

from kg.model.record import Record
from kg.query.reader import Reader
from kg.questions.catalogue import ask
from kg.questions.under import under
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
                "Some of what the United States gave in return under “Japan–US trade deal, 2025-07-22” ended with the "
                "Supreme Court ruling on IEEPA, 2026-02-20: “US puts 15% tariff on Japan, reported 2025”; the pledge "
                "is told of after that too (`kg ask counterpart --pledge …`)."
            ],
        ),
        (
            "KOR",
            [
                "What the United States gave in return under “South Korea–US tariff deal, 2025-07-30” is taken here to "
                "have ended with the Supreme Court ruling on IEEPA, 2026-02-20: “US cuts tariffs on South Korea to "
                "15%, reported 2025” (`kg ask counterpart --pledge …`)."
            ],
        ),
        ("VNM", []),
    ],
)
def test_what_was_given_is_told_as_gone(store: Store, pledger: str, expected: list[str]) -> None:
    """On whose word: told by reports, or taken to have fallen with its law; a tariff of no known law stands."""
    assert said(store, pledger) == expected


def test_a_bloc_may_have_given_it() -> None:
    """It goes by its name as a country does."""
    text = REPORTS.read_text("utf-8").replace('"USA"', '"EU"')
    store = loaded([Record.parse(line) for line in text.splitlines()])
    assert [each.partition(" gave ")[0] for each in said(store, "JPN")] == ["Some of what the European Union"]


def test_what_was_given_is_what_counterpart_lists(store: Store) -> None:
    """The command that the sentence sends to has what is gone."""
    first = ask(store, "pledges", pledger="JPN")[0]["pledge"]
    states = {row["given_label"]: row["state"] for row in ask(store, "counterpart", pledge=first)}
    assert states == {
        "$550bn investment": "stands",
        "cut tariff on cars to 15%": "stands",
        "cut tariff to 15%": "replaced",
    }
