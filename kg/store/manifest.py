"""What a store says of itself, in a graph of its own: its schema version, and what of it came with a release.

The version tells how primary data (reports, decisions, this graph) stand in the store; it is raised together with a
step in `kg.derive.migration`. What came with a release may go with a later one; what a user loaded stays.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

from kg.model.errors import StoreError
from kg.model.iris import DECISIONS, MANIFEST
from kg.store.embedded import Store
from kg.store.nodes import Iri, Node, lines

__all__ = ["SCHEMA", "Manifest", "begin", "disown", "held", "schema", "write"]

SCHEMA = 2  # 1 had no manifest


@dataclass(frozen=True, slots=True)
class Manifest:
    """The schema version, and the reports and decisions (IRIs) that came with a release and that no user loaded."""

    schema: int = SCHEMA
    shipped: frozenset[str] = frozenset()


def schema(store: Store) -> int:
    """The version of a store; an empty one that says nothing is of this one. StoreError if it is no number."""
    found = store.objects(MANIFEST, "schemaVersion", graph=MANIFEST)
    if not found:
        return 1 if store.reports() or store.has(DECISIONS) else SCHEMA
    if len(found) > 1 or not isinstance(found[0], int) or found[0] < 1:
        raise StoreError(f"the store's schema version is {found[0]!r}, which is none: restore a dump into a new store")
    return found[0]


def held(store: Store) -> Manifest:
    """What the store says of itself."""
    return Manifest(schema(store), frozenset(map(str, store.objects(MANIFEST, "shipped", graph=MANIFEST))))


def write(store: Store, manifest: Manifest) -> None:
    """Say it anew, in one transaction."""
    node = Node(MANIFEST, "Manifest").put("rdfs:label", "what the store says of itself")
    node.put("schemaVersion", manifest.schema).put("shipped", *map(Iri, manifest.shipped))
    store.put({MANIFEST: lines([node], MANIFEST)})


def begin(store: Store) -> None:
    """Give an empty store its version, unless it has one."""
    if not store.has(MANIFEST) and schema(store) == SCHEMA:
        write(store, Manifest())


def disown(store: Store, loaded: Set[str]) -> None:
    """Say that a user loaded these reports: they no longer go with a release."""
    told = held(store)
    if told.shipped & loaded:
        write(store, replace(told, shipped=told.shipped - loaded))
        store.flush()
