"""Claims → events, pure: the same groups whatever the order or batching of the claims.

Claims that could be one event share a block (class and both sides' home countries) and lie within the window of each
other; `likeness` scores such pairs. Pairs from `CANDIDATE` on hold a component together, the unit of rework. Within a
component decisions come first, then scores, then IRIs; groups join only if their claims are alike on average, so that a
chain of near misses does not make one event of two.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, product
from typing import Any

from kg.identity.likeness import CANDIDATE, SAME, WINDOW, Compared, Likeness, veto
from kg.model import dates
from kg.model.decisions import Decisions
from kg.model.statement import Statement, order

__all__ = [
    "Comparing",
    "Pair",
    "Scores",
    "alike",
    "blocks",
    "components",
    "event_iri",
    "events",
    "groups",
    "keys",
    "lookups",
    "meetings",
    "met",
    "pairs",
    "partners",
    "place",
    "stripes",
    "years",
]

_ANY = "any"  # every claim of a block, whatever its year
_GATHER = 0.0427  # what a group's size (its logarithm) adds to how alike it is to another
_UNDATED = "undated"  # those that no date is known of
Scores = Mapping[tuple[str, str], float]  # candidate pairs by their IRIs, the lesser first
Comparing = Callable[[Statement, Statement], Likeness]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, the lesser IRI first, and how alike they are."""

    a: Statement
    b: Statement
    likeness: Likeness

    @property
    def ids(self) -> tuple[str, str]:
        """The claims' IRIs, the lesser first."""
        return self.a.iri, self.b.iri


def keys(statement: Statement) -> list[str]:
    """The blocks a claim is of, as `pledge|JPN|USA`, each once."""
    from_, to = ({statement.home(name) for name in side} for side in statement.sides)
    if not to:  # talks and agreements: every pair of parties, so that a report naming three meets one naming two
        ordered = sorted(from_)
        couples = [(a, b) for a in ordered for b in ordered if a < b] or [(a, "") for a in ordered]
    else:
        couples = sorted(product(sorted(from_), sorted(to)))
    return [f"{statement.claim.KIND}|{a}|{b}" for a, b in couples]


def blocks(statement: Statement) -> list[str]:
    """The keys a claim can be found under: `pledge|JPN|USA|any` and the same with its year."""
    year = str(statement.day.year) if statement.day else _UNDATED
    return [f"{key}|{step}" for key in keys(statement) for step in (_ANY, year)]


def lookups(statement: Statement) -> list[str]:
    """The keys under which a claim's possible partners stand: those of the years within the window, or all."""
    held = years(statement)
    steps = [_ANY] if held is None else [*map(str, held), _UNDATED]
    return [f"{key}|{step}" for key in keys(statement) for step in steps]


def years(statement: Statement) -> range | None:
    """The years that the window around a claim touches; None for an undated one, whose partners may be of any."""
    if statement.day is None:
        return None
    first, last = (dates.shifted(statement.day, days).year for days in (-WINDOW, WINDOW))
    return range(first, last + 1)


def pairs(claims: Iterable[Statement], compared: Comparing | None = None) -> Iterator[Pair]:
    """Candidate pairs, each once, in the order of their IRIs."""
    compared = compared or Compared()
    found = [pair for key, held in _blocked(claims).items() for pair in alike(key, held, compared)]
    yield from sorted(found, key=lambda pair: pair.ids)


def meetings(claims: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of claims that share a block and lie within the window, each once, the lesser IRI first.

    Blocks come in the order of their first claims, and dated pairs first, so that a sample of them stays the same.
    """
    held = _blocked(claims)
    rank = {key: n for n, key in enumerate(held)}
    for key, block in held.items():
        yield from sorted(met(key, block, least=rank.__getitem__), key=lambda pair: not (pair[0].day and pair[1].day))


def _blocked(claims: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Key → the claims of the block, in their order."""
    by_key: dict[str, list[Statement]] = defaultdict(list)
    for statement in claims:
        for key in keys(statement):
            by_key[key].append(statement)
    return {key: sorted(held, key=place) for key, held in by_key.items()}


def place(statement: Statement) -> tuple[int, str]:
    """The order of claims in a block: the undated, who meet all others, then by day."""
    return (statement.day.toordinal() if statement.day else 0, statement.iri)


def stripes(days: Sequence[int], most: int) -> Iterator[tuple[tuple[int, int, int], int]]:
    """A block cut into parts of so many pairs or a few more: (first, last, end) of rows, and the number of pairs.

    The rows from first to before last each meet rows after them and before end, and are a quarter of those at least: a
    part must not cost more to read than to compare. `days` are those of `place`.
    """
    first = count = last = 0
    for n, day in enumerate(days):
        end = bisect_right(days, day + WINDOW) if day else len(days)
        count, last = count + end - n - 1, max(last, end)
        if (count >= most and (n + 1 - first) * 4 >= last - first) or n == len(days) - 1:
            if count:
                yield (first, n + 1, last), count
            first, count, last = n + 1, 0, 0


def met(
    key: str, held: Sequence[Statement], rows: int | None = None, *, least: Callable[[str], Any] = str
) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of a block's claims, which are in order, that lie within the window, the lesser IRI first.

    With `rows` those of the first so many. A pair that several blocks show is told in the `least` of them alone.
    """
    several = [frozenset(own) if len(own := keys(statement)) > 1 else None for statement in held]
    for n, a in enumerate(held[:rows]):
        for m, b in enumerate(held[n + 1 :], n + 1):
            if a.day and b.day and (b.day - a.day).days > WINDOW:
                break
            one, two = several[n], several[m]
            if not one or not two or min(one & two, key=least) == key:
                yield (a, b) if a.iri < b.iri else (b, a)


def alike(key: str, held: Sequence[Statement], compared: Comparing, rows: int | None = None) -> Iterator[Pair]:
    """The candidates among `met`."""
    for a, b in met(key, held, rows):
        likeness = compared(a, b)
        if likeness.score >= CANDIDATE:
            yield Pair(a, b, likeness)


def components(claims: Iterable[str], found: Iterable[tuple[str, str]], decisions: Decisions) -> list[list[str]]:
    """Connected components of candidate pairs and `same` decisions, all as IRIs: each sorted, by their first."""
    known = dict.fromkeys(claims)
    decided = (tuple(sorted(pair)) for pair in decisions.pairs if pair <= known.keys())
    leader = _union(known, chain(found, decided))  # type: ignore[arg-type]
    grouped: dict[str, list[str]] = defaultdict(list)
    for iri in known:
        grouped[leader[iri]].append(iri)
    return sorted(map(sorted, grouped.values()))


def _union(items: Iterable[str], links: Iterable[tuple[str, str]]) -> dict[str, str]:
    parent = {item: item for item in items}

    def find(item: str) -> str:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in links:
        parent[find(a)] = find(b)
    return {item: find(item) for item in parent}


def groups(component: Sequence[Statement], scores: Scores, decisions: Decisions) -> list[list[Statement]]:
    """The events of one component, as groups of claims in order.

    `same` decisions join first. Then, again and again, the two groups whose claims are on average most alike; pairs
    that are no candidates count as 0. Groups join from `SAME` on, larger ones a little below it (`_GATHER`): what many
    reports tell is worded in many ways. A veto or a `different` decision between any two claims keeps groups apart,
    and so do more than `WINDOW` days between the nearest of their dated claims: what no date is told of bridges none.
    """
    made = _Groups(component, scores)
    known = {statement.iri: statement for statement in component}
    decided = decisions.among(known.keys())
    for ids, decision in decided:
        if decision.verdict == "same":
            made.join(*sorted(ids))
    apart = [ids for ids, decision in decided if decision.verdict == "different"]
    apart += [
        frozenset((iri, other))
        for iri in sorted(known.keys() & decisions.relations.keys())
        for other in sorted(decisions.relations[iri].values())
        if other in known
    ]
    apart += [frozenset((a.iri, b.iri)) for a, b in combinations(component, 2) if veto(a, b)]
    for ids in apart:
        made.keep_apart(*sorted(ids))
    made.gather()
    found_groups = (sorted((known[iri] for iri in ids), key=order) for ids in made.members.values())
    return sorted(found_groups, key=lambda group: order(group[0]))


class _Groups:
    """Groups of claims named by their least IRI, with the sum of scores between each two."""

    def __init__(self, claims: Iterable[Statement], scores: Scores) -> None:
        days = {claim.iri: [claim.day.toordinal()] if claim.day else [] for claim in claims}
        self.days = days  # sorted, of the dated claims
        self.members = {iri: [iri] for iri in days}
        self.of = {iri: iri for iri in self.members}
        self.sums: dict[str, dict[str, float]] = {iri: {} for iri in self.members}
        self.apart: dict[str, set[str]] = {iri: set() for iri in self.members}
        for (a, b), score in sorted(scores.items()):
            self.sums[a][b] = self.sums[b][a] = score

    def keep_apart(self, a: str, b: str) -> None:
        """Two claims that are never one event; a decision that joined them before goes first."""
        one, two = self.of[a], self.of[b]
        if one != two:
            self.apart[one].add(two)
            self.apart[two].add(one)

    def join(self, a: str, b: str) -> str:
        """The groups of two claims as one; gives its name."""
        one, two = sorted((self.of[a], self.of[b]))
        if one == two:
            return one
        for iri in self.members[two]:
            self.of[iri] = one
        self.members[one] += self.members.pop(two)
        self.days[one] = sorted(self.days[one] + self.days.pop(two))
        for other, score in self.sums.pop(two).items():
            self.sums[other].pop(two)
            if other != one:
                self.sums[one][other] = self.sums[other][one] = self.sums[one].get(other, 0.0) + score
        for other in self.apart.pop(two):
            self.apart[other].discard(two)
            if other != one:
                self.apart[other].add(one)
                self.apart[one].add(other)
        return one

    def alike(self, one: str, two: str) -> float:
        """The mean score of two groups' pairs, with what the larger one gathers."""
        sizes = len(self.members[one]), len(self.members[two])
        return round(self.sums[one][two] / (sizes[0] * sizes[1]) + _GATHER * math.log(max(sizes)), 9)

    def gather(self) -> None:
        """Join the most alike until none are alike enough; of equals the lesser IRIs first."""
        waiting = [offer for one in self.members for offer in self._offers(one) if offer[1] == one]
        heapq.heapify(waiting)
        while waiting:
            score, one, two = heapq.heappop(waiting)
            if two in self.sums.get(one, ()) and self._may_join(one, two) and self.alike(one, two) == -score:
                for offer in self._offers(self.join(one, two)):
                    heapq.heappush(waiting, offer)

    def _offers(self, one: str) -> Iterator[tuple[float, str, str]]:
        """The groups alike enough to join one, with the lesser name first."""
        for other in self.sums[one]:
            if (score := self.alike(one, other)) >= SAME and self._may_join(one, other):
                yield -score, min(one, other), max(one, other)

    def _may_join(self, one: str, two: str) -> bool:
        """Whether nothing keeps two groups apart: no veto, no decision, no years that no dated claim lies in."""
        if two in self.apart[one]:
            return False
        few, many = sorted((self.days[one], self.days[two]), key=len)
        if not few:
            return True
        at = (bisect_right(many, day) for day in few)
        near = (abs(day - held) for day, n in zip(few, at, strict=True) for held in many[max(0, n - 1) : n + 1])
        return min(near) <= WINDOW


def events(
    claims: Sequence[Statement], decisions: Decisions, compared: Comparing | None = None
) -> list[list[Statement]]:
    """All events of some claims: groups in order of their first claim. Retracted claims and reports are left out."""
    gone = decisions.retracted
    standing = [statement for statement in claims if statement.iri not in gone and statement.report_iri not in gone]
    scores = {pair.ids: pair.likeness.score for pair in pairs(standing, compared)}
    known = {statement.iri: statement for statement in standing}
    within = partners(scores)
    made = []
    for component in components(known, scores, decisions):
        own = {ids: scores[ids] for iri in component for ids in within.get(iri, ())}
        made.extend(groups([known[iri] for iri in component], own, decisions))
    return sorted(made, key=lambda group: order(group[0]))


def partners(scores: Iterable[tuple[str, str]]) -> dict[str, list[tuple[str, str]]]:
    """Claim → the candidate pairs that it is the lesser of."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for ids in scores:
        found[ids[0]].append(ids)
    return found


def event_iri(group: Sequence[Statement], decisions: Decisions) -> str:
    """The event's IRI: a pin if a decision made one, else that of its earliest claim that no pin gives away.

    Where each is, the earliest's with a mark: no two events share an address.
    """
    held = [decisions.pins[statement.iri] for statement in group if statement.iri in decisions.pins]
    if held:
        return max(held, key=lambda decision: decision.rank).refs[0]
    own = [statement.would_be for statement in sorted(group, key=order)]
    return next((iri for iri in own if iri not in decisions.pinned), f"{own[0]}-apart")
