"""Claims behind the answers: which claims make an event, which event a claim is of, and whose words they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from kg.model import codes, dates, reference
from kg.model.claims import Claim
from kg.model.decisions import Decision
from kg.model.errors import UnknownName
from kg.model.iris import DECISIONS
from kg.model.statement import Statement, order, targets
from kg.model.visible import visible
from kg.query.event_table import EventTable
from kg.query.names import current
from kg.query.reader import Reader, texts
from kg.store.embedded import Store
from kg.store.nodes import Values, expand
from kg.store.reports import Reports

__all__ = [
    "Sources",
    "by",
    "cite",
    "cited",
    "countries_in",
    "is_voice",
    "parties",
    "quotation",
    "quoted",
    "ranked",
    "reports_of",
    "settled",
    "source_of",
    "sourced",
    "speakers",
]

_CITED = 3  # reports named in a sentence; more are counted


class Sources:
    """Claims and events of one store, each report decoded once."""

    @classmethod
    def of(cls, store: Store) -> Sources:
        """The one that questions of this store share until something is written: none decodes what another has."""
        return store.kept("sources", lambda: cls(store))

    def __init__(self, store: Store) -> None:
        self.store = store
        self._reports = Reports(store)
        self._events: dict[str, str] = {}
        self._claims: dict[str, tuple[Statement, ...]] = {}
        self._all: dict[str, list[str]] = {}

    def event(self, ref: str) -> str:
        """The event that a claim's or an event's IRI leads to; the IRI itself if it leads nowhere."""
        if ref not in self._events:
            heads = [iri for iri in self.store.subjects("claim", ref) if self.store.holds(iri, "event", iri)]
            self._events[ref] = min(heads) if heads else current(self.store, ref)
        return self._events[ref]

    def claims(self, event: str) -> tuple[Statement, ...]:
        """The claims that make an event, in the order they were told."""
        if event not in self._claims:
            held = set(self.store.objects(event, "claim"))
            reports = map(str, self.store.objects(event, "report"))
            told = [claim for report in reports for claim in self._reports.statements(report) if claim.iri in held]
            self._claims[event] = tuple(sorted(told, key=order))
        return self._claims[event]

    def told(self, report: str) -> Sequence[Statement]:
        """The claims of one report that are about events, whether they count or not."""
        return self._reports.statements(report)

    def beside(self, claim: Statement) -> list[Statement]:
        """All claims of the same report that still count."""
        return [item for item in self._reports.statements(claim.report_iri) if self.event(item.iri) != item.iri]

    def all(self, kind: str) -> Sequence[str]:
        """The events of a class, by IRI."""
        if kind not in self._all:
            self._all[kind] = [iri for iri in EventTable.of(self.store).all(kind) if self.claims(iri)]
        return self._all[kind]

    def local(self, claim: Statement, ref: str) -> str:
        """The IRI of what a part of a claim refers to: a local id of the same report, or an IRI already."""
        found = next((item for item in claim.record.claims() if item.id == ref), None)
        return f"{claim.report_iri}/{found.KIND}-{ref}" if found else ref

    def referred(self, claim: Statement, field: str) -> list[str]:
        """IRIs of the claims or events to which a claim refers in this field, sorted."""
        return sorted(iri for iri, name in targets(claim).items() if name == field)

    def decisions(self, event: str, relation: str, other: str) -> list[Decision]:
        """The decisions by which an event stands so to another."""
        pairs = {(item.iri, ref) for item in self.claims(event) for ref in self.referred(item, relation)}
        held = [made for made in self._reports.decisions.holding if made.verdict == relation]
        return [made for made in held if made.refs in pairs and self.event(made.refs[1]) == other]

    def last_decision(self) -> date:
        """The day of the last decision that holds."""
        return max((made.on for made in self._reports.decisions.holding), default=date.min)

    def joining(self, event: str) -> list[Decision]:
        """The decisions that hold claims of an event to tell of one thing, the first made first."""
        own = {item.iri for item in self.claims(event)}
        same = (made for made in self._reports.decisions.holding if made.verdict == "same")
        return sorted((made for made in same if own.issuperset(made.refs)), key=lambda made: made.rank)


def cited(claims: Iterable[Statement]) -> list[str]:
    """The shortest way to name the claims' reports, each once, by day: `CNA, 2025-05-28`."""
    reports = {claim.report_iri: claim.report for claim in sorted(claims, key=order)}
    return [
        f"{reference.find_outlet(report.publisher)}, {dates.say(report.published) if report.published else 'undated'}"
        for report in reports.values()
    ]


def quotation(claim: Statement) -> dict[str, str]:
    """The sentence kept of a claim as words of a template: `text`, without its full stop, and its report, `source`."""
    return {"text": (claim.claim.evidence or "").rstrip("."), "source": cited([claim])[0]}


def quoted(claim: Statement) -> str:
    """The same in quotation marks, with its report: `“Japan buys chips” (CNA, 2025-05-28)`."""
    return "“{text}” ({source})".format(**quotation(claim))


def reports_of(claims: Iterable[Statement]) -> list[str]:
    """The reports that some claims stand in, each once, by IRI."""
    return sorted({claim.report_iri for claim in claims})


def ranked(claims: Iterable[Statement], field: str) -> list[Any]:
    """The differing values that claims give a field, what most of them say first; silent claims do not count."""
    count = Counter(value for item in claims if (value := getattr(item.claim, field, None)) is not None)
    return sorted(count, key=lambda value: (-count[value], str(value)))


def by(claims: Sequence[Statement]) -> str:
    """Who told, the earliest first: `CNA, 2025-05-28; NHK, 2025-05-29 (2 reports) and 4 more`, which are reports."""
    often = Counter(cited(claims))
    told = [label if number == 1 else f"{label} ({number} reports)" for label, number in often.items()]
    if len(told) <= _CITED + 1:
        return "; ".join(told)
    return f"{'; '.join(told[:_CITED])} and {sum([*often.values()][_CITED:])} more"


def sourced(reader: Reader, values: Values) -> str:
    """A fact of reference data with its source: `Nvidia: designs chips, United States (Nvidia, 2025-02-26)`."""
    label = str(reader.first(values, "rdfs:label"))
    return f"{label} ({source_of(values)})" if expand("sourcePublisher") in values else label


def source_of(values: Values) -> str:
    """Publisher and day of the source of a fact, or that it is undated."""
    told = texts(values.get(expand("sourcePublisher"), ()))
    days = [dates.say(day) for day in texts(values.get(expand("sourceDate"), ()))]
    return ", ".join([*map(reference.find_outlet, told), *(days or ["undated"])])


def cite(store: Store, claim: str) -> str:
    """`CNA, “Title”, 2025-05-28, https://… ; claim https://…`. UnknownName if no report states the claim."""
    if not store.holds(claim, "contentHash", graph=None):
        raise UnknownName(f"{claim!r} is no claim of this graph; `kg ask evidence` lists claims")
    reader = Reader(store, "latest", {})
    _, report = reader.report(claim)
    title, url = reader.first(report, "title"), reader.first(report, "url")
    day = reader.first(report, "published") or "undated"
    parts = [str(report[expand("publisher")][0]), f"“{title}”" if title else None, str(day), str(url) if url else None]
    put = [
        f"; {text}" for iri in reader.store.objects(claim, "settledBy", graph=None) for text in [_put(reader, str(iri))]
    ]
    return visible(", ".join(part for part in parts if part) + f"; claim {claim}" + "".join(put))


def settled(reader: Reader, claim: Claim) -> list[str]:
    """Who put a value into a claim of which its reader was unsure, when and why."""
    return [_put(reader, iri) for iri in claim.settled_by]


def _put(reader: Reader, decision: str) -> str:
    told = reader.store.node(decision, graph=DECISIONS)
    verdict, by_, on, why = (str(reader.first(told, name)) for name in ("verdict", "by", "on", "why"))
    return f"{'accepted' if verdict.endswith('accept') else 'mended'} by {by_} on {on}: {why}"


def parties(claim: Statement, side: int = 0) -> frozenset[str]:
    """Codes of the countries and blocs that act (0) or are acted towards (1); a company stands for its home."""
    return frozenset(code for name in claim.sides[side] if codes.party(code := claim.home(name)))


def speakers(statement: Statement) -> frozenset[str]:
    """Codes of the countries and blocs whose words a claim passes on; none if it is the outlet's own account.

    By `said_by`, else by the attribution (an official's country; "Japanese government officials"), else by the
    report's officials that the evidence names. An outlet named after its country speaks for nobody.
    """
    named = [statement.claim.said_by] if statement.claim.said_by else list(statement.claim.attributed_to)
    found = {code for name in named for code in _countries_of(statement, name)}
    if not found and not named:
        words = set(re.findall(r"\w+", (statement.claim.evidence or "").casefold()))
        officials = [item for item in statement.record.officials if item.country]
        found = {str(item.country) for item in officials if words & set(reference.key(item.name).split()[-1:])}
    return frozenset(found)


def is_voice(claim: Statement, name: str) -> bool:
    """Whether a name is that of a side, or of an official or office of one: not an outlet that passes its word on."""
    return bool(reference.find_official(name) or _countries_of(claim, name))


def _countries_of(claim: Statement, name: str) -> set[str]:
    if codes.party(name):
        return {name}
    key = reference.key(name)
    people = [(item.name, item.country) for item in claim.record.officials]
    people += [(item.name, item.country) for item in claim.record.agencies]
    for held, country in people:
        if country and (reference.key(held) == key or key in reference.key(held).split()[-1:]):
            return {country}
    official = not _speaker_words().isdisjoint(key.split())
    return countries_in(name) if official or name in _forms() else set()


def countries_in(text: str) -> set[str]:
    """Codes of the countries and blocs named in a text, in the longest words: "Chinese customs", "US exports"."""
    words = re.findall(r"[\w.]+(?:-\w+)*", text)
    found, at = set(), 0
    while at < len(words):
        step, code = next(_named(words, at), (1, None))
        found |= {code} if code else set()
        at += step
    return found


def _named(words: Sequence[str], at: int) -> Iterator[tuple[int, str]]:
    for length in range(min(5, len(words) - at), 0, -1):
        text = " ".join(words[at : at + length])
        form = _forms().get(text) or (text if codes.party(text) else None)
        if form:
            yield length, form


@cache
def _forms() -> dict[str, str]:
    """Every name of a country or bloc, exact case as written, to its code."""
    return {name: form[0] for kind in ("bloc", "country") for name, form in codes.forms(kind).items()}


@cache
def _speaker_words() -> frozenset[str]:
    """Words that tell a state's voice from an outlet named after its country."""
    return frozenset((files("kg.query") / "speaker_words.txt").read_text("utf-8").split())
