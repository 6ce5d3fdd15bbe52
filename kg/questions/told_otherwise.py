"""Of several endings that are asked for at once: what some report tells as such, and stands otherwise in the end."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ledger.status import axis
from kg.model import codes
from kg.model.phrases import few_told, listed
from kg.query.reader import Reader

__all__ = ["told_otherwise"]

_NAMED = 12  # pledges named; more are counted


def told_otherwise(reader: Reader) -> Iterator[str]:
    """A note on pledges that some report tells as ended in any of the ways asked for; none of grades."""
    over = [status for status in reader.statuses if axis(codes.code(status)) != "grade"]
    if not over or "pledge" in reader.filters:
        return
    claims = [claim for status in over for claim in reader.store.subjects("status", status, graph=None)]
    told = {event for claim in claims for event in reader.store.subjects("claim", claim)}
    stand = {iri for iri, _ in reader.events(among=told)}
    others = {iri for iri, _ in reader.without("status").events(among=told)} - stand
    if others:
        asked = listed(map(codes.label, over), len(over), " or ")
        often = sorted(others, key=lambda iri: (-len(reader.store.objects(iri, "report")), reader.label(iri)))
        named = few_told([f"“{reader.label(iri)}”" for iri in often], _NAMED)
        yield f"told as {asked} by some report, and standing otherwise in the end: {named}"
