"""What two accounts of one event never differ in, and what they may."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from worlds import claims

from kg.identity.contradictions import contradicting, contradiction
from kg.identity.likeness import veto
from kg.loaders.shipped import world
from kg.model.record import Record
from kg.model.statement import Statement

CLAIMS: dict[str, tuple[str, dict[str, Any]]] = {
    "pledge": ("pledges", {"pledgers": ["TWN"], "recipients": ["USA"], "kind": "investment", "status": "agreed"}),
    "measure": ("measures", {"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose"}),
    "talks": ("talks", {"parties": ["JPN", "USA"]}),
    "agreement": ("agreements", {"name": "memorandum", "parties": ["KOR", "USA"], "status": "signed"}),
    "ruling": ("rulings", {"court": "Supreme Court", "effect": "voided"}),
}


def one(publisher: str, kind: str, said: dict[str, Any]) -> Statement:
    field, claim = CLAIMS[kind]
    head = {"publisher": publisher, "title": "On trade", "type": "reporting"}
    more = {"companies": [{"name": "Hanwha Ocean"}, {"name": "Vigor"}]}
    record = Record.of({"report": head, field: [{"id": "c", **claim, **said, "evidence": "It was said."}], **more})
    return Statement(f"{record.report.iri}/{kind}-c", next(record.claims()), record)


@pytest.mark.parametrize(
    ("kind", "said", "other", "never"),
    [
        ("pledge", {}, {"kind": "guarantee"}, True),
        ("pledge", {}, {"kind": "trade_target"}, True),
        ("pledge", {"kind": "mixed"}, {"kind": "guarantee"}, False),
        ("pledge", {}, {"kind": "loan"}, False),
        ("measure", {}, {"action": "remove"}, True),
        ("measure", {"action": "cut", "rate_percent": 15}, {"action": "remove", "rate_percent": 15}, True),
        ("measure", {"action": "cut", "rate_percent": 0}, {"action": "remove", "rate_percent": 15}, False),
        ("measure", {}, {"action": "raise"}, False),
        ("talks", {"round": 3}, {"round": 5}, True),
        ("talks", {"round": 3}, {}, False),
        ("talks", {"date": "2025-05-23"}, {"date": "2025-05-30"}, True),
        ("talks", {"date": "2025-05-23"}, {"date": "2025-05-25"}, False),
        ("talks", {"date": "2025-05"}, {"date": "2025-05-30"}, False),
        ("agreement", {}, {"parties": ["Hanwha Ocean", "Vigor"]}, True),
        ("agreement", {}, {"parties": ["KOR", "USA", "JPN"]}, False),
        ("ruling", {}, {"court": "US top court"}, False),
        ("ruling", {}, {"court": "Court of International Trade"}, True),
    ],
)
def test_what_no_two_accounts_differ_in(kind: str, said: dict[str, Any], other: dict[str, Any], never: bool) -> None:
    """Silence and what may be told either way contradict nothing; the order of the two does not matter."""
    a, b = one("Reuters", kind, said), one("AFP", kind, other)
    assert (contradiction(a, b) is not None) == never
    assert contradiction(a, b) == contradiction(b, a) == veto(a, b)


def test_those_of_many_are_those_of_each_pair() -> None:
    """What is looked at once for many claims is found pair by pair too."""
    records = sorted(world().reports, key=lambda record: record.report.iri)[::9]
    held = [item for item in claims(*records) if item.claim.KIND != "statistic"]
    found = [frozenset((a.iri, b.iri)) for a, b in contradicting(held)]
    pairs = ((a, b) for a, b in combinations(held, 2) if a.claim.KIND == b.claim.KIND and contradiction(a, b))
    assert len(found) == len(set(found)) > 400
    assert set(found) == {frozenset((a.iri, b.iri)) for a, b in pairs}
