"""A report that a program hands over: its record, as far as its text bears it out, loaded as `kg load --text` does.

What a program says may have been put into its mouth by a text it read. So what is there already is not written over
unless that is asked for, and nothing is taken that the text does not say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kg.graph import TradeGraph
from kg.loaders import files
from kg.loaders.files import Placed
from kg.model.doubts import as_read
from kg.model.record import Record
from kg.store.reports import read

if TYPE_CHECKING:
    from kg.loaders.grounding import Dropped

__all__ = ["OUTCOMES", "WAIT", "Submitted", "submit"]

OUTCOMES = ("added", "replaced", "unchanged", "refused", "conflict")
WAIT = 10.0  # seconds for another process that writes to the store


@dataclass(frozen=True, slots=True)
class Submitted:
    """What became of a report: one of `OUTCOMES`, its IRI, why it was refused, what fell, which events it changed."""

    outcome: str
    report: str
    reason: str = ""
    dropped: tuple[Dropped, ...] = ()
    events: tuple[str, ...] = ()

    def dump(self) -> dict[str, Any]:
        """As plain values."""
        return {**asdict(self), "dropped": [asdict(each) for each in self.dropped], "events": [*self.events]}


def submit(store: str, made: Record, text: str | None, *, replace: bool = False) -> Submitted:
    """Load one record into the store at a place. InputError for what is no text; StoreError if the store is in use.

    With a text only what that bears out. A report that is there already and says something else is a conflict, unless
    it is to `replace` that.
    """
    dropped: tuple[Dropped, ...] = ()
    if text is not None:
        from kg.loaders.grounding import ground  # with the grammar, for which a server would wait at its start

        _, body = files.open_text(text, {}, unknown="unknown publisher")
        done = ground(made, body)
        if any(made.claims()) and not any(done.record.claims()):
            reason = "no claim of it is borne out by the text"
            return Submitted("refused", made.report.iri, reason, done.dropped)
        made, dropped = done.record, done.dropped
    with TradeGraph.open(store, wait=WAIT) as graph:
        iri = made.report.iri
        if not replace and graph.store.has(iri) and as_read(read(graph.store, iri)[0]).dump() != made.dump():
            reason = "a report of this publisher, address and title is there already, and says something else"
            return Submitted("conflict", iri, reason, dropped)
        loaded = graph.load([Placed(made, "the record", 1)])
    reason = next((item.reason for item in loaded.refused), "")
    return Submitted(
        _outcome(iri, loaded.added, loaded.replaced, loaded.unchanged), iri, reason, dropped, loaded.changed
    )


def _outcome(iri: str, *done: Iterable[str]) -> str:
    return next((name for name, iris in zip(OUTCOMES, done, strict=False) if iri in iris), "refused")
