"""Namespaces, and the minting of IRIs and hashes: the only place where an IRI is put together."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode

__all__ = [
    "DCTERMS",
    "DECISIONS",
    "ID",
    "MANIFEST",
    "ORG",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SKOS",
    "TRADE",
    "WORLD",
    "XSD",
    "data_dir",
    "digest",
    "full",
    "is_iri",
    "local",
    "mint",
    "ontology_dir",
    "slug",
]

TRADE = "https://w3id.org/tradekg/ontology#"
ID = "https://w3id.org/tradekg/id/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PROV = "http://www.w3.org/ns/prov#"
ORG = "http://www.w3.org/ns/org#"
DCTERMS = "http://purl.org/dc/terms/"

PREFIXES = {
    "trade": TRADE,
    "id": ID,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "org": ORG,
    "dcterms": DCTERMS,
    "dct": DCTERMS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}

DECISIONS = ID + "graph/decisions"
MANIFEST = ID + "graph/manifest"
WORLD = ID + "graph/world"  # the default graph's name where an engine has none

_HERE = Path(__file__).resolve().parent.parent  # the package
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[A-Za-z0-9._~-]*")  # nothing to encode, as in most steps
_IRI = re.compile(r"https?://[^\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]+")


def ontology_dir() -> Path:
    """The ontology's folder: packaged with the wheel, else beside the package in a checkout."""
    packaged = _HERE / "_ontology"
    return packaged if packaged.is_dir() else _HERE.parent / "ontology"


def data_dir() -> Path:
    """The shipped world: reports, companies, supplies, offices, decisions."""
    return _HERE / "world"


def slug(text: str) -> str:
    """`"Asahi Shimbun"` → `"asahi-shimbun"`: lower-case ASCII letters and digits, at most 60 characters.

    A text without any (Japanese, Arabic) gives `"x"`; the hash beside it keeps IRIs apart.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_SLUG.sub("-", plain).strip("-")[:60].strip("-") or "x"


def digest(*parts: str, length: int = 12) -> str:
    """SHA-256 over the parts, NFC-normalised and separated by a newline, as `length` hex digits."""
    joined = "\n".join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:length]


def is_iri(text: str) -> bool:
    """Whether the text is an http(s) IRI that may stand between angle brackets (RFC 3987; N-Quads IRIREF).

    Whatever comes from outside and is written as an IRI passes here first: a `>` inside would end it early, and what
    follows would be read as triples of its own.
    """
    if not _IRI.fullmatch(text):
        return False
    try:
        NamedNode(text)
    except ValueError:  # a bad port, a % without two hex digits …: the store's own parser has the last word
        return False
    return True


def mint(*path: str) -> str:
    """An individual's IRI: `mint("country", "JPN")`; each step is percent-encoded."""
    return ID + "/".join(step if _PLAIN.fullmatch(step) else quote(step, safe="-._~") for step in path)


def local(iri: str) -> str:
    """The last step of an IRI: `…/status/proposed` → `proposed`, `…ontology#Pledge` → `Pledge`."""
    return re.split(r"[/#]", iri)[-1]


def full(iri: str) -> str:
    """An IRI as tables show it, `report/…`, with its beginning."""
    return iri if "://" in iri else ID + iri
