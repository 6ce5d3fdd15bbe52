"""Claims as nanopublications: each with what is claimed, who says so, and a name that its content can be checked by.

A nanopublication is four named graphs (https://nanopub.net/guidelines/working_draft/); its IRI ends in a hash of them,
a Trusty URI of the module RA (https://trustyuri.net/spec/v1.pdf). They are not signed and tell no day of their making:
the same claim gives the same name.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping

import pyoxigraph as ox

from kg.model.iris import DCTERMS, ID, PREFIXES, PROV, RDF
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["BASE", "nanopubs", "trig"]

BASE = ID + "np/"
_NP, _NPX = "http://www.nanopub.org/nschema#", "http://purl.org/nanopub/x/"
_UNNAMED = "RA" + 43 * "0"  # stands for the name until it is known
_HASHED = expand("contentHash")  # what every claim has, and no part of one
_Nodes = Mapping[str, list[ox.Quad]]


def trig(store: Store) -> bytes:
    """All of them as one TriG file, by the claims' IRIs."""
    quads = (quad for made in nanopubs(store) for quad in made)
    data = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes={**PREFIXES, "np": _NP, "npx": _NPX})
    assert data is not None  # the engine gives bytes where it is given no file
    return data


def nanopubs(store: Store) -> Iterator[list[ox.Quad]]:
    """The quads of each claim's, one claim after the other."""
    for report in store.reports():
        nodes: dict[str, list[ox.Quad]] = {}
        for quad in sorted(store.quads(graph=report), key=str):
            nodes.setdefault(_value(quad.subject), []).append(quad)
        claims = {iri for iri, quads in nodes.items() if any(quad.predicate.value == _HASHED for quad in quads)}
        for claim in sorted(claims):
            unnamed = _made(_UNNAMED, claim, report, claims, nodes)
            yield _made(_code(unnamed), claim, report, claims, nodes)


def _made(name: str, claim: str, report: str, claims: Collection[str], nodes: _Nodes) -> list[ox.Quad]:
    """The four graphs under a name."""
    own = BASE + name
    head, assertion, provenance, pubinfo = (f"{own}#{part}" for part in ("head", "assertion", "provenance", "pubinfo"))
    (kind,) = (quad.object for quad in nodes[claim] if quad.predicate.value == RDF + "type")
    linked = [
        (own, RDF + "type", _NP + "Nanopublication", head),
        (own, _NP + "hasAssertion", assertion, head),
        (own, _NP + "hasProvenance", provenance, head),
        (own, _NP + "hasPublicationInfo", pubinfo, head),
        (assertion, PROV + "wasDerivedFrom", report, provenance),
        (own, DCTERMS + "subject", claim, pubinfo),
        (own, _NPX + "introduces", claim, pubinfo),
        (own, _NPX + "hasNanopubType", _value(kind), pubinfo),
    ]
    made = [
        *(ox.Quad(*map(ox.NamedNode, (subject, prop, value, graph))) for subject, prop, value, graph in linked),
        *_within(assertion, (quad for iri in _parts(claim, report, claims, nodes) for quad in nodes[iri])),
        *_within(provenance, nodes[report]),
    ]
    order = (head, assertion, provenance, pubinfo)
    return sorted(made, key=lambda quad: order.index(_value(quad.graph_name)))


def _within(graph: str, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    return (ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)) for quad in quads)


def _parts(claim: str, report: str, claims: Collection[str], nodes: _Nodes) -> list[str]:
    """The claim and the nodes of its report that it leads to; other claims and the report have their own graphs."""
    found = [claim]
    for iri in found:  # grows as it goes: parts have parts
        led = (_value(quad.object) for quad in nodes[iri])
        found += [each for each in dict.fromkeys(led) if each in nodes and each not in {report, *claims, *found}]
    return found


def _code(quads: Iterable[ox.Quad]) -> str:
    """The hash of a nanopublication's content, in which its own name is a space."""
    lines = sorted(map(_sorted_by, quads))
    text = "".join(f"{graph}\n{subject}\n{prop}\n{_hashed(value)}\n" for graph, subject, prop, value in lines)
    return "RA" + base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")


def _sorted_by(quad: ox.Quad) -> tuple[str, str, str, tuple[bool, str, str, str]]:
    """Graph, subject, property; then IRIs before texts, by what they say, datatype and language."""
    graph, subject, prop = (
        _value(term).replace(_UNNAMED, " ") for term in (quad.graph_name, quad.subject, quad.predicate)
    )
    value = quad.object
    if not isinstance(value, ox.Literal):
        return graph, subject, prop, (False, _value(value).replace(_UNNAMED, " "), "", "")
    datatype = "" if value.language else value.datatype.value
    return graph, subject, prop, (True, value.value, datatype, value.language or "")


def _hashed(value: tuple[bool, str, str, str]) -> str:
    literal, text, datatype, language = value
    if not literal:
        return text
    kind = f"@{language.lower()}" if language else f"^{datatype}"
    return f"{kind} " + text.replace("\\", "\\\\").replace("\n", "\\n")


def _value(term: object) -> str:
    """An IRI's or a text's characters; of no blank node, since none is ever written."""
    return str(getattr(term, "value", term))
