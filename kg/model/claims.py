"""The claims of a report: one frozen model per kind, each field marked with what it may hold (`kg.model.fields`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from kg.model.fields import Code, Day, Link, LocalId, Number, Party, Prop, Ref, SetOfText, Text, marked, number
from kg.model.iris import digest

__all__ = [
    "CLAIMS",
    "Agreement",
    "Amount",
    "Baseline",
    "Claim",
    "CompanyRole",
    "Component",
    "CountedIn",
    "Delivery",
    "Measure",
    "Model",
    "Parties",
    "Pledge",
    "Product",
    "Ruling",
    "Statistic",
    "Talks",
    "Term",
    "plain_json",
]

Parties = Annotated[SetOfText, Party()]
Reference = Annotated[Text, Ref()]
References = Annotated[SetOfText, Ref()]
Span = tuple[int, int]  # first character and the one after the last
_FARTHEST = 10**9


class Model(BaseModel):
    """Base of all parts of a record."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, defer_build=True
    )  # most commands validate nothing
    SHOWN: ClassVar[frozenset[str]] = frozenset()  # printed even when empty

    def dump(self) -> dict[str, Any]:
        """As plain JSON values: fields that are empty are left out, but for the ones every reader looks for."""
        shown = {}
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if name in self.SHOWN or value != field.get_default(call_default_factory=True):
                shown[name] = plain_json(value)
        return shown


def plain_json(value: Any) -> Any:
    """Models, tuples and decimals as what `json.dumps` takes."""
    if isinstance(value, Model):
        return value.dump()
    if isinstance(value, Mapping):
        return {key: plain_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain_json(item) for item in value]
    if isinstance(value, Decimal):
        return number(value)
    return value


def _or_text(schema: dict[str, Any]) -> None:
    """JSON Schema of a model that a plain string may stand for."""
    schema["anyOf"] = [
        {"type": "string", "minLength": 1},
        {name: schema.pop(name) for name in ("type", "properties", "required", "additionalProperties")},
    ]


class Amount(Model):
    """A figure as one report gives it; a range has `low` and `high` instead of `value`."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Annotated[str, Code("unit")]
    qualifier: Annotated[str, Code("qualifier")] = "exact"
    recurrence: Annotated[str, Code("recurrence")] = "total"
    converted: bool = False
    as_printed: Text | None = None
    said_by: Text | None = None
    SHOWN = frozenset({"unit", "qualifier"})

    @model_validator(mode="after")
    def _one_figure(self) -> Self:
        given = tuple(name for name in ("value", "low", "high") if getattr(self, name) is not None)
        if given not in (("value",), ("low", "high")):
            raise ValueError(f"an amount has either a value, or both low and high; given: {', '.join(given) or 'none'}")
        if any(getattr(self, name) < 0 for name in given):
            raise ValueError("an amount is never below 0")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is above high")
        return self


class Product(Model):
    """A product as printed, with its HS heading where that is obvious. A plain string is a product without one."""

    model_config = ConfigDict(json_schema_extra=_or_text)

    name: Text
    hs: Annotated[str, Code("hs")] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    def dump(self) -> Any:
        """A string, unless a heading is given."""
        return super().dump() if self.hs else self.name


class CompanyRole(Model):
    """A company, or a named group such as "Japanese data-centre operators", that the text ties to a claim."""

    name: Text | None = None
    group: Text | None = None
    role: Annotated[str, Code("role")] | None = None
    example: bool = False

    @model_validator(mode="after")
    def _named(self) -> Self:
        if (self.name is None) == (self.group is None):
            raise ValueError("give either a name or a group")
        return self


class CountedIn(Model):
    """How this amount relates to another pledge's: inside it, beside it, overlapping."""

    target: Reference
    relation: Annotated[str, Code("relation")] = "unstated"
    said_by: Text | None = None


class Component(Model):
    """One part of a mixed pledge: loans, guarantees, equity."""

    kind: Annotated[str, Code("kind")]
    share_percent: Number | None = None
    amount: Amount | None = None


class Term(Model):
    """A condition attached to a pledge, as one side words it."""

    kind: Annotated[str, Code("term_kind")]
    text: Text
    said_by: Text | None = None


class Baseline(Model):
    """What a target is measured from."""

    value: Number
    unit: Annotated[str, Code("unit")]
    period: Text | None = None
    reporter: Text | None = None


def _by_field(spans: Mapping[str, tuple[Span, ...]]) -> dict[str, tuple[Span, ...]]:
    return dict(sorted(spans.items()))


class Claim(Model):
    """What every claim of a report may carry."""

    KIND: ClassVar[str]  # first step of the claim's IRI, and of its event's
    FIELD: ClassVar[str]  # the record's list it stands in

    id: LocalId | None = None
    attributed_to: Annotated[tuple[Text, ...], Prop("attribution")] = ()
    anonymous: bool = False
    said_by: Text | None = None
    evidence: Text | None = None
    evidence_kind: Annotated[str, Code("evidence_kind")] | None = None
    spans: Annotated[Mapping[str, tuple[Span, ...]], AfterValidator(_by_field)] = {}
    settled_by: Annotated[SetOfText, Link()] = ()  # decisions that put a value here which its reader was unsure of

    @model_validator(mode="after")
    def _spans_of_quotes(self) -> Self:
        if self.spans and self.evidence_kind != "quote":
            raise ValueError("spans need evidence_kind quote: they point into a text at hand")
        for field, spans in self.spans.items():
            if field not in type(self).model_fields and field != "evidence":
                raise ValueError(f"spans name the field {field!r}, which {self.KIND} does not have")
            if not spans or any(not 0 <= start < end <= _FARTHEST for start, end in spans):
                raise ValueError(f"spans of {field!r} must be one or more [start, end] with 0 <= start < end")
        return self

    def content_hash(self) -> str:
        """Hash over everything the claim says, without its local id: the same words give the same hash."""
        return digest(json.dumps({**self.dump(), "id": None}, sort_keys=True, ensure_ascii=False))

    def references(self) -> Iterator[tuple[str, str]]:
        """(field, local id or IRI) of every reference of the claim itself; `counted_in` holds its own."""
        for name in marked(type(self), Ref):
            value = getattr(self, name)
            for item in (value,) if isinstance(value, str) else value or ():
                yield name, item


class Pledge(Claim):
    """Somebody undertakes, offers or considers to buy, invest, lend, open a market, change a tariff, reach a target."""

    KIND = "pledge"
    FIELD = "pledges"
    SHOWN = frozenset({"pledgers", "recipients", "kind", "status", "amounts", "products", "companies", "officials"})

    pledgers: Annotated[Parties, Prop("pledger")]
    recipients: Annotated[Parties, Prop("recipient")] = ()
    kind: Annotated[str, Code("kind")]
    status: Annotated[str, Code("status")]
    status_date: Day | None = None
    instrument: Annotated[str, Code("instrument")] | None = None
    binding: Annotated[str, Code("binding")] = "unstated"
    commitment_words: Text | None = None
    undertaking: Text | None = None  # what is undertaken, as an infinitive, where kind and goods do not tell it
    amounts: Annotated[tuple[Amount, ...], Prop("amount")] = ()
    products: Annotated[tuple[Product, ...], Prop("productMention")] = ()
    companies: Annotated[tuple[CompanyRole, ...], Prop("mention")] = ()
    officials: Annotated[SetOfText, Prop("officialName")] = ()
    other_side: Annotated[str, Code("other_side")] | None = None
    conditions: Annotated[SetOfText, Prop("condition")] = ()
    part_of: Reference | None = None
    supersedes: Reference | None = None
    restates: Reference | None = None
    counted_in: tuple[CountedIn, ...] = ()
    novelty: Annotated[str, Code("novelty")] = "unstated"
    components: Annotated[tuple[Component, ...], Prop("component")] = ()
    terms: Annotated[tuple[Term, ...], Prop("term")] = ()
    baseline: Baseline | None = None
    deadline: Text | None = None
    deadline_date: Day | None = None
    deadline_for: Annotated[str, Code("deadline_for")] | None = None

    @model_validator(mode="after")
    def _somebody_pledges(self) -> Self:
        if not self.pledgers:
            raise ValueError("pledgers is empty: a pledge is somebody's")
        if self.amounts and self.amounts[0].converted:
            raise ValueError("amounts[0] is marked converted, but a conversion follows the amount it converts")
        return self


class Measure(Claim):
    """A tariff, quota, control, sanction or subsidy: imposed, changed, threatened or removed."""

    KIND = "measure"
    FIELD = "measures"
    SHOWN = frozenset({"kind", "imposer", "targets", "action", "rate_percent", "products", "effective"})

    kind: Annotated[str, Code("measure_kind")]
    imposer: Annotated[Text, Party()]
    targets: Annotated[Parties, Prop("target")] = ()
    action: Annotated[str, Code("action")]
    rate_percent: Number | None = None
    rate_before: Number | None = None
    quotas: Annotated[tuple[Amount, ...], Prop("quotaAmount")] = ()  # for how much of the goods at most the act is
    products: Annotated[tuple[Product, ...], Prop("productMention")] = ()
    companies: Annotated[tuple[CompanyRole, ...], Prop("mention")] = ()
    officials: Annotated[SetOfText, Prop("officialName")] = ()
    effective: Day | None = None
    ends: Day | None = None
    legal_basis: Text | None = None
    implements: Reference | None = None


class Talks(Claim):
    """A meeting, call or round on trade."""

    KIND = "talks"
    FIELD = "talks"
    SHOWN = frozenset({"parties", "round", "date", "place", "officials", "topics"})

    parties: Annotated[Parties, Prop("party")]
    round: Annotated[int, Field(ge=1, le=999)] | None = None
    date: Day | None = None
    place: Text | None = None
    officials: Annotated[SetOfText, Prop("officialName")] = ()
    topics: Annotated[SetOfText, Prop("topic")] = ()


class Agreement(Claim):
    """A named or describable accord between sides, and what of this report it contains."""

    KIND = "agreement"
    FIELD = "agreements"
    SHOWN = frozenset({"name", "parties", "date", "status", "contains"})

    name: Text
    parties: Annotated[Parties, Prop("party")]
    date: Day | None = None
    status: Annotated[str, Code("status")]
    contains: References = ()
    instrument: Annotated[str, Code("instrument")] | None = None
    binding: Annotated[str, Code("binding")] = "unstated"
    officials: Annotated[SetOfText, Prop("officialName")] = ()


class Ruling(Claim):
    """A court's ruling on a measure."""

    KIND = "ruling"
    FIELD = "rulings"
    SHOWN = frozenset({"court", "date", "legal_basis", "effect"})

    court: Text
    country: Annotated[Text, Party()] | None = None
    date: Day | None = None
    legal_basis: Text | None = None
    effect: Text | None = None
    voids: References = ()


class Delivery(Claim):
    """What was ordered, shipped, paid, selected, contracted or disbursed under a pledge, by whose count."""

    KIND = "delivery"
    FIELD = "deliveries"
    SHOWN = frozenset({"pledge", "stage", "amounts", "period"})

    pledge: Reference
    stage: Annotated[str, Code("stage")]
    amounts: Annotated[tuple[Amount, ...], Prop("amount")] = ()
    products: Annotated[tuple[Product, ...], Prop("productMention")] = ()
    companies: Annotated[tuple[CompanyRole, ...], Prop("mention")] = ()
    period: Day | None = None
    measured_by: Text | None = None
    reporter: Text | None = None
    vintage: Day | None = None
    counted_against: Number | None = None  # what the report sets the count beside, in the unit of the first amount


class Statistic(Claim):
    """A trade, deficit, price or inflation figure as the report gives it."""

    KIND = "statistic"
    FIELD = "statistics"
    SHOWN = frozenset({"indicator", "reporter", "partner", "value", "unit", "qualifier", "period"})

    indicator: Text
    reporter: Annotated[Text, Party()] | None = None
    partner: Annotated[Text, Party()] | None = None
    value: Number
    unit: Annotated[str, Code("unit")]
    qualifier: Annotated[str, Code("qualifier")] = "exact"
    period: Day | None = None
    as_printed: Text | None = None


CLAIMS: tuple[type[Claim], ...] = (Pledge, Measure, Talks, Agreement, Ruling, Delivery, Statistic)
