"""Whether a figure is told as an increase on what there was, or as the level that is to be reached."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from kg.model.claims import Amount, Pledge
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.benefits.worded import falling_short

__all__ = ["is_increase", "is_told_as_more", "telling_short"]


def is_increase(statement: Statement, amount: Amount) -> bool:
    """Whether a figure is told as more than there was, not as all there is to be."""
    if isinstance(statement.claim, Pledge) and statement.claim.baseline:
        return True
    printed = (amount.as_printed or "").casefold()
    if printed.startswith("by "):  # raised by so much
        return True
    if len(statement.amounts) > 1:  # the sentence may mean another of them
        return any(word in printed for word in _increase_words())
    words = getattr(statement.claim, "commitment_words", None)
    told = f"{printed} {statement.claim.evidence or ''} {words or ''}".casefold()
    return any(word in told for word in _increase_words())


def is_told_as_more(statement: Statement) -> bool:
    """Whether the sentence kept of a claim says itself that it tells of more than there was."""
    return any(word in (statement.claim.evidence or "").casefold() for word in _increase_words())


def telling_short(reader: Reader, iri: str) -> Iterator[Statement]:
    """The claims on a pledge, or on what was delivered of it, that tell that little or nothing came on top."""
    told = Sources.of(reader.store)
    counts = (event for event in told.all("Delivery") if reader.store.holds(event, "pledge", iri))
    own = (*told.claims(iri), *(each for event in counts for each in told.claims(event)))
    return (each for each in own if falling_short(each.claim.evidence or ""))


@cache
def _increase_words() -> tuple[str, ...]:
    return tuple((files("kg.questions") / "increase_words.txt").read_text("utf-8").split("\n")[:-1])
