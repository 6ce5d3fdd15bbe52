"""Scoring readers: what counts as right, and how the grammar fares on the labelled reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.loaders.grammar import Rules
from kg.loaders.score import Score, score
from kg.model.record import Record

REPORTS = Path(__file__).parents[1] / "data" / "reports"
PLEDGE = {"pledgers": ["NOR"], "recipients": ["ITA"], "kind": "purchase", "status": "agreed"}


def record(**given: object) -> Record:
    return Record.of({"report": {"publisher": "P", "title": "t"}, **given})


def rows(label: Record, found: Record) -> dict[object, dict[str, object]]:
    done = Score()
    done.add("a", label, found)
    return {row["slot"]: row for row in done.rows()}


def test_the_label_itself_is_perfect() -> None:
    """Every slot of it is right."""
    label = record(pledges=[{**PLEDGE, "amounts": [{"low": 1, "high": 2, "unit": "USD"}], "products": ["gas"]}])
    assert all(row["f1"] == 1.0 for row in rows(label, label).values())


def test_claims_are_paired_so_that_most_agrees() -> None:
    """Whatever their order; a claim without a pair is wrong or missed with every slot."""
    other = {**PLEDGE, "pledgers": ["PER"], "recipients": ["TCD"], "kind": "loan", "status": "signed"}
    found = rows(record(pledges=[PLEDGE, other]), record(pledges=[other]))["pledges"]
    assert (found["labelled"], found["found"], found["right"]) == (8, 4, 4)
    turned = {**PLEDGE, "pledgers": ["ITA"], "recipients": ["NOR"]}
    assert rows(record(pledges=[PLEDGE]), record(pledges=[turned]))["pledges"]["right"] == 2


def test_nothing_found_and_nothing_labelled() -> None:
    """Precision of nothing is none, not 1."""
    assert rows(record(), record()) == {
        "all": {"slot": "all", "labelled": 0, "found": 0, "right": 0, "precision": None, "recall": None, "f1": None}
    }
    assert rows(record(pledges=[PLEDGE]), record())["pledges"]["precision"] is None


@pytest.mark.parametrize(
    ("folder", "precision", "recall"),
    [
        ("development", 0.9, 0.85),
        ("second", 0.9, 0.75),
        ("third", 0.9, 0.7),
        ("fourth", 0.85, 0.8),
        ("fifth", 0.8, 0.65),
        ("sixth", 0.85, 0.6),
        ("seventh", 0.85, 0.65),
        ("eighth", 0.85, 0.7),
        ("ninth", 0.8, 0.25),
        ("tenth", 0.75, 0.3),
        ("eleventh", 0.8, 0.5),
        ("twelfth", 0.7, 0.35),
        ("thirteenth", 0.75, 0.4),
    ],
)
def test_the_grammar_stays_right_on_the_labelled_reports(folder: str, precision: float, recall: float) -> None:
    """Over all slots; the offline reader is for precision."""
    *_, whole = score(REPORTS / folder, Rules()).rows()
    assert isinstance(whole["precision"], float)
    assert isinstance(whole["recall"], float)
    assert whole["precision"] >= precision
    assert whole["recall"] >= recall


def test_reports_without_trade_promise_nothing() -> None:
    """Sport, crime, earnings, prices: no pledge and no measure. The later folders are left to their figures."""
    left = ("fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth")
    for path in sorted(path for path in REPORTS.glob("*/*.json") if path.parent.name not in left):
        label = Record.parse(path.read_text(encoding="utf-8"))
        if not label.relevant:
            (found, *_) = Rules()(path.with_suffix(".txt").read_text(encoding="utf-8"), label.report)
            assert not found.pledges, path.stem
            assert not found.measures, path.stem
