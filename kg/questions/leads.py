"""The first sentence of an answer: how many there are of what was asked for, and which of them matters most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from kg.ledger.meetings import CALLED_OFF, HELD, NOT_TOLD, PLANNED
from kg.model import codes, dates
from kg.model.phrases import few, sentence_case
from kg.query.event_table import AXES
from kg.query.reader import Reader, Row
from kg.questions.added_up import added_up
from kg.questions.benefit_leads import beneficiaries
from kg.questions.benefits.benefit_words import capital
from kg.questions.came_of import came_of
from kg.questions.evidence_leads import reported
from kg.questions.given_leads import given
from kg.questions.history import STATUS
from kg.questions.measure_leads import measured
from kg.questions.nearly import differs_on, how_little
from kg.questions.pledges import pledges
from kg.questions.promised import pledged
from kg.questions.said import (
    about,
    closed_up,
    compared,
    counted,
    field,
    listed,
    named,
    short_sum,
    spoken,
    status_of,
    steps_of,
    value,
    with_standing,
)
from kg.questions.standing import is_inside, replaced_by, replacing

__all__ = ["lead"]

_PEOPLE = 8  # officials named
_SUBJECTS = 8  # companies that tariffs reach named
_MOST = 3  # pledges named on which reports differ in most
_VALUES = 4  # rival values named
_STANDING = 4  # pledges told with how they stand before what moved them


def lead(question: str, reader: Reader, rows: Sequence[Row]) -> str:
    """The sentence that answers, of rows there are; before it, who told first where that is asked."""
    text = " ".join(_LEADS[question](reader, rows).split())
    text = spoken(closed_up(text))
    return capital(text) + ("" if text.endswith(".") else ".")


def _why(reader: Reader, rows: Sequence[Row]) -> str:
    """The conclusion; of a part of what was asked for, of which."""
    first = rows[0]
    part = f"in its part “{first['pledge_label']}”: " if first["pledge"] != reader.filters.get("pledge") else ""
    return f"{part}{first['sentence']}"


def _conflicts(reader: Reader, rows: Sequence[Row]) -> str:
    fields: dict[str, set[str]] = {}
    for row in rows:
        fields.setdefault(row["field"], set()).add(row["pledge"])
    pledges = len({row["pledge"] for row in rows})
    little = how_little(rows)
    if "field" in reader.filters and pledges > 1:
        labels = {row["pledge"]: f"“{row['pledge_label']}”" for row in rows}
        inside = sum(is_inside(reader, iri) for iri in labels)
        parts = f" ({inside} of them inside of others)" if inside else ""
        which = f"{counted(pledges, 'pledge')} {about(reader, 'field')}{parts}"
        nearly = Counter(little.values())
        told_apart = listed([f"{nearly[how]} of them {how}" for how in nearly])
        apart = f"; {told_apart}" if told_apart else ""
        return f"reports differ on {field(rows[0]['field'])} of {which}: {listed(labels.values())}{apart}"
    if pledges == 1:
        some_only = not {"field", "between"}.isdisjoint(reader.filters)
        alike = [] if some_only else [name for name in compared() if name not in fields]
        same = f"; nothing told differs on {listed([field(name) for name in alike], 9)}" if alike else ""
        names = listed([differs_on(name, rows[0]["pledge"], little) for name in sorted(fields)], 9)
        if len(fields) == 1:  # then there is room for what each tells
            told = [f"{value(row['field'], row['value'])} ({counted(len(row['reports']), 'report')})" for row in rows]
            names = f"{names}: {'; '.join(few(told, _VALUES))}"
        every = reader.reports(rows[0]["pledge"])  # of which not each tells of each
        return f"the {counted(every, 'report')} of “{rows[0]['pledge_label']}” differ on {names}{same}"
    often = sorted(fields, key=lambda name: (-len(fields[name]), name))
    names = listed([f"{field(name)} ({len(fields[name])})" for name in often], 4)
    points = Counter({row["pledge"]: 0 for row in rows})
    points.update(pledge for held in fields.values() for pledge in held)
    labels = {row["pledge"]: row["pledge_label"] for row in rows}
    most = sorted(points, key=lambda iri: (-points[iri], -reader.reports(iri), iri))
    first = listed([f"“{labels[iri]}” ({points[iri]})" for iri in most[:_MOST]])
    return f"reports differ on {counted(pledges, 'pledge')} {about(reader)}: on {names}. On most points: {first}"


def _history(reader: Reader, rows: Sequence[Row]) -> str:
    before_of = {iri: replaced_by(reader, iri) for iri in dict.fromkeys(row["pledge"] for row in rows)}
    over = {each for before in before_of.values() for each in before}
    current = [row for row in rows if row["pledge"] not in over]
    earlier = {row["pledge"]: before_of[row["pledge"]] for row in current}
    if "status" in reader.filters:
        return _reached(reader, current)
    moves = [row for row in current if row["step"] == STATUS]
    now = f"of “{current[-1]['pledge_label']}” no report tells a status"
    if moves:
        last = max(moves, key=lambda row: (str(row["known_from"] or ""), str(row["valid_from"] or "")))
        since = f" since {last['valid_from']}" if last["valid_from"] else ", from a day that is not told"
        first = _first_dated(reader, moves, last["pledge"]) if len(earlier) == 1 else ""
        told = f"told as {last['status'].replace('_', ' ')}{since}"
        now = f"“{last['pledge_label']}”{first} {_settled(reader, last, told, moves)}"
    replaced = [
        f"“{reader.label(later)}” (first told {_first_told(reader, later)}) replaced "
        + listed([f"“{reader.label(each)}” (first told {_first_told(reader, each)})" for each in before])
        for later, before in earlier.items()
        if before
    ]
    later = [
        f"replaced by or told anew as “{reader.label(each)}” (first told {_first_told(reader, each)})"
        for iri in earlier
        for each in replacing(reader, iri)
    ]
    if len(earlier) == 1:
        given_as = [str(row["what"]).replace(", another figure", "") for row in rows if row["step"] == "amount"]
        figures = [f"told with {listed(given_as)}"] if len(given_as) > 1 else []
        said = [now, *replaced, *later, *figures, *([_course(rows)] if len(rows) > 1 else [])]
        return ". ".join(map(sentence_case, said))
    changes = f"{counted(len(moves), 'change')} of status in {counted(len(earlier), 'pledge')} {about(reader)}"
    each = listed([_now(reader, iri) for iri in earlier], _STANDING) if len(earlier) <= _STANDING else ""
    stand = f"As they stand: {each}. " if each else ""
    return f"{stand}{changes}. The latest: {now}. Told here: {_course(rows)}"


def _now(reader: Reader, pledge: str) -> str:
    """A pledge with how it stands by what most reports bear out."""
    values = reader.node(pledge)
    standing = {axis: reader.status(pledge, values, axis) for axis in AXES}
    return with_standing(f"“{reader.label(pledge)}”", status_of(standing).replace("_", " ") or "on no status told")


def _settled(reader: Reader, last: Row, told: str, moves: Sequence[Row]) -> str:
    """How a pledge stands; where its last step is not borne out, with whose word that is."""
    values = reader.node(last["pledge"])
    stands = {axis: reader.status(last["pledge"], values, axis) for axis in AXES}
    if last["status"] in stands.values() or stands["grade"] is None:
        return f"is {told}"
    held = str(stands["grade"]).replace("_", " ")
    days = [
        str(row["valid_from"])
        for row in moves
        if row["pledge"] == last["pledge"] and row["status"] == stands["grade"] and row["valid_from"]
    ]
    held += f" since {min(days)}" if days else ""
    return f"stands as {held} by what most reports bear out; {last['source']} has it {told}"


def _reached(reader: Reader, rows: Sequence[Row]) -> str:
    """Since when pledges stand as is asked: signed on which day."""
    statuses = {*map(codes.code, reader.statuses)}
    days: dict[str, list[str]] = {}
    for pledge in dict.fromkeys(row["pledge"] for row in rows):
        steps = [row for row in rows if row["pledge"] == pledge and row["status"] in statuses]
        first = min((str(row["valid_from"]) for row in steps if row["valid_from"]), default="")
        days.setdefault(first, []).append(f"“{reader.label(pledge)}”")
    since = [f"since {day}: {listed(names)}" for day, names in sorted(days.items()) if day]
    silent = [f"from a day that is not told: {listed(days[''])}"] if "" in days else []
    told = f"told as {named(reader, 'status')}, of pledges {about(reader, 'status')}"
    return f"{told}, {'; '.join([*since, *silent])}"


def _course(rows: Sequence[Row]) -> str:
    """What steps there are, and over which days: "9 steps from 2025-07-22 to 2026-03: 3 statuses and 6 parts"."""
    dated = sorted(
        (str(row["valid_from"]) for row in rows if row["valid_from"]), key=lambda day: str(dates.latest(day))
    )
    days = "" if not dated else f" on {dated[0]}" if dated[0] == dated[-1] else f" from {dated[0]} to {dated[-1]}"
    steps = dict(Counter(row["step"] for row in rows).most_common())
    return f"{counted(len(rows), 'step')}{days}: {listed([steps_of(*each) for each in steps.items()], len(steps))}"


def _first_dated(reader: Reader, moves: Sequence[Row], pledge: str) -> str:
    """Since when reports tell of a pledge; where one tells of an earlier day, that theirs is the first with a date."""
    told = _first_told(reader, pledge)
    days = [str(row["valid_from"]) for row in moves if row["pledge"] == pledge and row["valid_from"]]
    earlier = told[:1].isdigit() and bool(days) and min(days) < told[: len(min(days))]
    return f" (the first report with a date is of {told})" if earlier else f", first told {told},"


def _first_told(reader: Reader, pledge: str) -> str:
    day = reader.told(reader.node(pledge))[0]
    return dates.say(day) if day else "in an undated report"


def _changes(reader: Reader, rows: Sequence[Row]) -> str:
    kinds = {"new": "new", "split": "split off another", "changed": "changed", "merged": "merged", "gone": "gone"}
    found = []
    for kind, name in kinds.items():
        labels = list(dict.fromkeys(f"“{row['label']}”" for row in rows if row["change"] == kind))
        found += [f"{len(labels)} {name} ({listed(labels)})"] if labels else []
    return f"pledges {about(reader)}: {', '.join(found)}"


def _talks(reader: Reader, rows: Sequence[Row]) -> str:
    took_place = [row for row in rows if row["held"] == HELD]
    calls = sum(row["form"] == "call" for row in took_place)
    others = Counter(row["held"] for row in rows)
    told = [f"{others[state]} {words}" for state, words in _CAME.items() if others[state]]
    dated = [row for row in took_place if row["date"]]
    latest = max(dated, key=lambda row: str(row["date"][0])) if dated else took_place[-1] if took_place else None
    last = f"; the last held: {latest['label']}" if latest else ""
    rounds = len(took_place) - calls
    held = listed([f"{counted(rounds, 'round')} of talks" if rounds else "", counted(calls, "call") if calls else ""])
    held = held or "no round of talks"
    return f"{held} held {about(reader)}{''.join(f', {part}' for part in told)}{last}"


_CAME = {PLANNED: "only planned", CALLED_OFF: "called off", NOT_TOLD: "of which no report says whether they took place"}


def _officials(reader: Reader, rows: Sequence[Row]) -> str:
    people = list(dict.fromkeys(row["official_label"] for row in rows))
    if len(people) == 1:
        ends = [
            f"{row['office']} ({row['valid_from'] or '?'} – {row['valid_to'] or 'now or not told'})" for row in rows
        ]
        return f"{people[0]}: {'; '.join(ends)}"
    if "on" in reader.filters and len(people) <= _PEOPLE:
        held = {f"{row['official_label']} ({row['office']})": None for row in rows}
        return f"in office {about(reader, 'country')}: {listed([*held], len(held))}"
    terms = counted(len(rows), "term")
    return (
        f"{counted(len(people), 'official')} {about(reader, 'country')} in {terms} of office: {listed(people, _PEOPLE)}"
    )


def _exposure(reader: Reader, rows: Sequence[Row]) -> str:
    gains = len({row["event"] for row in rows if row["direction"] == "benefits"})
    loses = len({row["event"] for row in rows if row["direction"] == "harmed"})
    subjects = list(dict.fromkeys(row["subject_label"] for row in rows))
    verb = "stands" if len(subjects) == 1 else "stand"
    if "direction" in reader.filters:
        events = listed([f"“{label}”" for label in dict.fromkeys(row["event_label"] for row in rows)])
        way = "gain" if gains else "lose"
        said = "" if any(row["basis"] == "named" for row in rows) else "; all inferred, no report says so"
        names = listed(subjects, _SUBJECTS)
        return f"{names} {verb} to {way} {about(reader, 'direction', 'company', 'product')}: by {events}{said}"
    names = listed(subjects)
    return f"{names} {verb} to gain by {counted(gains, 'event')} and to lose by {loses}"


def _path(reader: Reader, rows: Sequence[Row]) -> str:
    ends = f"{rows[0]['thing_label']} and {rows[-1]['next_label']}"
    return f"{ends} are tied in {counted(len(rows), 'step')}: {' → '.join([rows[0]['thing_label'], *_steps(rows)])}"


def _steps(rows: Sequence[Row]) -> list[str]:
    return [row["next_label"] for row in rows]


def _stale(reader: Reader, rows: Sequence[Row]) -> str:
    worst = max(rows, key=lambda row: int(row["days_past"] or 0))
    passed = f"“{worst['pledge_label']}”, {int(worst['days_past']):,} days past"
    ahead = date.fromisoformat(reader.filters["on"]) > reader.last_report if "on" in reader.filters else False
    how = "will have passed, and nothing is told after" if ahead else "passed, and nothing was told since"
    return f"{counted(len(rows), 'deadline')} {about(reader)} {how}; the longest: {passed}"


def _overview(reader: Reader, rows: Sequence[Row]) -> str:
    top = next(row["pledges"] for row in rows if row["part"] == "pledges")
    sums = [row for row in rows if row["part"] == "sum" and row["recurrence"] == "total"]
    money = [f"{row['name']} {short_sum(row['usd_low'], row['usd_high'], 'USD', 'total')}" for row in sums]
    firm = [f"{row['pledges']} {row['name']}" for row in rows if row["part"] == "share"][:2]
    text = f"{counted(top, 'distinct pledge')} {about(reader)}: {listed(money, len(money)) or 'no sum in dollars'}"
    return f"{text}; {' and '.join(firm)}"


def _about(reader: Reader, _: Sequence[Row]) -> str:
    """How it stands; of several how many there are and what they come to."""
    return pledged(reader, list(pledges.rows(reader)))


_LEADS: Mapping[str, Callable[[Reader, Sequence[Row]], str]] = {
    "about": _about,
    "beneficiaries": beneficiaries, "why": _why, "pledges": pledged, "evidence": reported, "conflicts": _conflicts,
    "history": _history, "changes": _changes, "talks": _talks, "officials": _officials, "measures": measured,
    "exposure": _exposure, "path": _path, "counterpart": given, "totals": added_up, "delivery": came_of,
    "stale": _stale, "overview": _overview,
}  # fmt: skip
