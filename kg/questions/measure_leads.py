"""The first sentence on measures: which were in force, at whom they are aimed, what an official said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model import dates
from kg.model.phrases import few, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import cited
from kg.questions.acts import ENDED, IN_FORCE, REPLACED, UNKNOWN
from kg.questions.general_rates import course_said
from kg.questions.measures import is_duty, measures, spoken_of
from kg.questions.said import about, as_of, counted, listed
from kg.questions.told_apart import told_apart

__all__ = ["in_course", "measured"]

_HELD = 6  # measures in force named
_OVER = (ENDED, REPLACED)  # states of rates on all goods that are named
_COURSE = 6  # measures on one target told in the order of their days
_SAID = 3  # statements of an official told


def measured(reader: Reader, rows: Sequence[Row]) -> str:
    """The course of the rates on one target; how many measures there are and which held, or at whom they are aimed."""
    rows = told_apart(rows)
    duties = [row for row in rows if is_duty(row)]
    others = len(rows) - len(duties)
    apart = f" ({len(duties)} of duties, {others} of controls, sanctions or quotas)"
    whole = f"{counted(len(rows), 'measure')} {about(reader, 'on')}{apart if duties and others else ''}"
    whole = f"{_of_measures(reader, rows)}{whole}"
    rates = course_said(reader, rows)
    if "on" not in reader.filters and not rates:
        return f"{whole}{_aimed(reader, rows)}{_held_at_last(reader, rows)}"
    found = {state: [row for row in rows if row["in_force"] == state] for state in dict.fromkeys(map(_state, rows))}
    said = _in_force(reader, found.pop(IN_FORCE, []), general=not rates)
    if unknown := found.pop(UNKNOWN, []):
        said.append(f"told without a word on whether it held that day: {_named(unknown)}")
    for state, held in found.items():
        aimed = "target" in reader.filters and state in _OVER and not rates
        general = [row for row in held if aimed and not row["products"]]
        said.append(f"{len(held)} {state}{f', on all goods {_named(general)}' if general else ''}")
    day = reader.filters.get("on", reader.last_report.isoformat())
    return f"{rates} On {day}, of {whole}: {'; '.join(said)}{as_of(reader)}"


def _of_measures(reader: Reader, rows: Sequence[Row]) -> str:
    """What the official who is asked for said of the measures, the latest first."""
    if "official" not in reader.filters:
        return ""
    claims = [claim for row in rows for claim in spoken_of(reader, row["event"]) if claim.claim.evidence]
    latest = sorted(claims, key=lambda claim: (str(claim.published or ""), claim.iri), reverse=True)
    told = [f"“{claim.claim.evidence}” ({cited([claim])[0]})" for claim in latest]
    return "".join(f"{each}; " for each in few(told, _SAID))


def _in_force(reader: Reader, held: Sequence[Row], *, general: bool) -> list[str]:
    """What was in force as far as told; on one target what all its goods face, if that is to be told, then some."""
    if "target" not in reader.filters or "product" in reader.filters:
        return [f"in force as far as told: {_named(held)}"] if held else ["none certainly in force"]
    on_all = [row for row in held if not row["products"]]
    narrow = [row for row in held if row["products"]]
    said = [f"on goods in general {_named(on_all) if on_all else 'no rate certainly'} in force as far as told"]
    return [*(said if general else []), *([f"in force on some goods {_named(narrow)}"] if narrow else [])]


def _aimed(reader: Reader, rows: Sequence[Row]) -> str:
    """At whom measures are aimed, most often first; of a target asked for that is said."""
    often = Counter(target for row in rows for target in row["targets"])
    if "target" in reader.filters or len(often) < 2:
        return ""
    ranked = sorted(often, key=lambda name: (-often[name], name))
    return f". Aimed at {listed([f'{with_article(name)} ({often[name]})' for name in ranked], _HELD)}"


def _state(row: Row) -> str:
    return str(row["in_force"])


def _named(rows: Sequence[Row]) -> str:
    """Measures by their names, each once; those on all goods before those on some."""
    ranked = sorted(rows, key=lambda row: bool(row["products"]))
    return listed([f"“{label}”" for label in dict.fromkeys(row["label"] for row in ranked)], _HELD)


def _held_at_last(reader: Reader, rows: Sequence[Row]) -> str:
    """What is aimed at the target alone, and what of the measures held on the day of the last report."""
    every = {name: text for name, text in reader.given.items() if name != "rate"}  # of one rate also what came after
    if "target" not in reader.filters and 0 < len(rows) <= _COURSE:
        return f": {listed(map(in_course, told_apart(rows)), len(rows))}"
    found = rows if "rate" not in reader.given else list(measures.rows(Reader(reader.store, reader.policy, every)))
    own = [row for row in found if "target" in reader.filters and row["targets"] == [_target(reader)]]
    often = sorted(told_apart(own), key=lambda row: -len(row["reports"]))[:_COURSE]
    told = [in_course(row) for row in sorted(often, key=lambda row: (_first_day(row) or "9999", row["label"]))]
    more = f", the {len(often)} most told of {len(own)}" if len(own) > len(often) else ""
    of_any = ", of whatever rate" if "rate" in reader.given else ""
    alone = f". Aimed at {with_article(_target(reader))} alone{of_any}{more}: {listed(told, len(told))}" if told else ""
    held = [row for row in (found if own else rows) if row["in_force"] == IN_FORCE]
    most = _named(held) if held else "none certainly"
    last = f"on {dates.say(reader.last_report.isoformat())}, the day of the last report"
    return f"{alone}. In force as far as told {last}: {most} (--on DAY asks of another)"


def in_course(row: Row) -> str:
    """A measure with the day of its effect and what became of it by the last report."""
    day = _first_day(row)
    since = f"from {dates.say(day)}, " if day else ""
    return f"“{row['label']}” ({since}{_THAT_DAY.get(_state(row), _state(row))}{_before(row)})"


def _first_day(row: Row) -> str:
    """The day that most reports give for its effect; empty where none does."""
    return str(next(iter(row["effective"] or ()), ""))


def _target(reader: Reader) -> str:
    return reader.label(reader.filters["target"])


def _before(row: Row) -> str:
    rates = [f"{rate}%" for rate in row["rate_before"]]
    return f"; before: {listed(rates)}" if rates else ""


_THAT_DAY = {IN_FORCE: "in force", UNKNOWN: "not told whether it still held"}
