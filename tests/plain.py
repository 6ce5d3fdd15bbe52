"""Each question as one plain SPARQL query, written by hand from the ontology: `tests/questions/plain/<question>.rq`.

They share nothing with the queries that the questions run, so that a test can compare the two, and a benchmark can
tell what answering costs beside the best single query. In a file a line that begins with `#name ` holds where that
filter is given; `#filters` stands for the lines of `filters.rq`, with `but` less some. Without filters a file runs as
it stands, with the prefixes of `PROLOGUE`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from functools import cache
from pathlib import Path

from kg.model.iris import ID, PREFIXES

__all__ = ["PLAIN", "PROLOGUE", "plain"]

PLAIN = Path(__file__).parent / "questions" / "plain"
PROLOGUE = f"BASE <{ID}>\n" + "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_LINE = re.compile(r"^\s*#(\w+) +(.*)$")
_SHARED = re.compile(r"^\s*#filters(?: but (.*))?$")


@cache
def _file(name: str) -> tuple[str, ...]:
    return tuple((PLAIN / f"{name}.rq").read_text("utf-8").splitlines())


def plain(question: str, terms: Mapping[str, str]) -> str:
    """The query of a question with some filters, each given as the term it means: `<country/JPN>`."""
    lines: list[str] = []
    for line in _file(question):
        shared = _SHARED.match(line)
        if shared:
            lines += _held(_file("filters"), terms.keys() - set((shared[1] or "").split()))
        else:
            lines += _held((line,), terms.keys())
    return PROLOGUE + re.sub(r"\$(\w+)", lambda found: terms.get(found[1], found[0]), "\n".join(lines))


def _held(lines: tuple[str, ...], given: Set[str]) -> list[str]:
    """Lines that hold without a filter, and those of the filters given."""
    told = ((line, _LINE.match(line)) for line in lines)
    return [found[2] if found else line for line, found in told if not found or found[1] in given]
