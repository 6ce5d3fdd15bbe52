"""How classes and statuses are drawn, read from `style.toml` on first use."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

__all__ = ["Kind", "Status", "contrast", "kind", "ranks", "shapes", "status", "statuses_in"]

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A class: fill `colour`, `shape`, `letter` in colour `ink`, dossier `column`, radius `size` (layout units)."""

    name: str
    colour: str
    ink: str
    shape: str
    letter: str
    column: int
    size: float


@dataclass(frozen=True, slots=True)
class Status:
    """A status: `dash` in pixels (empty: solid), `end` mark ("", "tick", "dot"), `faint` when ended."""

    code: str
    label: str
    dash: tuple[float, ...]
    end: str
    faint: bool


@cache
def _raw() -> dict[str, Any]:
    text = (Path(__file__).parent / "style.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def shapes() -> Mapping[str, Points]:
    """Name → unit polygon (x right, y down); a circle has no points."""
    raw: dict[str, list[list[float]]] = _raw()["shapes"]
    return MappingProxyType({name: tuple((x, y) for x, y in points) for name, points in raw.items()})


@cache
def ranks() -> Mapping[str, int]:
    """Class → its place in the legend and the table."""
    return MappingProxyType({name: place for place, name in enumerate(_raw()["kinds"])})


@cache
def kind(name: str) -> Kind:
    """How a class is drawn; one that is not in `style.toml` is a grey circle with its own first letter."""
    raw = _raw()["kinds"].get(name)
    known = raw is not None
    raw = raw if known else _raw()["other"]
    dark, light = "#111418", "#ffffff"
    ink = dark if contrast(dark, raw["colour"]) >= contrast(light, raw["colour"]) else light
    letter = raw["letter"] if known else (name[:1].upper() or "?")
    return Kind(name, raw["colour"], ink, raw["shape"], letter, raw["column"], raw["size"])


@cache
def status(code: str) -> Status:
    """How a status is drawn; an unknown one (or none) is a solid line."""
    raw = _raw()["statuses"].get(code, {})
    label = code.replace("_", " ")
    return Status(code, label, tuple(raw.get("dash", ())), raw.get("end", ""), raw.get("faint", False))


def statuses_in(codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that occur, in the order of `style.toml`; unknown ones after them, by name."""
    order = list(_raw()["statuses"])
    present = {code for code in codes if code}
    return tuple(sorted(present, key=lambda code: (order.index(code) if code in order else len(order), code)))


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two `#rrggbb` colours, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2 relative luminance, 0 to 1."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
