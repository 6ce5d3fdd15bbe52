"""What a pledge says, in a report's words: its fullest claim; how it is paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.ledger import strength
from kg.ledger.figures import slipped
from kg.model.phrases import filled
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, quotation
from kg.questions.benefits.also_told import gives, gives_as_told
from kg.questions.benefits.benefit_words import Said, unnamed, urls, voices, words
from kg.questions.benefits.worded import names_goods, paid_by_loans, points_back, stands_alone
from kg.questions.standing import is_ending
from kg.store.nodes import Values, expand

__all__ = ["fullest", "how_paid", "what_is_told"]


def fullest(reader: Reader, iri: str, pledge: Values) -> Statement | None:
    """The claim that tells most of a pledge."""
    told = Sources.of(reader.store)
    claims = [claim for claim in told.claims(iri) if claim.claim.evidence]
    reworded = {ref for claim in claims for ref in told.referred(claim, "restates")}
    claims = [claim for claim in claims if claim.iri not in reworded and not _is_scrap(claim)]
    goods = {str(product) for product in pledge.get(expand("product"), ())}
    wrong = slipped(claims)
    status, label = reader.code(pledge, "ending") or reader.status(iri, pledge, "grade"), reader.label(iri)
    in_label = {product for product in goods if reader.label(product) in label}

    def most(claim: Statement) -> tuple[bool | int, ...]:
        text = claim.claim.evidence or ""
        return (
            is_ending(claim) and status is None,
            claim in wrong,
            points_back(text),
            not gives(label, claim),
            claim.status != status,
            not gives_as_told(label, claim),
            bool(in_label) and in_label.isdisjoint(claim.products),
            not names_goods(reader, text, goods),
            not stands_alone(text) or ";" in text,
            -len(text.split()),
        )

    return min(claims, key=most, default=None)


def what_is_told(first: Statement, beside: Iterable[Said]) -> Iterator[Said]:
    """The fullest claim of a pledge in its words, unless these are quoted `beside`, and not merely as also told."""
    also = words()["but"]["besides"].partition("{")[0]
    own = str(first.claim.evidence).rstrip(".")
    if not any(own in said.sentence and not said.sentence.startswith(also) for said in beside):
        yield _quoted("told", first)


def how_paid(reader: Reader, iri: str, pledge: Values) -> Iterator[Said]:
    """Of money put into works: that most of it is lent, in the words of the first claim that tells how much is not."""
    if strength.is_works(reader.code(pledge, "kind") or ""):
        claims = Sources.of(reader.store).claims(iri)
        telling = (claim for claim in claims if paid_by_loans(claim.claim.evidence or ""))
        if first := next((claim for claim in telling if getattr(claim.claim, "components", ())), None):
            yield _quoted("paid", first)


def _is_scrap(claim: Statement) -> bool:
    """Whether the words kept of a claim begin with a figure: goods and sums of a list, without who does what."""
    return not (claim.claim.evidence or "")[:1].isalpha()


def _quoted(name: str, claim: Statement) -> Said:
    given = quotation(claim)
    given["source"] = ", ".join(filter(None, (given["source"], voices(claim), unnamed(claim))))
    return Said(filled(words()["but"][name], given), urls([claim]))
