"""Why a record says what it says: each value of a claim with its place in the text, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.loaders.grammar import reading, split
from kg.loaders.grammar.reading import Reading
from kg.loaders.grounding import PARTIES
from kg.loaders.places import found
from kg.model.claims import Claim
from kg.model.record import Record

__all__ = ["Explained", "Mark", "Piece", "explain", "pieces"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of a claim and where it stands in the text; None where only the whole quote says it."""

    slot: str
    value: str
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Explained:
    """One claim: what it is, the place of its quote, its values."""

    name: str  # "pledge 1"
    quote: tuple[int, int] | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what stands in it ("pledge 1: amounts")."""

    text: str
    said: tuple[str, ...]


def explain(record: Record, text: str) -> tuple[list[Explained], list[str]]:
    """(claims with the places of their values, what the reader was unsure of that no claim lost)."""
    plain = split.clean(text)
    parts = split.split(plain)
    read = reading.read(plain, (*parts.article, *parts.headlines), None)
    counted: dict[str, int] = {}
    out = []
    for claim in record.claims():
        counted[claim.KIND] = counted.get(claim.KIND, 0) + 1
        quote = found(text, claim.evidence) if claim.evidence else None
        marks = tuple(_marks(claim, read, text, quote or (0, len(text))))
        out.append(Explained(f"{claim.KIND} {counted[claim.KIND]}", quote, marks))
    unsure = (each for each in record.doubts if each.kind not in ("ungrounded", "left_out"))
    return out, [f"{each.why} (characters {each.start} to {each.end})" for each in unsure]


def _marks(claim: Claim, read: Reading, text: str, quote: tuple[int, int]) -> Iterator[Mark]:
    """Every filled field of a claim, but for what tells of the claim itself."""
    for slot, given in claim.dump().items():
        if slot in ("evidence", "evidence_kind", "spans", "id", "novelty", "binding", "anonymous") or given in (
            None,
            [],
        ):
            continue
        for n, each in enumerate(given if isinstance(given, list) else [given]):
            value = _shown(each)
            spans = claim.spans.get(slot, ())
            span = spans[n] if n < len(spans) else _party(read, value, quote) if slot in PARTIES else None
            if span is None and slot not in ("kind", "status", "action"):
                inside = found(text[slice(*quote)], value)
                span = (quote[0] + inside[0], quote[0] + inside[1]) if inside else found(text, value)
            yield Mark(slot, value, span)


def _shown(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    words = next((str(value[key]) for key in ("as_printed", "name", "group", "text") if value.get(key)), "")
    return words or " ".join(str(each) for each in value.values() if each is not None)


def _party(read: Reading, code: str, quote: tuple[int, int]) -> tuple[int, int] | None:
    """The name that stands for a party, in the quote if it is there."""
    names = [each for sentence in read.sentences for each in sentence.names if code in (each.code, each.text)]
    inside = [each for each in names if quote[0] <= each.start < quote[1]]
    return next(((each.start, each.end) for each in (*inside, *names)), None)


def pieces(text: str, claims: Sequence[Explained]) -> list[Piece]:
    """The text cut wherever a quote or a value begins or ends."""
    spans = [(each.quote, each.name) for each in claims if each.quote]
    spans += [(mark.span, f"{each.name}: {mark.slot}") for each in claims for mark in each.marks if mark.span]
    cuts = sorted({0, len(text), *(at for span, _ in spans for at in span)})
    return [
        Piece(text[start:end], tuple(name for span, name in spans if span[0] <= start and end <= span[1]))
        for start, end in pairwise(cuts)
    ]
