"""The picture in a dossier: origins told claims, claims state the pledge, the pledge touches parties and companies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kg.model import dates
from kg.model.iris import local
from kg.query.reader import Reader, typed
from kg.store.nodes import expand
from kg.view.answers import Answers, Row, link
from kg.view.page_model import Edge, Node

__all__ = ["sketch"]

_COMPANIES = 20
_SIDES = ("Country", "Bloc")  # shown by their codes
_KINDS = ("Country", "Bloc", "Company", "Group", "Product", "Agency")


Sketch = tuple[tuple[Node, ...], tuple[Edge, ...], tuple[tuple[float, str], ...]]


def sketch(answers: Answers, pledge: str, row: Row, told: Sequence[Row]) -> Sketch:
    """Nodes and edges around one pledge, and the least and the largest figure that lines stand for.

    Takes its row of `pledges`, and the rows of `evidence` that are to be drawn.
    """
    reader = answers.reader
    nodes: dict[str, Node] = {}
    edges: list[Edge] = []
    status = str(row["grade"] or "")
    amount = str(row["amounts"][0]["text"]) if row["amounts"] else ""
    nodes[pledge] = Node(
        pledge, str(row["label"]), "Pledge", status=status, amount=amount, date=_day(row["first_reported"])
    )
    figures = _figures(reader, pledge)
    drawn = sorted({figures[item["claim"]] for item in told if item["claim"] in figures})
    weights = {claim: low for claim, (low, _) in figures.items()}
    for made in (_claims(pledge, told, weights), _origins(reader, pledge, told), _around(answers, pledge, status)):
        for node, edge in made:
            nodes.setdefault(node.id, node)
            edges.append(edge)
    samples = (drawn[0], drawn[-1]) if len({low for low, _ in drawn}) > 1 else ()
    return tuple(nodes.values()), tuple(edges), samples


def _day(printed: str | None) -> str:
    return dates.say(printed) if printed else ""


def _figures(reader: Reader, pledge: str) -> dict[str, tuple[float, str]]:
    """Claim → the low end of its figure and its text, of those in the unit (and by the year or not) that most give."""
    held: dict[tuple[str | None, str | None], dict[str, tuple[float, str]]] = {}
    for _, values in typed(reader.parts(pledge), "Amount"):
        low, claims = reader.first(values, "low"), values.get(expand("claim"), ())
        if isinstance(low, Decimal) and low > 0:
            told = (float(low), str(reader.first(values, "rdfs:label")))
            unit = (reader.code(values, "unit"), reader.code(values, "recurrence"))
            held.setdefault(unit, {}).update(dict.fromkeys(map(str, claims), told))
    return max(held.values(), key=len, default={})


def _claims(pledge: str, told: Sequence[Row], weights: Mapping[str, float]) -> Iterator[tuple[Node, Edge]]:
    for row in told:
        source = link(row["publisher"], row["published"], row["url"])
        text, status = str(row["evidence"] or ""), str(row["status"] or "")
        amounts = "; ".join(row["amounts"])
        node = Node(row["claim"], source.text, "Claim", text, status, amounts, _day(row["published"]), source)
        yield node, Edge(row["claim"], pledge, "says", status, weights.get(row["claim"]), text, source)


def _origins(reader: Reader, pledge: str, told: Sequence[Row]) -> Iterator[tuple[Node, Edge]]:
    drawn = {row["claim"]: row["evidence"] for row in told}
    for iri, values in typed(reader.parts(pledge), "Origin"):
        for claim in map(str, values.get(expand("claim"), ())):
            if claim in drawn:
                yield Node(iri, reader.label(iri), "Origin"), Edge(iri, claim, "told", text=str(drawn[claim] or ""))


def _around(answers: Answers, pledge: str, status: str) -> Iterator[tuple[Node, Edge]]:
    reader = answers.reader
    event = reader.node(pledge)
    for name, relation in (("pledger", "promised by"), ("recipient", "towards"), ("product", "of")):
        for iri in map(str, event.get(expand(name), ())):
            kind = _kind(reader, iri)
            letter = local(iri) if kind in _SIDES else ""
            yield (
                Node(iri, reader.label(iri), kind, letter=letter, also=answers.other_names(iri)),
                Edge(pledge, iri, relation, status),
            )
    named = [row for row in answers.of("beneficiaries", pledge) if row["basis"] == "named"]
    for row in named[:_COMPANIES]:
        company, why = row["company"], row["because"]
        label = f"{row['role']}, {row['strength']}"
        also = answers.other_names(str(company))
        node = Node(company, row["company_label"], _kind(reader, company), why, also=also)
        yield node, Edge(pledge, company, label, status, None, why)


def _kind(reader: Reader, iri: str) -> str:
    kinds = {local(str(value)) for value in reader.node(iri).get(expand("a"), ())}
    return next((kind for kind in _KINDS if kind in kinds), "Company")
