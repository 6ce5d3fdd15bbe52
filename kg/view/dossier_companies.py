"""Which companies gain from a pledge, how surely, and why: the first thing a dossier says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.questions.benefits.benefit_words import words
from kg.store.nodes import expand
from kg.view.answers import Row, firmest
from kg.view.facts import Matter
from kg.view.page_model import Cell, Fold, Link, Ref, Section
from kg.view.wording import count, joined, some, surely

__all__ = ["gaining", "more_companies"]

_FIRST = 6  # companies in the first table; a few more stand there too rather than alone in the next
_NAMED = 4  # companies named in the sentence
_SOURCES = 3
_COLUMNS = ("Company", "What it means for it", "How surely", "Why, and who says so")
_Cells = tuple[Cell, ...]


def gaining(matter: Matter) -> Section:
    """A sentence on all, and a short table of those that are tied most firmly."""
    rows = _rows(matter)
    return Section("Which companies gain", (_sentence(matter),), _COLUMNS if rows else (), rows[: _cut(rows)])


def more_companies(matter: Matter) -> Iterator[Section]:
    """What bears on all, then, folded, those that the first table left out and who could supply."""
    rows = _rows(matter)
    if beside := _beside(matter):
        yield Section("What bears on all who gain", beside)
    if rest := rows[_cut(rows) :]:
        names = [cell.text for cell, *_ in rest if isinstance(cell, Ref)]
        yield Section("More companies", (f"{joined(names)}.",), _COLUMNS, rest, folded=True)
    if could := _could(matter):
        text = (f"{_many(could)} could supply. This is inferred; no report says it.",)
        yield Section("Who could supply", text, _COLUMNS, tuple(_row(matter, row) for row in could), folded=True)


def _tied(matter: Matter) -> list[Row]:
    return firmest(row for row in matter.benefits if row["strength"] != "could_supply")


def _could(matter: Matter) -> list[Row]:
    return firmest(row for row in matter.benefits if row["strength"] == "could_supply")


def _of_parts(matter: Matter) -> list[Row]:
    """Companies that reports name as gaining from a part of the pledge, and that are not tied to the whole."""
    known = {row["company"] for row in _tied(matter)}
    found = firmest(row for row in matter.of_parts if row["direction"] == "benefits")
    firsts = {row["company"]: row for row in reversed(found) if row["company"] not in known}
    return firmest(firsts.values())


def _beside(matter: Matter) -> tuple[str, ...]:
    """What stands beside the proofs of all companies alike: conditions, parts, what a ruling took.

    On what reports differ is left out: the page has that itself.
    """
    differ = words()["caution"]["differ"].partition("{")[0]
    first, *others = [row["beside"] for row in matter.benefits] or [()]
    return tuple(str(text) for text in first if all(text in held for held in others) and not text.startswith(differ))


def _cut(rows: Sequence[_Cells]) -> int:
    return _FIRST if len(rows) > _FIRST + 2 else len(rows)


def _group(matter: Matter, row: Row) -> bool:
    """Whether what gains is no company but companies described, as "domestic chip makers"."""
    return expand("Group") in map(str, matter.reader.node(row["company"]).get(expand("a"), ()))


def _sentence(matter: Matter) -> str:
    tied, parts = _tied(matter), _of_parts(matter)
    named = [row for row in tied if row["basis"] == "named"]
    gain = [row for row in named if row["direction"] == "benefits"]
    groups = {row["company_label"] for row in gain if _group(matter, row)}
    firms = [row for row in gain if row["company_label"] not in groups]
    inside = [row for row in tied if row["basis"] == "inferred" and row["strength"] == "designated"]
    inferred = [row for row in tied if row["basis"] == "inferred" and row not in inside]
    parts = [*inside, *parts]
    if firms:
        said = [f"Reports name {_names(firms)} as gaining."]
    else:
        said = ["No report names a company that gains from it" + (" as a whole." if parts else ".")]
    if groups:
        unnamed = joined(sorted(map(str, groups)))
        said.append(f"{'They also' if firms else 'Reports'} speak of companies without naming them: {unnamed}.")
    if parts:
        said.append(f"Reports of its parts name {_names(parts)}.")
    if lose := [row for row in named if row not in gain]:
        said.append(f"They name {_names(lose)} as losing.")
    for direction, what in (("benefits", "gain"), ("harmed", "lose")):
        if those := [row for row in inferred if row["direction"] == direction]:
            stands = "stood" if matter.over else "stands" if len({row["company"] for row in those}) == 1 else "stand"
            said.append(f"{_many(those)} {stands} to {what}, by inference.")
    if could := _could(matter):
        said.append(f"{_many(could)} could supply; that{', too,' if inferred else ''} is inferred.")
    return " ".join(said)


def _names(rows: Iterable[Row]) -> str:
    names = list(dict.fromkeys(str(row["company_label"]) for row in rows))
    return joined(names[:_NAMED], len(names) - _NAMED)


def _many(rows: list[Row]) -> str:
    return count(len({row["company"] for row in rows}), "company", "companies")


def _rows(matter: Matter) -> tuple[_Cells, ...]:
    """Companies as firmly as they are tied, then groups, then companies of parts."""
    tied = sorted(_tied(matter), key=lambda row: _group(matter, row))
    rows = [_row(matter, row) for row in tied]
    for row in _of_parts(matter):
        part = Ref(f"by a part: {row['pledge_label']}", str(row["pledge"]))
        why = (part, matter.answers.cite(row["reports"], _SOURCES))
        rows.append((_company(row), str(row["verb"]), surely(row["strength"]), why))
    return tuple(rows)


def _row(matter: Matter, row: Row) -> _Cells:
    """Of what is inferred the proof; of what reports say the reports, and how they put it when a reader asks."""
    why: Cell = str(row["because"])
    if row["basis"] == "named":
        why = (*some(_told(matter, row), _SOURCES), Fold("In which words", str(row["because"])))
    return _company(row), str(row["verb"]), surely(row["strength"]), why


def _company(row: Row) -> Cell:
    return Ref(str(row["company_label"]), str(row["company"]))


def _told(matter: Matter, row: Row) -> list[Link]:
    """The reports that name it, those nearest to the source first."""
    return list({item["report"]: matter.links[item["claim"]] for item in matter.ranked(row["reports"])}.values())
