"""What became of a pledge, as a table: each count that `delivery` gives, held against the promise where it can be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import dates
from kg.questions.came_of import COUNTED
from kg.questions.said import count_said
from kg.view.answers import Answers, Row
from kg.view.page_model import Cell, Mark, Section, Strip
from kg.view.wording import word

__all__ = ["counts"]

_NUMBER = re.compile(r"[\d.]+")
_COUNTS = 8  # rows of one pledge's counts before the rest is folded
_ENDS = Mark("text", 2.0, look="middle", text="0"), Mark("text", 98.0, text="100 % of what was promised")
_PERCENT = Strip("0 to 100 %", _ENDS)


def counts(answers: Answers, held: Sequence[Row], heading: str, to: str = "") -> list[Section]:
    """The counts of one pledge: those that can be held against a promise first, the latest period first.

    `held` are rows of `delivery`; `to` is what the heading leads to.
    """
    told = (row for row in held if row["phase"] in COUNTED)
    order = sorted(told, key=lambda row: str(row["period"] or ""), reverse=True)
    order.sort(key=lambda row: row["share"] is None)
    rows = tuple((*_counted(row), answers.cite(row["reports"], 2)) for row in order)
    if not rows:
        return []
    stages = dict.fromkeys(str(row["stage"]) for row in order if row["share"])
    columns = ("Counted", _PERCENT, "Share", "In", "By whose count", "Reported by")
    cut = len(rows) if len(rows) <= _COUNTS + 2 else _COUNTS
    made = [Section(heading, (), columns, rows[:cut], to=to, legend=(*stages, "still_out") if stages else ())]
    return [*made, Section(f"{heading}, continued", (), columns, rows[cut:], folded=True)] if rows[cut:] else made


def _counted(row: Row) -> tuple[Cell, ...]:
    """A count as printed: what, drawn and as a share of which promise, in which time, by whose count."""
    return (
        count_said(row),
        _share(row),
        _against(row),
        dates.say(row["period"]) if row["period"] else None,
        _count_of(row),
    )


def _count_of(row: Row) -> str | None:
    """What was counted, where it is not what was promised, by whom, as of when: `US exports (Kpler), as of 2026`."""
    what, who = row["measured_by"], row["reporter"]
    told = [f"{what} ({who})" if what and who else what or who]
    told += [f"as of {dates.say(row['vintage'])}" if row["vintage"] else None]
    return ", ".join(filter(None, told)) or None


def _against(row: Row) -> Cell:
    """Of what it is a share, whose figure that is and by when due; the pace, and what the share leaves open."""
    if not row["share"]:
        return None
    due = f" due by {row['deadline']}" if row["deadline"] else ""
    lines = [f"{row['share']} of {row['target']}{due}"]
    if row["so_far"]:
        lines.append(f"{row['so_far']} so far, {row['needed']} needed from then on")
    if row["not_measurable"]:
        lines.append(f"at least: {row['not_measurable']}")
    return tuple(lines)


def _share(row: Row) -> Cell:
    """Filled as far as is told, a whisker over what is open, an empty bar for what is still out."""
    if not row["share"]:
        return f"not measurable: {row['not_measurable']}"
    low, high = (min(100.0, float(end)) for end in _NUMBER.findall(str(row["share"]) * 2)[:2])
    if str(row["share"]).startswith("at least"):
        high = 100.0
    ends = [round(2.0 + share * 0.96, 2) for share in (low, high)]
    marks = [Mark("bar", 2.0, ends[0], str(row["stage"]))]
    marks += [Mark("whisker", ends[0], ends[1])] if high > low else []
    marks += [Mark("bar", ends[1], 98.0, "still_out")] if high < 100 else []
    return Strip(f"{row['share']} {word(row['stage'])}", tuple(marks))
