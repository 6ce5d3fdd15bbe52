"""What a service of the Entity Reconciliation API 0.2 answers to a batch: candidates, or values of properties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kg.model.iris import ID, TRADE, is_iri
from kg.query.candidates import Candidate, candidates
from kg.query.finding import KINDS
from kg.query.properties import label_of, properties, values
from kg.store.embedded import Store
from kg.store.nodes import Iri, Value

__all__ = ["BATCH", "ReconcileError", "extended", "matched", "type_"]

BATCH = 50  # queries in one request
_COLUMNS = 50  # properties that are asked for at once
_ENTITIES = 1_000  # things whose properties are asked for at once
_LIMIT = 10  # candidates of a query that does not say how many
_MATCHED = 'queries is an object such as {"q0": {"query": "Nvidia", "type": "company"}}'
_EXTENDED = 'extend is an object such as {"ids": ["company/nvidia"], "properties": [{"id": "country"}]}'


class ReconcileError(ValueError):
    """A batch that is none, with the status that says so."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


def type_(kind: str) -> dict[str, str]:
    """A kind of name as a type."""
    return {"id": kind, "name": kind}


# --- a batch of queries


def matched(store: Store, sent: Any) -> dict[str, Any]:
    """Key → candidates of each query. ReconcileError says what a batch is."""
    if not isinstance(sent, dict):
        raise ReconcileError(_MATCHED)
    if len(sent) > BATCH:
        raise ReconcileError(f"at most {BATCH} queries a request", 413)
    asked = {key: _query(key, query) for key, query in sent.items()}
    return {key: {"result": _result(store, *query)} for key, query in asked.items()}


def _query(key: str, query: Any) -> tuple[str, list[str] | None, dict[str, list[str]], int]:
    """Name, kinds (None for types that there are not), values by property, and how many candidates."""
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise ReconcileError(_MATCHED)
    if wrong := query.keys() - {"query", "type", "limit", "properties", "type_strict"}:
        raise ReconcileError(f"{key}: a query has no {min(wrong)!r}")
    if query.get("type_strict", "any") not in ("any", "all", "should"):
        raise ReconcileError(f"{key}: type_strict is any, all or should")
    limit = query.get("limit", _LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float | Decimal) or not limit >= 1:  # NaN is none
        raise ReconcileError(f"{key}: limit is a number of at least 1")
    types = query.get("type", [])
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(each, str) for each in types):
        raise ReconcileError(f"{key}: type is a type or a list of types")
    given = _given(key, query.get("properties", []))
    if "query" not in query and not given:
        raise ReconcileError(f"{key}: a query has a name or properties")
    known = [each for each in types if each in KINDS]
    return query.get("query", ""), known if known or not any(types) else None, given, int(min(limit, BATCH))


def _given(key: str, sent: Any) -> dict[str, list[str]]:
    """Values as text by property; a thing that was reconciled before counts by its identifier."""
    fault = ReconcileError(f'{key}: properties are a list such as [{{"pid": "country", "v": "USA"}}]')
    if not isinstance(sent, list) or len(sent) > _COLUMNS:
        raise fault
    found: dict[str, list[str]] = {}
    for item in sent:
        if not isinstance(item, dict) or not isinstance(item.get("pid"), str) or "v" not in item:
            raise fault
        told = item["v"] if isinstance(item["v"], list) else [item["v"]]
        told = [each.get("id") if isinstance(each, dict) else each for each in told]
        if not all(isinstance(each, str | int | float | Decimal) for each in told):
            raise fault
        found.setdefault(item["pid"], []).extend(map(str, told))
    return found


def _result(
    store: Store, name: str, kinds: Sequence[str] | None, given: dict[str, list[str]], limit: int
) -> list[dict[str, Any]]:
    if kinds is None or not name.strip():
        return []
    return [_candidate(each) for each in candidates(store, name, kinds, given)[:limit]]


def _candidate(found: Candidate) -> dict[str, Any]:
    features = [{"id": "name", "value": found.likeness}]
    if found.share is not None:
        features.append({"id": "properties", "value": round(100 * found.share)})
    return {
        "id": found.iri.removeprefix(ID),
        "name": found.name,
        "type": [type_(kind) for kind in found.kinds],
        "score": found.score,
        "features": features,
        "match": found.match,
    }


# --- values of properties


def extended(store: Store, sent: Any) -> dict[str, Any]:
    """What things have of some properties, by things. ReconcileError says what is asked so."""
    ids = sent.get("ids") if isinstance(sent, dict) else None
    columns = sent.get("properties") if isinstance(sent, dict) else None
    if (
        not isinstance(ids, list)
        or not all(isinstance(each, str) for each in ids)
        or not isinstance(columns, list)
        or not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in columns)
    ):
        raise ReconcileError(_EXTENDED)
    if len(ids) > _ENTITIES or len(columns) > _COLUMNS:
        raise ReconcileError(f"at most {_ENTITIES} things and {_COLUMNS} properties a request", 413)
    named = list(dict.fromkeys(each["id"] for each in columns))
    known = properties(store)
    return {
        "meta": [{"id": prop, "name": known.get(prop, prop)} for prop in named],
        "rows": {each: {prop: _values(store, each, prop) for prop in named} for each in ids},
    }


def _values(store: Store, entity: str, prop: str) -> list[dict[str, Any]]:
    iri = ID + entity
    return [_value(store, each) for each in values(store, iri, prop)] if is_iri(iri + TRADE + prop) else []


def _value(store: Store, value: Value) -> dict[str, Any]:
    """A value as the interface writes it; days are times there."""
    match value:
        case Iri() if value.startswith(ID):
            return {"id": value.removeprefix(ID), "name": label_of(store, value)}
        case bool():
            return {"str": str(value).lower()}
        case int():
            return {"int": value}
        case Decimal():
            return {"float": float(value)}
        case date():
            return {"date": f"{value.isoformat()}T00:00:00Z"}
    return {"str": str(value)}
