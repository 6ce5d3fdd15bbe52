"""The shipped world: its reports and decisions, read from the package."""

from __future__ import annotations

from dataclasses import dataclass

from kg.loaders.files import Refused, read
from kg.model import decisions
from kg.model.decisions import Decision
from kg.model.errors import InputError
from kg.model.iris import data_dir
from kg.model.record import Record

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
