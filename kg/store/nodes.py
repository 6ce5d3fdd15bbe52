"""A node and its triples: the one place where N-Quads text is put together and taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.model.errors import InputError
from kg.model.iris import RDF, RDFS, TRADE, XSD

__all__ = ["Iri", "Node", "Value", "Values", "expand", "gather", "lines", "value_of"]


class Iri(str):
    """An IRI, told apart from text by its type."""

    __slots__ = ()


Value = Iri | str | bool | int | Decimal | date
Values = Mapping[str, list[Value]]  # property IRI → objects, sorted

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_NO_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")  # N-Quads IRIREF: nothing written may end an IRI early
_PREFIXES = {"rdfs:label": RDFS + "label", "a": RDF + "type"}


def expand(name: str) -> str:
    """A property's IRI: a plain name is of the trade ontology; full IRIs, `a` and `rdfs:label` stay what they are."""
    return _PREFIXES.get(name) or (name if ":" in name else TRADE + name)


class Node:
    """One subject under construction; `put` adds objects, `lines` gives sorted N-Quads without repeats."""

    __slots__ = ("_triples", "iri")

    def __init__(self, iri: str, type_: str | None = None) -> None:
        self.iri = iri
        self._triples: set[tuple[str, str]] = set()
        if type_:
            self.put("a", Iri(expand(type_)))

    def put(self, name: str, *values: Value | None) -> Node:
        """Add `name` with each value; None and nothing are left out, so absence needs no test at the call."""
        for value in values:
            if value is not None:
                self._triples.add((expand(name), _term(value)))
        return self

    def lines(self, graph: str | None = None) -> Iterator[str]:
        """Sorted N-Quads lines, in the default graph or the one named."""
        head, tail = _bracketed(self.iri), f" {_bracketed(graph)} ." if graph else " ."
        for prop, value in sorted(self._triples):
            yield f"{head} <{prop}> {value}{tail}"


def lines(nodes: Iterable[Node], graph: str | None = None) -> list[str]:
    """All lines of all nodes, in the order of the nodes' IRIs."""
    return [line for node in sorted(nodes, key=lambda node: node.iri) for line in node.lines(graph)]


def _bracketed(iri: str) -> str:
    if _NO_IRI.search(iri):
        raise InputError(f"{iri!r} is no IRI: spaces, quotes, angle and curly brackets must be percent-encoded")
    return f"<{iri}>"


def _term(value: Value) -> str:
    if isinstance(value, Iri):
        return _bracketed(value)
    if isinstance(value, bool):
        return f'"{str(value).lower()}"^^<{XSD}boolean>'
    if isinstance(value, int):
        return f'"{value}"^^<{XSD}integer>'
    if isinstance(value, Decimal):
        # an exponent is no xsd:decimal; the store itself writes whole decimals without a point
        return f'"{value:f}"^^<{XSD}decimal>'
    if isinstance(value, date):
        return f'"{value.isoformat()}"^^<{XSD}date>'
    return f'"{value.translate(_ESCAPES)}"'


def value_of(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Value:
    """The Python value of a term; language tags are dropped.

    Other datatypes, and what is no value of its datatype (`"abc"^^xsd:integer`, the year 12345), come as text.
    """
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    kind = term.datatype.value
    if not kind.startswith(XSD):
        return term.value
    try:
        match kind[len(XSD) :]:
            case "boolean" if term.value in _BOOLEANS:
                return _BOOLEANS[term.value]
            case "integer":
                return int(term.value)
            case "decimal":
                return Decimal(term.value)
            case "date":
                return date.fromisoformat(term.value)
    except (ValueError, InvalidOperation):
        pass
    return term.value


def gather(quads: Iterable[ox.Quad]) -> dict[str, dict[str, list[Value]]]:
    """Subject → property → values, each list sorted so that the order of the quads does not matter."""
    found: dict[str, dict[str, list[Value]]] = {}
    for quad in quads:
        subject = quad.subject
        if isinstance(subject, ox.NamedNode):
            found.setdefault(subject.value, {}).setdefault(quad.predicate.value, []).append(value_of(quad.object))
    for properties in found.values():
        for values in properties.values():
            if len(values) > 1:
                values.sort(key=str)
    return found
