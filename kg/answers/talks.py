"""Rounds of talks between sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kg import codes, reference
from kg.answers.said import official, ranked
from kg.nodes import Values, expand
from kg.reader import Reader, Rows, answer, texts
from kg.stated import Stated
from kg.told import Told

__all__ = ["talks"]


@answer(
    "event label round date place parties officials topics claims reports origins", "country partner official since"
)
def talks(reader: Reader) -> Rows:
    """Which rounds of talks were held: when, where, between whom, who was there and about what."""
    told = Told(reader.store)
    rows = [_row(reader, iri, values, told.claims(iri)) for iri, values in reader.events("Talks")]
    wanted = reader.filters.get("official")
    held = [row for row in rows if wanted in (None, *row["people"])]
    yield from sorted(held, key=lambda row: (row["first"], row["event"]))


def _row(reader: Reader, iri: str, values: Values, claims: Sequence[Stated]) -> Mapping[str, Any]:
    there = [(name, item) for item in claims for name in getattr(item.claim, "officials", ())]
    first = reader.first(values, "earliest") or reader.first(values, "firstReported")
    return {
        "event": iri,
        "label": reader.label(iri),
        "round": ranked(claims, "round"),
        "date": ranked(claims, "date"),
        "place": ranked(claims, "place"),
        "parties": reader.labels(values, "party"),
        "officials": sorted({_person(name, item) for name, item in there}),
        "topics": sorted({topic for item in claims for topic in getattr(item.claim, "topics", ())}),
        "claims": texts(values.get(expand("claim"), ())),
        "reports": texts(values.get(expand("report"), ())),
        "origins": reader.labels(values, "origin"),
        "people": [person for name, _ in there if (person := official(name))],
        "first": first if isinstance(first, date) else date.max,
    }


def _person(name: str, stated: Stated) -> str:
    """The official's one name, with the country where it is known: "Ryosei Akazawa (Japan)"."""
    known = reference.find_official(name)
    homes = {row["country"] for row in reference.rows("officials") if row["name"] == known}
    said = {item.country for item in stated.record.officials if item.name == name}
    parties = [party.label for code in sorted(homes or {item for item in said if item}) if (party := codes.party(code))]
    return f"{known or name} ({' and '.join(parties)})" if parties else known or name
