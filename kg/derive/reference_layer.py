"""The Reference layer: ontology, code lists with their closure, and the world tables as nodes of the default graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pyoxigraph as ox

from kg.model import codes, dates, product_words, reference
from kg.model.amounts import quantity, say
from kg.model.errors import InputError
from kg.model.iris import DCTERMS, ORG, SKOS, TRADE, digest, mint, ontology_dir, slug
from kg.model.phrases import with_article
from kg.store.nodes import Iri, Node, lines

__all__ = ["dump", "triples"]


def dump() -> list[str]:
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
    for maker in (_companies, _ownerships, _supplies, _allotments, _officials, _scopes):
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
        if row.get(column):
            day = dates.earliest(row[column]) if column == "valid_from" else dates.latest(row[column])
            node.put(prop, day).put(prop + "Printed", row[column])
    return node


def _companies() -> Iterator[Node]:
    for row in reference.rows("companies"):
        node = _sourced(Node(reference.company_id(row), "Company").put("rdfs:label", row["name"]), row)
        for column in ("aliases", "former_names"):
            node.put(SKOS + "altLabel", *(name.strip() for name in row[column].split("|") if name.strip()))
        if row["country"]:
            node.put("country", Iri(codes.iri("country", row["country"])))
        yield node.put("ticker", row["ticker"] or None).put("trade", row["trade"] or None)


def _known(table: str, *ids: str) -> list[str]:
    """Names of companies by their ids. InputError names table and company if one is unknown."""
    names = {row["id"]: row["name"] for row in reference.rows("companies")}
    for each in ids:
        if each not in names:
            raise InputError(f"{table}.csv: the company {each!r} is not in companies.csv")
    return [names[each] for each in ids]


def _goods(node: Node, row: Mapping[str, str]) -> Node:
    """Everyday group and heading of a row's product."""
    if group := product_words.product(row["product"]):
        node.put("product", Iri(group.iri))
    return node.put("product", Iri(codes.iri("hs", row["hs"])) if row["hs"] else None)


def _ownerships() -> Iterator[Node]:
    """Holdings that give control: of the greater part, or where a source says so of less.

    A dated relation is a thing with its own dates and source, not an edge.
    """
    for row in reference.rows("ownerships"):
        company, parent = _known("ownerships", row["company"], row["parent"])
        step = f"{row['company']}-{row['parent']}-{digest(row['valid_from'], row['source_url'])}"
        node = Node(mint("ownership", step), "Ownership").put("company", Iri(mint("company", row["company"])))
        node.put("parent", Iri(mint("company", row["parent"])))
        node.put("sharePercent", Decimal(row["share_percent"]) if row["share_percent"] else None)
        share = f"owns {row['share_percent']}% of" if row["share_percent"] else "is the parent company of"
        if row["control"]:  # by half or less
            jointly = "jointly controls" if row["control"] == "joint" else "controls"
            share = f"{jointly}, with {row['share_percent']}%," if row["share_percent"] else jointly
        node.put("rdfs:label", f"{parent} {share} {company}").put("note", row["note"] or None)
        node.put("control", row["control"] or None)
        yield _valid(_sourced(node, row), row)


def _supplies() -> Iterator[Node]:
    for row in reference.rows("supplies"):
        [name] = _known("supplies", row["company"])
        facts = [row[column] for column in ("country", "activity", "place", "destination", "valid_from", "source_url")]
        step = f"{row['company']}-{slug(row['product'])}-{digest(*facts)}"
        node = Node(mint("supply", step), "Supply").put("company", Iri(mint("company", row["company"])))
        to = [_party(code) for code in row["destination"].split("|") if code]
        towards = f", to {', '.join(map(codes.label, to))}" if to else ""
        where = codes.label(_party(row["country"]))
        doing = codes.label(codes.iri("activity", row["activity"]))
        node.put("rdfs:label", f"{name}: {doing} {row['product']}, {where}{towards}")
        node.put("country", Iri(_party(row["country"]))).put("destination", *map(Iri, to))
        node.put("activity", Iri(codes.iri("activity", row["activity"])))
        node.put("place", row["place"] or None).put("note", row["note"] or None)
        yield _valid(_sourced(_goods(node, row), row), row)


def _allotments() -> Iterator[Node]:
    """How much of an import quota a country had before: who loses where the quota stays and another gets more."""
    for row in reference.rows("allotments"):
        step = f"{row['importer']}-{slug(row['product'])}-{row['supplier']}".lower()
        node = Node(mint("allotment", f"{step}-{digest(row['period'], row['source_url'])}"), "Allotment")
        importer, supplier = _party(row["importer"]), _party(row["supplier"])
        node.put("importer", Iri(importer)).put("country", Iri(supplier)).put("quota", row["quota"])
        node.put("value", Decimal(row["amount"])).put("unit", Iri(codes.iri("unit", row["unit"])))
        hedge = row["qualifier"] or "exact"
        node.put("qualifier", Iri(codes.iri("qualifier", hedge)))
        node.put("period", row["period"] or None).put("note", row["note"] or None)
        amount = say(quantity(Decimal(row["amount"]), unit=row["unit"], qualifier=hedge))
        when = f"In {row['period']} " if row["period"] else ""
        of = f"the {row['quota']} of {with_article(codes.label(importer))} for {row['product']}"
        node.put("rdfs:label", f"{when}{codes.label(supplier)} filled {amount} of {of}")
        yield _valid(_sourced(_goods(node, row), row), row)


def _officials() -> Iterator[Node]:
    people: dict[str, Node] = {}
    posts: dict[str, Node] = {}
    for row in reference.rows("officials"):
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
    for row in reference.rows("scopes"):
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
