"""What a reader was unsure of, as doubts of its record: what grounding left out, and what it could not tell apart.

Of the text itself: names that others bear too, numbers in a claim's words without a unit, sentences with sides and a
sum of which no claim came. A person accepts, mends or drops each (`kg inbox`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from kg.loaders.grammar import reading
from kg.loaders.grammar.attribution import asserts
from kg.loaders.grammar.build import amount
from kg.loaders.grammar.lexicon import Gazetteer, Hit, word_starts, words
from kg.loaders.grammar.phrases import find_amounts
from kg.loaders.grammar.reading import Reading, Sentence
from kg.loaders.places import Span, found
from kg.model import codes
from kg.model.claims import CLAIMS
from kg.model.errors import InputError
from kg.model.fields import Party, marked
from kg.model.record import Record

__all__ = ["as_value", "doubt", "moved", "of_text", "unsure_names"]

_PLACE = re.compile(r"([a-z_]+)\[(\d+)\]\.(.+)")
_SIDES = 2  # a sum is promised by one to another
_CLAIMS = {kind.FIELD: kind for kind in CLAIMS}
_AMOUNTS = frozenset(kind.FIELD for kind in CLAIMS if "amounts" in kind.model_fields)


def doubt(kind: str, field: str, reading: Any, why: str, evidence: str | None, span: Span | None) -> dict[str, Any]:
    """One doubt as plain values; `reading` is what belongs in the field, None where the reader made nothing of it."""
    made = {
        "kind": kind,
        "field": field,
        "reading": None if reading is None else json.dumps(reading, ensure_ascii=False, sort_keys=True),
        "why": why,
        "evidence": evidence or None,
    }
    return {**made, **({"start": span[0], "end": span[1]} if span else {})}


def moved(doubts: Iterable[Mapping[str, Any]], places: Mapping[str, Sequence[int]]) -> Iterator[Mapping[str, Any]]:
    """Doubts of a record of whose lists claims fell; `places` are the former places of those that stayed, by list.

    A doubt of a claim that fell goes with it.
    """
    for each in doubts:
        place = _PLACE.fullmatch(each["field"])
        if place is None or place[1] not in places:
            yield each
        elif int(place[2]) in (stayed := places[place[1]]):
            yield {**each, "field": f"{place[1]}[{stayed.index(int(place[2]))}].{place[3]}"}


def of_text(record: Record, read: Reading, span: Span) -> Iterator[dict[str, Any]]:
    """What in a stretch of a text nothing settles, beside what its record claims."""
    quoted = [(kind.FIELD, n, _quote(claim, read.text)) for kind in CLAIMS
              for n, claim in enumerate(getattr(record, kind.FIELD))]  # fmt: skip
    told = {(each.kind, each.start) for each in record.doubts}  # where another reader's record is grounded again
    whole = all(place for _, _, place in quoted)  # a claim without a place may be of any sentence
    for sentence in read.sentences:
        if span[0] <= sentence.start < span[1]:
            near = [(field, n) for field, n, place in quoted if place and _meets(place, (sentence.start, sentence.end))]
            priced = next((each for each in near if each[0] in _AMOUNTS), None)
            said = [*_names(sentence), *(_numbers(sentence, *priced) if priced else ())]
            said += _unclear(sentence) if whole and not near else ()
            yield from (each for each in said if (each["kind"], each["start"]) not in told)


def _quote(claim: Any, text: str) -> Span | None:
    return found(text, claim.evidence) if claim.evidence else None


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _names(sentence: Sentence) -> Iterator[dict[str, Any]]:
    for hit in unsure_names(sentence):
        several = codes.ambiguous("country")[hit.value]
        reads = several[0] if len(several) == 1 else None
        why = f"{hit.value} is read as no country: others bear the name, nothing settles it"
        yield doubt("ambiguous_party", "countries", reads, why, sentence.quote, (hit.start, hit.end))


def unsure_names(sentence: Sentence) -> Iterator[Hit[str]]:
    """Names of countries that were not read as such, for persons and other places bear them too."""
    for hit in _unsure().find(sentence.text, word_starts(sentence.text, sentence.start, sentence.end)):
        if not any(_meets((each.start, each.end), (hit.start, hit.end)) for each in sentence.names):
            yield hit


@cache
def _unsure() -> Gazetteer[str]:
    return Gazetteer((surface, surface) for surface in codes.ambiguous("country"))


def _numbers(sentence: Sentence, field: str, n: int) -> Iterator[dict[str, Any]]:
    """Numbers with a scale in the words of a claim that takes amounts, and that are part of no figure."""
    known = [(each.start, each.end) for each in sentence.figures]
    known += [(each.start, each.end) for each in sentence.rates]
    for number in _scaled().finditer(sentence.text, sentence.start, sentence.end):
        if not any(_meets(number.span(), each) for each in known):
            why = f"no unit is known of “{number[0]}”"
            yield doubt("unknown_unit", f"{field}[{n}].amounts", None, why, sentence.quote, number.span())


@cache
def _scaled() -> re.Pattern[str]:
    """A number with a power of ten behind it, and the word after."""
    powers = "|".join(
        sorted((power for power in words("magnitudes")["powers"] if len(power) > 1), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w.,])\d[\d.,]*[ -]?(?:{powers})\b(?: (?!and\b|of\b|in\b|to\b)[^\W\d_]+)?")


def _unclear(sentence: Sentence) -> Iterator[dict[str, Any]]:
    """A sum beside two sides and a word of undertaking, and no claim."""
    sums = [each for each in sentence.figures if each.unit in codes.currencies()]
    sides = dict.fromkeys(
        each.code or each.text for each in sentence.names if each.kind in ("party", "company", "agency")
    )
    if not sums or len(sides) < _SIDES or not sentence.find(reading.grades()) or not asserts(sentence):
        return
    figures = ", ".join(sentence.text[each.core : each.end].strip() for each in sums)
    why = f"who gives {figures} to whom is not clear, of {', '.join(sides)}"
    yield doubt("unclear_relation", "pledges", None, why, sentence.quote, (sentence.start, sentence.end))


def as_value(field: str, text: str) -> str:
    """What a person puts into a place of a record, as JSON: JSON as it is, else "$5bn", a party's name, or plain words.

    InputError if the words are no amount where one belongs, or where a whole claim belongs.
    """
    name, _, inner = field.partition("[")
    slot = inner.rpartition(".")[2]
    if text.lstrip()[:1] in ("{", "[", '"'):
        return text
    if name in _CLAIMS and not slot:
        raise InputError(f'here belongs a whole claim, as JSON: {{"pledgers": ["JPN"], …}} for {name}')
    if slot == "amounts":
        return _amount(text)
    if name == "countries" or slot in marked(_CLAIMS[name], Party):
        return json.dumps(codes.names("country").get(text) or codes.names("bloc").get(text) or text, ensure_ascii=False)
    return text if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else json.dumps(text, ensure_ascii=False)


def _amount(text: str) -> str:
    figures = find_amounts(text, 0, len(text))
    if len(figures) != 1:
        raise InputError(f"{text!r} is no amount, or several; give one as a text would: $5bn, up to 40 aircraft")
    return json.dumps(amount(figures[0], text).dump(), ensure_ascii=False)
