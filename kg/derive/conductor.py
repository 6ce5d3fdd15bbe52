"""The conductor, and only writer of derived triples: claims, decisions, reference data, rules → ledger, inferences.

`derive(store)` makes everything anew; `derive(store, reports=…)` does so for the components those reports touch, with
the same bytes in the end. One state node holds a digest of all inputs, so a store that was cut off half-way, or written
by another version, is noticed and derived afresh.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from kg.derive import partition, reference_layer, rules, whole
from kg.derive.reach import Reach, events_of
from kg.identity import grouping
from kg.ledger import triples
from kg.model import reference
from kg.model.errors import StoreError
from kg.model.iris import DECISIONS, data_dir, digest, mint, ontology_dir
from kg.model.rates import ecb
from kg.model.statement import Statement, order, targets
from kg.store.embedded import Store
from kg.store.nodes import Iri, Node, expand, lines
from kg.store.reports import Reports, statements

__all__ = [
    "DATA_FILES",
    "Derived",
    "current",
    "derive",
    "forget",
    "load_reference",
    "mend",
    "report_hash",
    "statements",
    "write_state",
]

STATE = mint("state")
# word lists and weights beside the modules that read them, from all of which derived triples follow, and what words the
# Reference layer
DATA_FILES = (
    "derive/reference_layer.py",
    "identity/apex_words.txt",
    "identity/likeness.csv",
    "model/legal_forms.txt",
    "model/phrases.toml",
    "ledger/group_words.toml",
    "ledger/label_words.toml",
    "ledger/meeting_words.toml",
    "ledger/narrowing_words.toml",
    "model/office_words.toml",
)
_VERSION = "2"  # raised when the same inputs shall give other derived triples
_Admit = Callable[[Statement], bool]


@dataclass(frozen=True, slots=True)
class Derived:
    """What a run did: events written, and those that are gone."""

    written: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def load_reference(store: Store) -> None:
    """Write the Reference layer anew."""
    store.rewrite("layer", [expand("Reference")], reference_layer.dump())


def derive(
    store: Store,
    reports: Iterable[str] | None = None,
    *,
    admit: _Admit | None = None,
    known: Mapping[str, list[Statement]] | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
    processes: int | None = None,
) -> Derived:
    """Make derived triples afresh: all of them, or those that the given reports (IRIs, present or gone) touch.

    `admit` leaves claims out (`TradeGraph.at`); it goes with a full run. `known` gives the claims of reports that were
    just written, so that they are not read back. `on_progress` is told (step, done, all). A full run is spread over so
    many `processes`, as many as there are cores if it is large; the bytes are the same.
    """
    made = _Run(Reports(store, known), admit, on_progress, processes)
    found = made.all() if reports is None else made.some(reports)
    write_state(store)
    return found


def mend(store: Store) -> None:
    """Derive everything from what the store holds, reference data first. StoreError if that fails."""
    try:
        forget(store)  # cut off from here on, it is seen to be
        load_reference(store)
        derive(store)
    except StoreError:
        raise
    except Exception as error:
        raise StoreError(
            f"nothing can be derived from what the store holds ({error!r}). `kg decisions` and `kg dump` still work; "
            "`kg lift DECISION` undoes a decision that causes it, and a corrected report can be loaded again"
        ) from error
    store.flush()


def forget(store: Store) -> None:
    """Say that what is derived follows from nothing known, so that the next opening derives it afresh."""
    store.replace("event", [STATE], ())


def current(store: Store) -> bool:
    """Whether what is derived in the store follows from its inputs."""
    held = store.objects(STATE, "inputDigest")
    return held == [_input_digest(store)]


def write_state(store: Store, reports: int | None = None) -> None:
    """Say what is derived follows from: the store's inputs, or reports elsewhere whose `report_hash` add up to this."""
    node = Node(STATE, "DerivedState").put("layer", Iri(expand("Ledger"))).put("event", Iri(STATE))
    node.put("rdfs:label", "what the derived triples follow from").put("inputDigest", _input_digest(store, reports))
    store.replace("event", [STATE], lines([node]))


def _input_digest(store: Store, reports: int | None = None) -> str:
    """Hash over the inputs: order-free, since the reports' own hashes are added up."""
    if reports is None:
        reports = 0
        for quad in store.quads(prop="recordHash", graph=None):
            reports += report_hash(quad.subject.value, quad.object.value)  # type: ignore[union-attr]
    told = "".join(sorted(str(quad) for quad in store.quads(graph=DECISIONS)))
    return digest(_VERSION, f"{reports:x}", told, reference_digest(), length=24)


def report_hash(report: str, record_hash: str) -> int:
    """A report's share of the input digest."""
    return int(digest(report, record_hash, length=40), 16)


@cache
def reference_digest() -> str:
    """Hash over the bytes of ontology, code lists, world tables, rules, `DATA_FILES`, and exchange rates.

    Of the files, not of what is made of them, since every opening of a store asks for it: some milliseconds.
    """
    texts = [
        ontology_dir() / "trade.ttl",
        *(ontology_dir() / "codes").glob("*.ttl"),
        *(ontology_dir() / "rules").glob("*.rq"),
    ]
    tables = [data_dir() / f"{name}.csv" for name in reference.TABLES]
    made = hashlib.sha256()
    for path in (*sorted(texts), *sorted(tables), *(data_dir().parent / name for name in DATA_FILES), ecb().path):
        content = path.read_bytes()
        made.update(f"{path.name} {len(content)}\n".encode() + content)
    return made.hexdigest()[:24]


class _Run:
    """One run over a store."""

    def __init__(
        self,
        reports: Reports,
        admit: _Admit | None,
        tell: Callable[[str, int, int], None] | None,
        processes: int | None,
    ) -> None:
        self.reports, self.admit, self.tell, self.processes = reports, admit, tell, processes
        self.store, self.decisions = reports.store, reports.decisions

    def all(self) -> Derived:
        """Everything, from nothing."""
        written = whole.run(self.reports, self.admit, self.processes, self._told)
        self.store.add(lines(rules.infer(self.store)))
        return Derived(written)

    def some(self, reports: Iterable[str]) -> Derived:
        """The components that these reports touch, and events that refer to claims which moved in them."""
        touched = Reach(self.store, self.reports)
        written = {one for report in sorted(set(reports)) for one in touched.take_report(report)}
        while True:
            touched.grow()
            touched.take_pinned()
            touched.grow()
            groups, gone = self._groups(touched.gathered(), touched.compared)
            events = self._events(groups)
            referring = touched.referring(events)
            if not referring:
                break
            for event in sorted(referring):
                touched.take_event(event)
        heirs = _heirs(gone, groups)
        fresh = self._fresh(groups, heirs, events, touched, written)
        new = {events[group[0].iri] for group in fresh} | {claim.would_be for claim in gone}
        old = touched.events - (set(events.values()) - new)
        made = self._nodes(fresh, gone, heirs, events, self._elsewhere(fresh, touched))
        wholes = rules.above(self.store, old)
        self.store.replace("event", old | new, lines(made))
        wholes |= rules.above(self.store, new)
        inferred = lines(rules.infer(self.store, new | wholes))
        self.store.replace("event", wholes - new, inferred, only=("layer", expand("Inferred")))
        return Derived(tuple(sorted(new)), tuple(sorted(old - new)))

    def _fresh(
        self,
        groups: Iterable[list[Statement]],
        heirs: Mapping[str, list[Statement]],
        events: Mapping[str, str],
        touched: Reach,
        written: set[str],
    ) -> list[list[Statement]]:
        """The events that the store does not hold as they are: most of a component stays untouched.

        An event follows from its claims and its address, from where the claims stand that it refers to, and from what
        was withdrawn of it. Two that share a former address, or one that a pin gives away, are not told apart here.
        """
        moved = touched.moved(events)
        shared = Counter(iri for group in groups for iri in {item.would_be for item in group})

        def stands(group: list[Statement]) -> bool:
            iri = events[group[0].iri]
            return (
                touched.holding(iri) == {item.iri for item in group}
                and not heirs.get(group[0].iri)
                and not self.store.objects(iri, "withdrawnClaim")
                and not any(item.report_iri in written or moved.intersection(targets(item)) for item in group)
                and not any(shared[item.would_be] > 1 or item.would_be in self.decisions.pinned for item in group)
            )

        return [group for group in groups if not stands(group)]

    def _groups(
        self, claims: list[Statement], compared: grouping.Comparing
    ) -> tuple[list[list[Statement]], dict[Statement, list[str]]]:
        """The events of the claims that count, and the claims that no longer do with what withdrew them."""
        gone = {claim: why for claim in claims if (why := self.reports.withdrawn_by(claim))}
        return grouping.events([claim for claim in claims if claim not in gone], self.decisions, compared), gone

    def _events(self, groups: list[list[Statement]]) -> dict[str, str]:
        """Claim → its event."""
        return {
            item.iri: iri for group in groups for iri in [grouping.event_iri(group, self.decisions)] for item in group
        }

    def _nodes(
        self,
        groups: list[list[Statement]],
        gone: Mapping[Statement, list[str]],
        heirs: Mapping[str, list[Statement]],
        events: Mapping[str, str],
        elsewhere: Mapping[str, str],
    ) -> list[Node]:
        """All Ledger nodes of some events and of withdrawn claims, whose `heirs` are all events' that have any.

        `elsewhere` places claims of other events.
        """
        places = {**elsewhere, **events}
        made: list[Node] = []
        for n, group in enumerate(groups, 1):
            left = {claim: gone[claim] for claim in heirs.get(group[0].iri, ())}
            made.extend(partition.nodes(events[group[0].iri], group, left, places, self.decisions))
            self._told("folding events", n, len(groups))
        inherited = {claim for held in heirs.values() for claim in held}
        made.extend(triples.withdrawn(claim, why) for claim, why in gone.items() if claim not in inherited)
        return partition.merged(made)

    def _elsewhere(self, groups: list[list[Statement]], touched: Reach) -> dict[str, str]:
        """Events of claims that these groups refer to and that stand outside what is touched."""
        referred = {iri for group in groups for item in group for iri in targets(item)}
        outside = sorted(referred - touched.claims.keys() - touched.held.keys())
        found = {target: events_of(self.store, target) for target in outside}
        return {target: held[0] for target, held in found.items() if held}

    def _told(self, step: str, done: int, whole: int) -> None:
        if self.tell:
            self.tell(step, done, whole)


def _heirs(gone: Iterable[Statement], groups: Iterable[list[Statement]]) -> dict[str, list[Statement]]:
    """First claim of an event → withdrawn claims that would be of it: an address once given still leads somewhere."""
    by_block: dict[str, list[list[Statement]]] = {}
    gone = sorted(gone, key=order)
    for group in groups if gone else ():
        for key in {key for claim in group for key in grouping.blocks(claim)}:
            by_block.setdefault(key, []).append(group)
    found: dict[str, list[Statement]] = {}
    for claim in gone:
        near = {group[0].iri: group for key in grouping.lookups(claim) for group in by_block.get(key, ())}
        if (first := partition.heir(claim, near)) is not None:
            found.setdefault(first, []).append(claim)
    return found
