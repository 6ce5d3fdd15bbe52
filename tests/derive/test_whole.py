"""The full run: the same bytes whatever the cuts, the number of processes and the order of sets."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import date

import pytest
from worlds import empty

from kg.derive import conductor, processes, whole
from kg.loaders.shipped import world
from kg.model.decisions import Decision
from kg.model.record import Record
from kg.store import quads
from kg.store.decisions import to_lines
from kg.store.embedded import Store
from kg.store.reports import Reports


def sample() -> Store:
    """Some shipped reports with all decisions, two retracted reports and a corrected one, nothing derived."""
    records = random.Random(5).sample(sorted(world().reports, key=lambda record: record.report.iri), 60)
    first = records[0].dump()["report"]
    records.append(Record.of({"report": {**first, "title": "Corrected", "revises": records[0].report.iri}}))
    gone = [Decision("retract", (each.report.iri,), "me", date(2026, 1, 1), "so") for each in records[1:3]]
    store = empty(reference=False)
    store.put({record.report.iri: quads.encode(record) for record in records})
    store.add(to_lines([*world().decisions, *gone]))
    return store


def derived(number: int) -> bytes:
    """The dump of the sample."""
    store = sample()
    conductor.derive(store, processes=number)
    return store.dump()


@pytest.mark.parametrize(("pairs", "claims", "number"), [(1, 1, 1), (40, 7, 1), (40, 7, 2), (300, 30, 3)])
def test_the_cuts_leave_no_trace(pairs: int, claims: int, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of one claim, of some, or all in one; in one process or several."""
    expected = derived(1)
    monkeypatch.setattr(whole, "_PAIRS", pairs)
    monkeypatch.setattr(whole, "_CLAIMS", claims)
    assert derived(number) == expected
    assert b"withdrawnClaim" in expected


def test_the_order_of_sets_leaves_no_trace() -> None:
    """Processes hash text each in its own way."""
    script = "import hashlib, derive.test_whole as it; print(hashlib.sha256(it.derived(2)).hexdigest())"
    found = set()
    for seed in ("1", "2"):
        path = os.pathsep.join(item for item in sys.path if item)
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def test_few_claims_are_not_worth_a_process() -> None:
    """A run of less than two seconds starts none; a large one has as many as there are cores at most."""
    made = whole._Whole(Reports(sample()), lambda *_: None)
    made.read(None)
    assert made.worth() == 1
    made.cards = dict.fromkeys(map(str, range(100_000)), next(iter(made.cards.values())))
    assert made.worth() == processes.available()
