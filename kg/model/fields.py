"""What a field of a record holds, said once: validation, JSON Schema and RDF all read these markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    GetJsonSchemaHandler,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from kg.model import codes, dates
from kg.model.errors import InputError

__all__ = [
    "Code",
    "Day",
    "Edtf",
    "Language",
    "Line",
    "Link",
    "LocalId",
    "Number",
    "Party",
    "Prop",
    "Ref",
    "SetOfText",
    "Text",
    "marked",
    "number",
    "plain",
    "types",
]

_DIGITS = 15  # a JSON reader's double keeps 15 significant decimal digits
_LEAST, _MOST = -4, 17  # powers of ten of a number's first digit: Python prints 0.00001 as 1e-05, and the store
#                         computes with decimals below 1.7e20 only (https://docs.rs/oxsdatatypes, Decimal)
_SHOWN = 40  # a longer list of codes is named by its file in an error


@dataclass(frozen=True, slots=True)
class Prop:
    """The RDF property of a field where it is not the field's own name in camel case."""

    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """The field holds a code of the list `name` in `ontology/codes/`."""

    name: str

    def check(self, value: str) -> str:
        """The code, also of its label ("metric tons"); ValueError naming the list and what it allows."""
        allowed = codes.scheme(self.name)
        code = codes.meant(self.name, value)
        if code is None:
            shown = (
                ", ".join(allowed) if len(allowed) <= _SHOWN else f"a code of ontology/codes ({len(allowed)} of them)"
            )
            raise ValueError(f"{value!r} is no {self.name.replace('_', ' ')}; allowed: {shown}")
        return code

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Check after the plain string check."""
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
    """A local id of the same record, or an IRI (checked there)."""


@dataclass(frozen=True, slots=True)
class Link:
    """The IRI of something that stands in another graph."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date as `kg.model.dates` reads it."""


def types(annotation: Any) -> Iterator[Any]:
    """An annotation and all it is made of: `Annotated[Text, Ref()] | None` gives `Ref()` too."""
    yield annotation
    yield from getattr(annotation, "__metadata__", ())
    for inner in get_args(annotation):
        yield from types(inner)


@cache
def marked(model: type[BaseModel], mark: type) -> tuple[str, ...]:
    """Names of the model's fields with a marker of this type, optional fields among them."""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if any(isinstance(item, mark) for item in (*field.metadata, *types(field.annotation)))
    )


def _edtf(value: str) -> str:
    try:
        return dates.check(value)
    except InputError as error:
        raise ValueError(str(error)) from None


def _finite(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise ValueError("must be a plain number, not " + ("text" if isinstance(value, str) else type(value).__name__))
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite():
        raise ValueError("must be a finite number; NaN and Infinity are refused")
    if exact and not _LEAST <= exact.adjusted() <= _MOST:
        raise ValueError(f"must be 0, or between 0.0001 and 10 to the power of {_MOST + 1}, with either sign")
    if len(_significant(exact)) > _DIGITS:
        raise ValueError(f"has more than {_DIGITS} significant digits")
    return plain(exact)


def _significant(value: Decimal) -> str:
    return "".join(map(str, value.as_tuple().digits)).strip("0")


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or trailing zeros: the one form every equal number has."""
    if not value:
        return Decimal(0)
    text = f"{value:f}"  # never rounds, as arithmetic would after 28 digits
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def number(value: Decimal) -> int | float:
    """As a plain JSON number: whole numbers as int."""
    return int(value) if value == value.to_integral_value() else float(value)


def _sorted_set(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


def _no_control(value: str) -> str:
    for letter in value:
        if (ord(letter) < 32 and letter not in "\t\n") or "\x7f" <= letter <= "\x9f":
            raise ValueError(
                f"has the control character U+{ord(letter):04X}; of these only tab and newline are allowed"
            )
    return value


def _one_line(value: str) -> str:
    return re.sub(r"\s*[\t\n]\s*", " ", value)


Text = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000, strip_whitespace=True), AfterValidator(_no_control)
]
Line = Annotated[Text, AfterValidator(_one_line)]
LocalId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]  # BCP 47
Number = Annotated[
    Decimal,
    BeforeValidator(_finite),
    PlainSerializer(number, return_type=int | float),
    WithJsonSchema({"type": "number"}),
]
SetOfText = Annotated[tuple[Text, ...], AfterValidator(_sorted_set)]
Day = Annotated[Text, Edtf(), AfterValidator(_edtf)]
