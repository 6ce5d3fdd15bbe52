"""The conductor and only writer of derived triples: claims, decisions, reference data and rules → ledger and inferences.

`derive(store)` makes everything anew; `derive(store, reports=…)` does so for the components those reports touch, with
the same bytes in the end. One state node holds a digest of all inputs, so a store that was cut off half-way, or written
by another version, is noticed and derived afresh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import pyoxigraph as ox

from kg import benefits, decisions, entry, identity, quads, reference
from kg.decisions import Decisions
from kg.ledger import state
from kg.likeness import CANDIDATE, SAME, compare
from kg.nodes import Iri, Node, expand, gather, lines
from kg.stated import Stated
from kg.store import Store
from kg.terms import DECISIONS, digest, mint

__all__ = ["Derived", "claims_of", "current", "derive", "load_reference", "stated"]

STATE = mint("state")
_VERSION = "1"  # raised when the same inputs shall give other derived triples
_Admit = Callable[[Stated], bool]


@dataclass(frozen=True, slots=True)
class Derived:
    """What a run did: events written, and those that are gone."""

    written: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def load_reference(store: Store) -> None:
    """Write the Reference layer anew."""
    store.rewrite("layer", [expand("Reference")], reference.layer())


def derive(
    store: Store,
    reports: Iterable[str] | None = None,
    *,
    admit: _Admit | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> Derived:
    """Make derived triples afresh: all of them, or those that the given reports (IRIs, present or gone) touch.

    `admit` leaves claims out (`TradeGraph.at`); it goes with a full run. `on_progress` is told (step, done, all).
    """
    made = _Run(store, admit, on_progress)
    found = made.all() if reports is None else made.some(reports)
    _write_state(store)
    return found


def current(store: Store) -> bool:
    """Whether what is derived in the store follows from its inputs."""
    held = gather(store.quads(STATE)).get(STATE, {}).get(expand("inputDigest"), [])
    return held == [_input_digest(store)]


def _write_state(store: Store) -> None:
    node = Node(STATE, "DerivedState").put("layer", Iri(expand("Ledger"))).put("event", Iri(STATE))
    node.put("rdfs:label", "what the derived triples follow from").put("inputDigest", _input_digest(store))
    store.replace("event", [STATE], lines([node]))


def _input_digest(store: Store) -> str:
    """Hash over the inputs: order-free, since the reports' own hashes are added up."""
    total = 0
    for quad in store.quads(prop="recordHash", graph=None):
        total += int(digest(quad.subject.value, quad.object.value, length=40), 16)  # type: ignore[union-attr]
    told = "".join(sorted(str(quad) for quad in store.quads(graph=DECISIONS)))
    return digest(_VERSION, f"{total:x}", told, reference_digest(), length=24)


@cache
def reference_digest() -> str:
    """Hash of ontology, code lists, world tables and rules."""
    rules = "".join(rule.query for rule in benefits.rules())
    return digest(*reference.layer(), rules, length=24)


def stated(store: Store, report: str) -> list[Stated]:
    """The claims of one report that are about events; none if the report is gone. Statistics stay claims."""
    found = list(store.quads(graph=report))
    if not found:
        return []
    record, claims = quads.decode_claims(found, report)
    return [Stated(iri, claim, record) for iri, claim in claims if claim.KIND != "statistic"]


def claims_of(store: Store) -> list[Stated]:
    """The claims of all reports."""
    return [claim for report in store.reports() for claim in stated(store, report)]


class _Run:
    """One run over a store."""

    def __init__(self, store: Store, admit: _Admit | None, tell: Callable[[str, int, int], None] | None) -> None:
        self.store, self.admit, self.tell = store, admit, tell
        self.decisions: Decisions = decisions.from_quads(store.quads(graph=DECISIONS))
        self.read: dict[str, list[Stated]] = {}

    def all(self) -> Derived:
        """Everything, from nothing."""
        reports = self.store.reports()
        claims = []
        for n, report in enumerate(reports, 1):
            claims.extend(stated(self.store, report))
            self._told("reading claims", n, len(reports))
        if self.admit:
            claims = [claim for claim in claims if self.admit(claim)]
        groups, gone = self._groups(claims)
        made = self._nodes(groups, gone, {})
        layers = [expand("Ledger"), expand("Inferred")]
        self.store.rewrite("layer", layers, lines(made))
        self.store.add(lines(benefits.infer(self.store)))
        return Derived(tuple(sorted(identity.event_iri(group, self.decisions) for group in groups)))

    def some(self, reports: Iterable[str]) -> Derived:
        """The components that these reports touch, and events that refer to claims in them."""
        touched = _Component(self)
        reports = set(reports)
        for report in sorted(reports.union(*revisions(self.store, reports))):
            touched.take_report(report)
        touched.grow()
        groups, gone = self._groups(touched.gathered())
        events = {item.iri: identity.event_iri(group, self.decisions) for group in groups for item in group}
        referring = touched.referring(set(events))
        for event in sorted(referring):
            group = touched.claims_of_event(event)
            events |= {item.iri: event for item in group}
            groups.append(group)
        old = touched.events | referring
        new = set(events.values()) | {claim.would_be for claim in gone}
        made = self._nodes(groups, gone, self._known(groups, events))
        self.store.replace("event", old | new, lines(made))
        self.store.add(lines(benefits.infer(self.store, new)))
        return Derived(tuple(sorted(new)), tuple(sorted(old - new)))

    def _groups(self, claims: list[Stated]) -> tuple[list[list[Stated]], list[Stated]]:
        """The events of the claims that count, and the claims that no longer do: retracted, or revised since."""
        gone = [claim for claim in claims if {claim.iri, claim.report_iri} & self.withdrawn]
        standing = [claim for claim in claims if claim not in gone] if gone else claims
        return identity.events(standing, self.decisions), gone

    def _nodes(self, groups: list[list[Stated]], gone: list[Stated], known: Mapping[str, str]) -> list[Node]:
        heirs = _heirs(gone, groups)
        events = {item.iri: identity.event_iri(group, self.decisions) for group in groups for item in group}
        events = {**known, **events}
        made: list[Node] = []
        for n, group in enumerate(groups, 1):
            left = [claim for claim, heir in heirs.items() if heir is group]
            made.extend(entry.nodes(state(events[group[0].iri], group), events, left))
            self._told("folding events", n, len(groups))
        made.extend(entry.withdrawn(claim) for claim in gone if claim not in heirs)
        return _merged(made)

    def _known(self, groups: list[list[Stated]], events: Mapping[str, str]) -> dict[str, str]:
        """Events of claims that these groups refer to and that stand elsewhere."""
        known = {}
        for target in sorted({iri for group in groups for item in group for iri in entry.targets(item)}):
            if target not in events:
                known.update({target: event for event in _events_of(self.store, target)})
        return known

    def stated(self, report: str) -> list[Stated]:
        """Claims of a report, read once a run."""
        if report not in self.read:
            self.read[report] = stated(self.store, report)
        return self.read[report]

    @cached_property
    def withdrawn(self) -> frozenset[str]:
        """Reports and claims that no longer count: by a decision, or because a later report revises theirs."""
        return self.decisions.retracted | {report for told in revisions(self.store) for report in told}

    def _told(self, step: str, done: int, whole: int) -> None:
        if self.tell:
            self.tell(step, done, whole)


def revisions(store: Store, reports: Iterable[str] | None = None) -> Iterator[set[str]]:
    """For each report that revises another, by its IRI or its address: the revised ones."""
    wanted = None if reports is None else set(reports)
    for quad in store.quads(prop="revises", graph=None):
        if wanted is None or quad.subject.value in wanted:  # type: ignore[union-attr]
            target = quad.object.value  # type: ignore[union-attr]
            same_url = {found.subject.value for found in store.stating("url", target)}  # type: ignore[union-attr]
            yield ({target} if store.has(target) else same_url) - {quad.subject.value}  # type: ignore[union-attr]


def _heirs(gone: Iterable[Stated], groups: Iterable[list[Stated]]) -> dict[Stated, list[Stated]]:
    """The event that a withdrawn claim would belong to, so that an address once given still leads somewhere."""
    by_block: dict[str, list[list[Stated]]] = {}
    gone = list(gone)
    for group in groups if gone else ():
        for key in {key for claim in group for key in identity.blocks(claim)}:
            by_block.setdefault(key, []).append(group)
    found = {}
    for claim in gone:
        near = {group[0].iri: group for key in identity.lookups(claim) for group in by_block.get(key, ())}
        scored = [(max(compare(claim, other).score for other in group), iri) for iri, group in near.items()]
        alike = [(-score, iri) for score, iri in scored if score >= SAME]
        if alike:
            found[claim] = near[min(alike)[1]]
    return found


def _merged(nodes: Iterable[Node]) -> list[Node]:
    """Nodes of one IRI as one: two events may lead from the same former IRI only if a decision moved a claim."""
    found: dict[str, Node] = {}
    for node in nodes:
        found.setdefault(node.iri, node)
    return [found[iri] for iri in sorted(found)]


def _events_of(store: Store, claim: str) -> set[str]:
    """Events that hold a claim; parts of the event hold it too and point to the event."""
    return {
        quad.subject.value
        for quad in store.quads(prop="claim", value=claim)
        if isinstance(quad.subject, ox.NamedNode) and any(store.quads(quad.subject.value, "event", quad.subject.value))
    }


@dataclass
class _Component:
    """Claims and events gathered outward from some reports until no candidate pair leads further."""

    run: _Run
    claims: dict[str, Stated] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)
    fresh: list[Stated] = field(default_factory=list)

    def take_report(self, report: str) -> None:
        """Its present claims, and the events that held its former ones."""
        for claim in self.run.stated(report):
            self._take(claim)
        for name in ("report", "withdrawnReport"):
            for quad in list(self.run.store.quads(prop=name, value=report)):
                self.take_event(quad.subject.value)  # type: ignore[union-attr]

    def take_event(self, event: str) -> None:
        """An event with all its claims that still are."""
        if event not in self.events:
            self.events.add(event)
            for claim in self.claims_of_event(event):
                self._take(claim)

    def claims_of_event(self, event: str) -> list[Stated]:
        """The claims an event holds, as the reports state them now."""
        held = gather(self.run.store.quads(event)).get(event, {})
        wanted = {str(iri) for name in ("claim", "withdrawnClaim") for iri in held.get(expand(name), [])}
        reports = [str(iri) for name in ("report", "withdrawnReport") for iri in held.get(expand(name), [])]
        return [claim for report in reports for claim in self.run.stated(report) if claim.iri in wanted]

    def _take(self, claim: Stated) -> None:
        if claim.iri not in self.claims:
            self.claims[claim.iri] = claim
            self.fresh.append(claim)

    def grow(self) -> None:
        """Follow candidate pairs and decisions until nothing is new."""
        linked = self._decided()
        while self.fresh:
            claim = self.fresh.pop()
            for other in sorted(linked.get(claim.iri, ())):
                for event in sorted(_events_of(self.run.store, other)):
                    self.take_event(event)
            for event in self._near(claim):
                if any(compare(claim, other).score >= CANDIDATE for other in self.claims_of_event(event)):
                    self.take_event(event)

    def _decided(self) -> dict[str, set[str]]:
        linked: dict[str, set[str]] = {}
        for pair in self.run.decisions.pairs:
            for one in pair:
                linked.setdefault(one, set()).update(pair - {one})
        return linked

    def _near(self, claim: Stated) -> list[str]:
        found = {event for key in identity.lookups(claim) for event in self.run.store.having("block", key)}
        return sorted(found - self.events)

    def gathered(self) -> list[Stated]:
        """The claims gathered, in order of their IRIs."""
        return [self.claims[iri] for iri in sorted(self.claims)]

    def referring(self, claims: set[str]) -> set[str]:
        """Further events that refer to one of these claims: their links may have moved."""
        found = {
            quad.subject.value  # type: ignore[union-attr]
            for claim in sorted(claims)
            for quad in self.run.store.quads(prop="refersTo", value=claim)
        }
        return found - self.events
