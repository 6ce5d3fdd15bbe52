"""What the label of a pledge says and a report of it takes back: a figure that is cut, a seller that is an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.ledger.figures import as_stated
from kg.model.amounts import say
from kg.model.claims import Amount
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, cited
from kg.questions.benefit_words import Said, urls, words
from kg.questions.members import is_any
from kg.questions.worded import changed
from kg.store.nodes import Values, expand

__all__ = ["taken_back"]


def taken_back(reader: Reader, row: Row, pledge: Values) -> Iterator[Said]:
    """The sentences of one benefit; that its own company is an example is told with its name."""
    claims = Sources.of(reader.store).claims(row["pledge"])
    yield from _changed(claims)
    for iri in (str(iri) for iri in pledge.get(expand("recipient"), ()) if "/company/" in str(iri)):
        if iri != row["company"]:
            yield from _example(reader, iri, claims)


def _changed(claims: Sequence[Statement]) -> Iterator[Said]:
    """That a report which gives two figures of one measure tells the one as cut, or raised, to the other."""
    for claim in claims:
        given = [each for each in getattr(claim.claim, "amounts", ()) if not each.converted]
        texts = (claim.claim.evidence or "", claim.report.title or "")
        if (figures := _of_one_measure(given)) and (text := next(filter(changed, texts), None)):
            told = {"text": text.rstrip("."), "figures": figures, "source": cited([claim])[0]}
            yield Said(filled(words()["but"]["changed"], told), urls([claim]))
            return


def _of_one_measure(given: Sequence[Amount]) -> str:
    """Two or more figures that measure the same, as "150 aircraft and 126 aircraft"; empty where there is none."""
    alike: dict[tuple[str, str], list[str]] = {}
    for each in given:
        alike.setdefault((each.unit, each.recurrence), []).append(say(as_stated(each)))
    return next((listed(held, len(held)) for held in alike.values() if len(set(held)) > 1), "")


def _example(reader: Reader, company: str, claims: Sequence[Statement]) -> Iterator[Said]:
    """That a company which the label gives as the other side is named by way of example alone."""
    told = {
        claim: [item.example for item in getattr(claim.claim, "companies", ()) if is_any(item.name, {company})]
        for claim in claims
    }
    naming = [claim for claim, examples in told.items() if examples]
    if naming and all(all(told[claim]) for claim in naming):
        given = {"company": reader.label(company), "source": by(naming)}
        yield Said(filled(words()["but"]["example"], given), urls(naming))
