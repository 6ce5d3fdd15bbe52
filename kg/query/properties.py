"""What can be asked of a thing by property: the ontology's own properties of a kind of thing, and their values.

Without what only the ledger keeps its books by.
"""

from __future__ import annotations

from collections.abc import Mapping

from kg.model.iris import RDFS, SKOS, TRADE, local
from kg.query.finding import KINDS
from kg.store.embedded import Store
from kg.store.nodes import Value, expand

__all__ = ["kinds_of", "label_of", "properties", "values"]

_BOOKS = ("layer", "event", "block", "policy")
_OTHER_NAME = {SKOS + "altLabel": "other name"}


def properties(store: Store, kind: str | None = None) -> Mapping[str, str]:
    """Property → its label, in the order of the names, of what things of a kind, or of any, have in the graph."""
    held: dict[str, dict[str, str]] = store.memo.setdefault("properties", {})
    wanted = [kind] if kind else [*KINDS]
    for each in wanted:
        if each not in held:
            held[each] = _read(store, each)
    return dict(sorted({name: label for each in wanted for name, label in held[each].items()}.items()))


def _read(store: Store, kind: str) -> dict[str, str]:
    things = (iri for class_ in KINDS[kind] for iri in store.subjects("a", expand(class_)))
    props = {prop for iri in things for prop in store.node(iri)}
    ours = {prop for prop in props if prop.startswith(TRADE) and local(prop) not in _BOOKS}
    return {local(prop): label_of(store, prop) for prop in ours} | {
        local(prop): label for prop, label in _OTHER_NAME.items() if prop in props
    }


def values(store: Store, iri: str, name: str) -> list[Value]:
    """What a thing has of a property, sorted; nothing for one that is not of `properties`."""
    node = store.node(iri)
    known = next((prop for prop in _OTHER_NAME if local(prop) == name), TRADE + name)
    return [] if name in _BOOKS else sorted(node.get(known, []), key=str)


def label_of(store: Store, iri: str) -> str:
    """A thing's label, or the end of its IRI where it has none."""
    labels = store.objects(iri, RDFS + "label", graph=None)
    return str(labels[0]) if labels else local(iri)


def kinds_of(store: Store, iri: str) -> list[str]:
    """The kinds of names that a thing is of."""
    classes = set(map(str, store.objects(iri, "a")))
    return [kind for kind, named in KINDS.items() if classes & {expand(class_) for class_ in named}]
