"""What every reader of texts is: grammar and model alike."""

from __future__ import annotations

from typing import Protocol

from kg.model.record import Record, Report

__all__ = ["Extractor"]


class Extractor(Protocol):
    """What turns a text into records; `name` goes into every report it makes."""

    name: str

    def __call__(self, text: str, report: Report, /) -> list[Record]:
        """Records of a text; the first has the metadata of `report`."""
        ...
