"""All that is told of a pledge, in short: what stands in the answers of other questions and beside its benefits."""

from __future__ import annotations

from dataclasses import replace

from kg.model.phrases import few
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.table import Section
from kg.questions.beneficiaries import beneficiaries
from kg.questions.benefits.because import Because
from kg.questions.benefits.benefit_words import capital
from kg.questions.counterpart import counterpart
from kg.questions.leads import lead
from kg.questions.pledges import figures, pledges
from kg.questions.said import counted, stands

__all__ = ["about"]

_PARTS = 8  # parts named, those that most reports tell of; more are counted
_STANDS, _FIGURE = "stands", "figure"


def _sections(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """A heading for each pledge, the sentences below it."""
    held: dict[str, list[Row]] = {}
    for row in rows:
        held.setdefault(row["pledge_label"], []).append(row)
    return tuple(Section(title, ("part", "sentence"), tuple(those), whole=True) for title, those in held.items())


def _printed(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """The same for a terminal; of one pledge the first sentence tells already how it stands."""
    sections = _sections(rows)
    if len(sections) == 1:
        below = tuple(row for row in sections[0].rows if row["part"] != _STANDS)
        sections = (replace(sections[0], heading="", rows=below),)
    return tuple(replace(section, fixed=True, uncut=True) for section in sections)


@answer(
    "pledge pledge_label part sentence reports links",
    "pledge country partner pledger recipient kind product company",
    sections=_sections,
    printed=_printed,
    words="pledge",
)
def about(reader: Reader) -> Rows:
    """All that is told of a pledge, in short: figures, parts, who gains, what for, doubts, what came of it.

    Parts: `stands`, how firm it is and on whose word; `figure`, each with the `reports` that give it; `in return`;
    `who gains`; `parts`; `beside`, what a reader must know besides, each with the addresses (`links`) of its sources.
    """
    proofs = Because.of(reader)
    for row in pledges.rows(reader):
        head = {"pledge": row["pledge"], "pledge_label": row["label"], "reports": [], "links": []}
        own = Reader(reader.store, reader.policy, {"pledge": row["pledge"]})
        first = _of_it(lead("pledges", own, [row]), row["label"])
        yield {**head, "part": _STANDS, "sentence": first, "reports": row["reports"]}
        for figure, reports in figures(reader, reader.node(row["pledge"])):
            text = _told_by(str(reader.first(figure, "rdfs:label")), len(reports))
            yield {**head, "part": _FIGURE, "sentence": text, "reports": reports}
        for part, text in (("in return", _in_return(own)), ("who gains", _who_gains(own)), ("parts", _parts(own))):
            if text:
                yield {**head, "part": part, "sentence": _of_it(text, row["label"])}
        for said in proofs.of_pledge(row["pledge"]):
            yield {**head, "part": "beside", "sentence": said.sentence, "links": list(said.urls)}


def _told_by(text: str, reports: int) -> str:
    return f"{text}: {counted(reports, 'report')}."


def _in_return(own: Reader) -> str:
    """What other sides gave for it, where something is told of that."""
    rows = list(counterpart.rows(own))
    told = lead("counterpart", own, rows) if rows else ""
    return told.partition(f"“{own.label(own.filters['pledge'])}” was given, ")[2]


def _who_gains(own: Reader) -> str:
    rows = list(beneficiaries.rows(own))
    return lead("beneficiaries", own, rows) if rows else ""


def _parts(own: Reader) -> str:
    """Its parts, those that most reports tell of first, each with how it stands."""
    held = sorted(own.store.subjects("partOf", own.filters["pledge"]), key=lambda iri: (-own.reports(iri), iri))
    rows = (next(iter(pledges.rows(Reader(own.store, own.policy, {"pledge": iri})))) for iri in held[:_PARTS])
    named = [f"“{row['label']}” ({stands(row)})" for row in rows]
    return "; ".join(few(named, _PARTS))


def _of_it(text: str, label: str) -> str:
    """A sentence of an answer below a heading that names the pledge."""
    text = text.removeprefix(f"“{label}”: ").removeprefix(f"Of “{label}”: ").replace(f"“{label}”", "it")
    return f"{capital(text).rstrip('.')}."
