"""Held-out measurement: every labelled claim is grouped once, by weights that saw nothing of its topic."""

from __future__ import annotations

from kg.identity import grouping
from kg.identity.likeness import Compared
from kg.loaders.shipped import world
from kg.model.decisions import Decisions
from kg.questions import accuracy


def test_every_topic_is_held_out_once() -> None:
    """Topics add up to all claims, and all classes do; on a sample, since the whole takes a minute."""
    records = sorted(world().reports, key=lambda record: record.report.iri)[::8]
    told: list[tuple[str, int, int]] = []
    rows = {row["what"]: row for row in accuracy.held_out(records, lambda *step: told.append(step))}
    whole = rows["held out, all"]["claims"]
    assert whole == accuracy.measure(records)[0]["claims"]
    assert sum(row["claims"] for what, row in rows.items() if what.startswith("held out: ")) == whole
    assert sum(row["claims"] for what, row in rows.items() if what.startswith("held out, ")) == 2 * whole
    assert told[-1][1] == told[-1][2] == sum(what.startswith("held out: ") for what in rows)


def test_the_table_does_no_worse_than_fitted_weights() -> None:
    """On the labelled claims fitting finds nothing that the shipped weights miss: else it is time to set them anew."""
    records = world().reports
    table = accuracy.measure(records)[0]
    gold = accuracy.labels()
    claims = [item for record in records for item in accuracy._claims(record) if item.iri in gold]
    groups = grouping.events(claims, Decisions(), Compared(accuracy.fitted(records)))
    fitted = accuracy._row("fitted", groups, gold)
    assert fitted["precision"] > 0.95
    assert table["precision"] >= fitted["precision"]
    assert table["recall"] >= fitted["recall"]
