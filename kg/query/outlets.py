"""Who reports and who is cited: the names of outlets and origins, and whether words mean one of them."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process, utils

from kg.model.errors import UnknownName
from kg.model.iris import RDFS
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["known_source", "sources"]

_NEAREST = 3
_LIKE = 60.0  # per cent


def sources(store: Store) -> frozenset[str]:
    """Names of all outlets, and of all whom reports go back to."""

    def made() -> frozenset[str]:
        origins = [name for iri in store.subjects("a", expand("Origin")) for name in store.objects(iri, RDFS + "label")]
        return frozenset(map(str, (*store.objects(None, "publisher", graph=None), *origins)))

    return store.kept("sources_by_name", made)


def known_source(store: Store, text: str) -> str:
    """The words themselves, if some outlet's or origin's name has them all. UnknownName offers the nearest three."""
    asked = _words(text)
    if asked and any(asked <= _words(name) for name in sources(store)):
        return text
    near = process.extract(
        text,
        sorted(sources(store)),
        limit=_NEAREST,
        score_cutoff=_LIKE,
        scorer=fuzz.ratio,
        processor=utils.default_process,
    )
    offered = f"; nearest: {', '.join(name for name, *_ in near)}" if near else ", and none of a like name"
    raise UnknownName(f"no outlet or origin of reports is known by {text!r}{offered}")


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", name.casefold()))
