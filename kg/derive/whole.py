"""The full run over a store: everything derived from nothing, part by part, over as many processes as it is given.

Claims are read once, packed, and unpacked where a part needs them, so that memory holds those of few parts. Processes
get packed claims and give back scores, events and lines; the store is read and written here alone. The cuts are by
content, never by the number of processes, and no line depends on a cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from kg.derive import partition
from kg.derive.partition import Card, Event, Stripe
from kg.derive.processes import Processes, available
from kg.identity import grouping
from kg.ledger import triples
from kg.model.statement import Statement, order
from kg.store.nodes import expand, lines
from kg.store.reports import Reports

__all__ = ["run"]

_PAIR, _CLAIM = 25e-6, 5e-4  # seconds that comparing a pair and folding a claim took on the shipped world
_PAIRS = 30_000  # pairs of a part that are compared, at most but for one claim's
_CLAIMS = 300  # claims of a part, at most but for one component's
_BULK = 2**24  # bytes that go into the store at once
_Tell = Callable[[str, int, int], None]


def run(
    reports: Reports, admit: Callable[[Statement], bool] | None, processes: int | None, tell: _Tell
) -> tuple[str, ...]:
    """Write the Ledger of a store anew, and give its events, sorted; what was inferred from the former one is gone."""
    made = _Whole(reports, tell)
    made.read(admit)
    with Processes(made.worth() if processes is None else processes) as made.workers:
        events = made.events()
        made.write(events)
    return tuple(sorted(event.iri for event in events))


class _Whole:
    """One full run."""

    workers: Processes

    def __init__(self, reports: Reports, tell: _Tell) -> None:
        self.reports, self.decisions, self.store, self.tell = reports, reports.decisions, reports.store, tell
        self.packed: dict[str, bytes] = {}  # report → its claims
        self.cards: dict[str, Card] = {}  # claims that count
        self.gone: dict[Statement, list[str]] = {}  # claims that do not → what withdrew them
        self.blocks: dict[str, list[tuple[int, str]]] = defaultdict(list)  # key → day and claim, in order

    def read(self, admit: Callable[[Statement], bool] | None) -> None:
        """All claims, in passing."""
        names = self.store.reports()
        for n, report in enumerate(names, 1):
            claims = [claim for claim in self.reports.once(report) if admit is None or admit(claim)]
            for claim in claims:
                if why := self.reports.withdrawn_by(claim):
                    self.gone[claim] = why
                    continue
                card = self.cards[claim.iri] = partition.card(claim)
                for key in card.keys:
                    self.blocks[key].append((card.day, card.iri))
            self.packed[report] = partition.pack(claims)
            self.tell("reading claims", n, len(names))
        for held in self.blocks.values():
            held.sort()

    def worth(self) -> int:
        """How many processes pay: each has a second's work at least, for its start takes a third of one."""
        pairs = sum(stripe[1] for held in self.blocks.values() for stripe in _striped(held))
        return max(1, min(available(), int(pairs * _PAIR + len(self.cards) * _CLAIM)))

    # --- events

    def events(self) -> list[Event]:
        """All events, component by component."""
        scores: dict[tuple[str, str], float] = {}
        for found in self.workers.map(partition.alike, self._parts_of_blocks()):
            scores.update(((a, b), score) for a, b, score in found)
        made: list[Event] = []
        for events in self.workers.map(partition.grouped, self._parts_of_components(scores)):
            made += events
        return made

    def _parts_of_blocks(self) -> Iterator[tuple[list[bytes], list[Stripe]]]:
        stripes: list[Stripe] = []
        pairs = claims = 0
        for key in sorted(self.blocks):
            held = self.blocks[key]
            for (first, last, end), count in _striped(held):
                stripes.append(Stripe(key, tuple(iri for _, iri in held[first:end]), last - first))
                pairs += count
                claims += end - first
                if pairs >= _PAIRS or claims >= _CLAIMS:
                    yield self._packed(iri for stripe in stripes for iri in stripe.claims), stripes
                    stripes, pairs, claims = [], 0, 0
        if stripes:
            yield self._packed(iri for stripe in stripes for iri in stripe.claims), stripes

    def _parts_of_components(self, scores: grouping.Scores) -> Iterator[tuple[list[bytes], list[object], object]]:
        within = grouping.partners(scores)
        part: list[object] = []
        claims: list[str] = []
        for component in grouping.components(self.cards, scores, self.decisions):
            part.append((component, {ids: scores[ids] for iri in component for ids in within.get(iri, ())}))
            claims += component
            if len(claims) >= _CLAIMS:
                yield self._packed(claims), part, self.decisions
                part, claims = [], []
        if part:
            yield self._packed(claims), part, self.decisions

    def _packed(self, claims: Iterable[str]) -> list[bytes]:
        """The packed claims of the reports that these claims stand in."""
        return [self.packed[report] for report in sorted({self.cards[iri].report for iri in claims})]

    # --- the Ledger

    def write(self, events: Sequence[Event]) -> None:
        """Replace the Ledger by that of these events and of the withdrawn claims."""
        heirs = self._heirs(events)
        self.store.replace("layer", [expand("Ledger"), expand("Inferred")], ())
        waiting: list[bytes] = []
        for done in self._lines(events, heirs):
            waiting.append(done)
            if sum(map(len, waiting)) >= _BULK:
                self.store.load_dump(b"".join(waiting))
                waiting = []
        inherited = {claim for held in heirs.values() for claim in held}
        taken = {event.iri for event in events}
        alone = [claim for claim in self.gone if claim not in inherited and claim.would_be not in taken]
        waiting.append("\n".join(lines(triples.withdrawn(claim, self.gone[claim]) for claim in alone)).encode())
        self.store.load_dump(b"".join(waiting))

    def _lines(
        self, events: Sequence[Event], heirs: Mapping[str, Mapping[Statement, Sequence[str]]]
    ) -> Iterator[bytes]:
        """The lines of all events, some at a time."""
        referred = {iri for card in self.cards.values() for iri in card.refers_to}
        places = {iri: event.iri for event in events for iri in event.claims if iri in referred}
        told: list[int] = []

        def parts() -> Iterator[tuple[object, ...]]:
            part: list[tuple[Event, dict[str, Sequence[str]]]] = []
            claims: list[str] = []
            reports: set[str] = set()
            for n, event in enumerate(events, 1):
                left = heirs.get(event.iri, {})
                part.append((event, {claim.iri: why for claim, why in left.items()}))
                claims += event.claims
                reports.update(claim.report_iri for claim in left)
                if len(claims) >= _CLAIMS or n == len(events):
                    reports.update(self.cards[iri].report for iri in claims)
                    near = {iri: places[iri] for own in claims for iri in self.cards[own].refers_to if iri in places}
                    told.append(n)
                    yield [self.packed[report] for report in sorted(reports)], part, near, self.decisions
                    part, claims, reports = [], [], set()

        for n, done in enumerate(self.workers.map(partition.folded, parts())):
            yield done
            self.tell("folding events", told[n], len(events))

    def _heirs(self, events: Sequence[Event]) -> dict[str, dict[Statement, list[str]]]:
        """Event → the withdrawn claims that would be of it, with what withdrew them."""
        found: dict[str, dict[Statement, list[str]]] = defaultdict(dict)
        of = {iri: event for event in events for iri in event.claims} if self.gone else {}
        for claim in sorted(self.gone, key=order):
            near = {of[iri].claims[0]: of[iri] for iri in self._near(claim)}
            claims = partition.unpacked(self._packed(iri for event in near.values() for iri in event.claims))
            groups = {first: [claims[iri] for iri in event.claims] for first, event in near.items()}
            if (first := partition.heir(claim, groups)) is not None:
                found[near[first].iri][claim] = self.gone[claim]
        return found

    def _near(self, claim: Statement) -> set[str]:
        """The claims that stand under one of its `grouping.lookups`."""
        years = grouping.years(claim)
        held = (item for key in grouping.keys(claim) for item in self.blocks.get(key, ()))
        return {iri for day, iri in held if not years or not day or date.fromordinal(day).year in years}


def _striped(held: Sequence[tuple[int, str]]) -> Iterator[tuple[tuple[int, int, int], int]]:
    return grouping.stripes([day for day, _ in held], _PAIRS)
