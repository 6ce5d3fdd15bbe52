"""One report as a record: what loaders hand over, `kg extract` prints and an event file holds.

Frozen pydantic models; unknown fields are errors. After validation a record is canonical: defaults filled, set-like
lists of strings sorted, everything else in printed order. `Record.parse` reads JSON, `Record.to_json` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any, NoReturn, Self

from pydantic import ValidationError, computed_field, model_validator

from kg import codes
from kg.claims import (
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
from kg.errors import InputError
from kg.fields import Code, Day, Party, Prop, Text
from kg.terms import digest, mint, slug

__all__ = ["Agency", "Company", "Official", "Record", "Report", "schema"]


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


class Report(Model):
    """One document by one publisher at one date."""

    url: Text | None = None
    publisher: Text
    title: Text | None = None
    published: Day | None = None
    language: Annotated[Text, "BCP 47"] = "en"
    type: Annotated[str, Code("report_type")] = "reporting"
    text_hash: Text | None = None
    revises: Text | None = None
    extractor: Text | None = None
    SHOWN = frozenset({"url", "publisher", "title", "published", "language", "type"})

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        if self.title is None and self.text_hash is None:
            raise ValueError("a report needs a title, or a text (its text_hash)")
        if self.url is not None and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"url {self.url!r} must start with https:// or http://")
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
        listed = value.get("companies") or []
        if not isinstance(listed, list | tuple):
            return value
        known = {_name(item) for item in listed}
        added = list(listed)
        for kind in CLAIMS:
            for claim in value.get(kind.FIELD) or ():
                mentions = claim.get("companies") if isinstance(claim, dict) else getattr(claim, "companies", ())
                for mention in mentions or ():
                    name = _name(mention)
                    if isinstance(name, str) and name not in known:
                        known.add(name)
                        added.append({"name": name})
        return {**value, "companies": tuple(added)} if added else value

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        names = {item.name for item in self.companies} | {item.name for item in self.agencies}
        ids = [claim.id for claim in self.claims() if claim.id]
        if repeated := {item for item in ids if ids.count(item) > 1}:
            raise ValueError(f"the id {sorted(repeated)[0]!r} stands on two claims")
        for place, model in _parts(self):
            for name, field in type(model).model_fields.items():
                if any(isinstance(mark, Party) for mark in field.metadata):
                    value = getattr(model, name)
                    for party in (value,) if isinstance(value, str) else value or ():
                        _check_party(f"{place}.{name}", party, names)
        for claim in self.claims():
            for name, target in claim.references():
                if target not in ids and not target.startswith(("https://", "http://")):
                    raise ValueError(f"{claim.FIELD}.{name}: {target!r} is neither an id of this record nor an IRI")
        return self

    def claims(self) -> Iterator[Claim]:
        """All claims in the order of the record's lists."""
        for kind in CLAIMS:
            yield from getattr(self, kind.FIELD)

    def dump(self) -> dict[str, Any]:
        """As plain JSON values, in canonical form."""
        out: dict[str, Any] = {"report": self.report.dump()}
        for name in type(self).model_fields:
            if name != "report":
                out[name] = plain_json(getattr(self, name))
        return {**out, "relevant": self.relevant}

    def to_json(self) -> str:
        """One line of JSON Lines."""
        return json.dumps(self.dump(), ensure_ascii=False)

    @classmethod
    def parse(cls, text: str | bytes) -> Self:
        """A record from JSON. InputError names every faulty field and what is allowed there."""
        try:
            value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_no_repeats)
        except RecursionError:
            raise InputError("the JSON is nested too deeply") from None
        except ValueError as error:
            raise InputError(f"no JSON: {error}") from None
        return cls.of(value)

    @classmethod
    def of(cls, value: Any) -> Self:
        """A record from plain values (dicts, lists). InputError names every faulty field."""
        if not isinstance(value, dict):
            raise InputError(f"a record is a JSON object, not {type(value).__name__}")
        try:
            return cls.model_validate(_tuples(value))
        except ValidationError as error:
            raise InputError("; ".join(_told(item) for item in error.errors()[:8])) from None


def _of_trade(statistic: Statistic) -> bool:
    words = set(statistic.indicator.lower().split())
    return statistic.partner is not None or not words.isdisjoint(codes.scheme("trade_word"))


def _name(mention: Any) -> Any:
    return mention.get("name") if isinstance(mention, dict) else getattr(mention, "name", None)


def _tuples(value: Any) -> Any:
    """Lists as tuples, which strict models ask for; JSON has no tuples."""
    if isinstance(value, dict):
        return {key: _tuples(item) for key, item in value.items()}
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON number")


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen = dict(pairs)
    if len(seen) < len(pairs):
        raise ValueError(f"a field stands twice in one object: {sorted(key for key, _ in pairs)}")
    return seen


def _parts(record: Record) -> Iterator[tuple[str, Model]]:
    for field in type(record).model_fields:
        value = getattr(record, field)
        if isinstance(value, tuple):
            yield from ((f"{field}[{n}]", item) for n, item in enumerate(value) if isinstance(item, Model))
    yield "record", record


def _check_party(place: str, party: str, names: set[str]) -> None:
    if codes.party(party) is None and party not in names:
        raise ValueError(
            f"{place}: {party!r} is no ISO 3166 alpha-3 or bloc code, and stands in neither companies nor agencies"
        )


def _told(error: Any) -> str:
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"]).lstrip(".")
    message = error["msg"].removeprefix("Value error, ")
    if error["type"] == "extra_forbidden":
        message = "unknown field"
    return f"{place}: {message}" if place else str(message)


def schema() -> dict[str, Any]:
    """JSON Schema of a record, its lists of codes read from the ontology."""
    made = Record.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
