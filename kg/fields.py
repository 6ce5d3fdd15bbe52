"""What a field of a record holds, said once: validation, JSON Schema and RDF all read these markers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, GetJsonSchemaHandler, PlainSerializer, StringConstraints
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kg import codes, dates
from kg.errors import InputError

__all__ = ["Code", "Day", "Edtf", "LocalId", "Number", "Party", "Prop", "Ref", "SetOfText", "Text", "number", "plain"]

_DIGITS = 15  # a JSON reader's double keeps 15 significant decimal digits


@dataclass(frozen=True, slots=True)
class Prop:
    """The RDF property of a field where it is not the field's own name in camel case."""

    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """The field holds a code of the list `name` in `ontology/codes/`."""

    name: str

    def check(self, value: str) -> str:
        """The code itself; ValueError naming the list and what it allows."""
        allowed = codes.scheme(self.name)
        if value not in allowed:
            shown = ", ".join(allowed) if len(allowed) <= 40 else f"a code of ontology/codes ({len(allowed)} of them)"
            raise ValueError(f"{value!r} is no {self.name.replace('_', ' ')}; allowed: {shown}")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Check after the plain string check."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A list of allowed codes, read from the ontology when the schema is asked for."""
        shown = handler(schema)
        shown["enum"] = list(codes.scheme(self.name))
        return shown


@dataclass(frozen=True, slots=True)
class Party:
    """A country, bloc, `ALL`, or the name of a company or agency of the same record (checked there)."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A local id of the same record, or an IRI."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as `kg.dates` reads it."""


def _edtf(value: str) -> str:
    try:
        return dates.check(value)
    except InputError as error:
        raise ValueError(str(error)) from None


def _finite(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("must be a plain number, not " + type(value).__name__)
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError("must be a finite number; NaN and Infinity are refused")
    if abs(exact.adjusted()) > 30 or len(exact.normalize().as_tuple().digits) > _DIGITS:
        raise ValueError(f"has more than {_DIGITS} significant digits or is out of range")
    return plain(exact)


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or trailing zeros: the one form every equal number has."""
    if not value:
        return Decimal(0)
    whole = value.normalize()
    return whole.quantize(Decimal(1)) if whole.as_tuple().exponent > 0 else whole  # type: ignore[operator]


def number(value: Decimal) -> int | float:
    """As a plain JSON number: whole numbers as int."""
    return int(value) if value == value.to_integral_value() else float(value)


def _sorted_set(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _no_blank(value: str) -> str:
    if any(ord(letter) < 32 and letter not in "\t\n" for letter in value):
        raise ValueError("has control characters")
    return value


Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True), AfterValidator(_no_blank)]
LocalId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Number = Annotated[Decimal, BeforeValidator(_finite), PlainSerializer(number, return_type=int | float)]
SetOfText = Annotated[tuple[Text, ...], AfterValidator(_sorted_set)]
Day = Annotated[Text, Edtf(), AfterValidator(_edtf)]
