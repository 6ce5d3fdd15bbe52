"""What came of promises, in a sentence: how much was delivered, on whose word; what was only ordered stands apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.ledger.figures import as_stated
from kg.ledger.status import EARLY, axis
from kg.model import dates
from kg.model.amounts import say
from kg.model.phrases import filled, sentence_case
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, quoted, reports_of
from kg.query.table import Section
from kg.questions.cells import printed
from kg.questions.increases import is_increase, telling_short
from kg.questions.said import about, answer_words, count_told, counted, listed
from kg.questions.standing import replacing, wholes

__all__ = ["COUNTED", "ORDERED", "by_pledge", "came_of", "said_of", "stage_said"]

_SETTLED = ("missed", "delivered")
_NAMED = 3  # pledges named of each; more are counted
_DELIVERED, ORDERED = ("paid or landed",), ("allocated or ordered", "contracted")
COUNTED = (*_DELIVERED, *ORDERED)  # phases of which something was counted, not only told


def by_pledge(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Of several pledges first what each came to, the least kept before the others, then every count."""
    whole = printed("delivery", rows)
    best = _weightiest([row for row in rows if row["amounts"] and row["phase"] in COUNTED])
    if len(best) < 2:
        return (whole,)
    index = tuple(
        {
            "pledge_label": row["pledge_label"],
            "came_of_it": count_told(row),
            "measured_against": row["target"],
            "share": row["share"],
            "missing": row["shortfall"],
        }
        for row in sorted(sorted(best, key=_latest, reverse=True), key=_share)
    )
    return Section("", tuple(index[0]), index, fixed=True), replace(whole, heading="All that was counted")


def _latest(row: Row) -> tuple[str, str]:
    """When a count ends."""
    return str(row["period"] or "").rpartition("/")[2], row["pledge_label"]


def _share(row: Row) -> tuple[bool, float]:
    """A share of what was promised, the least first, and last what is a share of nothing told."""
    number = re.search(r"\d+(\.\d+)?", row["share"] or "")
    return number is None, float(number[0]) if number else 0


def came_of(reader: Reader, rows: Sequence[Row]) -> str:
    """What was delivered first, or that no report counts any; then what was ordered."""
    pledges = list(dict.fromkeys(row["pledge"] for row in rows if row["phase"] != "stated"))
    if len(pledges) > 1:
        return _of_several(reader, rows, pledges)
    counts = [row for row in rows if row["amounts"]]
    landed = [row for row in counts if row["phase"] in _DELIVERED]
    ordered = [row for row in counts if row["phase"] in ORDERED]
    told = [f"delivered, as far as told: {_told(landed, False)}" if landed else "no report says how much was delivered"]
    told += [f"ordered or contracted: {_told(ordered, False)}"] if ordered else []
    if said := said_of(Sources.of(reader.store), pledges[0]):
        reports = {status: counted(len(reports_of(claims)), "report") for status, claims in said.items()}
        in_words = f"told as {listed([f'{status} by {reports[status]}' for status in said])}".replace("_", " ")
        told = [in_words, *told] if not said.keys().isdisjoint(_SETTLED) else [*told, in_words]  # what is asked first
    if landed:
        told = [*_short_of(reader, pledges[0]), *told, *_on_top(reader, landed, named=False)]
    without = "" if "pledge" in reader.filters else _uncounted(reader, pledges)
    more = f". {sentence_case(without)}" if without else ""
    return f"of “{reader.label(pledges[0])}”: {'; '.join(told)}{more}"


def _of_several(reader: Reader, rows: Sequence[Row], pledges: Sequence[str]) -> str:
    """Which were kept as reports tell it in words, and which have no count; then what was counted."""
    kept: dict[str, dict[str, int]] = {}
    for iri in pledges:
        for status, claims in said_of(Sources.of(reader.store), iri).items():
            kept.setdefault(status, {})[iri] = len(reports_of(claims))
    often = sorted(kept, key=lambda status: (-max(kept[status].values()), status))
    told = [f"told as {status.replace('_', ' ')}: {_by_reports(reader, kept[status])}" for status in often]
    counts = [row for row in rows if row["amounts"]]
    landed = [row for row in counts if row["phase"] in _DELIVERED]
    ordered = [row for row in counts if row["phase"] in ORDERED and not told]  # the rows have it all the same
    of = [f"delivered, as far as told: {_told(landed, True)}" if landed else "no report says how much was delivered"]
    of += [f"ordered or contracted: {_told(ordered, True)}"] if ordered else []
    for pledge in dict.fromkeys(row["pledge"] for row in landed):
        of = [*_short_of(reader, pledge), *of]
        of += _on_top(reader, [row for row in landed if row["pledge"] == pledge], named=True)
    first = "; ".join(filter(None, [*told, _uncounted(reader, pledges)]))
    asked = f"of pledges {about(reader)}".strip()
    return f"{asked}: {first}. {sentence_case('; '.join(of))}" if first else f"{asked}: {'; '.join(of)}"


def _by_reports(reader: Reader, held: Mapping[str, int]) -> str:
    """Pledges with a number of reports, the most told first."""
    often = sorted(held, key=lambda iri: (-held[iri], reader.label(iri)))
    return listed([f"“{reader.label(iri)}” ({counted(held[iri], 'report')})" for iri in often])


def _uncounted(reader: Reader, pledges: Collection[str]) -> str:
    """The promises asked for, by somebody and still standing, of which nothing is counted, as a clause."""
    silent = {
        iri: reader.reports(iri)
        for iri, values in reader.events()
        if not {iri, *wholes(reader, iri)}.intersection(pledges)
        and reader.status(iri, values, "grade") not in EARLY
        and not reader.status(iri, values, "ending")
        and not replacing(reader, iri)
    }
    return f"no count of {_by_reports(reader, silent)}" if silent else ""


def said_of(told: Sources, pledge: str) -> Mapping[str, list[Statement]]:
    """Status → the claims of a pledge that tell it, where it is one of delivery: delivered, in part, missed."""
    found: dict[str, list[Statement]] = {}
    for claim in told.claims(pledge):
        if (status := claim.status) and axis(status) == "delivery":
            found.setdefault(status, []).append(claim)
    return {status: found[status] for status in sorted(found)}


def _short_of(reader: Reader, pledge: str) -> list[str]:
    """What reports tell of a promised increase of which nothing, or little, came, in the words of the first."""
    claim = next(telling_short(reader, pledge), None)
    return [f"of the increase it is told: {quoted(claim)}"] if claim else []


def _on_top(reader: Reader, rows: Sequence[Row], *, named: bool) -> list[str]:
    """That what one pledge promises is told as an increase, where what was delivered is a share of a level."""
    levels = list(dict.fromkeys(row["target"] for row in rows if row["share"]))
    claims = Sources.of(reader.store).claims(rows[0]["pledge"])
    stated = [(claim, each) for claim in claims for each in claim.amounts]
    often = Counter(say(as_stated(each)) for _, each in stated)
    more = Counter(say(as_stated(each)) for claim, each in stated if is_increase(claim, each))
    mostly = [figure for figure, number in more.most_common() if 2 * number >= often[figure] and figure not in levels]
    if len(levels) != 1 or not mostly:  # of several levels each is one of part of the time
        return []
    of = f" of “{rows[0]['pledge_label']}”" if named else ""
    return [f"{mostly[0]}{of} is told as an increase on what there was, {levels[0]} as the level to be reached"]


def _told(rows: Sequence[Row], named: bool) -> str:
    """The counts of a few pledges, those first of which most reports tell what share they are; of one its rivals."""
    ranked = sorted(_weightiest(rows), key=lambda row: (_weight(row), row["pledge_label"]), reverse=True)
    others = [] if named else [_one(row, named) for row in _rivals(ranked[0], rows)]
    told = listed([_one(row, named) for row in ranked], _NAMED)
    return filled(answer_words()["counts"]["rivals"], {"told": told, "others": listed(others, _NAMED)})


def _rivals(row: Row, rows: Sequence[Row]) -> list[Row]:
    """Other counts of the same time, or of more of it than one, what most reports tell first: no part of its time."""
    first, last = dates.bounds(row["period"]) if row["period"] else (None, None)
    if first is None or last is None:
        return []
    found: list[Row] = []
    for other in sorted(rows, key=lambda each: -len(each["reports"])):
        begins, ends = dates.bounds(other["period"]) if other["period"] else (None, None)
        if begins is None or ends is None or ends < first or last < begins:
            continue
        within = first <= begins and ends <= last and (begins, ends) != (first, last)
        if not within and all(map(_figures(other).isdisjoint, (_figures(row), *map(_figures, found)))):
            found.append(other)
    return found


def _figures(row: Row) -> frozenset[str]:
    """The figures of a count without "about" and the like, which make no other count."""
    return frozenset(re.sub(r"^\D*", "", each) for each in row["amounts"].split("; "))


def _weightiest(rows: Sequence[Row]) -> list[Row]:
    """Of each pledge the count that says most of what came of it."""
    best: dict[str, Row] = {}
    for row in rows:
        best[row["pledge"]] = max(best.get(row["pledge"], row), row, key=_weight)
    return list(best.values())


def _weight(row: Row) -> tuple[Any, ...]:
    """How much a count says: with a share of the promise, of a period that is told, by most reports, the latest."""
    of_days = bool(row["share"] and (row["period"] or not row["not_measurable"]))
    return of_days, bool(row["share"]), len(row["reports"]), str(row["period"] or ""), row["amounts"]


def stage_said(row: Row) -> str:
    """The stage of a count as a word: what is counted by the piece is delivered, not shipped."""
    pieces, stage = answer_words()["pieces"], str(row["stage"])
    by_piece = stage == pieces["stage"] and str(row["amounts"]).rpartition(" ")[2] in pieces["units"]
    return str(pieces["word"]) if by_piece else stage.replace("_", " ")


def _one(row: Row, named: bool) -> str:
    """As `$29.6bn of oil paid, 2025-09 to 2025-12, 3.9% of $750bn (Reuters, 2025-12-25)`."""
    period = f", {dates.say(row['period'])}" if row["period"] else ""
    share = f", {row['share']} of {row['target']}" if row["share"] else ""
    of = f" of “{row['pledge_label']}”" if named else ""
    goods = f" of {listed(row['products'])}" if row["products"] and not named else ""
    return f"{row['amounts']}{goods}{of} {stage_said(row)}{period}{share} ({listed(row['said_by'], 2)})"
