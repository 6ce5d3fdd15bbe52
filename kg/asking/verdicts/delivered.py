"""What is asked of a delivery beside its counts: which projects a pledge holds, whether it still goes on."""

from __future__ import annotations

from collections.abc import Sequence

from kg.asking.verdicts.verdict_words import is_asked, words
from kg.ledger.status import MISSED
from kg.model import dates
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by
from kg.questions.came_of import ORDERED, said_of
from kg.questions.standing import parts, standing

__all__ = ["delivered"]

_NAMED = 6  # parts named; more are counted


def delivered(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """The parts of a pledge where projects are asked for; of what may still go on, how late a report tells of it."""
    if is_asked("projects", text):
        return _projects(reader, reader.filters.get("pledge") or _most_told_whole(reader))
    if not rows or not is_asked("whether", text):
        return ""
    if is_asked("still", text):
        return _still(reader, rows)
    honoured = is_asked("honoured", text)
    return (honoured and _missed(reader, rows)) or (
        _came(reader, rows) if honoured or not is_asked("kept", text) else ""
    )


def _missed(reader: Reader, rows: Sequence[Row]) -> str:
    """That all stands as missed of which reports tell how it ended, by which of them; else nothing."""
    fates = {iri: reader.status(iri, reader.node(iri), "delivery") for iri in {row["pledge"] for row in rows}}
    missed = sorted(iri for iri, fate in fates.items() if fate == MISSED)
    if not missed or {*fates.values()} - {MISSED, None}:
        return ""
    claims = [claim for iri in missed for claim in said_of(Sources.of(reader.store), iri).get(MISSED, ())]
    return str(words()["came"][MISSED].format(by=by(claims)))


def _came(reader: Reader, rows: Sequence[Row]) -> str:
    """Whether any of it came: as reports tell it in words, else by what was counted; what was ordered did not come."""
    stages: dict[str, list[Statement]] = {}
    for pledge in dict.fromkeys(row["pledge"] for row in rows):
        for stage, claims in said_of(Sources.of(reader.store), pledge).items():
            stages.setdefault(stage, []).extend(claims)
    told = words()["came"]
    if len(stages) == 1 and len({row["pledge"] for row in rows}) == 1:
        [(stage, claims)] = stages.items()
        return str(told[stage].format(by=by(claims)))
    if any(row["amounts"] and row["phase"] == "paid or landed" for row in rows) or {*stages} - {"missed"}:
        return str(told["some"])
    return str(told["ordered" if any(row["phase"] in ORDERED for row in rows) else "none"])


def _projects(reader: Reader, pledge: str) -> str:
    """The parts of a pledge, the most told first, each with how it stands; nothing of no pledge."""
    if not pledge:
        return ""
    often = sorted(parts(reader, pledge), key=lambda iri: (-reader.reports(iri), iri))
    told = listed([f"“{reader.label(iri)}” ({standing(reader, iri)})" for iri in often], _NAMED)
    given = {"parts": told, "label": reader.label(pledge)}
    return filled(words()["projects"]["sentence" if told else "none"], given)


def _most_told_whole(reader: Reader) -> str:
    """Of pledges that have parts the one most reports tell of; empty if none has."""
    often = {iri: reader.reports(iri) for iri, _ in reader.events() if parts(reader, iri)}
    return max(often, key=lambda iri: (often[iri], iri), default="")


def _still(reader: Reader, rows: Sequence[Row]) -> str:
    """The pledge that was told of last, with the day of the last report of it; nothing where none has a day."""
    days = {row["pledge"]: reader.told(reader.node(row["pledge"]))[1] or "" for row in rows}
    last = max(days, key=lambda iri: (days[iri], iri))
    given = {"label": reader.label(last), "day": dates.say(days[last]) if days[last] else ""}
    return str(words()["still"]["last"].format(**given)) if days[last] else ""
