"""What comes with a release: loaded as it is now, and what a former release brought and this one does not is withdrawn.

The store's manifest says what came with a release. Of that goes what the release no longer brings: a decision, unless
one of the user's lifts it; a report, unless one of the user's decisions names it or a claim of it. What a user loaded
is not in the manifest, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from contextlib import nullcontext
from dataclasses import dataclass, replace

from kg.derive import conductor, loading
from kg.derive.loading import Loaded, Progress
from kg.model.decisions import Decision
from kg.model.iris import DECISIONS
from kg.model.record import Record
from kg.store import manifest
from kg.store.decisions import decided, to_lines
from kg.store.embedded import REPORTS, Store

__all__ = ["ship"]


@dataclass(frozen=True, slots=True)
class _Stale:
    """What former releases brought and this one does not: what goes, and reports that decisions of the user keep."""

    reports: tuple[str, ...]
    decisions: tuple[Decision, ...]
    kept: tuple[str, ...]

    @property
    def gone(self) -> set[str]:
        return {*self.reports, *(decision.iri for decision in self.decisions)}


def ship(
    store: Store, reports: Sequence[Record], decisions: Sequence[Decision], on_progress: Progress | None = None
) -> Loaded:
    """Load a release's reports and decisions, and withdraw what only a former release brought."""
    brought = {record.report.iri for record in reports} | {decision.iri for decision in decisions}
    with store.lock:
        told = manifest.held(store)
        every = decided(store).all
        known = {*store.reports(), *(decision.iri for decision in every)}
        stale = _stale(told.shipped & known - brought, every, told.shipped)
        shipped = (told.shipped & known - stale.gone) | (brought - known)
        with store.change() if stale.gone or shipped != told.shipped else nullcontext():
            if shipped != told.shipped:  # first, so that nothing is taken for the user's own if this is cut off
                manifest.write(store, replace(told, shipped=shipped | stale.gone))
            loaded = loading.load(store, reports, along=decisions, shipped=True, on_progress=on_progress)
            if stale.gone:
                _withdraw(store, stale)
                manifest.write(store, replace(told, shipped=shipped))
        return replace(loaded, withdrawn=stale.reports, kept=stale.kept)


def _stale(left: Set[str], every: Iterable[Decision], shipped: Set[str]) -> _Stale:
    """`left` came with a former release; `every` is all decisions, the user's those that are not `shipped`."""
    lifted = {item.refs[0] for item in every if item.verdict == "lift"}
    decisions = tuple(item for item in every if item.iri in left - lifted)
    named = [ref for item in every if item.iri in lifted or item.iri not in shipped for ref in item.refs]
    reports = sorted(iri for iri in left if iri.startswith(REPORTS))
    kept = {iri for iri in reports if any(ref == iri or ref.startswith(f"{iri}/") for ref in named)}
    return _Stale(tuple(iri for iri in reports if iri not in kept), decisions, tuple(sorted(kept)))


def _withdraw(store: Store, stale: _Stale) -> None:
    conductor.forget(store)  # cut off from here on, it is seen to be
    for iri in stale.reports:
        store.drop(iri)
    store.remove(DECISIONS, to_lines(stale.decisions))
    conductor.derive(store)
    store.flush()
