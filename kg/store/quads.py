"""Record ↔ N-Quads: the only converter, and exact both ways for canonical records.

One plan per model, read from the markers of `kg.model.fields`, drives both directions. In a report's graph:

- the report is the graph's own IRI; claims are `<report>/<kind>-<local id or number>`; their parts hang below
  them (`…-amount-1`), each with `trade:ordinal`; every subject starts with the report's IRI;
- parties are countries, blocs, or the report's own company and agency nodes;
- a single figure stands at the bound its qualifier speaks of: `up_to` and `less_than` as `trade:high`, `at_least` and
  `more_than` as `trade:low`, `exact` and `about` as `trade:value`; a printed range has `low` and `high`;
- dates stand as printed (EDTF); a claim's own date and a report's `published` also as `trade:earliest`/`latest`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import count, islice
from typing import Any, get_origin

import pyoxigraph as ox
from pydantic.fields import FieldInfo

from kg.model import codes, dates
from kg.model.claims import CLAIMS, Amount, Claim, Model
from kg.model.doubts import doubt_iris
from kg.model.errors import StoreError, UnknownName
from kg.model.fields import Code, Edtf, Link, Party, Prop, Ref, plain, types
from kg.model.iris import digest
from kg.model.record import Doubt, Record, Report
from kg.store.nodes import Iri, Node, Value, Values, expand, gather, lines

__all__ = ["claim_class", "decode", "decode_claims", "encode", "encode_anew", "encode_claims", "record_hash"]

_PARTS = {"Product": "ProductMention", "CompanyRole": "CompanyMention", "Official": "OfficialMention"}
_BOUND = {"up_to": "high", "less_than": "high", "at_least": "low", "more_than": "low"}
_KINDS = {Party: "party", Ref: "ref", Link: "link", Edtf: "date"}
_OWN_DATE = ("status_date", "date", "effective", "period", "published")


@dataclass(frozen=True, slots=True)
class _Field:
    """How one field travels: `kind` is text, code, date, party, ref, link, part, texts (in printed order) or spans."""

    name: str
    prop: str
    kind: str
    scheme: str = ""
    part: type[Model] | None = None
    many: bool = False
    required: bool = False


@cache
def _plan(model: type[Model]) -> tuple[_Field, ...]:
    return tuple(replace(_field(name, info), required=info.is_required()) for name, info in model.model_fields.items())


def _field(name: str, info: FieldInfo) -> _Field:
    made_of = (*info.metadata, *types(info.annotation))
    named = next((mark.name for mark in made_of if isinstance(mark, Prop)), None)
    prop = expand(named or re.sub(r"_(\w)", lambda match: match[1].upper(), name))
    if name == "spans":
        return _Field(name, expand("span"), "spans")
    if name == "attributed_to":
        return _Field(name, prop, "texts", many=True)
    many = any(get_origin(item) is tuple for item in made_of)
    for item in made_of:
        if isinstance(item, type) and issubclass(item, Model):
            return _Field(name, prop, "part", part=item, many=many)
        if isinstance(item, Code):
            return _Field(name, prop, "code", scheme=item.name, many=many)
        if isinstance(item, Party | Ref | Link | Edtf):
            return _Field(name, prop, _KINDS[type(item)], many=many)
    return _Field(name, prop, "text", many=many)


def claim_class(kind: type[Claim]) -> str:
    """`Pledge` → the IRI of `trade:PledgeClaim`."""
    return expand(kind.__name__ + "Claim")


def _class(model: type[Model]) -> str:
    if issubclass(model, Claim):
        return claim_class(model)
    return expand(_PARTS.get(model.__name__, model.__name__))


# --- record → N-Quads


def encode(record: Record, keep: Mapping[str, str] | None = None) -> list[str]:
    """Sorted N-Quads lines of the report's graph.

    `keep` maps content hashes of the report's former claims to their IRIs: a claim that says the same as before keeps
    its IRI when the report is replaced, whatever was put in front of it.
    """
    return encode_claims(record, keep)[0]


def encode_claims(record: Record, keep: Mapping[str, str] | None = None) -> tuple[list[str], list[tuple[str, Claim]]]:
    """The lines of `encode`, and the record's claims with the IRIs they have there."""
    encoder = _Encoder(record, keep or {})
    iris = (iri for iris in encoder.claims.values() for iri in iris)
    return encoder.lines(), list(zip(iris, record.claims(), strict=True))


def encode_anew(record: Record, claims: Sequence[str]) -> list[str]:
    """Sorted N-Quads lines of a report whose claims have these IRIs, in the order of the record."""
    return _Encoder(record, {}, claims).lines()


def record_hash(record: Record) -> str:
    """Hash over all that a report says."""
    return digest(record.to_json(), length=24)


class _Encoder:
    """One report on its way to quads."""

    def __init__(self, record: Record, keep: Mapping[str, str], known: Sequence[str] = ()) -> None:
        self.record = record
        self.base = record.report.iri
        self.nodes: list[Node] = []
        self.names: dict[str, str] = {}
        for kind, field in (("agency", "agencies"), ("company", "companies")):
            for n, item in enumerate(getattr(record, field), 1):
                self.names[item.name] = f"{self.base}/{kind}-{n}"
        given = iter(known)
        self.claims = {
            kind.FIELD: list(islice(given, len(getattr(record, kind.FIELD)))) if known else self._claim_iris(kind, keep)
            for kind in CLAIMS
        }
        self.ids: dict[str, str] = {}
        for field, iris in self.claims.items():
            self.ids.update(
                {claim.id: iri for claim, iri in zip(getattr(record, field), iris, strict=True) if claim.id}
            )

    def _claim_iris(self, kind: type[Claim], keep: Mapping[str, str]) -> list[str]:
        """IRIs of one list of claims: by local id, else as kept, else the first free number."""
        claims: tuple[Claim, ...] = getattr(self.record, kind.FIELD)
        start = f"{self.base}/{kind.KIND}-"
        iris = [start + claim.id if claim.id else None for claim in claims]
        for n, claim in enumerate(claims if keep else ()):
            old = keep.get(claim.content_hash())
            if iris[n] is None and old is not None and old.startswith(start) and old not in iris:
                iris[n] = old
        taken = set(iris)
        free = (iri for n in count(1) if (iri := f"{start}{n}") not in taken)
        return [iri or next(free) for iri in iris]

    def lines(self) -> list[str]:
        report = self._model(self.record.report, self.base, {"recordHash": record_hash(self.record)})
        report.put("rdfs:label", self.record.report.title or f"untitled, {self.record.report.publisher}")
        for field in _plan(Record):
            if field.name == "report":
                continue
            if field.kind == "party":
                self._put(report, self.base, field, self.record.countries)
                continue
            assert field.part is not None  # all other lists of a record hold parts
            items = getattr(self.record, field.name)
            iris = (
                self.claims.get(field.name)
                or self._doubt_iris(field)
                or [f"{self.base}/{field.part.__name__.lower()}-{n}" for n in range(1, len(items) + 1)]
            )
            for n, (item, iri) in enumerate(zip(items, iris, strict=True), 1):
                node = self._model(item, iri, {"ordinal": n})
                node.put("report", Iri(self.base))
                if isinstance(item, Claim):
                    node.put("contentHash", item.content_hash())
        return lines(self.nodes, self.base)

    def _doubt_iris(self, field: _Field) -> list[str]:
        return doubt_iris(self.record) if field.part is Doubt else []

    def _model(self, model: Model, iri: str, extra: Mapping[str, Value]) -> Node:
        node = Node(iri, _class(type(model)))
        self.nodes.append(node)
        for name, value in extra.items():
            node.put(name, value)
        for field in _plan(type(model)):
            if not (isinstance(model, Amount) and field.name == "value"):
                self._put(node, iri, field, getattr(model, field.name))
        if isinstance(model, Amount):
            node.put(_BOUND.get(model.qualifier, "value"), model.value)
        return node

    def _put(self, node: Node, iri: str, field: _Field, value: Any) -> None:
        if value is None or value is False:
            return
        if field.kind == "spans":
            self._spans(node, iri, value)
        elif field.kind == "texts":
            for n, text in enumerate(value, 1):
                part = Node(f"{iri}-source-{n}", "Attribution").put("ordinal", n).put("name", text)
                self.nodes.append(part)
                node.put(field.prop, Iri(part.iri))
        elif field.kind == "part":
            step = re.sub(r"(?<!^)([A-Z])", r"_\1", (field.part or Model).__name__).lower().removesuffix("_role")
            for n, item in enumerate(value if field.many else (value,), 1):
                part = self._model(item, f"{iri}-{step}-{n}", {"ordinal": n})
                node.put(field.prop, Iri(part.iri))
        else:
            for item in value if field.many else (value,):
                node.put(field.prop, self._single(field, item))
            if field.name in _OWN_DATE and field.kind == "date":
                low, high = dates.bounds(value)
                node.put("earliest", low).put("latest", high)

    def _single(self, field: _Field, item: Any) -> Value:
        if field.kind == "code":
            return Iri(codes.iri(field.scheme, item))
        if field.kind == "party":
            known = codes.party(item)
            return Iri(known.iri if known else self.names[item])
        if field.kind == "ref":
            return Iri(self.ids.get(item, item))
        if field.kind == "link":
            return Iri(item)
        return item  # type: ignore[no-any-return]

    def _spans(self, node: Node, iri: str, spans: Mapping[str, Iterable[tuple[int, int]]]) -> None:
        for name in sorted(spans):
            for n, (start, end) in enumerate(spans[name], 1):
                part = Node(f"{iri}-span-{name}-{n}", "Span").put("ordinal", n)
                part.put("field", name).put("start", start).put("end", end)
                self.nodes.append(part)
                node.put("span", Iri(part.iri))


# --- N-Quads → record


def decode(quads: Iterable[ox.Quad], iri: str) -> Record:
    """The record of one report's graph; `iri` is the report's IRI. StoreError if it is none that `encode` wrote."""
    return decode_claims(quads, iri)[0]


def decode_claims(quads: Iterable[ox.Quad], iri: str) -> tuple[Record, list[tuple[str, Claim]]]:
    """The record of a report's graph, and its claims with their IRIs. StoreError as `decode`."""
    try:
        decoder = _Decoder(gather(quads), iri)
        record = decoder.record()
        return record, list(zip(decoder.claim_iris(), record.claims(), strict=True))
    except (LookupError, ValueError, UnknownName) as error:
        raise StoreError(f"the graph {iri} is no report's: {error!r}; load the report again") from error


def _nothing(field: _Field, iri: str) -> tuple[()]:
    """What a required field without a triple holds: an empty list, if it is one."""
    if not field.many:
        raise LookupError(f"{iri} has no {field.name}")
    return ()


class _Decoder:
    """One report on its way back from quads."""

    def __init__(self, nodes: Mapping[str, Values], base: str) -> None:
        self.nodes, self.base = nodes, base

    def record(self) -> Record:
        by_class: dict[str, list[str]] = {}
        for iri, values in self.nodes.items():
            by_class.setdefault(str(values[expand("a")][0]), []).append(iri)
        made: dict[str, Any] = {"report": self._model(Report, self.base)}
        for field in _plan(Record):
            if field.kind == "party":
                made[field.name] = self._value(field, self.nodes[self.base]) or ()
            elif field.part is not None and field.name != "report":
                iris = [iri for iri in by_class.get(_class(field.part), ()) if expand("report") in self.nodes[iri]]
                made[field.name] = tuple(self._model(field.part, iri) for iri in self._in_order(iris))
        return Record.model_construct(**made)

    def claim_iris(self) -> Iterator[str]:
        """The claims' IRIs, in the order of the record."""
        for kind in CLAIMS:
            iris = [iri for iri, values in self.nodes.items() if str(values[expand("a")][0]) == claim_class(kind)]
            yield from self._in_order(iris)

    def _in_order(self, iris: Iterable[str]) -> list[str]:
        return sorted(iris, key=lambda iri: int(str(self.nodes[iri][expand("ordinal")][0])))

    def _model(self, model: type[Model], iri: str) -> Any:
        values = self.nodes[iri]
        made: dict[str, Any] = {}
        for field in _plan(model):
            found = self._value(field, values)
            if found is not None:
                made[field.name] = found
            elif field.required:
                made[field.name] = _nothing(field, iri)
        if model is Amount and ("low" in made) != ("high" in made):  # one bound alone is a single figure
            made["value"] = made.pop("low" if "low" in made else "high")
        return model.model_construct(**made)

    def _value(self, field: _Field, values: Values) -> Any:
        found = values.get(field.prop)
        if not found:
            return None
        if field.kind == "spans":
            return self._spans(found)
        if field.kind == "texts":
            return tuple(str(self.nodes[iri][expand("name")][0]) for iri in self._in_order(map(str, found)))
        if field.kind == "part":
            parts = tuple(self._model(field.part or Model, iri) for iri in self._in_order(map(str, found)))
            return parts if field.many else parts[0]
        items = tuple(self._plain(field, item) for item in found)
        return tuple(sorted(items)) if field.many else items[0]

    def _plain(self, field: _Field, item: Value) -> Any:
        if field.kind == "code":
            return codes.code(str(item))
        if field.kind == "party":
            own = self.nodes.get(str(item))
            return str(own[expand("name")][0]) if own else codes.code(str(item))
        if field.kind == "ref":
            local_id = self.nodes.get(str(item), {}).get(expand("id"))
            return str(local_id[0]) if local_id else str(item)
        if field.kind == "link":
            return str(item)
        return plain(item) if isinstance(item, Decimal) else item

    def _spans(self, iris: Iterable[Value]) -> dict[str, tuple[tuple[int, int], ...]]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for iri in self._in_order(map(str, iris)):
            values = self.nodes[iri]
            start, end = (int(str(values[expand(name)][0])) for name in ("start", "end"))
            spans.setdefault(str(values[expand("field")][0]), []).append((start, end))
        return {name: tuple(found) for name, found in sorted(spans.items())}
