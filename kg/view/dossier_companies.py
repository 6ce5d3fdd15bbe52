"""Which companies gain from a pledge, how surely, and why: the first thing a dossier says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.view.answers import Row, firmest
from kg.view.facts import Matter
from kg.view.page_model import Cell, Ref, Section
from kg.view.wording import count, joined, some, surely

__all__ = ["gaining", "more_companies"]

_FIRST = 6  # companies in the first table; a few more stand there too rather than alone in the next
_NAMED = 4  # companies named in the sentence
_SOURCES = 3
_COLUMNS = ("Company", "What it means for it", "How surely", "Why, and who says so")


def gaining(matter: Matter) -> Section:
    """A sentence on all, and a short table of those that are tied most firmly."""
    rows = _tied(matter)
    return Section(
        "Which companies gain", (_sentence(matter),), _COLUMNS if rows else (), _rows(matter, rows[: _cut(rows)])
    )


def more_companies(matter: Matter) -> Iterator[Section]:
    """Those that the first table left out, then, folded, who could supply."""
    rows = _tied(matter)
    if rest := rows[_cut(rows) :]:
        yield Section("More companies", (), _COLUMNS, _rows(matter, rest))
    if could := _could(matter):
        text = (f"{_many(could)} could supply. This is inferred; no report says it.",)
        yield Section("Who could supply", text, _COLUMNS, _rows(matter, could), folded=True)


def _tied(matter: Matter) -> list[Row]:
    return firmest(row for row in matter.benefits if row["strength"] != "could_supply")


def _could(matter: Matter) -> list[Row]:
    return firmest(row for row in matter.benefits if row["strength"] == "could_supply")


def _cut(rows: list[Row]) -> int:
    return _FIRST if len(rows) > _FIRST + 2 else len(rows)


def _sentence(matter: Matter) -> str:
    named = [row for row in _tied(matter) if row["basis"] == "named"]
    gain = [row for row in named if row["direction"] == "benefits"]
    inferred = [row for row in _tied(matter) if row["basis"] == "inferred"]
    inside = [row for row in inferred if row["strength"] == "designated"]
    inferred = [row for row in inferred if row not in inside]
    if gain:
        parts = [f"Reports name {_names(gain)} as gaining."]
    else:
        parts = ["No report names a company that gains from it" + (" as a whole." if inside else ".")]
    if inside:
        parts.append(f"Reports of its parts name {_names(inside)}.")
    if lose := [row for row in named if row not in gain]:
        parts.append(f"They name {_names(lose)} as losing.")
    if inferred:
        parts.append(f"{_many(inferred)} {'is' if len(inferred) == 1 else 'are'} held to gain or lose, by inference.")
    if could := _could(matter):
        parts.append(f"{_many(could)} could supply; that, too, is inferred.")
    return " ".join(parts)


def _names(rows: Iterable[Row]) -> str:
    names = list(dict.fromkeys(str(row["company_label"]) for row in rows))
    return joined(names[:_NAMED], len(names) - _NAMED)


def _many(rows: list[Row]) -> str:
    return count(len({row["company"] for row in rows}), "company", "companies")


def _rows(matter: Matter, rows: list[Row]) -> tuple[tuple[Cell, ...], ...]:
    by_report = {row["report"]: matter.links[row["claim"]] for row in reversed(matter.told)}

    def why(row: Row) -> Cell:
        if row["basis"] == "inferred":
            return str(row["because"])
        return some([by_report[report] for report in row["reports"] if report in by_report], _SOURCES)

    return tuple(
        (Ref(str(row["company_label"]), str(row["company"])), str(row["verb"]), surely(row["strength"]), why(row))
        for row in rows
    )
