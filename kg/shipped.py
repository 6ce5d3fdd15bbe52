"""The shipped world: its reports and decisions, read from the package."""

from __future__ import annotations

from dataclasses import dataclass

from kg import decisions
from kg.decisions import Decision
from kg.errors import InputError
from kg.loaders import Refused, read
from kg.record import Record
from kg.terms import data_dir

__all__ = ["World", "world"]


@dataclass(frozen=True, slots=True)
class World:
    """What a release brings along."""

    reports: tuple[Record, ...]
    decisions: tuple[Decision, ...]


def world() -> World:
    """InputError names a faulty line: the shipped world is checked like anybody's."""
    records = []
    for item in read([data_dir() / "reports"]):
        if isinstance(item, Refused):
            raise InputError(str(item))
        records.append(item)
    path = data_dir() / "decisions.jsonl"
    return World(tuple(records), tuple(decisions.read(path)) if path.exists() else ())
