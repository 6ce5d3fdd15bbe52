"""What all of it comes to: distinct pledges by side, sums by kind, how firm they are, and what others have counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from kg.ledger.status import MISSED
from kg.model import codes, reference
from kg.model.amounts import quantity, say
from kg.model.claims import Pledge
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources
from kg.query.table import Section
from kg.questions.cells import printed
from kg.questions.nesting import GONE
from kg.questions.pledges import binds
from kg.questions.said import listed, of_kind, short_sum
from kg.questions.standing import is_inside
from kg.questions.sums import NEVER_CASH
from kg.questions.totals import totals
from kg.store.nodes import Values, expand

__all__ = ["overview"]

_KINDS = ("investment", "mixed", "purchase", "loan", "guarantee")  # of which sums are told, each apart
_SIDES = 8  # sides told one by one; the others are counted
_EARLIER = ("announced_before", "restated")  # novelty of what is not new
_COLUMNS = (
    "part", "name", "pledges", "of", "text", "usd_low", "usd_high", "recurrence", "here", "remark",
    "source", "source_date", "url",
)  # fmt: skip


def _uncut(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Every row: what is cut off is no overview."""
    return (replace(printed("overview", rows), uncut=True),)


@answer(" ".join(_COLUMNS), "country partner pledger recipient product since until", printed=_uncut)
def overview(reader: Reader) -> Rows:
    """What all pledges come to: how many, by side and kind, how firm, and what others have counted.

    Parts: `pledges` (distinct ones at the top; beside them parts of others, replaced or restated ones, and those that
    are over), `to` and `by` (sides of the distinct ones), `sum` (in dollars, by kind: they are not to be added up),
    `share` (of the distinct ones), `published` (somebody else's count, and what here comes nearest to it).
    """
    held = _Held(reader)
    if not held.all:
        return
    yield from held.counts()
    yield from held.sides("to", "recipient")
    yield from held.sides("by", "pledger")
    for kind in _KINDS:
        yield from _sums(reader, kind)
    yield from held.shares()
    yield from _published(reader)


@dataclass(frozen=True, slots=True)
class _One:
    """A pledge with its values."""

    iri: str
    values: Values


class _Held:
    """The pledges that the filters let through, in what they are to each other."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, Sources.of(reader.store)
        self.all = [_One(iri, values) for iri, values in reader.events()]

    @cached_property
    def sorts(self) -> Mapping[str, list[_One]]:
        """Distinct ones at the top; parts; restated or replaced ones; ended ones."""
        found: dict[str, list[_One]] = {"top": [], "parts": [], "replaced": [], "over": []}
        for one in self.all:
            found[self._sort(one)].append(one)
        return found

    def _sort(self, one: _One) -> str:
        store = self.reader.store
        ending, delivery = (self.reader.status(one.iri, one.values, axis) for axis in ("ending", "delivery"))
        if ending in GONE or delivery == MISSED:
            return "over"
        if store.holds(None, "supersedes", one.iri) or one.values.get(expand("restates")):
            return "replaced"
        return "parts" if is_inside(self.reader, one.iri) else "top"

    @property
    def top(self) -> list[_One]:
        return self.sorts["top"]

    def counts(self) -> Iterator[Row]:
        names = {
            "top": "distinct, at the top",
            "parts": "parts of another",
            "replaced": "restated, or replaced by another",
            "over": "withdrawn, lapsed, denied or missed",
        }
        for sort, name in names.items():
            yield {"part": "pledges", "name": name, "pledges": len(self.sorts[sort]), "of": len(self.all)}

    def sides(self, part: str, prop: str) -> Iterator[Row]:
        """Countries and blocs by how many distinct pledges they are in; companies and the rest together."""
        met: Counter[str] = Counter()
        for one in self.top:
            named = {iri for iri in map(str, one.values.get(expand(prop), ())) if "/company" not in iri}
            met.update(named or {""})
        known = sorted((iri for iri in met if iri), key=lambda iri: (-met[iri], self.reader.label(iri)))
        for iri in known[:_SIDES]:
            yield {"part": part, "name": self.reader.label(iri), "pledges": met[iri], "of": len(self.top)}
        if rest := len(known[_SIDES:]):
            number = sum(met[iri] for iri in known[_SIDES:])
            others = f"{rest} more: {', '.join(map(self.reader.label, known[_SIDES:]))}"
            yield {"part": part, "name": others, "pledges": number, "of": len(self.top)}
        if met[""]:
            yield {"part": part, "name": "companies only", "pledges": met[""], "of": len(self.top)}

    def shares(self) -> Iterator[Row]:
        tests: Mapping[str, Callable[[_One], bool]] = {
            "rest on a binding text": self._binding,
            "have any delivery told of": self._delivered,
            "are disputed on the amount": lambda one: self._contested(one, "amount"),
            "are disputed on the status": lambda one: self._contested(one, "status"),
            "name a company as gaining": self._named,
            "are told by one origin only": lambda one: len(one.values.get(expand("origin"), ())) == 1,
            "are called announced before or restated": self._earlier,
        }
        for name, holds in tests.items():
            yield {"part": "share", "name": name, "pledges": sum(map(holds, self.top)), "of": len(self.top)}

    def _claims(self, one: _One) -> list[Pledge]:
        return [item.claim for item in self.told.claims(one.iri) if isinstance(item.claim, Pledge)]

    def _binding(self, one: _One) -> bool:
        return binds(self.told.claims(one.iri)) == "yes"

    def _delivered(self, one: _One) -> bool:
        return self.reader.store.holds(None, "pledge", one.iri) or bool(one.values.get(expand("delivery")))

    def _contested(self, one: _One, field: str) -> bool:
        return expand(field) in map(str, one.values.get(expand("contested"), ()))

    def _named(self, one: _One) -> bool:
        store = self.reader.store
        benefits = [iri for iri in store.subjects("event", one.iri) if store.holds(iri, "a", expand("Benefit"))]
        named = [iri for iri in benefits if store.holds(iri, "basis", codes.iri("basis", "named"))]
        return any(
            not store.holds(str(c), "a", expand("Group")) for iri in named for c in store.objects(iri, "company")
        )

    def _earlier(self, one: _One) -> bool:
        return any(claim.novelty in _EARLIER for claim in self._claims(one))


def _sums(reader: Reader, kind: str, **more: str) -> Iterator[Row]:
    """The sums in dollars of one kind, by `totals`; figures that never add to cash one by one."""
    asked = Reader(reader.store, reader.policy, {**reader.given, "kind": kind, **more})
    rows = list(totals.rows(asked))
    name = of_kind(kind)
    for row in rows:
        if row["part"] == "sum in USD":
            told = {"text": row["usd"], "pledges": row["lines"]}
            ends = {end: row[end] for end in ("usd_low", "usd_high", "recurrence")}
            yield {"part": "sum", "name": name, **told, **ends}
    apart = [row["text"] for row in rows if kind in NEVER_CASH and row["part"] == "left out" and row["text"]]
    if apart:
        yield {"part": "sum", "name": f"{name}, never added to cash", "pledges": len(apart), "text": "; ".join(apart)}


def _published(reader: Reader) -> Iterator[Row]:
    """Counts that others published, where what is asked for is not narrower than they are."""
    if set(reader.given) - {"recipient", "country"}:
        return
    asked = {codes.code(reader.filters[name]) for name in reader.given}
    for row in reference.rows("published"):
        if asked <= {row["recipient"]}:
            said = quantity(Decimal(row["value"]), unit=row["unit"], qualifier=row["qualifier"])
            yield {
                "part": "published",
                "name": row["figure"],
                "text": say(said),
                "usd_low": said.interval.low,
                "usd_high": said.interval.high,
                "recurrence": "total",
                "here": _nearest(reader, row),
                "remark": row["counts"],
                "source": row["source_publisher"],
                "source_date": row["source_date"],
                "url": row["source_url"],
            }


def _nearest(reader: Reader, row: Mapping[str, str]) -> str:
    """What comes nearest to a published count here, each kind apart."""
    found = []
    for kind in row["kinds"].split("|"):
        for told in _sums(reader, kind, recipient=row["recipient"], since=row["since"]):
            if told.get("recurrence") == "total":
                figure = short_sum(told["usd_low"], told["usd_high"], "USD", "total")
                found.append(f"{figure} of {told['name']}")
    return listed(found, len(found))
