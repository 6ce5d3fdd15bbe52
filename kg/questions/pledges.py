"""What was promised, and on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kg.ledger.figures import as_stated
from kg.model import codes, dates, reference
from kg.model.amounts import say
from kg.model.claims import Pledge
from kg.model.iris import local
from kg.model.statement import Statement
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows, texts
from kg.query.sources import Sources, settled
from kg.query.table import Section
from kg.questions import said
from kg.questions.benefits.ties import joined
from kg.questions.cells import printed
from kg.questions.due import deadline, falls_in
from kg.questions.fates import reached
from kg.questions.standing import replacing, wholes
from kg.questions.told_in import in_words, telling, worded
from kg.store.nodes import Values, expand

__all__ = ["BINDING", "amounts", "binds", "evidence", "figures", "pledges"]

_OVER = ("missed", "lapsed", "withdrawn", "denied")  # what is over stands below what is still to come
_PART = "↳ "  # before what is part of the pledge above it
BINDING = ("contract", "statute")  # instruments that bind, if no report says otherwise


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """The most told first, each part below what it is part of."""
    here = {row["pledge"]: row for row in rows}
    above = {iri: next((whole for whole in row["part_of"] if whole in here), "") for iri, row in here.items()}
    often = {iri: len(row["reports"]) for iri, row in here.items()}
    for iri, row in here.items():  # a whole is as well known as the best known of its parts
        for whole in filter(here.get, row["part_of"]):
            often[whole] = max(often[whole], len(here[iri]["reports"]))
    ranked = sorted(here, key=lambda iri: (said.status_of(here[iri]) in _OVER, -often[iri]))
    shown: list[Row] = []

    def show(whole: str, depth: int) -> None:
        for iri in (each for each in ranked if above[each] == whole):
            shown.append({**here[iri], "label": f"{_PART * depth}{here[iri]['label']}"})
            show(iri, depth + 1)

    show("", 0)
    circle = [here[iri] for iri in ranked if iri not in {row["pledge"] for row in shown}]
    return (printed("pledges", [*shown, *circle]),)


@answer(
    "pledge label kind pledgers recipients products grade contested ending delivery amounts due part_of replaced_by"
    " first_reported last_reported reports origins",
    "pledge country partner pledger recipient kind product status company since until due agreement binding instrument"
    " novelty origins ruling saying",
    printed=_printed,
)
def pledges(reader: Reader) -> Rows:
    """What was promised, by whom to whom, how firm it is, on how many reports and origins.

    `due` is the deadline that most reports tell; `part_of` are the pledges that it is part of, the nearest first;
    `replaced_by` those that it was replaced by or is told anew as.
    """
    told = Sources.of(reader.store)
    wanted = codes.code(reader.filters["binding"]) if "binding" in reader.filters else None
    papers = {*map(codes.code, filter(None, reader.filters.get("instrument", "").split(",")))}
    novelties = {*map(codes.code, filter(None, reader.filters.get("novelty", "").split(",")))}
    among = telling(reader)
    if "ruling" in reader.filters:
        by_ruling = reached(reader, reader.filters["ruling"])
        among = by_ruling if among is None else among & by_ruling
    for iri, values in reader.events(among=among):
        if wanted and wanted not in _bindings(told.claims(iri)):
            continue
        if papers and papers.isdisjoint(getattr(claim.claim, "instrument", None) for claim in told.claims(iri)):
            continue
        if novelties and novelties.isdisjoint(getattr(claim.claim, "novelty", None) for claim in told.claims(iri)):
            continue
        if (most := reader.filters.get("origins")) and len(reader.labels(values, "origin")) > int(most):
            continue
        day = deadline(reader, iri)
        if "due" in reader.filters and not (day and falls_in(day, reader.filters["due"])):
            continue
        first, last = reader.told(values)
        yield {
            "pledge": iri,
            "label": reader.label(iri),
            "kind": reader.code(values, "kind"),
            "pledgers": reader.labels(values, "pledger"),
            "recipients": reader.labels(values, "recipient"),
            "products": reader.labels(values, "product"),
            "grade": reader.status(iri, values, "grade"),
            "contested": sorted(local(str(item)) for item in values.get(expand("contested"), ())),
            "ending": reader.status(iri, values, "ending"),
            "delivery": reader.status(iri, values, "delivery"),
            "amounts": list(amounts(reader, values)),
            "due": day,
            "part_of": wholes(reader, iri),
            "replaced_by": replacing(reader, iri),
            "first_reported": first,
            "last_reported": last,
            "reports": texts(values.get(expand("report"), ())),
            "origins": reader.labels(values, "origin"),
        }


def _bindings(claims: Sequence[Statement]) -> set[str]:
    """The sum of what reports say of whether it binds, and each thing that one of them says."""
    told = {item.claim.binding for item in claims if isinstance(item.claim, Pledge)}
    return {binds(claims), *(told - {"unstated"})}


def binds(claims: Sequence[Statement]) -> str:
    """Whether a text binds, by what reports say of it: yes, no, disputed, or unstated."""
    told = [item.claim for item in claims if isinstance(item.claim, Pledge)]
    said = {claim.binding for claim in told} - {"unstated"}
    if len(said) > 1 or "disputed" in said:
        return "disputed"
    if not said:
        return "yes" if any(claim.instrument in BINDING for claim in told) else "unstated"
    return said.pop()


def figures(reader: Reader, event: Values) -> list[tuple[Values, list[str]]]:
    """An event's figures, what most reports give first, then by their first claim; each with the reports that do."""
    found = [reader.node(str(iri)) for iri in event.get(expand("amount"), ())]
    told = [(item, sorted({reader.report(str(claim))[0] for claim in item.get(expand("claim"), ())})) for item in found]
    return sorted(told, key=lambda each: (-len(each[1]), str(reader.first(each[0], "ordinal")).zfill(4)))


def amounts(reader: Reader, event: Values) -> Iterator[Mapping[str, Any]]:
    """An event's figures in their order: words, bounds, unit, who says so."""
    for values, _ in figures(reader, event):
        yield {
            "text": reader.first(values, "rdfs:label"),
            "low": reader.first(values, "low"),
            "high": reader.first(values, "high"),
            "unit": reader.code(values, "unit"),
            "qualifier": reader.code(values, "qualifier"),
            "recurrence": reader.code(values, "recurrence"),
            "said_by": texts(values.get(expand("saidBy"), ())),
        }


@answer(
    "pledge pledge_label claim report publisher published type title url status amounts attributed_to origin anonymous"
    " said_by evidence conditions settled_by",
    "pledge country partner pledger recipient kind product status company official since until agreement saying source",
    words="pledge",
)
def evidence(reader: Reader) -> Rows:
    """What each report says of a pledge, with publisher, date, link and whose word it is.

    With `since` and `until` only what reports of those days tell. With `official` only what goes back to that person's
    word; with `source` what an outlet tells, or what others relay of it; with `saying` what is told in these words, of
    a pledge asked for with its parts. `settled_by` tells who put a value there of which the report's reader was unsure.
    """
    wanted = in_words(reader.filters.get("saying", ""))
    source = in_words(reader.filters.get("source", ""))
    speaker = reader.label(reader.filters["official"]) if "official" in reader.filters else None
    told = Sources.of(reader.store)
    claims: list[str] = []
    days = _Days(reader)
    wider = reader.without("since", "until")
    for iri, values in wider.events(parts="saying" in reader.filters):
        reader.seen += 1
        origins = {
            str(claim): reader.label(str(origin))
            for origin in values.get(expand("origin"), ())
            for claim in reader.node(str(origin)).get(expand("claim"), ())
        }
        rows = [_told(item, origins, reader) for item in told.claims(iri) if wanted.search(worded(item))]
        for row in sorted(rows, key=lambda row: (row["published"] or "9999", row["claim"])):
            if speaker and speaker not in (row["origin"], *map(reference.find_official, row["attributed_to"])):
                continue
            if not days.hold(row["published"]):
                continue
            if not source.search("\n".join(filter(None, (row["publisher"], row["origin"], *row["attributed_to"])))):
                continue
            claims.append(row["report"])
            yield {"pledge": iri, "pledge_label": reader.label(iri), **row}
    reader.notes += [*wider.notes, *days.notes()]
    reports = len(set(claims))
    if len(claims) > reports and "pledge" in reader.filters:
        several = f"{len(claims):,} claims of {reports:,} report{'' if reports == 1 else 's'}"
        why = "one that gives two accounts of a pledge, or tells it in two ways, makes two"
        reader.notes.append(f"{several}: {why}")
    if "pledge" in reader.filters:
        reader.notes += [each.sentence.rstrip(".") for each in joined(reader, reader.filters["pledge"])]


class _Days:
    """The days of reports that are asked for."""

    def __init__(self, reader: Reader) -> None:
        self.since, self.until = (reader.filters.get(name) for name in ("since", "until"))
        self.undated = 0

    def hold(self, published: str | None) -> bool:
        """Whether a report's day lies among them for certain; those without one are counted."""
        if self.since is None and self.until is None:
            return True
        first, last = dates.bounds(published) if published else (None, None)
        if first is None or last is None:
            self.undated += 1
            return False
        return (self.since or "") <= first.isoformat() and last.isoformat() <= (self.until or "9999")

    def notes(self) -> Iterator[str]:
        """How many statements have no day."""
        if self.undated:
            yield f"{self.undated:,} statement{'' if self.undated == 1 else 's'} of undated reports left out"


def _told(item: Statement, origins: Mapping[str, str], reader: Reader) -> dict[str, Any]:
    report, claim = item.report, item.claim
    return {
        "claim": item.iri,
        "report": item.report_iri,
        "publisher": report.publisher,
        "published": report.published,
        "type": report.type,
        "title": report.title,
        "url": report.url,
        "status": item.status,
        "amounts": [amount.as_printed or say(as_stated(amount)) for amount in item.amounts],
        "attributed_to": list(claim.attributed_to),
        "origin": origins.get(item.iri),
        "anonymous": claim.anonymous,
        "said_by": claim.said_by,
        "evidence": claim.evidence,
        "conditions": list(getattr(claim, "conditions", ())),
        "settled_by": settled(reader, claim),
    }
