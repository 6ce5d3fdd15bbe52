"""A thing on a small page of its own, for a frame in another's: its name, its kind, what is said of it."""

from __future__ import annotations

from kg.model.iris import ID
from kg.query.properties import kinds_of, label_of, properties, values
from kg.store.embedded import Store
from kg.store.nodes import Iri, Value
from kg.view.markup import fill, own, policy

__all__ = ["HEIGHT", "WIDTH", "preview"]

WIDTH, HEIGHT = 400, 240  # pixels of the frame
_LISTED = 4  # values of a property


def preview(store: Store, iri: str) -> str:
    """The page as HTML, without scripts and links."""
    kinds = kinds_of(store, iri)
    known = {name: label for kind in kinds for name, label in properties(store, kind).items()}
    said = {label: _words(store, values(store, iri, name)) for name, label in known.items()}
    look = own("preview.css")
    return fill(
        "preview.html",
        title=label_of(store, iri),
        kinds=", ".join(kinds) or "thing",
        iri=iri,
        said=[(label, words) for label, words in said.items() if words],
        policy=policy([], look),
        style=look,
    )


def _words(store: Store, found: list[Value]) -> str:
    told = [label_of(store, value) if isinstance(value, Iri) and value.startswith(ID) else str(value)
            for value in found]  # fmt: skip
    return ", ".join(told[:_LISTED]) + (f" and {len(told) - _LISTED} more" if len(told) > _LISTED else "")
