"""How the deals of several sides differ, in a sentence: what each side gave, and what it got for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model.phrases import filled, listed
from kg.query.reader import Reader, Row
from kg.questions.fates import fate_said
from kg.questions.standing import wholes

__all__ = ["deals_compared"]

_GIVEN = 2  # things that a side gave, the most told first
_SIDES = 6


def deals_compared(sides: Sequence[tuple[str, Reader, Sequence[Row]]], words: Mapping[str, str]) -> str:
    """Of each side (its name, how it was asked, rows of `counterpart`) what was given, and what was given back."""
    each = []
    for name, reader, rows in sides:
        asked = reader.label(reader.side("country"))
        own = [row for row in rows if asked in row["given_by"]]
        given = {
            "side": name,
            "given": _things(reader, own),
            "back": _things(reader, [r for r in rows if r not in own]),
        }
        if not given["given"]:
            return ""
        each.append(filled(words["each"], given))
    return words["sentence"].format(each="; ".join(each[:_SIDES]))


def _things(reader: Reader, rows: Sequence[Row]) -> str:
    """The most told of the things given, with what became of each that does not stand."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: -len(row["reports"])):  # one may stand in several agreements
        if not {each["given"] for each in rows}.intersection(wholes(reader, row["given"])):
            found.setdefault(row["given"], row)
    often = [*found.values()][:_GIVEN]
    fates = ("" if row["state"] == "stands" else f" ({fate_said(row['state'])})" for row in often)
    return listed([f"“{reader.label(row['given'])}”{fate}" for row, fate in zip(often, fates, strict=True)], _GIVEN)
