"""Which promise may hold which: all pledges of a store with the figures that count, worked out once for all sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from kg.ledger.figures import Figure, figures, leading, promised
from kg.ledger.status import EARLY, MISSED
from kg.model import codes
from kg.model.claims import Pledge
from kg.model.iris import mint
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.concession import Concession
from kg.questions.counted import Counted, counted_in, smaller
from kg.questions.holdings import one_group
from kg.questions.sums import NEVER_CASH
from kg.store.nodes import Values, expand

__all__ = ["GONE", "Nesting", "Promise"]

GONE = ("denied", "withdrawn", "lapsed")  # endings after which nothing is promised any more
_SIDED = {"pledger_first": 0, "recipient_first": 1}  # policy → the side whose figure goes first
_VAGUE = ("mixed", "other")  # kinds that may hold any other
_MONEY = "money"
_GUARANTEE = "guarantee"


class Promise:
    """One pledge as all sums see it: its figures, its sides, and what reports say it is counted in."""

    def __init__(self, reader: Reader, told: Sources, iri: str, values: Values) -> None:
        self.policy, self.told, self.iri = reader.policy, told, iri
        self._reader, self._values = reader, values
        self.claims = told.claims(iri)
        self.kind = reader.code(values, "kind") or ""
        self.grade = reader.status(iri, values, "grade")
        self.ending = reader.status(iri, values, "ending")
        self.missed = reader.status(iri, values, "delivery") == MISSED

    @cached_property
    def figures(self) -> list[Figure]:
        """Conversions left out: they are told for the reader, and nobody promised them."""
        return promised(figures(self.claims))

    @cached_property
    def given(self) -> list[Counted]:
        """The figure that counts, one for money and one for each other unit: $8bn or $8bn a year, not both."""
        groups: dict[str, list[Figure]] = {}
        for item in self.figures:
            unit = item.quantity.base.unit
            groups.setdefault(_MONEY if unit in codes.currencies() else unit, []).append(item)
        found = [
            Counted(self.iri, f"{self.iri} {unit}", leading(list(filter(self._preferred, held)) or held))
            for unit, held in sorted(groups.items())
        ]
        return found or [Counted(self.iri, f"{self.iri} none", None)]

    def _preferred(self, item: Figure) -> bool:
        """Whether the policy puts a figure before those that more reports give."""
        side = _SIDED.get(self.policy)
        if side is None:
            return self.policy == "text_first" and any(c.report.type == "text" for c in item.claims)
        spoken = {amount.said_by or statement.claim.said_by for statement, amount in item.given}
        return any(name in statement.sides[side] for name in spoken for statement, _ in item.given)

    @cached_property
    def whole(self) -> Concession:
        """The pledge with its sides."""
        return Concession(self.iri, self.claims)

    @cached_property
    def goods(self) -> frozenset[str]:
        """IRIs of its products, as any claim has them."""
        return frozenset(iri for claim in self.claims for iri in claim.products)

    @cached_property
    def common(self) -> list[str]:
        """Those that a third of the claims name, or all of them if none is."""
        named = Counter(iri for claim in self.claims for iri in claim.products)
        return sorted(iri for iri in named if named[iri] * 3 >= len(self.claims)) or sorted(named)

    @cached_property
    def umbrellas(self) -> dict[tuple[str, str], list[Statement]]:
        """(event it is counted in, relation) → the claims that say so; `part_of` is said of what is inside."""
        found: dict[tuple[str, str], list[Statement]] = {}
        for claim in self.claims:
            for ref, relation in counted_in(claim):
                target = self.told.event(self.told.local(claim, ref))
                if target != self.iri:
                    found.setdefault((target, relation), []).append(claim)
        return found

    @cached_property
    def novelties(self) -> dict[str, list[Statement]]:
        """What claims say of its being new → those claims; "unstated" is nothing said."""
        found: dict[str, list[Statement]] = {}
        for statement in self.claims:
            if isinstance(statement.claim, Pledge) and statement.claim.novelty != "unstated":
                found.setdefault(statement.claim.novelty, []).append(statement)
        return found

    def may_be_in(self, other: Promise) -> bool:
        """Whether nothing told keeps this pledge from being part of another."""
        kinds = {self.kind, other.kind}
        stated = any(target == self.iri for target, _ in other.umbrellas)
        if self is other or stated or kinds & NEVER_CASH:
            return False
        if not self.whole.side or not self.whole.side <= other.whole.side or self.whole.towards != other.whole.towards:
            return False
        alike = len(kinds) == 1 or not kinds.isdisjoint(_VAGUE)
        related = (codes.related(one, two) for one in self.goods for two in other.goods)
        return alike and (not self.goods or not other.goods or any(related)) and self.is_of_group(other)

    def is_of_group(self, other: Promise) -> bool:
        """Whether who makes this one may make another by it: a company's own holds nothing of others than its group."""
        if not other.firms:
            return True
        return any(one_group(self._reader, one, firm, self._values) for one in self.firms for firm in other.firms)

    @cached_property
    def firms(self) -> list[str]:
        """The companies (IRIs) that make it, where no state makes it with them."""
        made_by = [str(iri) for iri in self._values.get(expand("pledger"), ())]
        return made_by if all(iri.startswith(mint("company", "")) for iri in made_by) else []


class Nesting:
    """All pledges of a store by one policy, and what the figures of each are or may be part of."""

    @classmethod
    def of(cls, reader: Reader) -> Nesting:
        """The one that all sums of a store share until something is written."""
        held: dict[str, Nesting] = reader.store.memo.setdefault("nesting", {})
        if reader.policy not in held:
            held[reader.policy] = cls(reader)
        return held[reader.policy]

    def __init__(self, reader: Reader) -> None:
        told = Sources.of(reader.store)
        self.all = {iri: Promise(reader, told, iri, values) for iri, values in reader.everything()}
        self._inside: dict[str | None, dict[str, list[tuple[str, str]]]] = {}
        self._lost: dict[str, str | None] = {}
        self._meets: dict[str | None, tuple[Mapping[str, Counted], Mapping[str, set[str]]]] = {}

    @cached_property
    def replaced(self) -> dict[str, str]:
        """Pledge → the later one that supersedes or restates it with a figure, or that had none to restate."""
        found: dict[str, str] = {}
        for item in self.all.values():
            for claim in item.claims:
                for field in ("supersedes", "restates"):
                    for ref in item.told.referred(claim, field):
                        old = item.told.event(ref)
                        # what nobody has undertaken yet takes no promise's place
                        only_thought_of = field == "supersedes" and item.grade in EARLY
                        if old == item.iri or (only_thought_of and self.all[old].grade not in EARLY):
                            continue
                        found[old] = max(item.iri, found.get(old, ""))
        # what is told again without a figure still stands at its own
        valued = {iri for iri, item in self.all.items() if any(given.figure for given in item.given)}
        return {
            old: new for old, new in found.items() if found.get(new) != old and (new in valued or old not in valued)
        }

    def lost(self, item: Promise) -> str | None:
        """The pledge that was missed: this one, or one that it is said to be inside of, whose time is then over too."""
        if item.iri not in self._lost:
            self._lost[item.iri] = (
                item.iri if item.missed else None
            )  # before the search: parts may go round in a circle
            wholes = [
                self.all[ref] for ref, relation in sorted(item.umbrellas) if relation == "inside" and ref in self.all
            ]
            found = (lost for whole in wholes if (lost := self.lost(whole)))
            self._lost[item.iri] = self._lost[item.iri] or next(found, None)
        return self._lost[item.iri]

    @cached_property
    def secured(self) -> dict[str, str]:
        """Pledge of mixed kind → a guarantee that is said to be inside of it: its figure is not all cash."""
        return {
            target: item.iri
            for item in self.all.values()
            if item.kind == _GUARANTEE and item.ending not in GONE
            for target, relation in item.umbrellas
            if relation == "inside" and target in self.all and self.all[target].kind == "mixed"
        }

    def stands(self, item: Promise, early: str | None) -> bool:
        """Whether it is promised, and by no later pledge; `early` is the one grade that counts before a promise."""
        if item.ending in GONE or self.lost(item):
            return False
        return item.iri not in self.replaced and item.grade not in {*EARLY} - {early}

    def inside(self, early: str | None) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Ref of each figure of what stands → (ref it is or may be part of, relation); "unstated" is nothing said."""
        if early not in self._inside:
            self._inside[early] = self._nested([item for item in self.all.values() if self.stands(item, early)])
        return self._inside[early]

    def around(self, early: str | None, refs: Iterable[str]) -> list[Counted]:
        """The figures that are or may be part of the same as one of these, near or far, these included; by ref."""
        given, meets = self._met(early)
        found: set[str] = set()
        waiting = [ref for ref in refs if ref in given]
        while waiting:
            if (ref := waiting.pop()) not in found:
                found.add(ref)
                waiting += meets[ref]
        return [given[ref] for ref in sorted(found)]

    def _met(self, early: str | None) -> tuple[Mapping[str, Counted], Mapping[str, set[str]]]:
        """All figures of what stands, and ref → the refs of what it is or may be part of, or that are part of it."""
        if early not in self._meets:
            inside = self.inside(early)
            given = {each.ref: each for item in self.all.values() for each in item.given if each.ref in inside}
            meets: dict[str, set[str]] = {ref: set() for ref in given}
            for ref, held in inside.items():
                for target, _ in held:
                    meets[ref].add(target)
                    meets[target].add(ref)
            self._meets[early] = given, meets
        return self._meets[early]

    def _nested(self, kept: Sequence[Promise]) -> dict[str, list[tuple[str, str]]]:
        refs = {item.iri: [given.ref for given in item.given] for item in kept}
        given = {each.ref: each for item in kept for each in item.given}
        inside = {each.ref: list(_targets(item, each, refs)) for item in kept for each in item.given}
        towards: dict[frozenset[str], list[Promise]] = {}
        for item in kept:
            towards.setdefault(item.whole.towards, []).append(item)
        apart = _apart(kept)
        for item in kept:  # where a report says what it is part of, nothing else is guessed
            told = any(target in refs for target, _ in item.umbrellas)
            wider = [other for other in towards[item.whole.towards] if not told and item.may_be_in(other)]
            wider = [other for other in wider if other.iri not in apart.get(item.iri, ())]
            for each in item.given:
                inside[each.ref] += [(o.ref, "unstated") for held in wider for o in held.given if smaller(each, o)]
        whose = {ref: iri for iri, held in refs.items() for ref in held}
        return {
            ref: [
                *inside[ref],
                *(
                    beside
                    for beside in _beside(ref, inside, given)
                    if whose[beside[0]] not in apart.get(whose[ref], ())
                    and self.all[whose[ref]].is_of_group(self.all[whose[beside[0]]])
                ),
            ]
            for ref in given
        }


def _apart(kept: Sequence[Promise]) -> Mapping[str, set[str]]:
    """Pledge → what it, or some of what is inside of it, is told as separate from: it cannot be inside of that."""
    apart: dict[str, set[str]] = {}
    within: dict[str, list[str]] = {}  # whole → what is said to be inside of it
    for item in kept:
        for target, relation in item.umbrellas:
            if relation == "separate":
                apart.setdefault(item.iri, set()).add(target)
                apart.setdefault(target, set()).add(item.iri)
            elif relation == "inside":
                within.setdefault(target, []).append(item.iri)
    found: dict[str, set[str]] = {}
    for whole in {*apart, *within}:
        inner = [whole]
        for at in inner:  # grows as it goes
            inner += [each for each in within.get(at, ()) if each not in inner]
        found[whole] = {other for each in inner for other in apart.get(each, ())} - {*inner}
    return found


def _targets(item: Promise, given: Counted, refs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What a figure is counted in: the umbrella's figure of the same unit, else its first one."""
    unit = given.ref.removeprefix(item.iri)
    for target, relation in sorted(item.umbrellas):
        held = refs.get(target, ())
        if held:
            yield next((ref for ref in held if ref == target + unit), held[0]), relation


def _beside(
    ref: str, inside: Mapping[str, Sequence[tuple[str, str]]], given: Mapping[str, Counted]
) -> Iterator[tuple[str, str]]:
    """Parts of an umbrella that a figure may be in: if it is, it may as well be in one of them."""
    said: dict[str, set[str]] = {}
    for target, relation in inside[ref]:
        said.setdefault(target, set()).add(relation)
    open_ = {target for target, relations in said.items() if relations not in ({"inside"}, {"separate"})}
    if not open_:
        return
    for other, held in inside.items():
        is_part = any(target in open_ for target, _ in held)
        if is_part and other != ref and other not in said and smaller(given[ref], given[other]):
            yield other, "overlaps"
