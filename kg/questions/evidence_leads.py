"""The first sentence on what reports say: whose word it is, in which words, who told first, who doubts it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model import dates, reference
from kg.model.phrases import few, filled, sentence_case, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, reports_of
from kg.questions.quoted import doubting, in_their_words, is_of_doubt, quoted_doubts, terms_in_words
from kg.questions.said import about, answer_words, counted, listed
from kg.questions.whose import origins as origins_of

__all__ = ["reported"]

_FIRST = 3  # reports of the first day named
_DOUBTS = 4  # statements of doubt quoted; more are counted


def reported(reader: Reader, rows: Sequence[Row]) -> str:
    """Whose word it is and who told first; in which words, where these are asked for, or who doubts it."""
    if is_of_doubt(reader):
        return _doubted(reader, rows)
    reports, origins = len({row["report"] for row in rows}), len({row["origin"] for row in rows})
    pledges = len({row["pledge"] for row in rows})
    told = _what(reader, rows)
    every = len(_every(reader, rows)) if "saying" in reader.filters else reports
    number = f"{reports} of {counted(every, 'report')}" if every > reports else counted(reports, "report")
    whole = f"{number} {'tells' if reports == 1 else 'tell'} of {told}, going back to {counted(origins, 'origin')}"
    whose = f"{whole}. {sentence_case(origins_of(reader, rows))}"
    if not {"saying", "official"} & reader.filters.keys():
        return f"{whose}{_who_first(rows, named=pledges > 1)}"
    [(most, _)] = Counter(row["pledge"] for row in rows).most_common(1)
    words = in_their_words(rows, named=pledges > 1)  # what was said is asked, not how often
    return f"{terms_in_words(reader, most)} {f'{words}. {whose}' if words else whose}".strip()


def _what(reader: Reader, rows: Sequence[Row], *left_out: str) -> str:
    """Of which pledges the rows are."""
    pledges = len({row["pledge"] for row in rows})
    if pledges > 1 and "pledge" in reader.filters:
        parts = counted(pledges - 1, "part")
        whole = f"“{reader.label(reader.filters['pledge'])}” and {parts} of it"
        return f"{whole} {about(reader, 'pledge', *left_out)}".strip()
    if pledges > 1:
        return f"{counted(pledges, 'pledge')} {about(reader, *left_out)}".strip()
    others = (name for name in reader.given if name not in ("official", "saying", "source", "since", "until"))
    return f"“{rows[0]['pledge_label']}” {about(reader, *others, *left_out)}".strip()


def _doubted(reader: Reader, rows: Sequence[Row]) -> str:
    """Who doubts it, in the clauses of reports that do; how many only say that it does not bind."""
    words = answer_words()["doubted"]
    claims, unbound = doubting(reader, rows)
    only = len(reports_of(unbound))
    doubted = {claim.iri for claim in claims}
    pledges = {row["pledge"] for row in rows if row["claim"] in doubted or not claims}
    rows = [row for row in rows if row["pledge"] in pledges]
    given = {"what": _what(reader, rows, "saying"), "every": counted(len(_every(reader, rows)), "report")}
    given |= {"only": str(only or ""), "call": "calls" if only == 1 else "call"}
    given |= {"number": str(len(reports_of(claims)))}
    given["texts"] = "; ".join(map(str, few(quoted_doubts(reader, claims), _DOUBTS)))
    return filled(words["some" if claims else "none"], given)


def _every(reader: Reader, rows: Sequence[Row]) -> list[str]:
    """All reports of the pledges that rows are of, in whatever words."""
    told = Sources.of(reader.store)
    return reports_of(claim for pledge in {row["pledge"] for row in rows} for claim in told.claims(pledge))


def _who_first(rows: Sequence[Row], *, named: bool) -> str:
    """Whose report is the first with a date, and on whose word; who may be as early, and how many cannot be placed."""
    days = {row["claim"]: dates.bounds(row["published"]) for row in rows if row["published"]}
    first = min((last for _, last in days.values() if last), default=None)
    if first is None:
        return ""
    dated = [row for row in rows if row["claim"] in days]
    told = {_reported(row, named): None for row in dated if days[row["claim"]][1] == first}
    perhaps = [row for row in dated if (days[row["claim"]][0] or first) <= first < (days[row["claim"]][1] or first)]
    others = {f"{row['publisher']}, {dates.say(row['published'])}": None for row in perhaps}
    undated = len({row["report"] for row in rows if not row["published"]})
    more = f"; perhaps as early: {listed(others)}" if others else ""
    more += f"; {counted(undated, 'undated report')} cannot be placed" if undated else ""
    return f". First with a date: {'; '.join(few(list(told), 1 if named else _FIRST))}{more}"


def _reported(row: Row, named: bool) -> str:
    """As `Breitbart, 2025-07-22, relaying Donald Trump`."""
    own = (None, row["publisher"], reference.find_outlet(row["publisher"]))
    word = row["origin"] if row["origin"] not in own else ""
    relaying = f", relaying {with_article(word)}" if word else ""
    of = f", of “{row['pledge_label']}”" if named else ""
    return f"{row['publisher']}, {dates.say(row['published'])}{relaying}{of}"
