"""What can be asked after an answer: a command that runs, filled from the row that matters most."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model.iris import ID, mint
from kg.model.phrases import typed
from kg.query.reader import Reader, Row
from kg.query.reader import typed as of_class
from kg.questions.beside import made_instead
from kg.questions.said import answer_words
from kg.store.nodes import expand

__all__ = ["asking", "onward"]

_PLEDGE = mint("pledge", "")
_PLEDGED = ("pledger", "recipient", "country", "kind", "product", "since", "until")  # of which `pledges` lists some
_NARROW = ("novelty", "origins", "binding", "instrument", "compare")  # filters that few questions take


def onward(question: str, reader: Reader, rows: Sequence[Row]) -> str:
    """A line that can be run next, filled from the first row; none if that lacks a word of it."""
    if not rows:
        return _wider(question, reader)
    row = _foremost(question, reader, rows)
    part = row.get("pledge") not in (None, reader.filters.get("pledge"))  # of the pledge asked for
    asked_for = {name: text for name, text in reader.given.items() if not (name == "pledge" and part)}
    given = {**_first(row), **{name: typed(text) for name, text in asked_for.items()}}
    given["filters"] = "".join(f" --{name} {typed(text)}" for name, text in reader.given.items() if name not in _NARROW)
    asked = "side_by_side" if "compare" in reader.given else question
    lines = answer_words()[asked]
    silent = question == "pledges" and not _gains(reader, row)
    narrow = next((name for name in ("target", "country") if name in reader.given), "")
    line = lines["silent"] if silent else lines.get(f"next_{narrow}")
    try:
        return str((line or lines["next"]).format(**given))
    except KeyError:
        return ""


def _foremost(question: str, reader: Reader, rows: Sequence[Row]) -> Row:
    """The row asked of next: of pledges the most told by which somebody gains, of benefits one that is named."""
    if question == "beneficiaries":
        asked = reader.filters.get("pledge")
        return max(
            rows,
            key=lambda row: (
                row["pledge"] == asked,
                _is_named(reader, row),
                row["ending"] is None,
                len(row["reports"]),
            ),
        )
    if question == "pledges":
        return max(rows, key=lambda row: (_gains(reader, row), row["ending"] is None, len(row["reports"])))
    return rows[0]


def _is_named(reader: Reader, row: Row) -> bool:
    """Whether reports name a company, and not a group without names."""
    return row["basis"] == "named" and not reader.store.holds(row["company"], "a", expand("Group"))


def _gains(reader: Reader, row: Row) -> bool:
    """Whether somebody is held to gain or lose by a pledge."""
    return any(True for _ in of_class(reader.parts(row["pledge"], "Benefit"), "Benefit"))


def asking(question: str, reader: Reader) -> str:
    """The command that asks another question with the same filters."""
    return " ".join(["kg ask", question, *(f"--{name} {typed(text)}" for name, text in reader.given.items())])


def _wider(question: str, reader: Reader) -> str:
    """Of an answer without rows: of one pledge what reports say, else the same with what narrows it most left out.

    Where nothing counts what came of a pledge, something may of others of the same side and goods; where a company is
    not tied to a pledge, it may be to others. Where no company is tied to what is asked for, the list of pledges.
    """
    if not reader.seen and (instead := made_instead(reader)):
        given = {**reader.given, "pledger": ", ".join(instead)}
        return " ".join(["kg ask", question, *(f"--{name} {typed(text)}" for name, text in given.items())])
    if question == "beneficiaries" and reader.seen and "pledge" not in reader.filters:
        taken = {name: text for name, text in reader.given.items() if name in _PLEDGED}
        return " ".join(["kg ask pledges", *(f"--{name} {typed(text)}" for name, text in taken.items())])
    if "pledge" in reader.filters:
        values = reader.node(reader.filters["pledge"])
        sides, goods = reader.labels(values, "pledger"), reader.labels(values, "product")
        if question == "why" and sides:
            return f"kg ask beneficiaries --pledger {typed(sides[0])} --company {typed(reader.given['company'])}"
        if question == "delivery" and sides and goods:
            return f"kg ask delivery --pledger {typed(sides[0])} --product {typed(goods[0])}"
        return f"kg ask evidence --pledge {typed(reader.filters['pledge'].removeprefix(ID))}"
    narrow = next((name for name in answer_words()["narrow"]["filters"] if name in reader.given), None)
    left = {name: text for name, text in reader.given.items() if name != narrow}
    if narrow is None or not left:
        return ""
    return " ".join(["kg ask", question, *(f"--{name} {typed(text)}" for name, text in left.items())])


def _first(row: Row) -> dict[str, str]:
    """Words of a row as they are typed: IRIs without their beginning, of lists the first."""
    plain = {name: value[0] if isinstance(value, list) and value else value for name, value in row.items()}
    plain |= {"party": _one(row, "parties"), "imposer": _one(row, "imposers")}
    plain.setdefault("pledge", next((value for value in plain.values() if str(value).startswith(_PLEDGE)), None))
    return {name: typed(value.removeprefix(ID)) for name, value in plain.items() if isinstance(value, str) and value}


def _one(row: Row, name: str) -> str | None:
    return next(iter(row.get(name) or ()), None)
