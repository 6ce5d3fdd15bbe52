"""The page of a thing that has no view of its own: what is said of it, what it holds, what leads to it."""

from __future__ import annotations

from kg.model.iris import ID, RDF, RDFS, local
from kg.store.embedded import Store
from kg.store.nodes import Iri, Value, value_of
from kg.view.page_model import Cell, Link, Page, Ref, Section

__all__ = ["node_page"]

_LISTED = 200  # rows of a list; of more it says how many there are


def node_page(store: Store, iri: str, moment: str = "") -> Page:
    """The page of a thing by its IRI, from every graph that speaks of it."""
    said: dict[str, set[Value]] = {}
    for quad in store.quads(iri, graph=None):
        said.setdefault(quad.predicate.value, set()).add(value_of(quad.object))
    held = {value_of(quad.subject) for quad in store.quads(graph=iri)}
    met = {(local(quad.predicate.value), value_of(quad.subject)) for quad in store.quads(value=iri, graph=None)}
    parts = {subject for by, subject in met if by in ("event", "report")} | held - {iri}
    ways = {(by, subject) for by, subject in met if subject not in parts}
    kinds = ", ".join(sorted(local(str(kind)) for kind in said.get(RDF + "type", ())))
    sections = (
        Section(
            "What is said of it",
            columns=("property", "value"),
            rows=tuple((local(prop), _list(store, values)) for prop, values in sorted(said.items())),
        ),
        _listed("What it holds", ("thing",), [(_cell(store, part),) for part in sorted(parts - {iri}, key=str)]),
        _listed("What leads here", ("by", "from"), [(by, _cell(store, way)) for by, way in sorted(ways, key=str)]),
    )
    shown = tuple(section for section in sections if section.rows)
    return Page(_label(store, iri), f"{kinds or 'graph'}, {iri}", shown, cite=f"tradekg, {iri}.", moment=moment)


def _list(store: Store, values: set[Value]) -> Cell:
    cells = tuple(_cell(store, value) for value in sorted(values, key=str)[:_LISTED])
    return cells[0] if len(cells) == 1 else cells


def _listed(heading: str, columns: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> Section:
    more = (f"{_LISTED} of {len(rows):,}.",) if len(rows) > _LISTED else ()
    return Section(heading, more, columns, tuple(rows[:_LISTED]))


def _cell(store: Store, value: Value) -> Cell:
    if not isinstance(value, Iri):
        return Link(value, value) if isinstance(value, str) and value.startswith("https://") else str(value)
    return Ref(_label(store, value), value) if value.startswith(ID) else Link(local(value) or value, value)


def _label(store: Store, iri: str) -> str:
    labels = store.objects(iri, RDFS + "label", graph=None)
    return str(labels[0]) if labels else iri.removeprefix(ID)
