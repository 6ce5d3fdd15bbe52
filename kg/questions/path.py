"""How two things are connected, step by step, each step with the claims or the source behind it.

Paths run over events, parties, goods, companies and officials. Where a company has its seat connects nobody, and
"all countries" is a stop only for who asks for it: everything is connected by them, and nothing told. An inferred
benefit is no step.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from kg.model import codes, reference
from kg.model.errors import InputError, UnknownName
from kg.model.iris import DCTERMS, ORG
from kg.model.statement import Statement, targets
from kg.query.names import current, has_letters, resolve
from kg.query.question import answer
from kg.query.reader import Reader, Rows, typed
from kg.query.sources import Sources, by, reports_of, sourced
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["path"]

_EVENTS = ("Pledge", "Measure", "Talks", "Agreement", "Ruling", "Delivery")
_KINDS = ("pledge", "company", "official", "country", "product", "agreement", "measure", "talks", "ruling", "delivery")
_OWN = ("benefit", "parent", "post", "supply")  # relations that are no property of an event


@dataclass(frozen=True, slots=True, order=True)
class _Link:
    """One thing holds another by a relation; `node` is the node that says so."""

    rank: int
    relation: str
    holder: str
    held: str
    node: str


_Around = Mapping[str, Mapping[str, list[_Link]]]


@answer("step thing thing_label relation next next_label because url claims reports", "start end", words="start end")
def path(reader: Reader) -> Rows:
    """How two things are connected: the shortest way over events, sides, goods, firms, officials, as claims."""
    given = [reader.filters.get(name) for name in ("start", "end")]
    if not all(given):
        raise InputError("a path has two ends: `kg ask path Nvidia Japan`")
    start, end = (_thing(reader.store, str(text)) for text in given)
    if start == end:
        raise InputError(f"both ends of the path are {reader.label(start)}")
    reader.seen += 1  # both ends are known, so that nothing leads from one to the other is an answer
    around = _all_around(reader.store, codes.iri("bloc", "ALL") in (start, end))
    steps, ways = _shortest(around, start, end)
    if not ways:
        reader.notes.append(f"nothing told leads from {reader.label(start)} to {reader.label(end)}")
    if ways > 1:
        reader.notes.append(f"{ways} paths are as short; the first of them by its addresses is shown")
    told = Sources.of(reader.store)
    for number, (thing, next_) in enumerate(pairwise(steps), 1):
        link = min(around[thing][next_])
        yield {
            "step": number,
            "thing": thing,
            "thing_label": reader.label(thing),
            "relation": _words()[link.relation][link.holder != thing],
            "next": next_,
            "next_label": reader.label(next_),
            **_behind(reader, told, link),
        }


@cache
def _words() -> Mapping[str, Sequence[str]]:
    """Relation → how it reads from its holder, and the other way round; in order of which is told first."""
    return tomllib.loads((Path(__file__).parent / "relations.toml").read_text(encoding="utf-8"))


def _thing(store: Store, text: str) -> str:
    """The node that a name of any kind means: an exact name of a list first, then as filters take it."""
    if text.startswith(("https://", "http://")):
        return _known(store, current(store, text))
    exact = [codes.names(kind).get(text) for kind in ("country", "bloc")]
    party = codes.party(text) or next((codes.party(code) for code in exact if code), None)
    if party:
        return party.iri
    if (row := reference.find_company(text)) is not None:
        return reference.company_id(row)
    if (person := reference.official_id(text)) is not None:
        return person
    if (product := codes.names("product").get(text)) is not None:
        return codes.iri("product", product)
    for kind in _KINDS if has_letters(text) or text in codes.scheme("hs") else ():
        try:
            return resolve(store, text, kind)
        except UnknownName:
            continue
    raise UnknownName(f"nothing, or more than one thing, is known by {text!r}; `kg find NAME` lists what there is")


def _known(store: Store, iri: str) -> str:
    if not store.holds(iri):
        raise UnknownName(f"nothing is known by {iri}")
    return iri


# --- what is connected to what


def _links(store: Store) -> Iterator[_Link]:
    rank = {relation: number for number, relation in enumerate(_words())}
    kinds = {subject: kind for kind in _EVENTS for subject, _ in store.pairs("a", expand(kind))}
    for relation in _words():
        for holder, held in () if relation in _OWN else store.pairs(relation):
            if holder in kinds:
                yield _Link(rank[relation], relation, holder, held, holder)
    for node, (holder, held), relation in _between(store):
        yield _Link(rank[relation], relation, holder, held, node)


def _between(store: Store) -> Iterator[tuple[str, tuple[str, str], str]]:
    """Nodes that stand between two things: benefits, ownerships, supplies and terms of office."""
    event, company = dict(store.pairs("event")), dict(store.pairs("company"))
    ledger = {node for node, _ in store.pairs("layer", expand("Ledger"))}
    for node, _ in store.pairs("a", expand("Benefit")):
        if node in ledger:
            yield node, (event[node], company[node]), "benefit"
    yield from ((node, (company[node], parent), "parent") for node, parent in store.pairs("parent"))
    for node, _ in store.pairs("a", expand("Supply")):
        yield from ((node, (company[node], goods), "supply") for _, goods in store.pairs("product", subject=node))
    country = dict(store.pairs("country"))
    post = dict(store.pairs(ORG + "post"))
    yield from ((node, (person, country[post[node]]), "post") for node, person in store.pairs(ORG + "member"))


def _all_around(store: Store, all_countries: bool) -> _Around:
    """Thing → neighbour → the links between them, whichever of them holds the other; read once until the next write.

    By way of "all countries" only where it is one of the ends.
    """
    held: dict[bool, _Around] = store.memo.setdefault("around", {})
    if all_countries not in held:
        everyone = codes.iri("bloc", "ALL")
        found: dict[str, dict[str, list[_Link]]] = {}
        for link in _links(store):
            if link.holder != link.held and (all_countries or everyone not in (link.holder, link.held)):
                found.setdefault(link.holder, {}).setdefault(link.held, []).append(link)
                found.setdefault(link.held, {}).setdefault(link.holder, []).append(link)
        held[all_countries] = found
    return held[all_countries]


def _shortest(around: _Around, start: str, end: str) -> tuple[list[str], int]:
    """The things on the shortest path, of several that whose addresses sort first, and how many are as short."""
    ways, far = {end: 1}, {end: 0}
    edge = [end]
    while edge and start not in far:
        reached: dict[str, int] = {}
        for thing in edge:
            for other in around.get(thing, ()):
                if other not in far:
                    reached[other] = reached.get(other, 0) + ways[thing]
        ways |= reached
        far |= dict.fromkeys(reached, far[edge[0]] + 1)
        edge = list(reached)
    if start not in far:
        return [], 0
    steps = [start]
    while steps[-1] != end:
        steps.append(min(other for other in around[steps[-1]] if far.get(other) == far[steps[-1]] - 1))
    return steps, ways[start]


# --- what is behind a step


def _behind(reader: Reader, told: Sources, link: _Link) -> Mapping[str, Any]:
    """The claims that name what the link holds; of reference data (a supply, a term, an ownership) the source."""
    values = reader.node(link.node)
    if expand("claim") not in values:
        url = reader.first(values, DCTERMS + "source")
        return {"because": sourced(reader, values), "url": url, "claims": [], "reports": []}
    claims = told.claims(link.holder)
    own = {str(iri) for iri in values[expand("claim")]} if link.relation == "benefit" else set()
    mentions = _mentions(reader, link)
    saying = [item for item in claims if item.iri in own or _says(told, item, link, mentions)] or claims
    return {
        "because": f"told by {by(saying)}",
        "url": next((item.report.url for item in saying if item.report.url), None),
        "claims": [item.iri for item in saying],
        "reports": reports_of(saying),
    }


def _mentions(reader: Reader, link: _Link) -> set[str]:
    """Nodes of report graphs that mention the company a link leads to."""
    parties = (party for _, party in typed(reader.parts(link.holder, "Party"), "Party"))
    held = (party for party in parties if link.held in party.get(expand("company"), ()))
    return {str(iri) for party in held for iri in party.get(expand("of"), ())}


def _says(told: Sources, statement: Statement, link: _Link, mentions: set[str]) -> bool:
    """Whether a claim names what the link holds, in its relation."""
    if link.relation in ("pledger", "recipient", "imposer", "target", "party", "country", "company"):
        side = statement.sides[link.relation in ("recipient", "target")]
        if link.held in {found.iri for name in side if (found := codes.party(name))}:
            return True
        own = (f"{statement.iri}-company-", f"{statement.report_iri}/company-", f"{statement.report_iri}/agency-")
        return any(iri.startswith(own) for iri in mentions)
    if link.relation == "product":
        return link.held in statement.products
    if link.relation == "official":
        return link.held in statement.officials
    return link.held in {told.event(iri) for iri in targets(statement)}
