"""What a value given for a filter means: the IRI of what it names, a day, a rate, or words as they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from kg.model import dates
from kg.model.errors import InputError, UnknownName
from kg.query import names
from kg.query.event_table import PARTIES
from kg.query.filters import several
from kg.query.outlets import known_source
from kg.store.embedded import Store

__all__ = ["resolved"]


def resolved(store: Store, name: str, text: str, notes: list[str]) -> str:
    """What a value given for this filter means; of one that takes several sides each, with commas between.

    `notes` take what was read otherwise than it stands. UnknownName if nothing bears a name, or several things do.
    """
    if name in several():
        return ",".join(dict.fromkeys(_side(store, name, each, notes) for each in _each(store, name, text)))
    if name in PARTIES or name in ("company", "product", "pledge", "official", "agreement", "ruling"):
        return names.resolve(store, text, name, notes)
    if name in ("status", "instrument", "novelty"):
        return ",".join(dict.fromkeys(names.concept(name, each) for each in text.split(",")))
    if name in ("kind", "basis", "strength", "binding", "direction"):
        return names.concept(name, text)
    if name == "measure":
        return names.concept("measure_kind", text)
    if name == "saying" and names.small_words().issuperset(re.findall(r"\w+", text.casefold())):
        raise UnknownName(f"{text!r} is no word that a report could be found by; give one or more: cash, loans")
    if name == "due":
        return text if text == ".." else dates.check(text)
    if name in _NUMBERS:
        return _NUMBERS[name](text)
    if name == "source":
        return known_source(store, text)
    if name == "between" and text != "sides":
        raise UnknownName(f"{text!r} is nothing that reports can differ between; allowed: sides")
    if name == "since":  # "2025" begins with its first day, and ends, as for the others, with its last
        return dates.first_day(text).isoformat()
    return dates.of_day(text).isoformat() if name in ("until", "on") else text


def _each(store: Store, name: str, text: str) -> list[str]:
    """The sides that a text names, with commas between; a comma in a name that is known stays there."""
    each = list(filter(None, map(str.strip, text.split(","))))
    try:
        [_side(store, name, one, []) for one in each]
    except UnknownName:
        return [text]
    return each or [text]


def _side(store: Store, name: str, text: str, notes: list[str]) -> str:
    return names.resolve(store, text, "country" if name == "home" else name, notes)


def _number(text: str) -> str:
    """A number of origins; InputError for what is none."""
    if not re.fullmatch(r"\s*[1-9]\d{0,3}\s*", text):
        raise InputError(f"{text!r} is no number of origins; give one from 1 on")
    return text.strip()


def _per_cent(text: str) -> str:
    """A rate as a plain number: "15 %" is 15. InputError for what is none."""
    try:
        return f"{Decimal(text.strip().removesuffix('%').strip()).normalize():f}"
    except InvalidOperation:
        raise InputError(f"{text!r} is no rate in per cent; give a number: 15, or 7.5") from None


_NUMBERS: Mapping[str, Callable[[str], str]] = {"rate": _per_cent, "origins": _number}
