"""Nodes and terms: values come back as they were, and nothing breaks out of an IRI or a literal."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.model.errors import InputError
from kg.model.iris import RDF, RDFS, TRADE, XSD
from kg.store.nodes import Iri, Node, Value, expand, gather, lines, value_of

S = "https://example.org/s"
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12),
    st.just(Iri("https://example.org/o")),
)


def parsed(text: list[str]) -> list[ox.Quad]:
    return list(ox.parse("\n".join(text), format=ox.RdfFormat.N_QUADS))


@given(VALUES)
@example('a "b"\n\r\tc\\n \\u0041 \x00')
def test_a_value_comes_back(value: Value) -> None:
    """Value → N-Quads → value keeps value and type, whatever the text."""
    (quad,) = parsed(list(Node(S).put("p", value).lines()))
    back = value_of(quad.object)
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize(
    ("lexical", "datatype", "value"),
    [
        ("01", "integer", 1),
        ("1.50", "decimal", Decimal("1.5")),
        ("1E12", "decimal", Decimal("1E12")),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("maybe", "boolean", "maybe"),
        ("abc", "integer", "abc"),
        ("12345-01-01", "date", "12345-01-01"),
        ("2025-05-28Z", "date", "2025-05-28Z"),
        ("1.0E0", "double", "1.0E0"),
        ("", "decimal", ""),
    ],
)
def test_odd_lexical_forms_are_read_or_kept_as_text(lexical: str, datatype: str, value: Value) -> None:
    """A query may compute any literal: none of them ends the program."""
    back = value_of(ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype)))
    assert back == value
    assert type(back) is type(value)


def test_language_tags_are_dropped() -> None:
    """A label is its text."""
    assert value_of(ox.Literal("Japan", language="en")) == "Japan"


@pytest.mark.parametrize("bad", ["a b", "a>b", "a> <b> <c> . <d", 'a"b', "a\nb", "a{b", "a\\u0020b"])
def test_nothing_written_ends_an_iri_early(bad: str) -> None:
    """A subject, object or graph that would be read as more than one term is refused before it is text."""
    iri = f"https://example.org/{bad}"
    for node, graph in ((Node(iri).put("p", 1), None), (Node(S).put("p", 1), iri)):
        with pytest.raises(InputError, match="is no IRI"):
            list(node.lines(graph))
    with pytest.raises(InputError, match="is no IRI"):
        Node(S).put("p", Iri(iri))


def test_properties_expand() -> None:
    """A plain name is of the trade ontology; `a`, rdfs:label and full IRIs stay what they are."""
    assert [expand(name) for name in ("kind", "a", "rdfs:label", "http://x/y")] == [
        TRADE + "kind",
        RDF + "type",
        RDFS + "label",
        "http://x/y",
    ]


def test_lines_are_sorted_and_without_repeats() -> None:
    """The order of building does not show, and None adds nothing."""
    a, b = Node("https://example.org/a", "T").put("x", 2, 1, 2, None), Node("https://example.org/b").put("x")
    c = Node("https://example.org/a", "T").put("x", 1).put("x", 2)
    assert lines([b, a]) == lines([c])
    assert len(lines([a], "https://example.org/g")) == 3
    assert all(line.endswith("<https://example.org/g> .") for line in lines([a], "https://example.org/g"))


def test_gathering_does_not_depend_on_order() -> None:
    """Subjects with their properties and sorted values; blank subjects are no nodes of ours."""
    quads = parsed(lines([Node(S, "T").put("x", "b", "a", "c")]))
    assert gather(quads) == gather(reversed(quads))
    assert gather(quads)[S][TRADE + "x"] == ["a", "b", "c"]
    assert gather([ox.Quad(ox.BlankNode(), ox.NamedNode(S), ox.Literal("x"))]) == {}
