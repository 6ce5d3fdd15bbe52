"""Where reports disagree, and how a pledge moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kg.nodes import Values, expand
from kg.reader import Reader, Rows, answer, texts, typed
from kg.terms import local

__all__ = ["conflicts", "history"]

_FILTERS = "pledge country pledger recipient kind product status company since"


@answer("pledge pledge_label field value said_by origins reports claims", _FILTERS)
def conflicts(reader: Reader) -> Rows:
    """Every field on which reports of one pledge disagree, side by side, with who says which and when."""
    for iri, _ in reader.events():
        parts = reader.parts(iri)
        rows = [_row(reader, values, parts) for _, values in typed(parts, "Rival")]
        for row in sorted(rows, key=lambda row: (row["field"], row["value"])):
            yield {"pledge": iri, "pledge_label": reader.label(iri), **row}


def _row(reader: Reader, values: Values, parts: Mapping[str, Values]) -> dict[str, Any]:
    claims = texts(values.get(expand("claim"), ()))
    return {
        "field": local(str(reader.first(values, "field"))),
        "value": str(reader.first(values, "givenValue")),
        "said_by": sorted(reader.cited(claim) for claim in claims),
        "origins": reader.origins(claims, parts),
        "reports": sorted({reader.report(claim)[0] for claim in claims}),
        "claims": claims,
    }


@answer("pledge pledge_label valid_from status basis known_from known_until source url claims", _FILTERS)
def history(reader: Reader) -> Rows:
    """How a pledge moved: each change of status, when it held and when it was known, with its source."""
    for iri, _ in reader.events():
        held = [values for _, values in typed(reader.parts(iri), "Transition")]
        for values in sorted(held, key=lambda values: _when(reader, values)):
            claim = str(reader.first(values, "claim"))
            yield {
                "pledge": iri,
                "pledge_label": reader.label(iri),
                "valid_from": reader.first(values, "validFrom"),
                "status": reader.code(values, "status"),
                "basis": reader.code(values, "dateBasis"),
                "known_from": reader.first(values, "knownFrom"),
                "known_until": reader.first(values, "knownUntil"),
                "source": reader.cited(claim),
                "url": reader.first(reader.report(claim)[1], "url"),
                "claims": [claim],
            }


def _when(reader: Reader, values: Values) -> tuple[date, date, str]:
    days = [reader.first(values, name) for name in ("validFrom", "knownFrom")]
    first, known = (day if isinstance(day, date) else date.max for day in days)
    return first, known, str(reader.first(values, "status"))
