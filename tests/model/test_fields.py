"""The markers: numbers that stay exact, codes, texts and dates that say what is allowed."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, ValidationError

from kg.model import fields
from kg.model.claims import Agreement, Measure, Pledge, Ruling
from kg.model.fields import (
    Code,
    Day,
    Language,
    Line,
    LocalId,
    Number,
    Party,
    Ref,
    SetOfText,
    Text,
    marked,
    number,
    plain,
)


class Sample(BaseModel):
    """A field of each type."""

    model_config = ConfigDict(strict=True)
    figure: Number | None = None
    text: Text | None = None
    line: Line | None = None
    words: SetOfText = ()
    day: Day | None = None
    id: LocalId | None = None
    language: Language = "en"


def fault(**given_fields: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        Sample(**given_fields)
    return str(refused.value)


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Decimal("1E12"), "1000000000000"),
        (Decimal("1.50"), "1.5"),
        (Decimal("-0.0"), "0"),
        (0.1, "0.1"),
        (6.94e9, "6940000000"),
        (123456789012345000, "123456789012345000"),
        (0.0001, "0.0001"),
    ],
)
def test_a_number_has_one_form(value: Any, held: str) -> None:
    """Equal numbers are written alike: no exponent, no trailing zero."""
    figure = Sample(figure=value).figure
    assert figure is not None
    assert str(figure) == held
    assert "e" not in json.dumps(number(figure)).lower()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (float("nan"), "NaN and Infinity are refused"),
        (float("inf"), "NaN and Infinity are refused"),
        (Decimal("-Infinity"), "NaN and Infinity are refused"),
        (True, "not bool"),
        ("5", "not text"),
        (10**30 + 1, "10 to the power of 18"),
        (10**18, "10 to the power of 18"),
        (10**30, "10 to the power of 18"),
        (0.00001, "0.0001"),
        (1234567890123456, "15 significant digits"),
        (Decimal("0." + "1" * 40), "15 significant digits"),
    ],
)
def test_what_is_no_number(value: Any, why: str) -> None:
    """What JSON or the store could not carry exactly is refused, and the message says the limit."""
    assert why in fault(figure=value)


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(-4, 3))
def test_numbers_survive_json(digits: int, power: int) -> None:
    """Number → JSON → number is exact for every number a record may hold."""
    value = plain(Decimal(digits).scaleb(power))
    text = json.dumps(number(value))
    assert "e" not in text.lower()
    assert Sample(figure=json.loads(text)).figure == value
    assert str(plain(value)) == str(value)


def test_texts() -> None:
    """Stripped, not empty, without control characters; a line has its breaks made spaces; a set is sorted."""
    made = Sample(text=" a\n\tb ", line="A title \n over\ttwo lines", words=("b", "a", "b "))
    assert (made.text, made.line, made.words) == ("a\n\tb", "A title over two lines", ("a", "b"))
    assert "at least 1" in fault(text="  ")
    assert "U+0000" in fault(text="a\0b")
    assert "U+007F" in fault(text="a\x7fb")
    assert "U+000D" in fault(words=("a\rb",))
    assert "unicode" in fault(text="\ud800")
    assert "at most 20000" in fault(text="a" * 20_001)


def test_dates_ids_and_languages() -> None:
    """Each says its form when something else is given."""
    assert "YYYY-MM-DD" in fault(day="tomorrow")
    assert "[a-z]" in fault(id="1st")
    assert "[a-z]" in fault(id="a" * 41)
    assert "language" in fault(language="English (US)")


def test_codes_name_their_list() -> None:
    """A short list is spelt out, a long one named."""
    assert Code("binding").check("yes") == "yes"
    with pytest.raises(ValueError, match="'maybe' is no binding; allowed: yes, no, disputed, unstated"):
        Code("binding").check("maybe")
    with pytest.raises(ValueError, match="'doubloons' is no unit; allowed: a code of ontology/codes"):
        Code("unit").check("doubloons")


def test_markers_are_found_in_optional_fields() -> None:
    """`Reference | None` is a reference: what is optional is checked and linked like what is not."""
    assert marked(Pledge, Ref) == ("part_of", "supersedes", "restates")
    assert marked(Measure, Ref) == ("implements",)
    assert marked(Agreement, Ref) == ("contains",)
    assert marked(Ruling, Party) == ("country",)
    assert marked(Pledge, Party) == ("pledgers", "recipients")


def test_public_names() -> None:
    """What the module offers is there."""
    assert all(hasattr(fields, name) for name in fields.__all__)


@pytest.mark.parametrize(
    ("list_", "text", "code"),
    [
        ("unit", "USD", "USD"),
        ("unit", "metric tons", "tonne"),
        ("unit", "Tonnes", "tonne"),
        ("unit", "barrels", "barrel"),
        ("unit", "US dollars", "USD"),
        ("status", "in force", "in_force"),
        ("kind", "market access", "market_access"),
    ],
)
def test_a_label_stands_for_its_code(list_: str, text: str, code: str) -> None:
    """Who writes a record by hand writes what the list says, in the singular or plural."""
    assert Code(list_).check(text) == code
