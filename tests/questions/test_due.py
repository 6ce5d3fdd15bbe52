"""When a pledge is due: by a day, or in a time that reports tell without one."""

from __future__ import annotations

from worlds import loaded, told

from kg.model.record import Record
from kg.questions.catalogue import ask


def _reports() -> list[Record]:
    """Chips to be bought in five years, as two reports word it, and by the end of a term, as one does."""
    return [
        told("CNA", "2025-05-28", products=["chips"], deadline="over the next five years"),
        told("NHK", "2025-05-29", products=["chips"], deadline="five years"),
        told("AFP", "2025-05-30", products=["chips"], deadline="by the end of Trump's term"),
        told("dpa", "2025-05-31", products=["chips"], deadline="45 days to select projects", deadline_for="select"),
    ]


def test_a_time_without_a_last_day_is_told_with_its_reports() -> None:
    """What reports tell of when it is due, though no day: what most tell first, not when something else is."""
    assert ask(loaded(_reports()), "pledges", pledger="Japan").lead == (
        "“Japan to buy US chips, 2025-05”: announced, told by 4 reports of 4 origins. No day is told by which it is "
        "due, but in which time: five years (2 reports) and “by the end of Trump's term” (1 report). Whether it binds "
        "or is new: none says."
    )


def test_who_asks_for_a_day_is_told_in_which_time() -> None:
    """Of what has no deadline the time is told first, where nothing else answers."""
    answer = ask(loaded(_reports()), "pledges", pledger="Japan", due="..")
    assert answer.lead == (
        "Told in which time, not by which day: “Japan to buy US chips, 2025-05” (five years (2 reports) and “by the "
        "end of Trump's term” (1 report)). "
        "Nothing by Japan due on a day that is told: this was looked for, and no report tells of any."
    )
    assert answer.notes == ()
