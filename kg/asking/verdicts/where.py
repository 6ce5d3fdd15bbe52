"""Where what was promised is to be built or bought: the places that the sentences kept of reports name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.ledger.narrowed import places_in
from kg.model.phrases import few_told, filled
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, quoted

__all__ = ["where_told"]

_PLACES = 3  # places told, those that most reports name first; more are counted


def where_told(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """Each place with how many reports name it and one sentence; that none is named where none is.

    The sentence is the one that names the fewest places, the first told of these.
    """
    found: dict[str, dict[str, str]] = {}
    named = [(item, places) for item in _claims(reader, rows) if (places := places_in(item.claim.evidence or ""))]
    for item, places in sorted(named, key=lambda each: (len(each[1]), str(each[0].published or "9999"), each[0].iri)):
        for place in places:
            found.setdefault(place, {}).setdefault(item.report_iri, quoted(item))
    each = [_said(place, [*found[place].values()], words) for place in sorted(found, key=lambda at: -len(found[at]))]
    return filled(words["sentence"], {"places": few_told(each, _PLACES)}) if each else words["none"]


def _said(place: str, texts: Sequence[str], words: Mapping[str, str]) -> str:
    given = {"place": place, "number": str(len(texts)), "text": texts[0]}
    return filled(words["each" if len(texts) > 1 else "one"], given)


def _claims(reader: Reader, rows: Sequence[Row]) -> Iterator[Statement]:
    """The claims that rows tell of, and those of parts: of one pledge all, else none that a state promises itself."""
    told, wanted = Sources.of(reader.store), {row["claim"] for row in rows}
    pledges = sorted({row["pledge"] for row in rows})
    yield from (item for iri in pledges for item in told.claims(iri) if item.iri in wanted)
    inside = reader.with_parts(pledges, of_states="pledge" in reader.filters)
    yield from (item for iri in inside if iri not in pledges for item in told.claims(iri))
