"""What was promised, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.model import codes, reference
from kg.model.amounts import quantity, say
from kg.model.claims import Pledge
from kg.model.iris import local
from kg.model.statement import Statement
from kg.query.reader import Reader, Rows, answer, texts, typed
from kg.query.sources import Sources
from kg.store.nodes import Values, expand

__all__ = ["amounts", "binds", "evidence", "pledges"]

_BINDING = ("contract", "statute")  # instruments that bind, if no report says otherwise


@answer(
    "pledge label kind pledgers recipients products grade contested ending delivery amounts"
    " first_reported last_reported reports origins",
    "pledge country pledger recipient kind product status company since until binding",
)
def pledges(reader: Reader) -> Rows:
    """What was promised, by whom to whom, how firm it is, on how many reports and origins."""
    told = Sources.of(reader.store)
    wanted = codes.code(reader.filters["binding"]) if "binding" in reader.filters else None
    for iri, values in reader.events():
        if wanted and binds(told.claims(iri)) != wanted:
            continue
        parts = reader.parts(iri, "Amount")
        first, last = reader.told(values)
        yield {
            "pledge": iri,
            "label": reader.label(iri),
            "kind": reader.code(values, "kind"),
            "pledgers": reader.labels(values, "pledger"),
            "recipients": reader.labels(values, "recipient"),
            "products": reader.labels(values, "product"),
            "grade": reader.status(iri, values, "grade"),
            "contested": sorted(local(str(item)) for item in values.get(expand("contested"), ())),
            "ending": reader.status(iri, values, "ending"),
            "delivery": reader.status(iri, values, "delivery"),
            "amounts": list(amounts(reader, parts)),
            "first_reported": first,
            "last_reported": last,
            "reports": texts(values.get(expand("report"), ())),
            "origins": reader.labels(values, "origin"),
        }


def binds(claims: Sequence[Statement]) -> str:
    """Whether a text binds, by what reports say of it: yes, no, disputed, or unstated."""
    told = [item.claim for item in claims if isinstance(item.claim, Pledge)]
    said = {claim.binding for claim in told} - {"unstated"}
    if len(said) > 1 or "disputed" in said:
        return "disputed"
    if not said:
        return "yes" if any(claim.instrument in _BINDING for claim in told) else "unstated"
    return said.pop()


def amounts(reader: Reader, parts: Mapping[str, Values]) -> Iterator[Mapping[str, Any]]:
    """An event's figures in the order of their first claim: words, bounds, unit, who says so."""
    found = sorted(typed(parts, "Amount"), key=lambda item: str(reader.first(item[1], "ordinal")).zfill(4))
    for _, values in found:
        yield {
            "text": reader.first(values, "rdfs:label"),
            "low": reader.first(values, "low"),
            "high": reader.first(values, "high"),
            "unit": reader.code(values, "unit"),
            "qualifier": reader.code(values, "qualifier"),
            "recurrence": reader.code(values, "recurrence"),
            "said_by": texts(values.get(expand("saidBy"), ())),
        }


@answer(
    "pledge pledge_label claim report publisher published type title url status amounts attributed_to origin anonymous"
    " said_by evidence",
    "pledge country pledger recipient kind product status company official since until",
)
def evidence(reader: Reader) -> Rows:
    """What each report says of a pledge, with publisher, date, link and whose word it is.

    With `official` only what goes back to that person's word.
    """
    speaker = reader.label(reader.filters["official"]) if "official" in reader.filters else None
    for iri, values in reader.events():
        parts = reader.parts(iri, "Origin")
        origins = {
            str(claim): reader.label(origin)
            for origin, held in typed(parts, "Origin")
            for claim in held.get(expand("claim"), ())
        }
        rows = [_told(reader, str(claim), origins) for claim in values.get(expand("claim"), ())]
        for row in sorted(rows, key=lambda row: (row["published"] or "9999", row["claim"])):
            if speaker and speaker not in (row["origin"], *map(reference.find_official, row["attributed_to"])):
                continue
            yield {"pledge": iri, "pledge_label": reader.label(iri), **row}


def _told(reader: Reader, claim: str, origins: Mapping[str, str]) -> dict[str, Any]:
    report_iri, report = reader.report(claim)
    held = reader.graph(report_iri)
    said = held[claim]
    sources = sorted(
        (held[str(item)] for item in said.get(expand("attribution"), ())), key=lambda v: str(v[expand("ordinal")][0])
    )
    amounts = sorted(
        (held[str(item)] for item in said.get(expand("amount"), ())), key=lambda v: str(v[expand("ordinal")][0])
    )
    return {
        "claim": claim,
        "report": report_iri,
        "publisher": reader.first(report, "publisher"),
        "published": reader.first(report, "published"),
        "type": reader.code(report, "type"),
        "title": reader.first(report, "title"),
        "url": reader.first(report, "url"),
        "status": reader.code(said, "status"),
        "amounts": [_as_stated(reader, amount) for amount in amounts],
        "attributed_to": [str(reader.first(source, "name")) for source in sources],
        "origin": origins.get(claim),
        "anonymous": bool(reader.first(said, "anonymous")),
        "said_by": reader.first(said, "saidBy"),
        "evidence": reader.first(said, "evidence"),
    }


def _as_stated(reader: Reader, amount: Values) -> str:
    """As printed, else the figure in words."""
    printed = reader.first(amount, "asPrinted")
    if printed:
        return str(printed)
    bounds: dict[str, Any] = {
        name: held for name in ("value", "low", "high") if (held := reader.first(amount, name)) is not None
    }
    if len(bounds) == 1:  # a report's graph keeps the one bound of "up to" and the like
        bounds = {"value": next(iter(bounds.values()))}
    coded: dict[str, Any] = {name: reader.code(amount, name) or "" for name in ("unit", "qualifier", "recurrence")}
    return say(quantity(**bounds, **coded))
