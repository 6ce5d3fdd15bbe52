"""Reference data: ontology, code lists, companies, supplies, offices, outlets, as the graph's Reference layer.

The tables in `kg/world/` are CSV with one sourced fact a row; an empty cell is "not known", never a default.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from kg import codes, dates
from kg.errors import InputError
from kg.nodes import Iri, Node, lines
from kg.terms import DCTERMS, ORG, SKOS, TRADE, data_dir, digest, mint, ontology_dir, slug

__all__ = ["company_id", "find_company", "find_official", "find_outlet", "key", "layer", "rows", "triples"]

TABLES: Mapping[str, tuple[str, ...]] = {
    "companies": (
        "id", "name", "aliases", "former_names", "country", "ticker", "parent",
        "source_url", "source_publisher", "source_date",
    ),
    "supplies": (
        "company", "product", "hs", "country", "activity", "place", "valid_from", "valid_to",
        "source_url", "source_publisher", "source_date", "note",
    ),
    "officials": (
        "name", "aliases", "office", "country", "valid_from", "valid_to",
        "source_url", "source_publisher", "source_date",
    ),
    "outlets": ("name", "aliases"),
    "scopes": ("parties", "valid_from", "valid_to", "note"),
}  # fmt: skip
_LEGAL = re.compile(
    r"\b(inc|corp|corporation|co|company|ltd|limited|llc|plc|ag|sa|se|nv|gmbh|holdings?|group|kk|newspaper|daily)\b\.?"
)


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a shipped table. InputError names file and row if a column is missing or a code is unknown."""
    return tuple(_read(data_dir() / f"{table}.csv", TABLES[table]))


def _read(path: Path, columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        if tuple(reader.fieldnames or ()) != columns:
            raise InputError(f"{path.name}: the columns must be {', '.join(columns)}")
        for n, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise InputError(f"{path.name}, line {n}: wrong number of cells")
            _check(path.name, n, row)
            yield row


def _check(name: str, n: int, row: Mapping[str, str]) -> None:
    try:
        for column in ("valid_from", "valid_to", "source_date"):
            if row.get(column):
                dates.check(row[column])
        if row.get("country") and codes.party(row["country"]) is None:
            raise InputError(f"{row['country']!r} is no ISO 3166 alpha-3 or bloc code")
        if row.get("activity"):
            codes.concept("activity", row["activity"])
        if row.get("hs"):
            codes.concept("hs", row["hs"])
    except InputError as error:
        raise InputError(f"{name}, line {n}: {error}") from None


# --- names


def key(name: str) -> str:
    """What two spellings of one name share: case, dots, legal forms and "the" do not count."""
    plain = re.sub(r"[.,'’()&]", " ", name.casefold())
    plain = _LEGAL.sub(" ", plain)
    words = [word for word in re.split(r"[\s-]+", plain) if word and word != "the"]
    return " ".join(words) or name.casefold()


@cache
def _index(table: str, *columns: str) -> Mapping[str, int]:
    """Name key → row number; a key that two rows claim is left out, for a guess would be passed off as a fact."""
    found: dict[str, set[int]] = {}
    for n, row in enumerate(rows(table)):
        for column in columns:
            for name in row[column].split("|"):
                if name.strip():
                    found.setdefault(key(name), set()).add(n)
    return {name: next(iter(hits)) for name, hits in found.items() if len(hits) == 1}


def find_company(name: str) -> Mapping[str, str] | None:
    """The reference company of this name, alias or former name; None if there is none or more than one."""
    at = _index("companies", "name", "aliases", "former_names").get(key(name))
    return None if at is None else rows("companies")[at]


def company_id(row: Mapping[str, str]) -> str:
    """IRI of a company's row."""
    return mint("company", row["id"])


@cache
def _people() -> Mapping[str, str]:
    """Name key → the official's own name; several offices of one person share it. Name order does not count."""
    found: dict[str, set[str]] = {}
    for row in rows("officials"):
        for name in (row["name"], *row["aliases"].split("|")):
            if name.strip():
                found.setdefault(_person(name), set()).add(row["name"])
    return {name: next(iter(hits)) for name, hits in found.items() if len(hits) == 1}


def _person(name: str) -> str:
    return " ".join(sorted(key(name).split()))


def find_official(name: str) -> str | None:
    """The official's name as reference data writes it; None if unknown or ambiguous."""
    return _people().get(_person(name))


def find_outlet(name: str) -> str:
    """The outlet's one name ("Asahi newspaper" → "Asahi Shimbun"); the name itself if it is in no list."""
    at = _index("outlets", "name", "aliases").get(key(name))
    return name if at is None else rows("outlets")[at]["name"]


# --- the layer


def layer() -> list[str]:
    """N-Quads lines of the whole Reference layer, sorted; one `trade:layer` on every subject."""
    found = set(triples())
    subjects = {line.split(" ", 1)[0] for line in found}
    mark = f"<{TRADE}layer> <{TRADE}Reference> ."
    return sorted(found | {f"{subject} {mark}" for subject in subjects})


def triples() -> Iterator[str]:
    """Lines of ontology, code lists with their derived closure, and world tables, unsorted."""
    for path in (ontology_dir() / "trade.ttl", *sorted((ontology_dir() / "codes").glob("*.ttl"))):
        for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            yield f"{quad.triple} ."
    yield from lines(_closure())
    for maker in (_companies, _supplies, _officials, _scopes):
        yield from lines(maker())


def _closure() -> Iterator[Node]:
    """`trade:within`, reflexive: what SPARQL would otherwise walk with `skos:broader*`, which grows slow."""
    for name in ("hs", "product"):
        for concept in codes.scheme(name).values():
            yield Node(concept.iri).put("within", *(Iri(above) for above in codes.within(concept.iri)))


def _sourced(node: Node, row: Mapping[str, str]) -> Node:
    if row["source_url"]:
        node.put(DCTERMS + "source", Iri(row["source_url"]))
    return node.put("sourcePublisher", row["source_publisher"] or None).put("sourceDate", row["source_date"] or None)


def _valid(node: Node, row: Mapping[str, str]) -> Node:
    for column, prop in (("valid_from", "validFrom"), ("valid_to", "validTo")):
        if row[column]:
            day = dates.earliest(row[column]) if column == "valid_from" else dates.latest(row[column])
            node.put(prop, day).put(prop + "Printed", row[column])
    return node


def _companies() -> Iterator[Node]:
    for row in rows("companies"):
        node = _sourced(Node(company_id(row), "Company").put("rdfs:label", row["name"]), row)
        for column in ("aliases", "former_names"):
            node.put(SKOS + "altLabel", *(name.strip() for name in row[column].split("|") if name.strip()))
        if row["country"]:
            node.put("country", Iri(codes.iri("country", row["country"])))
        if row["parent"]:
            node.put("parent", Iri(mint("company", row["parent"])))
        yield node.put("ticker", row["ticker"] or None)


def _supplies() -> Iterator[Node]:
    known = {row["id"]: row for row in rows("companies")}
    for row in rows("supplies"):
        if row["company"] not in known:
            raise InputError(f"supplies.csv: the company {row['company']!r} is not in companies.csv")
        group = codes.product(row["product"])
        node = Node(supply_iri(row), "Supply").put("company", Iri(mint("company", row["company"])))
        node.put("rdfs:label", f"{known[row['company']]['name']}: {row['activity']} {row['product']}, {row['country']}")
        if group:
            node.put("product", Iri(group.iri))
        if row["hs"]:
            node.put("product", Iri(codes.iri("hs", row["hs"])))
        node.put("country", Iri(codes.iri("country", row["country"])))
        node.put("activity", Iri(codes.iri("activity", row["activity"])))
        node.put("place", row["place"] or None).put("note", row["note"] or None)
        yield _valid(_sourced(node, row), row)


def supply_iri(row: Mapping[str, str]) -> str:
    """A supply's IRI: company, product and a hash of the row's own facts."""
    facts = [row[name] for name in ("country", "activity", "place", "valid_from", "source_url")]
    return mint("supply", f"{row['company']}-{slug(row['product'])}-{digest(*facts)}")


def _officials() -> Iterator[Node]:
    people: dict[str, Node] = {}
    posts: dict[str, Node] = {}
    for row in rows("officials"):
        person = mint("official", slug(row["name"]))
        names = {name.strip() for name in row["aliases"].split("|") if name.strip()}
        node = people.setdefault(person, Node(person, "Official").put("rdfs:label", row["name"]))
        node.put(SKOS + "altLabel", *sorted(names - {row["name"]}))
        post = mint("post", f"{row['country']}-{slug(row['office'])}")
        if post not in posts:
            made = Node(post, ORG + "Post").put("rdfs:label", f"{row['office']}, {codes.label(_party(row['country']))}")
            posts[post] = made.put("office", row["office"]).put("country", Iri(_party(row["country"])))
        term = Node(
            mint("membership", f"{slug(row['name'])}-{digest(row['office'], row['valid_from'])}"), ORG + "Membership"
        )
        term.put("rdfs:label", f"{row['name']}, {row['office']}")
        term.put(ORG + "member", Iri(person)).put(ORG + "post", Iri(post))
        yield _valid(_sourced(term, row), row)
    yield from people.values()
    yield from posts.values()


def _scopes() -> Iterator[Node]:
    """What the shipped reports were gathered for: without this, "nothing is told" and "nobody looked" look alike."""
    for row in rows("scopes"):
        parties = row["parties"].split("|")
        names = " and ".join(codes.label(_party(code)) for code in parties)
        node = Node(mint("scope", "-".join(parties).lower()), "Scope").put("rdfs:label", f"pledges between {names}")
        node.put("party", *(Iri(_party(code)) for code in parties)).put("note", row["note"])
        yield _valid(node, row)


def _party(code: str) -> str:
    found = codes.party(code)
    if found is None:
        raise InputError(f"reference data: {code!r} is no ISO 3166 alpha-3 or bloc code")
    return found.iri
