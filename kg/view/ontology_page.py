"""The ontology as one page: every term with definition, example and relations, at the anchor of its IRI."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from kg.model.iris import DCTERMS, RDF, RDFS, SKOS, TRADE, local
from kg.store.embedded import Store
from kg.store.nodes import Values
from kg.view.markup import fill, own, policy
from kg.view.page import ways
from kg.view.page_model import Page, Section

__all__ = ["ontology_page", "ontology_words"]

ONTOLOGY = TRADE.rstrip("#")
_OWL = "http://www.w3.org/2002/07/owl#"
_GROUPS = {"Class": "Classes", "ObjectProperty": "Properties to things", "DatatypeProperty": "Properties to values"}
_FACTS = {
    RDFS + "subClassOf": "is a",
    RDFS + "range": "leads to",
    SKOS + "example": "example",
    SKOS + "scopeNote": "note",
}


def ontology_page(store: Store, pages: Mapping[str, str] = MappingProxyType({})) -> str:
    """The page as HTML, from what the default graph says of the ontology's terms; `pages` as of `page.render`."""
    terms = store.subjects(RDFS + "isDefinedBy", ONTOLOGY)
    groups: dict[str, list[dict[str, Any]]] = {}
    for iri in terms:
        node = store.node(iri)
        kind = local(str(node[RDF + "type"][0]))
        groups.setdefault(kind, []).append(_term(iri, node))
    kinds = sorted(groups, key=lambda kind: ([*_GROUPS, kind].index(kind), kind))
    about = store.node(ONTOLOGY)
    style = own("view.css")
    return fill(
        "ontology.html",
        title=about[DCTERMS + "title"][0],
        description=about[DCTERMS + "description"][0],
        version=f"Version {about[_OWL + 'versionInfo'][0]}, {about[DCTERMS + 'license'][0]}",
        groups=[
            {"id": f"group-{kind}", "heading": _GROUPS.get(kind, f"Of the kind {kind}"), "terms": groups[kind]}
            for kind in kinds
        ],
        known={local(iri) for iri in terms},
        nav=ways(pages),
        here=pages.get("ontology", ""),
        style=style,
        policy=policy([], style),
    )


def ontology_words(store: Store) -> Page:
    """What stands on that page, as a search takes pages in."""
    about = store.node(ONTOLOGY)
    terms = [_term(iri, store.node(iri)) for iri in store.subjects(RDFS + "isDefinedBy", ONTOLOGY)]
    rows = tuple((term["name"], term["definition"], *(value for _, value in term["facts"])) for term in terms)
    return Page(
        str(about[DCTERMS + "title"][0]), str(about[DCTERMS + "description"][0]), (Section("Terms", rows=rows),)
    )


def _term(iri: str, node: Values) -> dict[str, Any]:
    facts = [(name, _shown(value)) for prop, name in _FACTS.items() for value in node.get(prop, ())]
    return {"name": local(iri), "definition": node[SKOS + "definition"][0], "facts": facts}


def _shown(value: object) -> str:
    return local(str(value)) if str(value).startswith(TRADE) else str(value)
