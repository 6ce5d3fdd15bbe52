"""Why a query may have found nothing: words of the ontology that the store does not use, or only inside of reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import process

from kg.model.iris import ID, PREFIXES, RDFS, TRADE, local
from kg.query.faults import without_texts
from kg.store.embedded import Store

__all__ = ["unmet"]

_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_NAMED = re.compile(r"(?<![\w?$:@/<])([A-Za-z][\w-]*):([A-Za-z][\w/-]*)")
_WRITTEN = re.compile(r"<([^<>\s]+)>")
_KINDS = tuple(PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty"))
_NEAR = 3  # words of the ontology that are offered
_LIKE = 60.0  # per cent


def unmet(store: Store, query: str) -> list[str]:
    """Notes on the words of a query without rows, each once: what the store has none of, and where the rest stands."""
    return list(dict.fromkeys(note for word, iri in _words(query) if (note := _note(store, word, iri))))


def _words(query: str) -> Iterator[tuple[str, str]]:
    """Words of the project's namespaces with their IRIs, as they stand in a query."""
    plain = without_texts(query)
    known = {**PREFIXES, **dict(_DECLARED.findall(plain))}
    body = _DECLARED.sub(" ", plain)
    named = [(f"{prefix}:{name}", known[prefix] + name) for prefix, name in _NAMED.findall(body) if prefix in known]
    written = [(f"<{iri}>", iri) for iri in _WRITTEN.findall(body)]
    yield from (item for item in (*named, *written) if item[1].startswith((TRADE, ID)))


def _note(store: Store, word: str, iri: str) -> str:
    if _is_used(store, iri, ""):
        return ""
    if _is_used(store, iri, None):
        return f"{word} stands only in the graphs of reports: GRAPH ?report {{ … }}"
    if iri.startswith(ID):
        return f"nothing in this store is called {word}; `kg find NAME` gives the IRI of a name"
    if narrower := [each for each in store.subjects(RDFS + "subClassOf", iri) if _is_used(store, each, None)]:
        return f"nothing is a {word} and no more; use one of {', '.join(f'trade:{local(each)}' for each in narrower)}"
    if store.holds(iri, "a"):
        return f"nothing in this store has {word}, a word of the ontology"
    terms = sorted({local(each) for kind in _KINDS for each in store.subjects("a", kind)})
    near = process.extract(local(iri), terms, limit=_NEAR, score_cutoff=_LIKE)
    offered = f"; the nearest: {', '.join(f'trade:{name}' for name, *_ in near)}" if near else ""
    return f"{word} is no word of the ontology{offered}"


def _is_used(store: Store, iri: str, graph: str | None) -> bool:
    """Whether something is of a class, has a property, or is this very thing, in the default graph or in any."""
    if not iri.startswith(TRADE):
        return store.holds(iri, graph=graph) or store.holds(None, None, iri, graph=graph)
    return store.holds(None, "a", iri, graph=graph) or store.holds(None, iri, graph=graph)
