"""When pledges were first told, from how much to how much they were raised, whether who makes them says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.ledger.status import DENIED
from kg.model import dates
from kg.model.phrases import few_told, filled, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, speakers
from kg.questions.benefits.one_side import one_sided
from kg.questions.holdings import home_codes
from kg.questions.said import about, counted, listed
from kg.questions.whose import deniers

__all__ = ["confirmed", "made_when", "raised", "raised_to"]

_NAMED = 4  # pledges told with their days; more are counted
_SEVERAL = 2  # figures of which one may be more than the one before
_MOST = 6  # steps from figure to figure


def made_when(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The pledges that most reports tell of, the latest first, each with the day of its first report and its status."""
    pledges = {row["pledge"] for row in rows}
    often = sorted(pledges, key=lambda iri: (-reader.reports(iri), iri))[:_NAMED]
    days = {iri: reader.told(reader.node(iri))[0] or "" for iri in often}
    told = []
    for iri in sorted(often, key=lambda iri: days[iri], reverse=True):
        values = reader.node(iri)
        stands = [reader.status(iri, values, axis) for axis in ("grade", "ending")]
        given = {"label": reader.label(iri), "day": dates.say(days[iri]) if days[iri] else ""}
        given["grade"] = listed(each.replace("_", " ") for each in stands if each)
        given["reports"] = counted(reader.reports(iri), "report")
        told.append(filled(words["each" if days[iri] else "undated"], given))
    left = len(pledges) - len(told)
    more = filled(words["more"], {"number": str(left)}) if left > 0 else ""
    return filled(words["sentence"], {"pledges": "; ".join(told), "more": more}) if told else ""


def raised(reader: Reader, rows: Sequence[Row], words: Mapping[str, str]) -> str:
    """The promises (rows of `history`) by the day of their first step, the earliest first: from how much to how much.

    What was told as a part of another when that was told, or later, is no step of the whole. Of a company that
    promised something these are its own promises, not those that it gains by.
    """
    days = _first_steps(rows)
    figures = {row["pledge"] for row in rows if row["step"] == "amount"}
    wholes = [(row["other"], row["pledge"]) for row in rows if row["step"] == "part"]
    parts = {part for part, whole in wholes if days.get(part, "9") >= days.get(whole, "9")}
    labels = {row["pledge"]: str(row["pledge_label"]) for row in rows if row["pledge"] in figures - parts}
    if "company" in reader.filters:
        own = {iri for iri in labels if reader.store.holds(iri, "pledger", reader.filters["company"])}
        labels = {iri: label for iri, label in labels.items() if iri in own or not own}
    ordered = sorted((day, labels[iri]) for iri, day in days.items() if iri in labels)
    if len(ordered) < _SEVERAL:
        return ""
    told = [words["each"].format(day=dates.say(day), label=label) for day, label in ordered[:_MOST]]
    more = filled(words["more"], {"number": str(len(ordered) - _MOST)}) if len(ordered) > _MOST else ""
    return filled(words["sentence"], {"pledges": "; ".join(told), "more": more})


def _first_steps(rows: Sequence[Row]) -> dict[str, str]:
    """The day of the first step of each pledge (rows of `history`)."""
    days: dict[str, str] = {}
    for row in rows:
        if row["step"] == "status" and row["valid_from"]:
            days[row["pledge"]] = min(days.get(row["pledge"], "9"), str(row["valid_from"]))
    return days


def raised_to(reader: Reader, rows: Sequence[Row], figures: Sequence[str], words: Mapping[str, str]) -> str:
    """The promise of each figure that most reports tell of, by its first step or report; which figures none has."""
    days = _first_steps(rows)
    found: dict[str, str] = {}
    for iri, _ in sorted(reader.events(), key=lambda event: (-reader.reports(event[0]), event[0])):
        for figure in {*figures}.intersection(reader.label(iri).casefold().split()):
            found.setdefault(figure, iri)
    told = {iri: days.get(iri) or reader.told(reader.node(iri))[0] or "" for iri in found.values()}
    each = [
        words["each"].format(day=dates.say(day) if day else "undated", label=reader.label(iri))
        for iri, day in sorted(told.items(), key=lambda item: (not item[1], item[1]))
    ]
    missing = [figure for figure in figures if figure not in found]
    given = {"pledges": "; ".join(each), "missing": " or ".join(missing), "about": about(reader)}
    return filled(words["figures" if each else "none"], given)


def confirmed(reader: Reader, words: Mapping[str, str], pledge: str = "") -> str:
    """Whether who makes a pledge, else the most told, is told to say so, by whose word reports pass on."""
    iri = pledge or max((iri for iri, _ in reader.events()), key=lambda iri: (reader.reports(iri), iri), default="")
    if not iri:
        return ""
    values, claims = reader.node(iri), Sources.of(reader.store).claims(iri)
    mine = home_codes(reader, values, "pledger")
    own = [claim for claim in claims if not mine.isdisjoint(speakers(claim))]
    given = {"label": reader.label(iri), "side": listed(map(with_article, reader.labels(values, "pledger")))}
    denied = [claim for claim in own if claim.status == DENIED]
    own = [claim for claim in own if claim not in denied]
    if denied and not own:
        return filled(words["denied"], {**given, "who": deniers(denied), "by": by(denied)})
    if own:
        given |= {
            "who": few_told([*dict.fromkeys(with_article(str(claim.origin)) for claim in own)], _NAMED),
            "by": by(own),
        }
        return filled(words["yes"], given)
    alone = one_sided(reader, iri, values, claims) or ""
    return filled(words["no"], {**given, "alone": alone, "reports": counted(reader.reports(iri), "report")})
