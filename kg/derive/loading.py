"""Reports and decisions into a store, with what is derived from them: what changes is derived again, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.derive import conductor
from kg.loaders.files import Refused
from kg.model.decisions import Decision
from kg.model.errors import UnknownName
from kg.model.iris import DECISIONS
from kg.model.record import Record
from kg.store import quads
from kg.store.decisions import to_lines
from kg.store.embedded import Store

__all__ = ["Loaded", "Progress", "decide", "load"]

_MANY = 200  # from so many changed reports on, deriving all afresh is cheaper than by component
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: reports by IRI, and the events it wrote or removed."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    changed: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not (self.added or self.replaced or self.refused):
            return f"nothing changed: all {len(self.unchanged)} reports are there already and say the same"
        counts = [f"{len(getattr(self, name))} {name}" for name in ("added", "replaced", "unchanged", "refused")]
        return f"reports: {', '.join(counts)}; events written or gone: {len(self.changed)}"


def load(
    store: Store,
    items: Iterable[Record | Refused],
    *,
    along: Iterable[Decision] = (),
    dry_run: bool = False,
    on_progress: Progress | None = None,
) -> Loaded:
    """Add reports, or replace them whole where the same publisher, address and title are there already.

    Of two records with one key the later wins. Refusals among the items are passed on; nothing of a refused report is
    loaded. Decisions that come `along` are written before anything is derived, so that one derivation serves both. With
    `dry_run` it is done to a copy, so that what would change is told in full.
    """
    store = store.copy() if dry_run else store
    items = list(items)
    wanted = {item.report.iri: item for item in items if isinstance(item, Record)}
    refused = tuple(item for item in items if isinstance(item, Refused))
    old = {iri for iri in wanted if store.has(iri)}
    graphs = {iri: lines for iri, record in sorted(wanted.items()) if (lines := _changed(store, record, iri in old))}
    new = _new(store, along)
    done = _write(store, graphs, new, on_progress) if graphs or new else conductor.Derived()
    return Loaded(
        added=tuple(sorted(wanted.keys() - old)),
        replaced=tuple(sorted(graphs.keys() & old)),
        unchanged=tuple(sorted(old - graphs.keys())),
        refused=refused,
        changed=tuple(sorted({*done.written, *done.gone})),
    )


def _changed(store: Store, record: Record, known: bool) -> list[str]:
    """The report's graph if it is new or says something else than before; claims that say the same keep their IRI."""
    if not known:
        return quads.encode(record)
    iri = record.report.iri
    old, claims = quads.decode_claims(store.quads(graph=iri), iri)
    if old.dump() == record.dump():
        return []
    return quads.encode(record, {claim.content_hash(): claim_iri for claim_iri, claim in claims})


def _write(
    store: Store, graphs: Mapping[str, list[str]], made: Iterable[Decision], on_progress: Progress | None
) -> conductor.Derived:
    before = len(store.reports())
    store.put(graphs)
    store.add(to_lines(made))
    many = len(graphs) > max(_MANY, before)
    touched = _reports_of(store, (ref for decision in made for ref in decision.refs)).union(graphs)
    done = conductor.derive(store, None if many else touched, on_progress=on_progress)
    store.flush()
    if many:
        store.optimize()
    return done


def decide(store: Store, made: Iterable[Decision]) -> list[Decision]:
    """Add decisions that are new, and derive the components of the reports they are about. Gives the new ones.

    UnknownName, and nothing is written, if one is about something that the store does not hold.
    """
    new = _new(store, made)
    for decision in new:
        _check(store, decision)
    if new:
        _write(store, {}, new, None)
    return new


def _new(store: Store, made: Iterable[Decision]) -> list[Decision]:
    known = {quad.subject.value for quad in store.quads(graph=DECISIONS)}  # type: ignore[union-attr]
    return [decision for decision in made if decision.iri not in known]


def _check(store: Store, decision: Decision) -> None:
    refs = list(decision.refs)
    if decision.verdict == "pin" and not any(store.quads(event := refs.pop(0))):
        raise UnknownName(f"pin: {event!r} is no event of this graph; `kg find NAME` lists events")
    for ref in refs:
        is_report = decision.verdict == "retract" and store.has(ref)
        if not is_report and not any(store.quads(ref, "contentHash", graph=None)):
            kinds = "report or claim" if decision.verdict == "retract" else "claim"
            raise UnknownName(f"{decision.verdict}: {ref!r} is no {kinds} of this graph; `kg ask evidence` lists them")


def _reports_of(store: Store, refs: Iterable[str]) -> set[str]:
    """The reports that claims stand in; a report is its own."""
    found = set()
    for ref in refs:
        if store.has(ref):
            found.add(ref)
        found |= {quad.object.value for quad in store.quads(ref, "report", graph=None)}  # type: ignore[union-attr]
    return found
