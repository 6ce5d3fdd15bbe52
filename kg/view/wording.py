"""The sentence a dossier opens with: who, how firmly, what; its words stand in `wording.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from kg.model import codes, dates
from kg.model.phrases import few, filled, listed, with_article

__all__ = [
    "OVER",
    "closest",
    "count",
    "count_kind",
    "days",
    "either_day",
    "figure",
    "joined",
    "left_out",
    "of_kind",
    "rounded",
    "sentence",
    "some",
    "surely",
    "word",
]

_EXACT = re.compile(r"(?<![\d,.])\d+\.\d+(?![\d,])")  # a figure with decimals; what has none is left as it is told
OVER = ("denied", "withdrawn", "lapsed", "missed", "delivered")  # statuses after which nothing is to come any more
_DAYS = 3  # that reports give for one thing; more are counted
_NAMES = 4  # of parties or goods, before "and 3 more"


def sentence(row: Mapping[str, Any], amount: str, *, over: bool = False) -> str:
    """`Japan has proposed to buy chips from the United States, up to ¥1tn.` from a row of `pledges`.

    Of what is `over` it is said in the past: `China had an undertaking in force to …`.
    """
    raw = _raw()
    several = len(row["pledgers"]) > 1
    now = {"is": "are" if several else "is", "has": "have" if several else "has"}
    past = {"is": "were" if several else "was", "has": "had"}
    does = raw["grade"][row["grade"] or "none"].format_map(past if over else now)
    words = {"goods": _and(row["products"]), "whom": _and(map(with_article, row["recipients"])), "amount": amount}
    done = filled(raw["kind"][row["kind"]], words, "goods")
    who = _and(map(with_article, row["pledgers"])) or "somebody unnamed"
    return f"{who[:1].upper()}{who[1:]} {does} {done}."


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))


def _and(names: Iterable[str]) -> str:
    names = list(names)
    return joined(names[:_NAMES], len(names) - _NAMES) if len(names) > _NAMES + 1 else joined(names)


def joined(names: Sequence[str], more: int = 0) -> str:
    """`Japan, Korea and 3 more`."""
    names = [*names, f"{more} more"] if more > 0 else list(names)
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def of_kind(code: str) -> str:
    """A kind of pledge by its name, or in words where the name says nothing."""
    return str(_raw()["of_kind"].get(code) or codes.label(codes.iri("kind", code)))


def rounded(text: str) -> str:
    """A sum as told, to three digits: a lower end is never rounded up, an upper one never down, others are "about"."""
    low, dash, high = text.partition("–")
    if dash:
        return f"{_to_three(low, ROUND_FLOOR)}–{_to_three(high, ROUND_CEILING)}"
    if text.startswith(("more than", "at least")):
        return _to_three(text, ROUND_FLOOR)
    if text.startswith(("less than", "up to")):
        return _to_three(text, ROUND_CEILING)
    shorter = _to_three(text, ROUND_HALF_EVEN)
    return shorter if shorter == text or text.startswith("about") else f"about {shorter}"


def _to_three(text: str, way: str) -> str:
    def shorter(found: re.Match[str]) -> str:
        value = Decimal(found[0])
        return f"{value.quantize(Decimal(1).scaleb(value.adjusted() - 2), rounding=way).normalize():f}"

    return _EXACT.sub(shorter, text)


def surely(strength: str) -> str:
    """How surely a company is tied to a pledge, in words."""
    return str(_raw()["surely"][strength])


def word(code: str | None) -> str:
    """A code as a word: `in_force` → `in force`."""
    return (code or "").replace("_", " ")


def count(number: int, one: str, many: str | None = None, *, none: str | None = None) -> str:
    """`1 report`, `9 reports`; for nought `none`, if that is given."""
    return none if none and not number else " ".join(figure(number, one, many))


def figure(number: int, one: str, many: str | None = None) -> tuple[str, str]:
    """A number and what it counts, apart: a figure at the head of a page."""
    return f"{number:,}", one if number == 1 else many or one + "s"


def count_kind(number: int, code: str) -> str:
    """Pledges of a kind: `1 purchase`, `39 purchases`."""
    return count(number, *_raw()["counted_kinds"][code])


def left_out(reason: str) -> str:
    """Why a figure is in no sum, as `totals` says it, behind a number of such: `only considered`."""
    short = (words for start, words in _raw()["left_out"].items() if reason.startswith(start))
    return str(next(short, re.split("[:;]", reason)[0]))


def days(printed: Iterable[str]) -> list[str]:
    """Dates that reports give, in words, the earliest first, without those that another says more closely."""
    return list(map(dates.say, closest(printed)))


def either_day(printed: Iterable[str]) -> str:
    """The same as one of which only one can hold: `2025-11-09 or 2025-11-10`."""
    return listed(days(printed), _DAYS, " or ")


def closest(printed: Iterable[str]) -> list[str]:
    """The same dates as they are printed."""
    told = sorted(set(printed), key=lambda text: (str(dates.bounds(text)[0] or ""), text))
    return [text for text in told if not any(_closer(other, text) for other in told)]


def _closer(one: str, other: str) -> bool:
    """Whether a date says the same more closely: a day of a month, or the day itself beside "about" that day."""
    (low, high), (first, last) = dates.bounds(one), dates.bounds(other)
    if None in (low, high, first, last) or one == other:
        return False
    held = first <= low <= high <= last  # type: ignore[operator]
    return held and ((low, high) != (first, last) or (one[-1].isdigit() and not other[-1].isdigit()))


def some(items: Sequence[Any], most: int) -> tuple[Any, ...]:
    """The first items of a list, then how many more there are."""
    return tuple(few(items, most, spare=1))
