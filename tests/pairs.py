"""Pairs of claims for tests of identity: all that two have in common and where they differ."""

from __future__ import annotations

from typing import Any

from worlds import claims, told

from kg.identity import fitting
from kg.identity.common import Parts
from kg.identity.traits import Traits
from kg.model.record import Record
from kg.model.statement import Statement

TARIFF: dict[str, Any] = {"kind": "tariff", "imposer": "USA", "targets": ["JPN"], "action": "impose"}
MEETING: dict[str, Any] = {"parties": ["JPN", "USA"]}
DEAL: dict[str, Any] = {"name": "Trade deal", "parties": ["JPN", "USA"], "status": "signed"}
LANDED: dict[str, Any] = {"pledge": "p", "stage": "shipped"}
LISTS: dict[str, dict[str, Any]] = {"measures": TARIFF, "agreements": DEAL, "deliveries": LANDED, "talks": MEETING}


def parts(kind: str, one: dict[str, Any], other: dict[str, Any]) -> Parts:
    """All parts of two claims of one kind, `measures` and the like, of two reports of 28 May 2025, a Wednesday."""
    pair: list[Traits] = []
    for publisher, fields in (("Reuters", one), ("AFP", other)):
        if kind == "pledges":
            record = told(publisher, "2025-05-28", **fields)
        else:
            report = {"publisher": publisher, "title": "t", "published": "2025-05-28"}
            pledge = {"id": "p", "pledgers": ["JPN"], "recipients": ["USA"], "kind": "purchase", "status": "agreed"}
            record = Record.of({"report": report, "pledges": [pledge], kind: [{**LISTS[kind], **fields}]})
        pair.append(Traits(claims(record)[0 if kind == "pledges" else -1]))
    return fitting.parts_of(*pair)


def whole(one: Statement, other: Statement) -> Parts:
    """All parts of two claims."""
    return fitting.parts_of(Traits(one), Traits(other))
