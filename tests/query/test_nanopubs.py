"""Nanopublications: valid and named by their content, by the word of the nanopub package."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from small import records
from worlds import loaded

from kg.query.nanopubs import BASE, nanopubs, trig
from kg.store.embedded import Store
from kg.store.nodes import expand

LANGUAGE = 'odd "signs" \\ and\na new line, ü'


@pytest.fixture(scope="module")
def store() -> Store:
    return loaded(records(), reference=False)


@pytest.fixture(scope="module")
def made(store: Store) -> list[list[ox.Quad]]:
    return [*nanopubs(store)]


def claims(store: Store) -> set[str]:
    return {iri for report in store.reports() for iri in store.subjects("report", report, graph=report)} & {
        quad.subject.value  # type: ignore[union-attr]
        for quad in store.quads(None, "contentHash", graph=None)
    }


@pytest.fixture(autouse=True)
def _rdflib_warns() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def test_each_claim_has_one(store: Store, made: list[list[ox.Quad]]) -> None:
    """Its assertion holds the claim with all its parts, and no other claim; together they hold every claim."""
    held = []
    for quads in made:
        [name] = {quad.subject.value for quad in quads if str(quad.object).endswith("#Nanopublication>")}  # type: ignore[union-attr]
        assertion = [quad for quad in quads if quad.graph_name.value == f"{name}#assertion"]  # type: ignore[union-attr]
        [claim] = {quad.subject.value for quad in assertion} & claims(store)  # type: ignore[union-attr]
        report = store.objects(claim, "report", graph=None)[0]
        own = {quad.triple for quad in store.quads(graph=str(report))}
        assert {quad.triple for quad in assertion} <= own
        parts = {str(quad.subject).strip("<>") for quad in own if str(quad.subject).strip("<>").startswith(f"{claim}-")}
        assert parts <= {quad.subject.value for quad in assertion}  # type: ignore[union-attr]
        held.append(claim)
    assert sorted(held) == sorted(claims(store))


def test_names_and_form_are_right(made: list[list[ox.Quad]]) -> None:
    """The nanopub package reads each as valid, and by its hash of the content each has its right name."""
    nanopub = pytest.importorskip("nanopub")
    from nanopub.trustyuri.rdf import RdfHasher
    from rdflib import Dataset

    for quads in made:
        data = Dataset()
        text = ox.serialize(quads, format=ox.RdfFormat.TRIG)
        assert text is not None
        data.parse(data=text.decode(), format="trig")
        code = next(quad.subject.value for quad in quads).removeprefix(BASE)  # type: ignore[union-attr]
        held = [(graph, s, p, o) for s, p, o, graph in data.quads((None, None, None, None))]
        assert RdfHasher.make_hash(sorted(held), code) == code
        assert len(code) == 45
        assert nanopub.Nanopub(rdf=data).is_valid


def test_the_name_follows_the_content(made: list[list[ox.Quad]]) -> None:
    """Another content has another name, the same the same; texts with odd signs are hashed as the package does."""
    names = {quads[0].subject.value for quads in made}  # type: ignore[union-attr]
    assert len(names) == len(made)
    again = [*nanopubs(loaded(records()[::-1], reference=False))]
    assert again == made
    pledge = next(record for record in records() if record.pledges)
    other = pledge.model_copy(update={"pledges": (pledge.pledges[0].model_copy(update={"evidence": LANGUAGE}),)})
    changed = [*nanopubs(loaded([other], reference=False))]
    assert {quads[0].subject.value for quads in changed}.isdisjoint(names)  # type: ignore[union-attr]
    assert any(quad.object == ox.Literal(LANGUAGE) for quads in changed for quad in quads)
    test_names_and_form_are_right(changed)


def test_the_file_holds_them_all(store: Store, made: list[list[ox.Quad]]) -> None:
    """As TriG, which reads back the same."""
    read = {*ox.parse(trig(store), format=ox.RdfFormat.TRIG)}
    assert read == {quad for quads in made for quad in quads}
    assert any(quad.predicate.value == expand("publisher") for quad in read)
