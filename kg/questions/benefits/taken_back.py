"""What the label of a pledge says and a report of it takes back: a figure that is cut, a seller that is an example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.ledger.figures import as_stated
from kg.model.amounts import say
from kg.model.claims import Amount
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, cited
from kg.questions.benefits.benefit_words import Said, urls, words
from kg.questions.benefits.members import is_any
from kg.questions.benefits.worded import changed
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
        given = [each for each in claim.amounts if not each.converted]
        texts = (claim.claim.evidence or "", claim.report.title or "")
        if (text := next(filter(changed, texts), None)) and (figures := _of_one_measure(given, text)):
            told = {"text": text.rstrip("."), "figures": figures, "source": cited([claim])[0]}
            yield Said(filled(words()["but"]["changed"], told), urls([claim]))
            return


def _of_one_measure(given: Sequence[Amount], text: str) -> str:
    """Two figures that measure the same, as "from 150 aircraft to 126 aircraft"; empty where there are none.

    The new one stands behind "to" in the text, or behind "was" where a report now says so.
    """
    alike: dict[tuple[str, str], dict[str, bool]] = {}
    for each in given:
        said = say(as_stated(each))
        number = re.escape(re.sub(r"\D.*", "", said.lstrip("$€£¥₩")))
        new_one = re.search(rf"\b(?:to|was)\D{{0,12}}{number}\b", text)
        alike.setdefault((each.unit, each.recurrence), {})[said] = bool(new_one)
    for held in alike.values():
        new, old = ([said for said, is_new in held.items() if is_new is which] for which in (True, False))
        if len(new) == len(old) == 1:
            return f"from {old[0]} to {new[0]}"
    return ""


def _example(reader: Reader, company: str, claims: Sequence[Statement]) -> Iterator[Said]:
    """That a company which the label gives as the other side is named by way of example alone."""
    told = {claim: [item.example for item in claim.mentions if is_any(item.name, {company})] for claim in claims}
    naming = [claim for claim, examples in told.items() if examples]
    if naming and all(all(told[claim]) for claim in naming):
        given = {"company": reader.label(company), "source": by(naming)}
        yield Said(filled(words()["but"]["example"], given), urls(naming))
