"""Questions as SPARQL: `ontology/questions/*.rq`, run and folded.

A query is what a user of the SPARQL door can run as it stands. Its rows are flat: where a thing has several reports,
each stands in a row of its own. Header comments say how rows that share all else become one:

- `lists`: columns of which all values are kept, each once, sorted;
- `ranked`: the same, but the value that most rows give comes first.

In a query what must match, graphs included, stands before what may: the engine joins in that order, and a GRAPH behind
an OPTIONAL is walked whole for every row (1 minute in place of 0.2 seconds on the shipped world).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.model.errors import UnknownName
from kg.model.iris import ontology_dir
from kg.store.embedded import Store
from kg.store.nodes import Value

__all__ = ["Query", "named", "rows"]

_HEADER = re.compile(r"^#\s*(lists|ranked):\s*(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Query:
    """One query: its name, its text as in the file, and its columns that hold lists."""

    name: str
    text: str
    lists: tuple[str, ...] = ()
    ranked: tuple[str, ...] = ()

    def folded(self, flat: Iterable[Mapping[str, Value | None]]) -> list[dict[str, Any]]:
        """Rows that agree in all columns but the lists as one, in order of their first."""
        kept: dict[tuple[object, ...], dict[str, Any]] = {}
        told: dict[tuple[object, ...], dict[str, Counter[Value]]] = {}
        held = (*self.lists, *self.ranked)
        for row in flat:
            single = {name: value for name, value in row.items() if name not in held}
            key = tuple(single.values())
            kept.setdefault(key, single)
            counts = told.setdefault(key, {name: Counter() for name in held})
            for name in held:
                if (value := row[name]) is not None:
                    counts[name][value] += 1
        for at, counted in told.items():
            kept[at] |= {name: sorted(counted[name], key=str) for name in self.lists}
            kept[at] |= {name: _ranked(counted[name]) for name in self.ranked}
        return list(kept.values())


def _ranked(counted: Counter[Value]) -> list[Value]:
    """Values by how often they are given, the most frequent first."""
    return sorted(counted, key=lambda value: (-counted[value], str(value)))


@cache
def named(name: str) -> Query:
    """The query of this name. UnknownName if there is none."""
    path = ontology_dir() / "questions" / f"{name}.rq"
    if not path.is_file():
        raise UnknownName(f"no query is named {name!r} in {path.parent}")
    text = path.read_text(encoding="utf-8")
    header = {key: tuple(value.split()) for key, value in _HEADER.findall(text)}
    return Query(name, text, header.get("lists", ()), header.get("ranked", ()))


def rows(store: Store, name: str, **bind: str) -> list[dict[str, Any]]:
    """The rows of a query, folded; `bind` fixes columns to IRIs."""
    query = named(name)
    return query.folded(store.query(query.text, bind))
