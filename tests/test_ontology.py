"""The ontology keeps its style, and defines what the code writes: no more, no less."""

import ast
import re
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, URIRef

import kg
from kg.derive import conductor
from kg.model import claims, codes, record
from kg.model.claims import CLAIMS, Model
from kg.model.iris import TRADE, local, ontology_dir
from kg.model.record import Record
from kg.questions.check import shacl
from kg.store import quads
from kg.store.decisions import to_lines
from kg.store.embedded import Store
from kg.store.nodes import expand

CODE = Path(kg.__file__).parent
PREFIXES = "@prefix trade: <https://w3id.org/tradekg/ontology#> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
GOOD = """trade:{name} a {kind} ; rdfs:label "seat"@en ; skos:definition "Where a company sits."@en ;
    skos:example "Boise"@en ; rdfs:isDefinedBy <https://w3id.org/tradekg/ontology> {more} ."""

UNNAMED_RANGE = {("range", "range"), ("objectRange", "range")}


def ontology() -> Graph:
    return Graph().parse(ontology_dir() / "trade.ttl")


def style() -> Graph:
    return Graph().parse(ontology_dir() / "style.ttl")


def broken(turtle: str) -> set[tuple[str, str]]:
    """(shape, path) of what style.ttl refuses in these triples."""
    graph = Graph()
    for prefix, name in ontology().namespaces():
        graph.bind(prefix, name)
    head = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in ontology().namespaces() if prefix)
    graph.parse(data=head + turtle, format="turtle")
    return {(shape, path) for shape, path, _, _, _ in shacl(graph, style())}


def test_the_ontology_obeys_its_style() -> None:
    """Every term has label, definition, example and its ontology; names follow the rule; no domain, no inverse."""
    assert list(shacl(ontology(), style())) == []


@pytest.mark.parametrize(
    ("kind", "name", "old", "new", "fails"),
    [
        ("owl:Class", "Seat", "", "", set()),
        ("owl:Class", "Seat", 'rdfs:label "seat"@en ;', "", {("label", "label")}),
        ("owl:Class", "Seat", '"seat"@en', '"seat"@en , "chair"@en', {("label", "label")}),
        ("owl:Class", "Seat", '"seat"@en', '"seat"', {("label", "label")}),
        ("owl:Class", "Seat", 'skos:example "Boise"@en ;', "", {("example", "example")}),
        ("owl:Class", "Seat", "sits.", "sits", {("definition", "definition")}),
        ("owl:Class", "Seat", "isDefinedBy <https://w3id.org/tradekg/ontology>", "seeAlso <https://w3id.org/tradekg/ontology>",
         {("isDefinedBy", "isDefinedBy")}),
        ("owl:Class", "seat_of", "", "", {("Class", "")}),
        ("owl:ObjectProperty", "Seat", "", "", {("Property", "")}),
        ("owl:DatatypeProperty", "seat", "", "; rdfs:domain trade:Company", {("domain", "domain")}),
        ("owl:ObjectProperty", "seat", "", "; owl:inverseOf trade:company", {("inverse", "inverseOf")}),
        ("owl:ObjectProperty", "seat", "", "; rdfs:range xsd:string", {("objectRange", "range")}),
        ("owl:DatatypeProperty", "seat", "", "; rdfs:range trade:Company", {("datatypeRange", "range")}),
        ("owl:DatatypeProperty", "seat", "", "; rdfs:comment 'note'", {("comment", "comment")}),
        ("owl:ObjectProperty", "seat", "", "; rdfs:range [ rdfs:seeAlso trade:Company ]", UNNAMED_RANGE),
    ],
)  # fmt: skip
def test_style_refuses(kind: str, name: str, old: str, new: str, fails: set[tuple[str, str]]) -> None:
    """Each rule of style fails on a term that breaks it, and on no other."""
    text = GOOD.format(kind=kind, name=name, more=new if not old else "")
    assert broken(text.replace(old, new) if old else text) == fails


@pytest.mark.parametrize(
    "field", ["title", "creator", "created", "modified", "license", "versionIRI", "preferredNamespacePrefix"]
)
def test_style_wants_a_complete_header(field: str) -> None:
    """A header that lacks one of its fields is refused at that field."""
    graph = ontology()
    (line,) = [triple for triple in graph.triples((URIRef(TRADE[:-1]), None, None)) if local(str(triple[1])) == field]
    graph.remove(line)
    assert field in {path for _, path, _, _, _ in shacl(graph, style())}


def test_no_blank_nodes() -> None:
    """The ontology is loaded into the default graph, where every node has a name."""
    assert [triple for triple in ontology() if any(isinstance(node, BNode) for node in triple)] == []


def test_alignments_speak_of_terms_that_are() -> None:
    """Every trade term in alignments.ttl is defined, and only foreign terms are aligned with."""
    known, aligned = ontology(), Graph().parse(ontology_dir() / "alignments.ttl")
    own = {node for node in aligned.subjects() if str(node).startswith(TRADE)}
    assert own
    assert {node for node in own if (node, RDFS.label, None) not in known} == set()
    assert [node for node in own for prop in (SKOS.closeMatch, RDFS.subClassOf) for value in aligned.objects(node, prop)
            if str(value).startswith(TRADE)] == []  # fmt: skip


@pytest.mark.parametrize(
    "word",
    ["report", "claim", "event", "pledge", "status", "binding", "ledger", "transition", "rival", "origin",
     "beneficiary", "strength", "supply", "decision", "policy", "amount"],
)  # fmt: skip
def test_the_words_are_terms(word: str) -> None:
    """The words that everyone here uses are labels of terms."""
    graph = ontology()
    labels = {str(label).lower() for prop in (RDFS.label, SKOS.altLabel) for label in graph.objects(None, prop)}
    assert word in labels


# --- what the code writes


def modules() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(CODE.rglob("*.py"))}


def literals(tree: ast.Module, name: str, at: int) -> set[str]:
    """Whole string constants, alone or either of two, handed to calls of a function or method at one place."""
    found: set[str] = set()
    for node in ast.walk(tree):
        called = getattr(node, "func", None)
        if (
            isinstance(node, ast.Call)
            and name == getattr(called, "attr", getattr(called, "id", ""))
            and len(node.args) > at
        ):
            given = node.args[at]
            either = [given.body, given.orelse] if isinstance(given, ast.IfExp) else [given]
            found |= {item.value for item in either if isinstance(item, ast.Constant) and isinstance(item.value, str)}
    return found


def written_by_code() -> set[str]:
    """Local names of terms that the code puts into a graph, from the code itself."""
    found: set[str] = set()
    for path, tree in modules().items():
        if path.name in (
            "triples.py",
            "conductor.py",
            "rules.py",
            "reference_layer.py",
            "decisions.py",
            "quads.py",
            "manifest.py",
        ):
            for name, at in (("put", 0), ("Node", 1), ("_node", 1), ("_inferred", 2), ("expand", 0)):
                found |= literals(tree, name, at)
    for model in (kind for module in (claims, record) for kind in vars(module).values() if isinstance(kind, type)):
        if (
            issubclass(model, Model)
            and model.__module__ in (claims.__name__, record.__name__)
            and model not in (Model, Record, claims.Claim)
        ):
            found |= {local(field.prop) for field in quads._plan(model)} | {local(quads._class(model))}
    return {name for name in found if re.fullmatch(r"[A-Za-z]\w+", name) and "_" not in name} - {"a"}


def world() -> Store:
    """A store with reference data, every shape of claim once, a decision, and what derives from them."""
    amount = {"value": 5, "unit": "aircraft", "qualifier": "exact"}
    pledge = {
        "id": "jets", "pledgers": ["CHN"], "recipients": ["USA"], "kind": "purchase", "status": "signed",
        "amounts": [amount], "products": ["aircraft"], "companies": [{"name": "Boeing", "role": "supplier"}],
        "evidence": "five jets", "evidence_kind": "quote", "spans": {"amounts": [[0, 9]]}, "deadline_date": "2026",
        "said_by": "CHN", "attributed_to": ["Reuters"],
    }  # fmt: skip
    made = Record.of(
        {
            "report": {"publisher": "Example Times", "title": "Jets", "published": "2025-05-02"},
            "pledges": [pledge, pledge | {"id": "parts", "part_of": "jets", "status_date": "2025-05-01"}],
            "deliveries": [{"pledge": "jets", "stage": "ordered", "amounts": [amount]}],
        }
    )
    other = Record.of(
        {
            "report": {"publisher": "Example Post", "title": "Jets, again", "published": "2025-05-03"},
            "pledges": [pledge | {"status": "agreed", "amounts": [amount | {"value": 9}], "recipients": ["USA"]}],
        }
    )
    store = Store()
    conductor.load_reference(store)
    store.put({item.report.iri: quads.encode(item) for item in (made, other)})
    conductor.derive(store)
    return store


def in_graph() -> set[str]:
    """Local names of our terms that data uses: as property, as class, as value of a field or layer."""
    names: set[str] = set()
    for quad in world().quads(graph=None):
        for term in (quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(TRADE):
                names.add(local(term.value))
    return names


def test_every_term_in_data_is_defined() -> None:
    """A property or class of ours in a graph, or in the code that writes it, stands in the ontology."""
    defined = {local(str(term)) for term in ontology().subjects() if str(term).startswith(TRADE)}
    lists = {
        "agencies",
        "agreements",
        "companies",
        "deliveries",
        "measures",
        "officials",
        "pledges",
        "rulings",
        "statistics",
        "talks",
    }
    assert in_graph() - defined == set()
    ours = {name for name in written_by_code() - lists if expand(name).startswith(TRADE)}
    assert {name for name in ours if name not in defined} == set()


def test_every_defined_term_is_used() -> None:
    """A term that nothing writes is taken out; abstract classes are used by their subclasses."""
    graph = ontology()
    above = {local(str(kind)) for kind in graph.objects(None, RDFS.subClassOf)}
    defined = {local(str(term)) for term in graph.subjects(RDFS.label) if str(term).startswith(TRADE)}
    axes = {str(concept.axis) for concept in codes.scheme("status").values()}
    chosen = {
        "imposer",
        "pledger",
        "recipient",
        "party",
        "target",
        "country",
        "value",
        "low",
        "high",
    }  # picked from a mapping
    dynamic = {f"{name}Printed" for name in ("validFrom", "validTo")} | {"ref1", "ref2"} | axes | chosen
    columns = {"role", "strength", "direction", "channel"}
    events = {kind.__name__ for kind in CLAIMS}
    assert defined - in_graph() - written_by_code() - above - dynamic - columns - events == set()


def test_claim_classes_are_claims_and_events_are_events() -> None:
    """Shapes and queries for claims and events at large find every kind of them."""
    graph = ontology()
    under = {local(str(kind)) for kind in graph.subjects(RDFS.subClassOf, URIRef(TRADE + "Claim"))}
    assert under == {kind.__name__ + "Claim" for kind in CLAIMS}
    events = {local(str(kind)) for kind in graph.subjects(RDFS.subClassOf, URIRef(TRADE + "Event"))}
    assert events == {kind.__name__ for kind in CLAIMS} - {"Statistic"}


def test_decisions_use_defined_terms() -> None:
    """The decisions graph too."""
    from datetime import date

    from kg.model.decisions import Decision

    refs = ("https://w3id.org/tradekg/id/report/a-1/pledge-1", "https://w3id.org/tradekg/id/report/b-1/pledge-1")
    lines = to_lines([Decision("same", refs, "an editor", date(2026, 1, 2), "one press conference")])
    names = {found for line in lines for found in re.findall(rf"<{re.escape(TRADE)}(\w+)>", line)}
    assert names == {"Decision", "verdict", "ref1", "ref2", "by", "on", "why"}
    assert {name for name in names if (URIRef(TRADE + name), RDFS.label, None) not in ontology()} == set()


def test_properties_are_of_one_kind() -> None:
    """A property whose values are both text and nodes is neither an object nor a datatype property."""
    graph, kinds = ontology(), (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    typed = [set(graph.objects(term, RDF.type)) for kind in kinds for term in graph.subjects(RDF.type, kind)]
    assert {len(kinds) for kinds in typed} == {1}
    seen: dict[str, set[str]] = {}
    for quad in world().quads(graph=None):
        if quad.predicate.value.startswith(TRADE):
            seen.setdefault(quad.predicate.value, set()).add("text" if isinstance(quad.object, ox.Literal) else "node")
    declared = [("node", OWL.ObjectProperty), ("text", OWL.DatatypeProperty)]
    wrong = {
        local(str(prop))
        for held, kind in declared
        for prop in graph.subjects(RDF.type, kind)
        if seen.get(str(prop), {held}) != {held}
    }
    assert wrong == set()
