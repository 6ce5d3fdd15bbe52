"""Every shape takes its valid twin and refuses each invalid one, for the reason that the file's first line gives."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, Graph, URIRef

from kg.model.iris import ID, TRADE, local, ontology_dir
from kg.questions.check import shacl

TWINS = Path(__file__).parent / "shapes"
VALID = sorted(TWINS.glob("*/valid.ttl"))
INVALID = sorted(TWINS.glob("*/invalid-*.ttl"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@cache
def shapes() -> Graph:
    return Graph().parse(ontology_dir() / "shapes.ttl")


@cache
def reference() -> dict[str, list[str]]:
    """Subject → N-Triples lines of the code lists; under the ontology's namespace, which class is under which."""
    found: dict[str, list[str]] = {}
    for path in sorted((ontology_dir() / "codes").glob("*.ttl")):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            found.setdefault(str(quad.subject).strip("<>"), []).append(f"{quad.triple} .")
    ontology = ox.parse(path=str(ontology_dir() / "trade.ttl"), format=ox.RdfFormat.TURTLE)
    found[TRADE] = [f"{quad.triple} ." for quad in ontology if quad.predicate.value.endswith("subClassOf")]
    return found


def violations(path: Path) -> set[tuple[str, str]]:
    """(shape, path) of what fails on nodes of the folder's class; the nodes around them may be bare."""
    twin = Graph().parse(path)
    target = shapes().value(URIRef("https://w3id.org/tradekg/shapes#" + path.parent.name), SH.targetClass)
    twin.parse(data="\n".join(reference()[TRADE]), format="nt")
    tested = {
        str(node)
        for kind in twin.transitive_subjects(RDFS.subClassOf, target)
        for node in twin.subjects(RDF.type, kind)
    }
    wanted, known = {str(node) for triple in twin for node in triple if str(node).startswith(ID)}, set[str]()
    while wanted:  # codes that the twin uses, with what they lead to in turn
        iri = wanted.pop()
        if iri not in known and iri not in tested:
            known.add(iri)
            lines = reference().get(iri, [])
            twin.parse(data="\n".join(lines), format="nt")
            wanted |= {found for line in lines for found in re.findall(rf"<({re.escape(ID)}[^>]*)>", line)}
    found: set[tuple[str, str]] = set()
    for shape, where, focus, _, _ in shacl(twin, shapes()):
        if focus in tested:
            found.add((shape, where))
    return found


def test_twins_were_found() -> None:
    """A glob that finds nothing would pass every test below."""
    assert len(VALID) > 40
    assert len(INVALID) > 150


@pytest.mark.parametrize("path", VALID, ids=name_of)
def test_a_valid_twin_passes(path: Path) -> None:
    """The data that a shape is for has no violation."""
    assert violations(path) == set()


@pytest.mark.parametrize("path", INVALID, ids=name_of)
def test_an_invalid_twin_fails_where_it_should(path: Path) -> None:
    """Exactly the shape and path named in the first line fail, and nothing else."""
    expected = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# fails: ").split(" ")
    assert violations(path) == {(expected[0], expected[1].removeprefix("-"))}


def test_every_shape_has_twins() -> None:
    """A shape with a target has a valid twin and at least one invalid one."""
    named = {local(str(shape)) for shape in shapes().subjects(SH.targetClass)}
    assert named == {path.parent.name for path in VALID} == {path.parent.name for path in INVALID}


def test_shapes_find_their_nodes_by_class() -> None:
    """No other kind of target: it would depend on the graph a node stands in."""
    others = (SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, SH.target)
    assert [(shape, kind) for kind in others for shape in shapes().subjects(kind)] == []


def test_every_class_of_the_ontology_has_a_shape() -> None:
    """Data of a class that no shape looks at would go unchecked; abstract classes are looked at by their subclasses."""
    ontology = Graph().parse(ontology_dir() / "trade.ttl")
    aimed = set(shapes().objects(None, SH.targetClass))
    above = set(ontology.objects(None, RDFS.subClassOf))
    classes: set[Any] = set(ontology.subjects(RDF.type, URIRef("http://www.w3.org/2002/07/owl#Class")))
    unseen = {local(str(kind)) for kind in classes - aimed - above}
    assert unseen == {"Layer", "Currency"}  # individuals of the ontology, which style.ttl holds; a unit like others


def test_messages_say_what_to_do() -> None:
    """Every property shape has one English message: what is wrong, a semicolon or comma, what to do, a full stop."""
    for shape in shapes().subjects(RDF.type, SH.PropertyShape):
        messages = [str(message) for message in shapes().objects(shape, SH.message)]
        assert len(messages) == 1, shape
        assert re.fullmatch(r"[A-Z].+[;,:].+\.", messages[0]), messages
