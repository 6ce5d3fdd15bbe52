"""Decisions: a person's judgement on claims and reports, with author, day and reason; kept as data, reversible.

- `same A B`, `different A B`: two claims are, or are not, one event;
- `retract R`: a report (or one claim) no longer counts; its graph stays readable;
- `pin E A`: the event that claim A belongs to keeps the IRI E;
- `lift D`: the decision D no longer holds. Its record stays.
- `part_of A B`, `restates A B`, `supersedes A B`: so claim A's pledge stands to claim B's, whatever is reported.
- `accept D`, `mend D`, `drop D`: what a reader was unsure of (the doubt D) is right, is the `value`, or is nothing.

Of two decisions on the same things the later day wins, then the greater IRI.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from kg.model import codes, dates
from kg.model.errors import InputError
from kg.model.iris import digest, is_iri, mint

__all__ = ["RELATIONS", "SETTLING", "Decision", "Decisions", "of", "read"]

RELATIONS = ("part_of", "restates", "supersedes")  # also the fields of a pledge that they fill
SETTLING = ("accept", "mend", "drop")  # what may become of a doubt
_REFS = {
    **dict.fromkeys(("same", "different", "pin", *RELATIONS), 2),
    **dict.fromkeys(("retract", "lift", *SETTLING), 1),
}
_FIELDS = ("verdict", "refs", "by", "on", "why")


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement. `refs` are IRIs: two claims, a report or claim, an event and a claim, a decision, or a doubt."""

    verdict: str
    refs: tuple[str, ...]
    by: str
    on: date
    why: str
    value: str | None = None  # JSON, of `mend` alone

    def __post_init__(self) -> None:
        codes.concept("verdict", self.verdict)
        if len(self.refs) != _REFS[self.verdict]:
            raise InputError(f"{self.verdict} takes {_REFS[self.verdict]} IRIs, not {len(self.refs)}")
        for ref in self.refs:
            if not is_iri(ref):
                raise InputError(f"{self.verdict}: {ref!r} is no IRI")
        if len(set(self.refs)) < len(self.refs):
            raise InputError(f"{self.verdict} takes two different IRIs")
        if (self.value is not None) != (self.verdict == "mend"):
            raise InputError(f"{self.verdict}: a value goes with mend, and with nothing else")
        if self.value is not None:
            _check_json(self.value)
        for name, text in (("by", self.by), ("why", self.why)):
            if not text.strip():
                raise InputError(f"{self.verdict}: a decision needs --by and --why; {name} is empty")
            if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
                raise InputError(f"{self.verdict}: {name} is one line of text without control characters")

    @property
    def iri(self) -> str:
        """Hash over all that it says."""
        return _iri(self)

    @property
    def rank(self) -> tuple[date, str]:
        """The later one wins."""
        return (self.on, self.iri)

    def dump(self) -> dict[str, object]:
        """As plain JSON values, for a file that can be committed and reviewed."""
        return {
            "verdict": self.verdict,
            "refs": list(self.refs),
            "by": self.by,
            "on": self.on.isoformat(),
            "why": self.why,
            **({} if self.value is None else {"value": self.value}),
        }


@cache
def _iri(item: Decision) -> str:
    value = () if item.value is None else (item.value,)
    return mint("decision", digest(item.verdict, *item.refs, item.by, item.on.isoformat(), item.why, *value))


def _check_json(value: str) -> None:
    try:
        json.loads(value)
    except (ValueError, RecursionError) as error:
        raise InputError(f"mend: the value is not JSON: {error}") from None


@dataclass(frozen=True)
class Decisions:
    """All decisions, asked by what they are about."""

    all: tuple[Decision, ...] = ()

    @cached_property
    def holding(self) -> tuple[Decision, ...]:
        """Those that nobody lifted; a lift that is lifted itself lifts nothing."""
        lifts: dict[str, list[str]] = {}
        for item in self.all:
            if item.verdict == "lift":
                lifts.setdefault(item.refs[0], []).append(item.iri)

        @cache
        def holds(iri: str) -> bool:  # ends: an IRI is the hash of what it names, so that lifts form no circle
            return not any(map(holds, lifts.get(iri, ())))

        return tuple(item for item in self.all if holds(item.iri))

    @cached_property
    def pairs(self) -> Mapping[frozenset[str], Decision]:
        """Two claims → the same or different that holds."""
        return {frozenset(item.refs): item for item in self._in_rank if item.verdict in ("same", "different")}

    def among(self, claims: Set[str]) -> list[tuple[frozenset[str], Decision]]:
        """The pairs that lie within some claims, with what holds of them, the later last."""
        found = {ids for iri in claims for ids in self._of_claim.get(iri, ()) if ids <= claims}
        return sorted(((ids, self.pairs[ids]) for ids in found), key=lambda item: (item[1].rank, sorted(item[0])))

    @cached_property
    def _of_claim(self) -> Mapping[str, list[frozenset[str]]]:
        found: dict[str, list[frozenset[str]]] = {}
        for ids in self.pairs:
            for iri in ids:
                found.setdefault(iri, []).append(ids)
        return found

    @cached_property
    def retracted(self) -> frozenset[str]:
        """Reports and claims that no longer count."""
        return frozenset(ref for decision in self.holding if decision.verdict == "retract" for ref in decision.refs)

    @cached_property
    def pins(self) -> Mapping[str, Decision]:
        """Claim → the pin that holds its event's IRI. An IRI pinned for two claims is the later one's alone."""
        last = {item.refs[1]: item for item in self._in_rank if item.verdict == "pin"}
        given = {item.refs[0]: item for item in sorted(last.values(), key=lambda item: item.rank)}
        return {item.refs[1]: item for item in given.values()}

    @cached_property
    def pinned(self) -> frozenset[str]:
        """The IRIs that pins give to events."""
        return frozenset(item.refs[0] for item in self.pins.values())

    @cached_property
    def relations(self) -> Mapping[str, Mapping[str, str]]:
        """Claim → relation → the claim that its pledge stands to in it."""
        found: dict[str, dict[str, str]] = {}
        for item in self._in_rank:
            if item.verdict in RELATIONS:
                found.setdefault(item.refs[0], {})[item.verdict] = item.refs[1]
        return found

    @cached_property
    def settling(self) -> Mapping[str, Decision]:
        """Doubt → what was decided of it."""
        return {item.refs[0]: item for item in self._in_rank if item.verdict in SETTLING}

    @property
    def _in_rank(self) -> list[Decision]:
        return sorted(self.holding, key=lambda item: item.rank)  # the later overwrites the earlier


def read(path: Path) -> Iterator[Decision]:
    """Decisions of a JSON Lines file. InputError names file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: {error}") from None
    for n, line in enumerate(text.split("\n"), 1):  # splitlines would cut at U+2028, which JSON allows in a string
        if line.strip():
            try:
                yield of(json.loads(line))
            except (InputError, ValueError, RecursionError) as error:
                raise InputError(f"{path.name}, line {n}: {error}") from None


def of(value: object) -> Decision:
    """A decision from plain JSON values. InputError names the faulty field."""
    if isinstance(value, dict):  # its IRI follows from the rest
        value = {name: item for name, item in value.items() if name != "decision"}
    if not isinstance(value, dict) or set(value) - {"value"} != set(_FIELDS):
        raise InputError(f"a decision has exactly the fields {', '.join(_FIELDS)}, and of mend the value")
    refs, texts = value["refs"], [value[name] for name in _FIELDS if name != "refs"]
    if not isinstance(refs, list) or not all(isinstance(item, str) for item in (*refs, *texts, value.get("value", ""))):
        raise InputError("refs is a list of IRIs, the other fields are text")
    return Decision(
        value["verdict"], tuple(refs), value["by"], dates.of_day(value["on"]), value["why"], value.get("value")
    )
