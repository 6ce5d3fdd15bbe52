"""The page of the SPARQL endpoint: a form that works without a script, its answer below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.iris import PREFIXES
from kg.view.markup import Numbers, fill, own, policy, verbatim
from kg.view.page import ways
from kg.view.page_model import Section

__all__ = ["Asked", "query_page"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the graphs it names (parameter, IRI), and what came of it: rows, triples as text, or a fault."""

    query: str = ""
    graphs: tuple[tuple[str, str], ...] = ()
    found: Section | None = None
    triples: str = ""
    fault: str = ""


def query_page(
    asked: Asked,
    *,
    pages: Mapping[str, str],
    limits: str,
    formats: Sequence[tuple[str, str]],
    examples: Sequence[tuple[str, str]],
) -> str:
    """The page as HTML; `formats` are values and labels of buttons, `examples` titles and addresses."""
    style, script = own("view.css") + own("query.css") + own("wide.css"), own("query.js")
    return fill(
        "query.html",
        asked=asked,
        query=verbatim(asked.query, shown=False),
        triples=verbatim(asked.triples),
        fault=verbatim(asked.fault),
        address=pages["query"],
        here=pages["query"],
        nav=ways(pages),
        numbers=Numbers(pages),
        limits=limits,
        formats=formats,
        examples=examples,
        prefixes=sorted(PREFIXES.items()),
        style=style,
        script=script,
        policy=policy([script], style, forms=True),
    )
