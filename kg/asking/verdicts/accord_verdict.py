"""The verdict on agreements: whether there is one, with whom, since when, and how each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.asking.verdicts.dealings import with_whom
from kg.asking.verdicts.held_up import held_up
from kg.asking.verdicts.ratified import ratified
from kg.asking.verdicts.signed_by import signed_by
from kg.asking.verdicts.verdict_words import is_asked, spoken, words
from kg.ledger.status import grade_rank
from kg.model import dates, phrases
from kg.query.reader import Reader, Row
from kg.questions.fates import NOT_TOLD
from kg.questions.said import counted
from kg.questions.standing import KEPT

__all__ = ["agreements"]

_GIVEN = 5  # things given that are told
_ACCORDS = 4  # told with their days; more are counted


def agreements(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """Whether there is an agreement, and whether it is told as signed."""
    accords = list(dict.fromkeys(row["agreement"] for row in rows if row["agreement"]))
    if is_asked("held_up", text) and "ruling" not in reader.filters:
        return held_up(reader, words()["held_up"])
    if is_asked("gave", text) and "ruling" not in reader.filters and not is_asked("agreements", text):
        return _gave(reader, rows, words()["gave"])
    if not accords or "ruling" in reader.filters or not is_asked("agreements", text):
        return ""
    if is_asked("ratified", text):
        return ratified(reader, accords, words()["ratified"])
    if is_asked("who_signed", text):
        return signed_by(reader, accords, words()["signed_by"])
    if is_asked("whom", text):
        return with_whom(reader, accords, words()["with_whom"])
    if is_asked("when", text):
        return _days(reader, accords)
    if any(is_asked(name, text) for name in ("contrary", "deals_signed", "where")):
        return _standing(reader, accords)
    stands = {iri: reader.status(iri, reader.node(iri), "grade") for iri in accords}
    kept = [iri for iri in accords if stands[iri] in KEPT]
    firmest = max(accords, key=lambda iri: (grade_rank(stands[iri]), -accords.index(iri)))
    first = firmest if is_asked("signed", text) else accords[0]
    day = reader.told(reader.node(first))[0]
    told = words()["agreements"]
    given = {"label": reader.label(first), "grade": spoken(stands[first]) or "of unknown standing"}
    given["day"] = told["day"].format(day=dates.say(day)) if day else ""
    if is_asked("signed", text):
        return str(told["signed" if kept else "unsigned"].format(**given))
    return str(told["yes"].format(**given))


def _gave(reader: Reader, rows: Sequence[Row], told: Mapping[str, str]) -> str:
    """What the side that is asked of gave under its agreements, by how many reports tell of it: parts too."""
    side = reader.label(reader.side("country")) if reader.side("country") else ""
    own = {row["given"]: row for row in rows if side in row["given_by"] and row["state"] in ("stands", NOT_TOLD)}
    often = sorted(own, key=lambda iri: (-len(own[iri]["reports"]), iri))
    reports = {iri: counted(len(own[iri]["reports"]), "report") for iri in often}
    each = [told["each"].format(label=reader.label(iri), reports=reports[iri]) for iri in often]
    given = {"side": phrases.with_article(side), "each": phrases.listed(each, _GIVEN)}
    return told["sentence"].format(**given) if each else ""


def _standing(reader: Reader, accords: Sequence[str]) -> str:
    """How agreements stand, by their grade and what ended them, and when each was told of last."""
    told = []
    for iri in accords:
        values = reader.node(iri)
        stands = [spoken(reader.status(iri, values, name)) for name in ("grade", "ending")]
        given = {"label": reader.label(iri), "grade": ", ".join(filter(None, stands)) or "of unknown standing"}
        last = reader.told(values)[1]
        given["day"] = words()["agreements"]["last"].format(day=dates.say(last)) if last else ""
        told.append(words()["agreements"]["when"].format(**given))
    return str(words()["agreements"]["stand"].format(accords=phrases.listed(told, _ACCORDS)))


def _days(reader: Reader, accords: Sequence[str]) -> str:
    """Agreements in the order of the days on which they were first told, each with how it stands."""
    first = {iri: reader.told(reader.node(iri))[0] or "" for iri in accords}
    told = []
    for iri in sorted(accords, key=lambda iri: (not first[iri], first[iri], reader.label(iri))):
        grade = spoken(reader.status(iri, reader.node(iri), "grade"))
        day = words()["agreements"]["day"].format(day=dates.say(first[iri])) if first[iri] else ""
        told.append(words()["agreements"]["when"].format(label=reader.label(iri), grade=grade, day=day))
    return f"{phrases.listed(told, _ACCORDS)}."
