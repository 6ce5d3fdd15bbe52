"""Whose own word is passed on: that only the far side tells of a pledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.model import codes, reference
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import by, countries_in, reports_of, speakers
from kg.questions.benefits.benefit_words import share, words
from kg.questions.benefits.worded import announcing, mutual, speaking
from kg.questions.holdings import home_codes
from kg.questions.standing import KEPT
from kg.store.nodes import Values, expand

__all__ = ["one_sided", "other_side_alone"]

_BOTH = 2  # reports of which none is neither
_HALF = 2  # of the claims relay a side, from which on it is told that none relays the other


def one_sided(
    reader: Reader, iri: str, pledge: Values, claims: Sequence[Statement], *, denied: bool = False
) -> str | None:
    """That reports pass on the word of the side that gets it alone; None where a text binds both, or both speak.

    Of what is denied the claims are those that affirm it.
    """
    telling = other_side_alone(reader, iri, pledge, claims)
    if not telling:
        return None
    theirs = home_codes(reader, pledge, "recipient")
    spoken = {name for claim in telling for name in _speakers(claim, theirs)}
    parties = {reader.label(str(party)) for party in pledge.get(expand("pledger"), ())}
    given = {
        "pledger": _all(parties, " or "),
        "recipient": _all(spoken),
        "who": share(telling, claims, "quotes", "quote"),
        "by": by(telling),
        "none": "neither" if len(reports_of(telling)) == len(reports_of(claims)) == _BOTH else "none",
        "where": words()["caution"]["where_affirmed" if denied else "where"],
    }
    alone = len(reports_of(claims)) == 1
    return filled(words()["caution"]["one_sided_one" if alone else "one_sided"], given)


def other_side_alone(reader: Reader, iri: str, pledge: Values, claims: Sequence[Statement]) -> list[Statement]:
    """The claims that pass on the word of the side that gets it, where most do and none that of who promises it."""
    if reader.status(iri, pledge, "grade") in KEPT and len(reports_of(claims)) > 1:
        return []
    mine, theirs = (home_codes(reader, pledge, side) for side in ("pledger", "recipient"))
    buyers = [str(party) for party in pledge.get(expand("pledger"), ()) if "/company" in str(party)]
    names = [name for party in buyers for name in reader.called(party)]
    sides = _sides(claims)
    telling = [claim for claim in claims if not theirs.isdisjoint(sides[claim.iri])]
    few = len(telling) * _HALF < max(len(claims), 1)
    return [] if few or mine & theirs or any(_speaks(claim, mine, names) for claim in claims) else telling


def _told_by(claim: Statement) -> frozenset[str]:
    """The countries whose word a claim passes on, of companies their homes; who is only mentioned says nothing."""
    named = [*claim.claim.attributed_to, *filter(None, [claim.claim.said_by])]
    homes_of = {claim.home(name) for name in named}
    told = speakers(claim) if named or speaking(claim.claim.evidence or "") else frozenset()
    return told | {code for code in homes_of if code and codes.party(code)}


def _sides(claims: Sequence[Statement]) -> dict[str, frozenset[str]]:
    """Whose word each claim (IRI) passes on; one that names no speaker, that of others which go back to the same."""
    own = {claim.iri: _told_by(claim) for claim in claims}
    of_origin: dict[str, frozenset[str]] = {}
    for claim in claims:
        of_origin[claim.origin] = of_origin.get(claim.origin, frozenset()) | own[claim.iri]
    return {claim.iri: own[claim.iri] or of_origin[claim.origin] for claim in claims}


def _speakers(claim: Statement, side: set[str]) -> Iterator[str]:
    """Whose word of a side a claim passes on: a company cited speaks for itself, others for their country."""
    cited = [*claim.claim.attributed_to, *filter(None, [claim.claim.said_by])]
    companies = {row["name"]: claim.home(name) for name in cited if (row := reference.find_company(name))}
    yield from (name for name, code in companies.items() if code in side)
    own = speakers(claim) | {claim.home(name) for name in cited if reference.find_company(name) is None}
    yield from (party.label for code in side & own if (party := codes.party(code)))


def _speaks(claim: Statement, side: set[str], names: Sequence[str]) -> bool:
    """Whether a claim passes on the word of a side, or of both: of its officials and papers, or in its sentence."""
    evidence = claim.claim.evidence or ""
    heads = " ".join(announcing(evidence))  # a sentence may pass on the word of others than are coded as speakers
    if not side.isdisjoint(countries_in(heads)) or (names and reference.names(heads, list(names))):
        return True
    if told := _told_by(claim):
        return not side.isdisjoint(told) or mutual(evidence)
    text = " ".join([*claim.claim.attributed_to, claim.claim.said_by or "", evidence if speaking(evidence) else ""])
    named = bool(names) and reference.names(text, list(names))
    return named or mutual(text) or not side.isdisjoint(countries_in(text))


def _all(names: set[str], last: str = " and ") -> str:
    return listed(sorted(map(with_article, names)), len(names), last)
