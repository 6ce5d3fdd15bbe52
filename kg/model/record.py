"""One report as a record: what loaders hand over, `kg extract` prints and an event file holds.

Frozen pydantic models; unknown fields are errors. After validation a record is canonical: defaults filled, set-like
lists of strings sorted, everything else in printed order. `Record.parse` reads JSON, `Record.to_json` writes it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import ValidationError, computed_field, model_validator

from kg.model import codes
from kg.model.claims import (
    CLAIMS,
    Agreement,
    Claim,
    Delivery,
    Measure,
    Model,
    Parties,
    Pledge,
    Ruling,
    Statistic,
    Talks,
    plain_json,
)
from kg.model.errors import InputError
from kg.model.fields import Code, Day, Language, Line, Party, Prop, Ref, Text, marked
from kg.model.iris import digest, is_iri, mint, slug
from kg.model.phrases import few

__all__ = ["Agency", "Company", "Doubt", "Official", "Record", "Report", "decoder", "schema"]

_DEEPEST = 20  # lists and objects inside one another; a record has eight
_TOLD = 20  # faults named in one message
_TWICE = " (twice)"
_PART = re.compile(r"-[a-z_]+(-[a-z_]+)?-[0-9]+")  # what `kg.store.quads` hangs below a claim's IRI
_PLAIN_WORDS = {
    "extra_forbidden": "unknown field",
    "missing": "is missing",
    "tuple_type": "must be a list",
    "model_type": "must be an object",
    "dict_type": "must be an object",
    "string_type": "must be text",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
}


class Official(Model):
    """A holder of public office, with the office as worded."""

    name: Text
    office: Text | None = None
    country: Annotated[Text, Party()] | None = None
    SHOWN = frozenset({"name", "office", "country"})


class Company(Model):
    """A company as named; the ticker only where printed."""

    name: Text
    ticker: Text | None = None


class Agency(Model):
    """A public body that is party to something."""

    name: Text
    country: Annotated[Text, Party()] | None = None


class Doubt(Model):
    """What a reader was unsure of: the place in the record, what it made of it, why it was left out."""

    kind: Annotated[str, Code("doubt")]
    field: Text  # "pledges" for a whole claim, "pledges[0].amounts" for a value of one, "countries"
    reading: Text | None = None  # JSON of what belongs there by the reader; none where it made nothing of it
    why: Line
    evidence: Text | None = None  # the words it stands in
    start: int | None = None  # characters of the text
    end: int | None = None


class Report(Model):
    """One document by one publisher at one date."""

    url: Line | None = None
    publisher: Line
    title: Line | None = None
    published: Day | None = None
    language: Language = "en"
    type: Annotated[str, Code("report_type")] = "reporting"
    text_hash: Line | None = None
    revises: Line | None = None
    extractor: Line | None = None
    as_read: str | None = None  # the record as its reader gave it, where a decision settled a doubt (kg.model.doubts)
    SHOWN = frozenset({"url", "publisher", "title", "published", "language", "type"})

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if self.title is None and self.text_hash is None:
            raise ValueError("a report needs a title, or a text (its text_hash)")
        if self.url is not None and (fault := _faulty_address(self.url)):
            raise ValueError(f"url {self.url!r} {fault}")
        return self

    @property
    def iri(self) -> str:
        """Key for replacing: publisher, address and title (of the text, if untitled); the date is no part of it."""
        key = digest(self.publisher, self.url or "", self.title or self.text_hash or "")
        return mint("report", f"{slug(self.publisher)}-{key}")


class Record(Model):
    """A report and everything it claims."""

    report: Report
    pledges: tuple[Pledge, ...] = ()
    measures: tuple[Measure, ...] = ()
    talks: tuple[Talks, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    officials: tuple[Official, ...] = ()
    companies: tuple[Company, ...] = ()
    agencies: tuple[Agency, ...] = ()
    countries: Annotated[Parties, Prop("country")] = ()
    statistics: tuple[Statistic, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @computed_field  # type: ignore[prop-decorator]
    @property
    def relevant(self) -> bool:
        """Whether the report has any pledge, measure, talks, agreement, ruling, delivery or trade statistic."""
        return any(getattr(self, kind.FIELD) for kind in CLAIMS if kind is not Statistic) or any(
            _of_trade(item) for item in self.statistics
        )

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, value: Any) -> Any:
        """Drop the computed `relevant`; add companies a claim names to the record's own list."""
        if not isinstance(value, dict):
            return value
        value = {key: item for key, item in value.items() if key != "relevant"}
        listed = _items(value, "companies")
        known = {_name(item) for item in listed}
        claims = (claim for kind in CLAIMS for claim in _items(value, kind.FIELD))
        named = (_name(mention) for claim in claims for mention in _items(claim, "companies"))
        if added := [{"name": name} for name in dict.fromkeys(named) if name and name not in known]:
            value["companies"] = (*listed, *added)
        return value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        parts = list(_parts(self))
        faults = [*_faulty_ids(self), *_faulty_parties(self, parts), *_faulty_references(self, parts)]
        if faults := [*faults, *_settled_by_nobody(self)]:
            raise ValueError("; ".join(faults))
        return self

    def claims(self) -> Iterator[Claim]:
        """All claims in the order of the record's lists."""
        for kind in CLAIMS:
            yield from getattr(self, kind.FIELD)

    def dump(self) -> dict[str, Any]:
        """As plain JSON values, in canonical form."""
        out: dict[str, Any] = {"report": self.report.dump()}
        for name in type(self).model_fields:
            if name != "report" and (name != "doubts" or self.doubts):  # most have none
                out[name] = plain_json(getattr(self, name))
        return {**out, "relevant": self.relevant}

    def to_json(self) -> str:
        """One line of JSON Lines."""
        return json.dumps(self.dump(), ensure_ascii=False)

    @classmethod
    def parse(cls, text: str | bytes) -> Self:
        """A record from JSON. InputError names every faulty field and what is allowed there."""
        try:
            value = json.loads(text, cls=_Decoder)
        except RecursionError:
            raise InputError("the JSON is nested too deeply") from None
        except ValueError as error:
            raise InputError(f"not JSON: {error}") from None
        return cls.of(value)

    @classmethod
    def of(cls, value: Any) -> Self:
        """A record from plain values (dicts, lists). InputError names every faulty field."""
        if not isinstance(value, dict):
            raise InputError(f"a record is a JSON object, not {_json_type(value)}")
        try:
            return cls.model_validate(_tuples(value))
        except ValidationError as error:
            faults = [_told(item) for item in error.errors()]
            raise InputError("; ".join(few(faults, _TOLD))) from None


# --- JSON


def decoder() -> json.JSONDecoder:
    """A JSON decoder that keeps what Python's own loses: repeated fields, all digits, the place of a NaN."""
    return _Decoder()


class _Decoder(json.JSONDecoder):
    def __init__(self, **_: Any) -> None:
        super().__init__(object_pairs_hook=_pairs, parse_float=_decimal, parse_int=_int_or_decimal)


def _decimal(digits: str) -> Decimal:
    """A number whose exponent no decimal has goes on as infinite, so that the field it stands in is named."""
    try:
        return Decimal(digits)
    except ArithmeticError:
        return Decimal("Infinity")


def _int_or_decimal(digits: str) -> int | Decimal:
    """A number beyond any range goes on as a decimal, so that the field it stands in is named when it is refused."""
    return int(digits) if len(digits) < 40 else Decimal(digits)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a field that stands twice is passed on under a name that no model knows, and so refused in place."""
    seen: dict[str, Any] = {}
    for key, value in pairs:
        seen[key + _TWICE if key in seen else key] = value
    return seen


def _tuples(value: Any, depth: int = 0) -> Any:
    """Lists as tuples, which strict models ask for; JSON has no tuples."""
    if depth > _DEEPEST:
        raise InputError(f"lists and objects are nested more than {_DEEPEST} deep")
    if isinstance(value, dict):
        return {key: _tuples(item, depth + 1) for key, item in value.items()}
    return tuple(_tuples(item, depth + 1) for item in value) if isinstance(value, list) else value


def _json_type(value: Any) -> str:
    names = {list: "a list", str: "text", type(None): "null", bool: "true or false"}
    return names.get(type(value), "a number")


def _faulty_address(url: str) -> str | None:
    """What keeps it from being a document's address (RFC 3986, 3987), if anything does."""
    if not re.fullmatch(r'https?://[^\s<>"]+', url, re.IGNORECASE):
        return "must start with https:// or http:// and have no spaces"
    if re.search(r"%(?![0-9A-Fa-f]{2})", url):
        return "has a % that is followed by no two hexadecimal digits"
    try:
        parts = urlsplit(url)
        if parts.port == 0 or not parts.hostname:
            return "names no host, or the port 0"
    except ValueError as error:
        return f"is no address: {error}"
    return "holds a user or password; leave them out" if "@" in parts.netloc else None


def _items(holder: Any, field: str) -> tuple[Any, ...]:
    """A list in a plain dict or a model; nothing where the field holds something else, which validation then tells."""
    value = holder.get(field) if isinstance(holder, dict) else getattr(holder, field, ())
    return tuple(value) if isinstance(value, list | tuple) else ()


def _name(mention: Any) -> str | None:
    name = mention.get("name") if isinstance(mention, dict) else getattr(mention, "name", None)
    return name.strip() if isinstance(name, str) else None


# --- what must hold between the parts of a record


def _of_trade(statistic: Statistic) -> bool:
    words = set(statistic.indicator.lower().split())
    return statistic.partner is not None or not words.isdisjoint(codes.scheme("trade_word"))


def _parts(record: Record) -> Iterator[tuple[str, Model]]:
    """Every model of a record but the report, with its place."""
    yield "", record
    waiting: list[tuple[str, Model]] = [("", record)]
    while waiting:
        place, model = waiting.pop()
        for field in type(model).model_fields:
            value = getattr(model, field)
            for n, item in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(item, Model):
                    waiting.append((f"{place}{field}[{n}].", item))
                    yield waiting[-1]


def _marked(parts: Iterable[tuple[str, Model]], mark: type) -> Iterator[tuple[str, str]]:
    """(place, value) of every field with a marker of this type."""
    for place, model in parts:
        for name in marked(type(model), mark):
            value = getattr(model, name)
            yield from ((f"{place}{name}", item) for item in ((value,) if isinstance(value, str) else value or ()))


def _faulty_ids(record: Record) -> Iterator[str]:
    ids = [(claim.FIELD, claim.id) for claim in record.claims() if claim.id]
    counts = Counter(own for _, own in ids)
    yield from (f"the id {own!r} stands on {count} claims" for own, count in sorted(counts.items()) if count > 1)
    for field, own in sorted(set(ids)):
        for other in sorted(counts):
            if (field, other) in ids and own.startswith(other) and _PART.fullmatch(own, len(other)):
                yield f"{field}: the id {own!r} reads like a part of {other!r}; give another"


def _faulty_parties(record: Record, parts: Iterable[tuple[str, Model]]) -> Iterator[str]:
    names = {item.name for item in record.companies} | {item.name for item in record.agencies}
    for place, party in _marked(parts, Party):
        if codes.party(party) is None and party not in names:
            known = codes.names("country").get(party) or codes.names("bloc").get(party)
            hint = f"; did you mean {known}?" if known else ""
            yield (
                f"{place}: {party!r} is no ISO 3166 alpha-3 or bloc code, "
                f"and stands in neither companies nor agencies{hint}"
            )


def _faulty_references(record: Record, parts: Iterable[tuple[str, Model]]) -> Iterator[str]:
    ids = {claim.id for claim in record.claims()}
    for place, target in _marked(parts, Ref):
        if target in ids:
            continue
        if not is_iri(target):
            yield f"{place}: {target!r} is neither an id of this record nor an IRI"
        elif target.startswith(record.report.iri + "/"):
            yield f"{place}: {target!r} is a claim of this very record: give it an id, and the id here"


def _settled_by_nobody(record: Record) -> Iterator[str]:
    if record.report.as_read is None and any(claim.settled_by for claim in record.claims()):
        yield "settled_by is filled by decisions, on a report that keeps what was read (as_read); leave it out"


# --- errors and schema


def _told(error: Any) -> str:
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]).lstrip(".")
    message = _PLAIN_WORDS.get(error["type"], error["msg"].removeprefix("Value error, "))
    if error["type"] == "extra_forbidden" and place.endswith(_TWICE):
        place, message = place.removesuffix(_TWICE), "stands twice in one object"
    return f"{place}: {message}" if place else str(message)


def schema() -> dict[str, Any]:
    """JSON Schema of a record, its lists of codes read from the ontology."""
    made = Record.model_json_schema(mode="validation")
    made["properties"]["relevant"] = {"type": "boolean", "description": "Computed; what is given here is not read."}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
