"""Which of two figures reports give, where a text asks for one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.asking.verdicts.verdict_words import words
from kg.ledger.figures import as_stated
from kg.model.amounts import say
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, reports_of
from kg.questions.said import counted, listed

__all__ = ["which_figure"]


def which_figure(reader: Reader, asked: Sequence[str]) -> str:
    """Which of two figures reports give, each with the pledge that it is told of and by how many."""
    told = words()["either"]
    found: dict[str, tuple[int, str]] = {}
    for iri, _ in reader.without("field", "kind").events():  # the other figure may be that of another kind
        claims = Sources.of(reader.store).claims(iri)
        for figure in asked:
            number = len(reports_of(claim for claim in claims if figure in _figures(claim)))
            if number > found.get(figure, (0, ""))[0]:
                found[figure] = number, iri
    if not found:
        return str(told["none"])
    labels = [reader.label(iri) for _, iri in found.values()]
    each = [
        told["of"].format(
            figure=figure, reports=counted(found[figure][0], "report"), label=reader.label(found[figure][1])
        )
        if figure in found
        else told["no"].format(figure=figure)
        for figure in asked
    ]
    if len({*labels}) == 1 == len(labels) - 1:
        each = [told["same"].format(figure=figure, reports=counted(found[figure][0], "report")) for figure in asked]
        return str(told["both"].format(label=labels[0], each=listed(each)))
    return f"{'; '.join(map(str, each))}."


def _figures(claim: Statement) -> set[str]:
    """The figures of a claim, as labels have them."""
    told = " ".join(say(as_stated(each)).casefold() for each in claim.amounts)
    return {*re.split(r"[\s–]+", told)}
