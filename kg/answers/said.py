"""What the claims of an event say field by field, and in whose name: every value told, none chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from kg.nodes import Values, expand
from kg.reader import Reader, texts
from kg.stated import Stated
from kg.told import cited

__all__ = ["by", "ranked", "sourced"]

_CITED = 3  # reports named in a sentence; more are counted


def ranked(claims: Iterable[Stated], field: str) -> list[Any]:
    """The differing values that claims give a field, what most of them say first; silent claims do not count."""
    count = Counter(value for item in claims if (value := getattr(item.claim, field, None)) is not None)
    return sorted(count, key=lambda value: (-count[value], str(value)))


def by(claims: Sequence[Stated]) -> str:
    """Who told, the earliest first: `CNA, 2025-05-28; NHK, 2025-05-29 and 4 more`."""
    names = list(dict.fromkeys(cited(claims)))
    more = f" and {len(names) - _CITED} more" if len(names) > _CITED else ""
    return "; ".join(names[:_CITED]) + more


def sourced(reader: Reader, values: Values) -> str:
    """A fact of reference data with its source: `Nvidia: designs chips, United States (Nvidia, 2025-02-26)`."""
    source = [text for name in ("sourcePublisher", "sourceDate") for text in texts(values.get(expand(name), ()))]
    label = str(reader.first(values, "rdfs:label"))
    return f"{label} ({', '.join(source)})" if source else label
