"""What withdraws a claim, looked up in a store and in a list of the reports that matter."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from worlds import claims, empty, told

from kg.model.decisions import Decision, Decisions
from kg.store import quads
from kg.store.decisions import to_lines
from kg.store.reports import Reports
from kg.store.withdrawals import Listed

AT = {"url": "https://example.org/a"}
TOLD = {
    "a": told("AFP", "2025-07-01", report=AT),
    "b": told("AFP", "2025-07-03", title="b", report={**AT, "revises": AT["url"]}),
    "c": told("AFP", "2025-07-02", title="c", report={**AT, "revises": AT["url"]}),
    "e": told("KBS", "2025-07-02"),
}
TOLD["d"] = told("NHK", None, title="d", report={"revises": TOLD["b"].report.iri})
IRIS = {name: record.report.iri for name, record in TOLD.items()}


@pytest.mark.parametrize(
    ("retracted", "revisers"),
    [
        ("", {"a": "bc", "b": "d", "c": "b", "d": "", "e": ""}),
        ("d", {"a": "bc", "b": "", "c": "b", "d": "", "e": ""}),
        ("b", {"a": "c", "b": "d", "c": "", "d": "", "e": ""}),
    ],
)
def test_of_corrections_the_later_counts_however_they_are_looked_up(retracted: str, revisers: dict[str, str]) -> None:
    """By address or IRI; a retracted correction corrects nothing. The list leaves out whom no correction names."""
    made = tuple(Decision("retract", (IRIS[name],), "me", date(2026, 1, 1), "so") for name in retracted)
    store = empty(reference=False)
    store.put({record.report.iri: quads.encode(record) for record in TOLD.values()})
    store.add(to_lines(made))
    expected = {IRIS[name]: [IRIS[one] for one in held] for name, held in revisers.items()}
    for item in made:
        expected[item.refs[0]].append(item.iri)
    for listed in permutations([TOLD[name].report for name in "abcd"]):
        for where in (Reports(store), Listed(Decisions(made), listed)):
            found = {claim.report_iri: where.withdrawn_by(claim) for claim in claims(*TOLD.values())}
            assert found == {iri: sorted(why) for iri, why in expected.items()}
