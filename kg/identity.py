"""Claims → events, pure: the same groups whatever the order or batching of the claims.

Claims that could be one event share a block (class and both sides' home countries) and lie within the window of each
other; `likeness` scores such pairs. Pairs from `CANDIDATE` on hold a component together, the unit of rework. Within a
component decisions come first, then scores from `SAME` on, then IRIs; two groups join only if on average their claims
are alike, so that a chain of near misses does not make one event of two.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from kg.decisions import Decisions
from kg.likeness import CANDIDATE, SAME, WINDOW, Likeness, compare
from kg.stated import Stated, order

__all__ = ["Pair", "blocks", "components", "event_iri", "events", "groups", "lookups", "pairs"]

_ANY = "any"  # every claim of a block, whatever its year
_UNDATED = "undated"  # those that no date is known of


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, the lesser IRI first, and how alike they are."""

    a: Stated
    b: Stated
    likeness: Likeness


def _keys(stated: Stated) -> list[str]:
    from_, to = ({stated.home(name) for name in side} for side in stated.sides)
    if not to:  # talks and agreements: every pair of parties, so that a report naming three meets one naming two
        ordered = sorted(from_)
        couples = [(a, b) for a in ordered for b in ordered if a < b] or [(a, "") for a in ordered]
    else:
        couples = sorted(product(sorted(from_), sorted(to)))
    return [f"{stated.claim.KIND}|{a}|{b}" for a, b in couples]


def blocks(stated: Stated) -> list[str]:
    """The keys a claim can be found under: `pledge|JPN|USA|any` and the same with its year."""
    year = str(stated.day.year) if stated.day else _UNDATED
    return [f"{key}|{step}" for key in _keys(stated) for step in (_ANY, year)]


def lookups(stated: Stated) -> list[str]:
    """The keys under which a claim's possible partners stand: its own and the neighbouring years, or all."""
    if stated.day is None:
        return [f"{key}|{_ANY}" for key in _keys(stated)]
    years = map(str, range(stated.day.year - 1, stated.day.year + 2))
    return [f"{key}|{step}" for key in _keys(stated) for step in (*years, _UNDATED)]


def pairs(claims: Iterable[Stated]) -> Iterator[Pair]:
    """Candidate pairs, each once, in the order of their IRIs."""
    by_key: dict[str, list[Stated]] = defaultdict(list)
    for stated in claims:
        for key in _keys(stated):
            by_key[key].append(stated)
    seen: set[tuple[str, str]] = set()
    found = []
    for held in by_key.values():
        for a, b in _near(held):
            ids = (a.iri, b.iri) if a.iri < b.iri else (b.iri, a.iri)
            if ids not in seen:
                seen.add(ids)
                likeness = compare(a, b)
                if likeness.score >= CANDIDATE:
                    found.append(Pair(*((a, b) if a.iri < b.iri else (b, a)), likeness))
    yield from sorted(found, key=lambda pair: (pair.a.iri, pair.b.iri))


def _near(held: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Pairs of a block within the window; undated claims meet all."""
    dated = sorted((stated for stated in held if stated.day), key=lambda s: (s.day, s.iri))
    undated = sorted((stated for stated in held if not stated.day), key=lambda s: s.iri)
    for n, a in enumerate(dated):
        for b in dated[n + 1 :]:
            if (b.day - a.day).days > WINDOW:  # type: ignore[operator]
                break
            yield a, b
    for n, a in enumerate(undated):
        yield from ((a, b) for b in undated[n + 1 :])
        yield from ((a, b) for b in dated)


def components(claims: Sequence[Stated], found: Iterable[Pair], decisions: Decisions) -> list[list[Stated]]:
    """Connected components of candidate pairs and `same` decisions; claims in order, components by their first."""
    known = {stated.iri: stated for stated in claims}
    links = [(pair.a.iri, pair.b.iri) for pair in found]
    links += [tuple(sorted(pair)) for pair in decisions.pairs if pair <= known.keys()]  # type: ignore[misc]
    leader = _union(known, links)
    grouped: dict[str, list[Stated]] = defaultdict(list)
    for iri in known:
        grouped[leader[iri]].append(known[iri])
    return sorted((sorted(group, key=order) for group in grouped.values()), key=lambda group: order(group[0]))


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


def groups(component: Sequence[Stated], found: Iterable[Pair], decisions: Decisions) -> list[list[Stated]]:
    """The events of one component, as groups of claims in order."""
    known = {stated.iri: stated for stated in component}
    scores = {(pair.a.iri, pair.b.iri): pair.likeness.score for pair in found}
    group_of = {iri: {iri} for iri in known}
    apart = {pair for pair, decision in decisions.pairs.items() if decision.verdict == "different"}
    same = [(pair, decision) for pair, decision in decisions.pairs.items() if decision.verdict == "same"]
    for pair, _ in sorted(same, key=lambda item: (item[1].rank, sorted(item[0]))):
        if pair <= known.keys():
            _join(group_of, *sorted(pair))
    for _, a, b in sorted((-score, a, b) for (a, b), score in scores.items() if score >= SAME):
        one, two = group_of[a], group_of[b]
        if one is not two and _may_join(one, two, scores, known, apart):
            _join(group_of, a, b)
    unique = {id(group): group for group in group_of.values()}
    return sorted(
        (sorted((known[iri] for iri in group), key=order) for group in unique.values()),
        key=lambda group: order(group[0]),
    )


def _join(group_of: dict[str, set[str]], a: str, b: str) -> None:
    one, two = group_of[a], group_of[b]
    if one is not two:
        one |= two
        for iri in two:
            group_of[iri] = one


def _may_join(
    one: set[str],
    two: set[str],
    scores: dict[tuple[str, str], float],
    known: dict[str, Stated],
    apart: set[frozenset[str]],
) -> bool:
    """No decision or veto between any two claims, and on average alike enough."""
    total, count = 0.0, 0
    for a, b in product(sorted(one), sorted(two)):
        if frozenset((a, b)) in apart:
            return False
        ids = (a, b) if a < b else (b, a)
        if ids not in scores:
            likeness = compare(known[a], known[b])
            if likeness.veto and not likeness.far:
                return False
            if likeness.far:
                continue  # an event may outlast the window as long as its neighbours in time are alike
            scores[ids] = likeness.score
        total += scores[ids]
        count += 1
    return count > 0 and total / count >= SAME - 0.1


def events(claims: Sequence[Stated], decisions: Decisions) -> list[list[Stated]]:
    """All events of some claims: groups in order of their first claim. Retracted claims and reports are left out."""
    gone = decisions.retracted
    standing = [stated for stated in claims if stated.iri not in gone and stated.report_iri not in gone]
    found = list(pairs(standing))
    by_claim: dict[str, list[Pair]] = defaultdict(list)
    for pair in found:
        by_claim[pair.a.iri].append(pair)
    made = []
    for component in components(standing, found, decisions):
        held = [pair for stated in component for pair in by_claim[stated.iri]]
        made.extend(groups(component, held, decisions))
    return sorted(made, key=lambda group: order(group[0]))


def event_iri(group: Sequence[Stated], decisions: Decisions) -> str:
    """The event's IRI: a pin if a decision made one, else from its earliest claim."""
    held = [decisions.pins[stated.iri] for stated in group if stated.iri in decisions.pins]
    if held:
        return max(held, key=lambda decision: decision.rank).refs[0]
    return min(group, key=order).would_be
