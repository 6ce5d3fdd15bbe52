"""Reports and decisions into a store, with what is derived from them: what changes is derived again, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from kg.derive import conductor
from kg.loaders.files import Placed, Refused
from kg.model.claims import CLAIMS
from kg.model.decisions import SETTLING, Decision, Decisions
from kg.model.doubts import as_read, settled
from kg.model.errors import InputError, StoreError, TradeError, UnknownName
from kg.model.iris import DCTERMS, DECISIONS, ID, local
from kg.model.record import Record
from kg.model.statement import Statement
from kg.store import manifest
from kg.store.decisions import decided, to_lines
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.store.reports import read, written

__all__ = ["MAX_CLAIMS", "Loaded", "Progress", "decide", "load", "too_much"]

MAX_CLAIMS = 200  # a report: identity compares like claims pair by pair, and no document read so far has twenty
# Deriving one report's component costs some twenty times what a report costs in a full run (measured on the shipped
# ones: 19 times into 150 reports, 47 times into 600), and a full run of a small store next to nothing.
_DEARER, _FEW = 20, 5
Progress = Callable[[str, int, int], None]
_Graph = tuple[list[str], list[Statement]]  # a report's N-Quads lines and its claims


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: reports by IRI, and the events it wrote or removed."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    changed: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()  # came with a former release, and not with this one
    kept: tuple[str, ...] = ()  # as well, but a decision of the user's names them

    def __str__(self) -> str:
        lines = [self._counts()]
        lines += [f"withdrawn, since the release no longer brings it: {iri}" for iri in self.withdrawn]
        lines += [f"no longer brought, and kept since a decision of yours names it: {iri}" for iri in self.kept]
        return "\n".join(lines)

    def _counts(self) -> str:
        if not (self.added or self.replaced or self.refused or self.withdrawn):
            return f"nothing changed: all {len(self.unchanged)} reports are there already and say the same"
        counts = [f"{len(getattr(self, name))} {name}" for name in ("added", "replaced", "unchanged", "refused")]
        return f"reports: {', '.join(counts)}; events written or gone: {len(self.changed)}"


def load(
    store: Store,
    items: Iterable[Record | Placed | Refused],
    *,
    along: Iterable[Decision] = (),
    shipped: bool = False,
    dry_run: bool = False,
    on_progress: Progress | None = None,
) -> Loaded:
    """Add reports, or replace them whole where the same publisher, address and title are there already.

    Of two records with one key the later wins. Refusals among the items are passed on; nothing of a refused report is
    loaded. A record from which nothing can be derived is refused as well, and what it wrote is taken back. Decisions
    that come `along` are written before anything is derived, so that one derivation serves both. What is not `shipped`
    is the user's own from here on, whatever it was before. With `dry_run` it is done to a copy, so that what would
    change is told in full.
    """
    store = store.copy() if dry_run else store
    with store.lock:
        done = _load(store, items, along, on_progress)
        if not shipped:
            manifest.disown(store, {*done.added, *done.replaced, *done.unchanged})
        return done


def _load(
    store: Store,
    items: Iterable[Record | Placed | Refused],
    along: Iterable[Decision],
    on_progress: Progress | None,
) -> Loaded:
    wanted, refused = _sorted_out(items)
    old = {iri for iri in wanted if store.has(iri)}
    graphs: dict[str, _Graph] = {}
    unchanged = set()
    every = decided(store).all
    new = _unknown(every, along)
    decisions = Decisions((*every, *new))
    for iri, one in sorted(wanted.items()):
        try:
            if made := _changed(store, settled(one.record, decisions), iri in old):
                graphs[iri] = made
            else:
                unchanged.add(iri)
        except Exception as error:
            refused.append(one.refused(f"it cannot be written: {_said(error)}"))
    done: list[conductor.Derived] = []
    failed: dict[str, str] = {}
    if graphs or new:
        with store.change():
            done, failed = _write_or_refuse(store, graphs, new, on_progress)
    refused += [wanted[iri].refused(f"nothing can be derived from it: {reason}") for iri, reason in failed.items()]
    return Loaded(
        added=tuple(sorted(graphs.keys() - old - failed.keys())),
        replaced=tuple(sorted(graphs.keys() & old - failed.keys())),
        unchanged=tuple(sorted(unchanged)),
        refused=tuple(refused),
        changed=tuple(sorted({event for each in done for event in (*each.written, *each.gone)})),
    )


def _sorted_out(items: Iterable[Record | Placed | Refused]) -> tuple[dict[str, Placed], list[Refused]]:
    """(report → the last of its records, what is refused before anything is written)."""
    wanted: dict[str, Placed] = {}
    refused: list[Refused] = []
    for n, item in enumerate(items, 1):
        if isinstance(item, Refused):
            refused.append(item)
            continue
        one = item if isinstance(item, Placed) else Placed(item, "records", n)
        if reason := too_much(one.record):
            refused.append(one.refused(reason))
        else:
            wanted[one.record.report.iri] = one
    return wanted, refused


def too_much(record: Record) -> str | None:
    """Why a record is refused, if it makes more claims than a report has."""
    count = sum(1 for _ in record.claims())
    if count > MAX_CLAIMS:
        return f"it makes {count} claims; at most {MAX_CLAIMS} a report are taken, so split it by its parts"
    return None


def _said(error: Exception) -> str:
    return str(error) if isinstance(error, TradeError) else repr(error)


def _changed(store: Store, record: Record, known: bool) -> _Graph | None:
    """The report's graph if it is new or says something else than before; claims that say the same keep their IRI."""
    if not known:
        return written(record)
    old, claims = read(store, record.report.iri)
    if old.dump() == record.dump():
        return None
    return written(record, {statement.claim.content_hash(): statement.iri for statement in claims})


def _resettled(store: Store, made: Sequence[Decision]) -> dict[str, _Graph]:
    """The reports in which a doubt is decided otherwise by these decisions, written anew under their claims' IRIs."""
    every = decided(store).all
    known = {decision.iri: decision for decision in (*every, *made)}
    reports = set[str]()
    for decision in made:
        while decision.verdict == "lift":  # ends: an IRI is the hash of what it names, so that lifts form no circle
            decision = known[decision.refs[0]]
        if decision.verdict in SETTLING:
            reports |= _reports_of(store, decision.refs)
    graphs: dict[str, _Graph] = {}
    for report in sorted(reports):
        old, claims = read(store, report)
        new = settled(as_read(old), Decisions((*every, *made)))
        if new.dump() != old.dump():
            graphs[report] = written(new, _kept(claims, new))
    return graphs


def _kept(claims: Iterable[Statement], record: Record) -> dict[str, str]:
    """Content hash of a record's claims → the IRI that the claim of its place has: what is entered comes last."""
    kept: dict[str, str] = {}
    for kind in CLAIMS:
        held = [each.iri for each in claims if each.claim.FIELD == kind.FIELD]
        kept |= {claim.content_hash(): iri for claim, iri in zip(getattr(record, kind.FIELD), held, strict=False)}
    return kept


def _write_or_refuse(
    store: Store, graphs: Mapping[str, _Graph], made: Sequence[Decision], on_progress: Progress | None
) -> tuple[list[conductor.Derived], dict[str, str]]:
    """What was derived, and the reports that nothing can be derived from with the reason: halving finds them."""
    try:
        return [_write(store, graphs, made, on_progress)], {}
    except StoreError:  # the disk is full, a file is damaged: no report's fault
        raise
    except Exception as error:
        if not graphs:
            raise
        if len(graphs) == 1 and not made:
            return [], {next(iter(graphs)): _said(error)}
    names = sorted(graphs)
    halves = (names[: len(names) // 2], names[len(names) // 2 :])
    done: list[conductor.Derived] = []
    failed: dict[str, str] = {}
    for half in halves:
        if half:
            more, worse = _write_or_refuse(store, {iri: graphs[iri] for iri in half}, (), on_progress)
            done += more
            failed |= worse
    if made:
        done.append(_write(store, {}, made, on_progress))
    return done, failed


def _write(
    store: Store, graphs: Mapping[str, _Graph], made: Sequence[Decision], on_progress: Progress | None
) -> conductor.Derived:
    """Write and derive, or leave everything as it was: what fails is taken back before the error goes on."""
    before = len(store.reports())
    former = {iri: store.lines(iri) for iri in graphs}
    many = len(graphs) > _FEW and len(graphs) * _DEARER > before + len(graphs)
    touched = _reports_of(store, (ref for decision in made for ref in decision.refs)).union(graphs)
    # what a lifted decision did may reach anywhere, and lifting is rare: everything is derived
    wanted = None if many or any(decision.verdict == "lift" for decision in made) else touched
    try:
        store.put({iri: lines for iri, (lines, _) in graphs.items()})
        store.add(to_lines(made))
        known = {iri: claims for iri, (_, claims) in graphs.items()}
        done = conductor.derive(store, wanted, known=known, on_progress=on_progress)
    except Exception:
        _take_back(store, former, made, wanted)
        raise
    store.flush()
    if many:
        store.optimize()
    return done


def _take_back(
    store: Store, former: Mapping[str, list[str]], made: Iterable[Decision], wanted: set[str] | None
) -> None:
    with suppress(Exception):  # a full disk, or what could not be derived before either: the first error is told
        conductor.forget(store)  # so that, whatever happens from here on, the next opening sees it
        for iri, lines in former.items():
            store.drop(iri)
            store.add(lines)
        store.remove(DECISIONS, to_lines(made))
        conductor.derive(store, wanted)
        store.flush()


def decide(store: Store, made: Iterable[Decision]) -> list[Decision]:
    """Add decisions that are new, and derive the components of the reports they are about. Gives the new ones.

    A report of whose doubts one is decided is written anew, with the value entered or taken out again.
    UnknownName, and nothing is written, if one is about something that the store does not hold; InputError for a day
    to come, a value that the report cannot hold, or a pin on what is no event of the claim's class. A decision that
    only lifts others is kept even where nothing can be derived: it may be the way out. StoreError then says so.
    """
    with store.lock:
        new = _new(store, made)
        for decision in new:
            _check(store, decision)
        graphs = _resettled(store, new)
        if any(decision.verdict != "lift" for decision in new):
            with store.change():
                _write(store, graphs, new, None)
        elif new:
            store.add(to_lines(new))
            store.put({iri: lines for iri, (lines, _) in graphs.items()})
            store.flush()
            with store.change():
                conductor.mend(store)
        return new


def _new(store: Store, made: Iterable[Decision]) -> list[Decision]:
    return _unknown(decided(store).all, made)


def _unknown(every: Iterable[Decision], made: Iterable[Decision]) -> list[Decision]:
    known = {decision.iri for decision in every}
    return [decision for decision in made if decision.iri not in known]


def _check(store: Store, decision: Decision) -> None:
    if decision.on > date.today():
        raise InputError(f"{decision.verdict}: {decision.on} is still to come; decide on a day that has been")
    if decision.verdict == "lift":
        if not store.holds(decision.refs[0], graph=DECISIONS):
            raise UnknownName(f"lift: {decision.refs[0]!r} is no decision of this graph; `kg decisions` lists them")
        return
    if decision.verdict in SETTLING:
        if not store.holds(decision.refs[0], "a", expand("Doubt"), graph=None):
            raise UnknownName(
                f"{decision.verdict}: {decision.refs[0]!r} is no doubt of this graph; `kg inbox` lists them"
            )
        return
    refs = decision.refs[1:] if decision.verdict == "pin" else decision.refs
    for ref in refs:
        is_report = decision.verdict == "retract" and store.has(ref)
        if not is_report and not store.holds(ref, "contentHash", graph=None):
            kinds = "report or claim" if decision.verdict == "retract" else "claim"
            raise UnknownName(f"{decision.verdict}: {ref!r} is no {kinds} of this graph; `kg ask evidence` lists them")
    if decision.verdict == "pin":
        _check_pin(store, *decision.refs)


def _check_pin(store: Store, event: str, claim: str) -> None:
    """A claim's event may keep its own address, or one that leads on; never one that is another thing's."""
    kind = local(str(store.objects(claim, "a", graph=None)[0])).removesuffix("Claim").lower()
    leads_to = store.objects(event, "event")
    if not event.startswith(f"{ID}{kind}/") or not leads_to:
        raise UnknownName(f"pin: {event!r} is no event of class {kind} of this graph; `kg find NAME` lists events")
    if leads_to == [event] and not store.holds(event, "claim", claim):
        raise InputError(f"pin: {event} is the event of other claims; join them first with `kg same A B`")
    if leads_to != [event] and not store.holds(event, DCTERMS + "isReplacedBy"):
        raise UnknownName(f"pin: {event!r} is part of an event, not an event; `kg find NAME` lists events")


def _reports_of(store: Store, refs: Iterable[str]) -> set[str]:
    """The reports that claims stand in; a report is its own."""
    found = set()
    for ref in refs:
        if store.has(ref):
            found.add(ref)
        found |= set(map(str, store.objects(ref, "report", graph=None)))
    return found
