"""What an answer without rows says: that nothing is told, that this was not looked for, or what no report names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.model import codes
from kg.model.phrases import few_told, filled, with_article
from kg.model.statement import order
from kg.query.reader import Reader
from kg.query.sources import Sources, quoted, reports_of
from kg.questions.benefits.benefit_words import capital
from kg.questions.beside import made_instead, others_that_pledge, without_a_day
from kg.questions.given_leads import accords_said
from kg.questions.said import about, answer_words, closed_up, counted, listed, named
from kg.questions.told_in import telling

__all__ = ["nothing"]

_QUOTED = 3  # sentences on an agreement quoted; more are counted
_INSTEAD = 5  # promises of companies or members told where their side promised none; more are counted


def nothing(reader: Reader, coverage: str, question: str = "", apart: Sequence[str] = ()) -> str:
    """The sentence of an answer without rows, with what stands `apart` from what was asked for.

    Where a question says nothing of pledges that are there, that is no silence on them.
    """
    words = answer_words()["nothing"]
    sort = question if reader.seen and question in words else coverage
    sort = "standing" if sort == "none" and "status" in reader.filters else sort
    if sort == "none" and not reader.seen and (instead := made_instead(reader)):
        own = [*others_that_pledge(reader)]
        apart = [each for each in apart if each not in own]
        return " ".join([_by_others(reader, instead), *(f"{capital(each)}." for each in apart)])
    sort = "unknown_of_one" if sort == "unknown" and "pledge" in reader.filters else sort
    sentence = words.get(sort, "")
    told = {"about": about(reader)}
    if "{next}" in sentence:
        told["next"] = _next_due(reader)
    if "{number}" in sentence or "{named}" in sentence:
        of_firms = "{whom}" in sentence  # which then says of whom nothing is told
        told["about"] = about(reader, *(("company", "direction", "home") if of_firms else ()))
        told["whom"] = _whom(reader) if of_firms else ""
        pledges = [iri for iri, _ in reader.events(naming=not of_firms, among=telling(reader))]
        told["number"], told["named"] = counted(len(pledges), "pledge"), _labels(reader, pledges)
    before = without_a_day(reader) if question == "pledges" else ()  # which answers by when
    return " ".join(
        [
            *(f"{capital(each)}." for each in before),
            *closed_up(sentence.format(**told)).split(),
            *_of_accord(reader),
            *(f"{capital(each)}." for each in apart),
        ]
    )


def _of_accord(reader: Reader) -> list[str]:
    """What reports tell of an agreement itself, under which nothing is told that was asked for."""
    iri = reader.filters.get("agreement")
    claims = sorted(Sources.of(reader.store).claims(iri), key=order) if iri else []
    if not claims:
        return []
    texts = list(dict.fromkeys(quoted(claim) for claim in claims if claim.claim.evidence))
    given = {"accord": accords_said(reader, [str(iri)]), "texts": few_told(texts, _QUOTED)}
    number = len(reports_of(claims))
    given |= {"reports": counted(number, "report"), "tell": "tells" if number == 1 else "tell"}
    return [filled(answer_words()["nothing"]["accord"], given)]


def _by_others(reader: Reader, instead: Mapping[str, Mapping[str, str]]) -> str:
    """What is promised by those of a side that itself promised nothing, each with how it stands."""
    told = {f"“{label}” ({stands})": None for held in instead.values() for label, stands in held.items()}
    given = {"about": about(reader, "pledger"), "side": named(reader, "pledger"), "told": listed(told, _INSTEAD)}
    given["who"] = listed(map(with_article, instead), _INSTEAD)
    return filled(answer_words()["nothing"]["instead"], given)


def _next_due(reader: Reader) -> str:
    """The deadline that comes next after the day asked for, or that of the last report, with its pledge."""
    on = reader.filters.get("on", reader.last_report.isoformat())
    days = ((str(reader.first(values, "due") or ""), iri) for iri, values in reader.events())
    day, iri = min(((day, iri) for day, iri in days if day >= on), default=("", ""))
    return f"; the next falls due {day}: “{reader.label(iri)}”" if day else ""


def _whom(reader: Reader) -> str:
    """That no one is named who gains or loses; or not the company, or none of the sort, that is asked for."""
    words = answer_words()["whom"]
    way = codes.code(reader.filters["direction"]) if "direction" in reader.filters else ""
    if "company" in reader.filters:
        return str(words[f"company_{way}" if way else "company"].format(name=named(reader, "company")))
    if "home" in reader.filters:
        return str(words["home"].format(name=named(reader, "home")))
    return str(words[way or "any"])


def _labels(reader: Reader, pledges: Sequence[str]) -> str:
    """The pledges that most reports tell of, and how many there are beside."""
    often = sorted(pledges, key=lambda iri: (-reader.reports(iri), reader.label(iri)))
    return listed([f"“{reader.label(iri)}”" for iri in often])
