"""Which of two figures reports give, where a text asks for one of them; who gives the one that a text claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.asking.claimed import told_figures
from kg.asking.verdicts.verdict_words import words
from kg.ledger.figures import as_stated
from kg.model.amounts import say
from kg.model.claims import Amount
from kg.model.phrases import filled, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, reports_of
from kg.questions.said import about, counted, listed

__all__ = ["which_figure", "whose_figure"]

_NAMED = 4  # of those whose figure it is; more are counted


def which_figure(reader: Reader, asked: Sequence[str]) -> str:
    """Which of two figures reports give, each with the pledge that it is told of and by how many."""
    told = words()["either"]
    given = {figure: _given(reader, figure) for figure in asked}
    found = {figure: (len(reports_of(claims)), iri) for figure, (iri, claims) in given.items() if claims}
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


def whose_figure(reader: Reader, asked: Sequence[str]) -> str:
    """Of which pledge a figure is told, by how many reports and on whose word."""
    [figure] = asked
    iri, claims = _given(reader, figure)
    if not claims:
        return filled(words()["either"]["unclaimed"], {"figure": figure, "about": about(reader, "field")})
    often = Counter(who for claim in claims for who in {*_givers(claim, figure)})
    who = listed([f"{name} ({often[name]})" for name in sorted(often, key=lambda name: (-often[name], name))], _NAMED)
    worded = Counter(say(as_stated(each)) for claim in claims for each in claim.amounts if _is(each, figure))
    given = {"figure": max(worded, key=lambda text: (worded[text], text)), "label": reader.label(iri)}
    given |= {"reports": counted(len(reports_of(claims)), "report"), "who": who}
    return filled(words()["either"]["claimed"], given)


def _given(reader: Reader, figure: str) -> tuple[str, list[Statement]]:
    """The pledge of which most reports give a figure, with the claims that do."""
    best: tuple[str, list[Statement]] = "", []
    for iri, _ in reader.without("field", "kind").events():  # the figure may be that of another kind
        claims = [claim for claim in Sources.of(reader.store).claims(iri) if figure in told_figures(claim.amounts)]
        if len(reports_of(claims)) > len(reports_of(best[1])):
            best = iri, claims
    return best


def _givers(claim: Statement, figure: str) -> list[str]:
    """Those whose figure it is in a claim: who is named with it, else who the claim goes back to."""
    named = [each.said_by for each in claim.amounts if _is(each, figure) and each.said_by]
    return [with_article(who) for who in named or [str(claim.origin)]]


def _is(amount: Amount, figure: str) -> bool:
    return figure in told_figures([amount])
