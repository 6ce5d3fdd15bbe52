"""Who held which office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from kg import dates
from kg.nodes import Values
from kg.reader import Reader, Rows, answer
from kg.terms import DCTERMS, ORG

__all__ = ["officials"]

_YES, _NO, _OPEN, _UNKNOWN = "yes", "no", "end not known", "not covered"
_ORDER = ("country_label", "office", "valid_from", "official_label", "url")


@answer(
    "official official_label office country country_label valid_from valid_to held source source_date url",
    "country official on",
    silence="not covered",
)
def officials(reader: Reader) -> Rows:
    """Who held which office, since when and until when; on a day, who held it then as far as terms are known.

    `held`, with `on`: yes; end not known (the term had begun, nobody else's in that office since); not covered (one
    end of the term or both are unknown, so that it is open whether it held). Terms that certainly did not are left out.
    """
    reader.seen += 1  # nobody listed means nobody looked: reference data knows only those whom reports name
    terms = list(_terms(reader))
    day = date.fromisoformat(reader.filters["on"]) if "on" in reader.filters else None
    told = ({**_row(reader, term), "held": _held(reader, term, terms, day) if day else None} for term in terms)
    rows = [row for row in told if row["held"] != _NO]
    wanted = reader.filters.get("country"), reader.filters.get("official")
    for row in sorted(rows, key=lambda row: tuple(str(row[name] or "") for name in _ORDER)):
        if wanted[0] in (None, row["country"]) and wanted[1] in (None, row["official"]):
            yield row


def _terms(reader: Reader) -> Iterator[Values]:
    found = {quad.subject.value for quad in reader.store.quads(prop="a", value=ORG + "Membership")}  # type: ignore[union-attr]
    for iri in sorted(found):
        values = reader.node(iri)
        post = reader.node(str(reader.first(values, ORG + "post")))
        yield {**post, **values}


def _held(reader: Reader, term: Values, terms: Sequence[Values], day: date) -> str:
    """yes, no, or in which way it is not known; a term "from 2019" may have begun on any day of that year."""
    begin, begun = _bounds(reader, term, "validFrom")
    end, ended = _bounds(reader, term, "validTo")
    if (begin and day < begin) or (ended and ended < day):
        return _NO
    if begun is None or day < begun or (end and end < day):
        return _UNKNOWN
    if end:
        return _YES
    return _NO if _succeeded(reader, term, terms, begun, day) else _OPEN


def _succeeded(reader: Reader, term: Values, terms: Sequence[Values], begun: date, day: date) -> bool:
    """Whether somebody else is known to have begun in the same office in the meantime."""
    post, person = (reader.first(term, ORG + name) for name in ("post", "member"))
    others = (held for held in terms if reader.first(held, ORG + "post") == post)
    since = (_bounds(reader, held, "validFrom")[1] for held in others if reader.first(held, ORG + "member") != person)
    return any(start and begun < start <= day for start in since)


def _bounds(reader: Reader, values: Values, name: str) -> tuple[date | None, date | None]:
    printed = reader.first(values, name + "Printed")
    return dates.bounds(str(printed)) if printed else (None, None)


def _row(reader: Reader, values: Values) -> dict[str, Any]:
    person, country = str(reader.first(values, ORG + "member")), str(reader.first(values, "country"))
    return {
        "official": person,
        "official_label": reader.label(person),
        "office": reader.first(values, "office"),
        "country": country,
        "country_label": reader.label(country),
        "valid_from": reader.first(values, "validFromPrinted"),
        "valid_to": reader.first(values, "validToPrinted"),
        "source": reader.first(values, "sourcePublisher"),
        "source_date": reader.first(values, "sourceDate"),
        "url": reader.first(values, DCTERMS + "source"),
    }
