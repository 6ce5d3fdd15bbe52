"""How alike two claims are: vetoes, symmetry, printable parts that add up, and the table of what parts are worth."""

from __future__ import annotations

import csv
import math
import random
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from worlds import claims, told, usd, yen

from kg.identity import grouping, likeness
from kg.identity.features import STAGES, Parts
from kg.identity.likeness import CANDIDATE, SAME, WINDOW, compare, read
from kg.identity.traits import Traits
from kg.loaders.shipped import world
from kg.model.errors import InputError
from kg.model.record import Record
from kg.model.statement import Statement

TABLE = Path(likeness.__file__).with_name("likeness.csv")
UNSHOWN = {"delivery": {"pledger level", "recipient level"}}  # parts that no labelled pair of the class shows


@cache
def neighbours() -> tuple[tuple[Statement, Statement], ...]:
    """Pairs of shipped claims that share a block: some for each class."""
    records = random.Random(5).sample(world().reports, 260)
    by_key: dict[str, list[Statement]] = {}
    for statement in sorted(claims(*records), key=lambda item: item.iri):
        if statement.claim.KIND != "statistic":
            by_key.setdefault(grouping.blocks(statement)[0], []).append(statement)
    found = [pair for key in sorted(by_key) for pair in combinations(by_key[key], 2)]
    return tuple(random.Random(6).sample(found, 1500))


def pair(one: dict[str, Any], other: dict[str, Any], **both: Any) -> tuple[Statement, Statement]:
    """Two claims of two reports, in May 2025 unless told otherwise."""
    first, second = told("Reuters", "2025-05-28", **both, **one), told("AFP", "2025-05-28", **both, **other)
    return claims(first)[0], claims(second)[0]


def whole(a: Statement, b: Statement) -> Parts:
    """All parts of a pair, none left out."""
    found: Parts = {}
    for stage in STAGES[a.claim.KIND]:
        stage(Traits(a), Traits(b), found)
    return found


# --- vetoes


def test_claims_of_two_classes_are_never_one_event() -> None:
    """A pledge is no measure, however alike the words."""
    measure = {"id": "m", "kind": "tariff", "imposer": "JPN", "targets": ["USA"], "action": "cut"}
    pledge, other = claims(told("Reuters", "2025-05-28", more={"measures": [measure]}))
    assert compare(Traits(pledge), Traits(other)).veto == "different kinds of event"


def two_of_one_report(first: dict[str, Any], second: dict[str, Any]) -> tuple[Statement, Statement]:
    plain = told("Reuters", "2025-05-28", amounts=[yen()]).dump()
    one, other = ({**plain["pledges"][0], **more} for more in (first, second))
    a, b = claims(Record.of({**plain, "pledges": [one, other]}))
    return a, b


def test_two_claims_of_one_report_are_two_events() -> None:
    """A report that tells of two promises means two, even if its words for them are the same."""
    a, b = two_of_one_report({"id": "p"}, {"id": "q", "evidence": "Once more."})
    assert compare(Traits(a), Traits(b)).veto == "two claims of one report"
    assert compare(Traits(a), Traits(b)).score == 0
    one_side = two_of_one_report({"id": "p", "said_by": "USA"}, {"id": "q"})
    assert compare(*map(Traits, one_side)).veto


def test_two_accounts_and_a_restatement_may_be_one_event() -> None:
    """Each side's account of a promise, or the promise once more, is the same promise in one article."""
    accounts = two_of_one_report({"id": "p", "said_by": "USA"}, {"id": "q", "said_by": "JPN"})
    again = two_of_one_report({"id": "p"}, {"id": "q", "restates": "p", "status": "considering"})
    for a, b in (accounts, again):
        assert compare(Traits(a), Traits(b)).veto is None
        assert compare(Traits(a), Traits(b)).score >= SAME


def test_claims_too_far_apart_in_time_are_not_compared() -> None:
    """Beyond the window only a decision joins two claims; within it time is one part among others."""
    first = told("Reuters", "2023-01-01", amounts=[yen()])
    for day, far in (("2024-12-31", False), ("2025-01-01", True)):
        a, b = claims(first, told("AFP", day, amounts=[yen()]))
        assert (b.day - a.day).days - WINDOW in (0, 1)  # type: ignore[operator]
        assert bool(compare(Traits(a), Traits(b)).veto) is far


# --- the score


def test_scores_are_symmetric_and_add_up() -> None:
    """Either way round a pair has the same score, to the last bit, and its printed parts are what makes it up."""
    starts = {kind: table.start for kind, table in read(TABLE).items()}
    for a, b in neighbours():
        found, turned = compare(Traits(a), Traits(b)), compare(Traits(b), Traits(a))
        assert (found.score, found.parts, found.veto) == (turned.score, turned.parts, turned.veto)
        if found.veto is None:
            odds = starts[a.claim.KIND] + sum(found.parts.values())
            assert math.isclose(found.score, 1 / (1 + math.exp(-odds)), abs_tol=1e-9)


def test_what_is_left_out_would_not_have_made_a_candidate() -> None:
    """A pair given up early stays below the candidates with all its parts; every candidate has all of them."""
    table, given_up = read(TABLE), 0
    for a, b in neighbours():
        found = compare(Traits(a), Traits(b))
        if found.veto is None:
            worth = table[a.claim.KIND]
            odds = worth.start + sum(value * worth.worth[name][value < 0] for name, value in whole(a, b).items())
            given_up += len(found.found) < len(whole(a, b))
            assert (1 / (1 + math.exp(-odds)) >= CANDIDATE) == (found.score >= CANDIDATE)
    assert given_up  # or nothing was tried


def test_parts_lie_between_against_and_for() -> None:
    """No part is below -1 or above 1, so that the table alone says what it is worth."""
    for a, b in neighbours():
        assert all(-1 <= value <= 1 for value in whole(a, b).values())


@given(st.integers(0, 3))
def test_silence_says_nothing(silent: int) -> None:
    """A report that gives no date, goods, companies or figure has no part of them for or against."""
    fields: list[tuple[str, Any]] = [("products", ["chips"]), ("amounts", [yen()]), ("instrument", "contract")]
    kept = dict(fields[:silent])
    a, b = claims(told("Reuters", None, **kept), told("AFP", None, **kept))
    parts = whole(a, b)
    assert not parts.keys() & {"own day", "told day", "told of its day", "firms", "firms unsaid"}
    assert ("goods" in parts, "figures" in parts) == (silent > 0, silent > 1)


@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        (usd(550e9), usd(550e9, "up_to"), 1.0),
        (usd(6.94e9), usd(6.9e9), 1.0),
        (usd(550e9), usd(530e9), 0.5),
        (usd(13e3), usd(13e3, recurrence="per_year"), 0.5),
        (usd(750e9), usd(250e9, recurrence="per_year"), 0.0),
        (usd(350e9), usd(3.5e12), 0.1),
        (usd(600e9), {"value": 600e9, "unit": "EUR"}, 0.1),
        (yen(), usd(6.94e9), 0.9),
    ],
)
def test_figures_that_may_be_one(one: dict[str, Any], other: dict[str, Any], least: float) -> None:
    """Roundings, qualifiers, yearly shares, slips of a digit and conversions do not speak against one event."""
    assert whole(*pair({"amounts": [one]}, {"amounts": [other]}))["figures"] >= least


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        (usd(550e9), usd(36e9), "figures"),
        (usd(20e9), usd(8e9, recurrence="per_year"), "figures"),
        (usd(8e9), {"value": 103, "unit": "aircraft"}, "units"),
    ],
)
def test_figures_that_are_two(one: dict[str, Any], other: dict[str, Any], part: str) -> None:
    """Another size, another rhythm or another unit speaks against one event."""
    assert whole(*pair({"amounts": [one]}, {"amounts": [other]}))[part] < -0.5


# --- the table


def test_the_table_has_a_row_for_every_part_at_its_stage() -> None:
    """What a stage finds is worth what the table says for that stage, else an early end would be wrong."""
    table = read(TABLE)
    for a, b in neighbours():
        found: Parts = {}
        for stage in STAGES[a.claim.KIND]:
            stage(Traits(a), Traits(b), found)
            assert found.keys() - UNSHOWN.get(a.claim.KIND, set()) <= table[a.claim.KIND].worth.keys()
    assert all(min(worth) >= 0 for weights in table.values() for worth in weights.worth.values())
    rows = csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
    stages = {(row["class"], row["part"]): int(row["stage"]) for row in rows}
    for a, b in neighbours():
        for n in range(len(STAGES[a.claim.KIND])):
            found = {}
            for stage in STAGES[a.claim.KIND][: n + 1]:
                stage(Traits(a), Traits(b), found)
            shown = found.keys() - UNSHOWN.get(a.claim.KIND, set())
            assert all(stages[a.claim.KIND, name] <= n + 1 for name in shown)


def test_a_part_that_no_labelled_pair_showed_is_worth_nothing() -> None:
    """Deliveries of a country and of a company are compared by their other parts, with no row for this one."""
    landed = {
        "deliveries": [{"id": "d", "pledge": "p", "stage": "shipped", "evidence": "Some arrived.", "amounts": []}]
    }
    report = {"companies": [{"name": "SoftBank Group"}]}
    country = told("Reuters", "2025-05-28", more=landed)
    company = told("AFP", "2025-05-28", more=landed | report, pledgers=["SoftBank Group"])
    a, b = (next(each for each in claims(record) if each.claim.KIND == "delivery") for record in (country, company))
    assert "pledger level" in whole(a, b)
    assert "pledger level" not in compare(Traits(a), Traits(b)).parts
    assert 0 < compare(Traits(a), Traits(b)).score < 1


@pytest.mark.parametrize(
    "row", ["pledge,words,3,much,0", "pledge,words,3,1", "promise,words,3,1,0", "pledge,words,late,1,0"]
)
def test_a_faulty_table_is_refused_by_line(row: str, tmp_path: Path) -> None:
    """A wrong cell, a missing one and an unknown class are named with their line."""
    path = tmp_path / "likeness.csv"
    path.write_text(f"class,part,stage,for,against\npledge,start,0,-4,0\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"likeness\.csv, line 3"):
        read(path)
