"""The endpoint's page for people: the query in a form, its answer as a table, examples to begin with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from kg.doors.web.addresses import Addresses
from kg.model.iris import ID, PREFIXES
from kg.query.sparql import BYTES, ROWS, SECONDS
from kg.view.page_model import Cell, Link, Ref, Section
from kg.view.query_page import Asked, query_page

__all__ = ["editor", "rows", "starting"]

SHOWN = 1_000  # rows of a page; files have all
_FORMATS = (("csv", "Rows as CSV"), ("json", "Rows as JSON"), ("turtle", "Triples as Turtle"))
_LIMITS = (
    f"At most {SECONDS:g} seconds, {ROWS:,} rows and {BYTES >> 20} MiB; over a limit nothing is given. "
    "SERVICE and updates are refused."
)


def editor(asked: Asked) -> str:
    """The page as HTML."""
    return query_page(asked, pages=Addresses(), limits=_LIMITS, formats=_FORMATS, examples=_examples())


def starting() -> Asked:
    """What stands in the form of somebody who has not asked yet."""
    return Asked(_queries()[0])


@cache
def _queries() -> Sequence[str]:
    files = sorted((Path(__file__).parent / "queries").glob("*.rq"))
    return tuple(file.read_text(encoding="utf-8").strip() for file in files)


def _examples() -> list[tuple[str, str]]:
    """(title, address) of each example: its first line says what it asks."""
    return [(text.partition("\n")[0].lstrip("# "), "/sparql?" + urlencode({"query": text})) for text in _queries()]


def rows(data: bytes) -> Section:
    """SPARQL results in JSON as a table, or the answer to an ASK as a sentence."""
    told = json.loads(data)
    if "boolean" in told:
        return Section("Answer", ("Yes." if told["boolean"] else "No.",))
    names, found = told["head"]["vars"], told["results"]["bindings"]
    count = f"{len(found):,} row{'' if len(found) == 1 else 's'}"
    text = f"{count}; the first {SHOWN:,} are shown, the files have all." if len(found) > SHOWN else f"{count}."
    table = tuple(tuple(_cell(row.get(name)) for name in names) for row in found[:SHOWN])
    return Section("Answer", (text,), tuple(names), table)


def _cell(term: Mapping[str, Any] | None) -> Cell:
    if term is None:
        return None
    value = str(term["value"])
    if term["type"] != "uri":
        return value if term["type"] == "literal" else f"_:{value}"
    return Ref(value.removeprefix(ID), value) if value.startswith(ID) else Link(_short(value), value)


def _short(iri: str) -> str:
    """With a common prefix where one fits: `trade:Pledge`."""
    for name, begin in PREFIXES.items():
        if iri.startswith(begin) and "/" not in iri.removeprefix(begin):
            return f"{name}:{iri.removeprefix(begin)}"
    return iri
