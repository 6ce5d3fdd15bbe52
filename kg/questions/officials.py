"""Who held which office."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kg.model import dates
from kg.model.errors import UnknownName
from kg.query import named_queries, names
from kg.query.question import answer
from kg.query.reader import Reader, Rows

__all__ = ["officials"]

_YES, _NO, _OPEN, _UNKNOWN = "yes", "no", "end not known", "not covered"
_ORDER = ("country_label", "office", "valid_from", "official_label", "url")
Term = Mapping[str, Any]


@answer(
    "official official_label office country country_label valid_from valid_to held source source_date url",
    "country official office on",
    silence="not covered",
)
def officials(reader: Reader) -> Rows:
    """Who held which office, since when and until when; on a day, who held it then as far as terms are known.

    `held`, with `on`: yes; end not known (the term had begun, nobody else's in that office since); not covered (one
    end of the term or both are unknown, so that it is open whether it held). Terms that certainly did not are left out.
    """
    reader.seen += 1  # nobody listed means nobody looked: reference data knows only those whom reports name
    terms = named_queries.rows(reader.store, "officials")
    day = date.fromisoformat(reader.filters["on"]) if "on" in reader.filters else None
    told = ({**term, "held": _held(term, terms, day) if day else None} for term in terms)
    rows = [row for row in told if row["held"] != _NO]
    wanted = reader.filters.get("country"), reader.filters.get("official")
    named = _words(reader.filters.get("office", ""))
    if not any(named <= _words(term["office"]) for term in terms) and terms:
        offices = sorted({term["office"] for term in terms if named & _words(term["office"])})
        like = f"; like it: {', '.join(offices)}" if offices else ""
        raise UnknownName(f"no office is known by {reader.filters['office']!r}{like}")
    for row in sorted(rows, key=lambda row: tuple(str(row[name] or "") for name in _ORDER)):
        if wanted[0] not in (None, row["country"]) or wanted[1] not in (None, row["official"]):
            continue
        if named <= _words(row["office"]):
            yield row


def _words(office: str) -> set[str]:
    """What an office is named by; "trade" is one of the small words, and here it is not."""
    return {word for word in re.findall(r"\w+", office.casefold()) if word not in names.small_words() - {"trade"}}


def _held(term: Term, terms: Sequence[Term], day: date) -> str:
    """yes, no, or in which way it is not known; a term "from 2019" may have begun on any day of that year."""
    begin, begun = _bounds(term["valid_from"])
    end, ended = _bounds(term["valid_to"])
    if (begin and day < begin) or (ended and ended < day):
        return _NO
    if begun is None or day < begun:
        return _UNKNOWN
    if end and day <= end:
        return _YES
    if _succeeded(term, terms, begun, day):  # a term "until 2025" was over when the next one had begun
        return _NO
    return _UNKNOWN if end else _OPEN


def _succeeded(term: Term, terms: Sequence[Term], begun: date, day: date) -> bool:
    """Whether somebody else is known to have begun in the same office in the meantime."""
    others = (held for held in terms if held["post"] == term["post"] and held["official"] != term["official"])
    since = (_bounds(held["valid_from"])[1] for held in others)
    return any(start and begun < start <= day for start in since)


def _bounds(printed: str | None) -> tuple[date | None, date | None]:
    return dates.bounds(printed) if printed else (None, None)
