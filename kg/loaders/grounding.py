"""What of a record its text bears out: the one notion of grounding, for every reader and for records from outside.

A value stands only with a place in the text. Words are looked for as they are, then with white space, quotation marks
and case folded, never by likeness. Amounts, rates and dates are read again by the grammar's own passes and must agree
with what the record says. Parties need a name in the text. Codes come from closed lists (the record's own model sees
to that) and stand on their claim's quote. What is not borne out is dropped with the reason, or, where the caller only
wants to know, reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from kg.loaders import doubts
from kg.loaders.grammar import reading, split
from kg.loaders.grammar.article import LONGEST
from kg.loaders.grammar.attribution import ANONYMOUS
from kg.loaders.grammar.phrases import Figure, as_goods, ordinal
from kg.loaders.grammar.reading import Reading
from kg.loaders.grammar.when import MONTHS, day_of
from kg.loaders.places import Span, find, find_folded, folded
from kg.model import codes
from kg.model.claims import CLAIMS
from kg.model.errors import InputError
from kg.model.iris import digest
from kg.model.record import Doubt, Record

__all__ = ["PARTIES", "Dropped", "Ground", "ground"]

# Fields of claims by how they are borne out; what stands in none is a code, a reference or a judgement.
PARTIES = ("pledgers", "recipients", "imposer", "targets", "parties", "reporter", "partner")
RATES = ("rate_percent", "rate_before")
DATES = ("date", "effective", "ends", "status_date", "deadline_date", "period")
WORDS = (
    "products", "companies", "officials", "place", "topics", "court", "legal_basis", "deadline", "commitment_words",
    "conditions", "terms", "said_by", "indicator", "measured_by", "attributed_to",
)  # fmt: skip
NEEDED = ("pledgers", "imposer", "parties", "court", "indicator", "value")  # without one of them a claim says nothing


@dataclass(frozen=True, slots=True)
class Dropped:
    """A value that the text does not bear out: where it stood ("pledges[0].amounts[1]"), what it was, why it goes."""

    field: str
    value: str
    reason: str

    def __str__(self) -> str:
        return f"{self.field}: {self.value}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Ground:
    """A record with only what its text bears out, what was dropped among its doubts; and the same in words."""

    record: Record
    dropped: tuple[Dropped, ...]


def ground(record: Record, text: str) -> Ground:
    """The record as far as the text bears it out. The text is the one its spans point into."""
    ground_ = _Text(text, record)
    value, dropped, unsure = record.dump(), list[Dropped](), list[dict[str, Any]]()
    gone: set[str] = set()
    places: dict[str, list[int]] = {}
    same = True
    for kind in CLAIMS:
        kept = places[kind.FIELD] = []
        for n, claim in enumerate(value[kind.FIELD]):
            given = dict(claim)
            if _stands(ground_, (kind.FIELD, n, len(kept)), claim, gone, dropped, unsure):
                kept.append(n)
            same = same and claim == given
        value[kind.FIELD] = [value[kind.FIELD][n] for n in kept]
    _without(value, gone - {"None"})
    for field in ("officials", "companies", "agencies"):
        value[field] = [
            each for n, each in enumerate(value[field]) if ground_.said(f"{field}[{n}]", each["name"], dropped)
        ]
    value["countries"] = [each for each in value["countries"] if ground_.named("countries", each, dropped)]
    value["doubts"] = [*doubts.moved(value.get("doubts", ()), places), *unsure]
    made = record if same and not dropped else Record.of(value)
    more = tuple(map(Doubt.model_validate, doubts.of_text(made, *ground_.own)))
    return Ground(made.model_copy(update={"doubts": (*made.doubts, *more)}) if more else made, tuple(dropped))


def _stands(
    ground_: _Text,
    place: tuple[str, int, int],
    claim: dict[str, Any],
    gone: set[str],
    dropped: list[Dropped],
    unsure: list[dict[str, Any]],
) -> bool:
    """Whether a claim stays; what falls of it is a doubt. `place` is its list, where it stood there and where it will.

    `gone` takes the local ids of claims that fell.
    """
    name, n, now = place
    where, before, given = f"{name}[{n}]", len(dropped), dict(claim)
    reason = _claim(ground_, where, claim, dropped)
    if reason is None and claim.get("pledge") in gone:
        reason = "its pledge was dropped"
    quote = claim.get("evidence")
    span = ground_.find(quote) if quote else None
    if reason is not None:
        bare = {field: value for field, value in given.items() if field != "spans" and value not in (None, [])}
        told = "; ".join((reason, *map(str, dropped[before:])))
        unsure.append(doubts.doubt("left_out", name, bare, told, quote, span))
        dropped.append(Dropped(where, str(quote or name)[:120], reason))
        gone.add(str(claim.get("id")))
        return False
    for each in dropped[before:]:
        field = each.field.removeprefix(f"{where}.").split("[")[0]
        lost = _given(given, each.field)
        unsure.append(doubts.doubt("ungrounded", f"{name}[{now}].{field}", lost, each.reason, quote, span))
    return True


def _given(claim: Mapping[str, Any], place: str) -> Any:
    """The value that stood at a place of a claim: "pledges[0].amounts[1]"."""
    field, _, n = place.rpartition(".")[2].rstrip("]").partition("[")
    return claim[field][int(n)] if n else claim[field]


def _claim(ground_: _Text, where: str, claim: dict[str, Any], dropped: list[Dropped]) -> str | None:
    """Take from a claim what is not borne out; the reason where the whole claim falls."""
    quote = claim.get("evidence")
    region = ground_.find(quote) if quote else (0, len(ground_.text))
    if region is None:
        return "its quote is not in the text"
    for field in [name for name in claim if name in (*PARTIES, *RATES, *DATES, *WORDS, "amounts", "round", "value")]:
        given = claim[field]
        if given is None or given == []:
            continue
        checks = {"amounts": ground_.amount, "value": ground_.counted, "round": ground_.ordinal}
        check = checks.get(field) or (
            ground_.named
            if field in PARTIES
            else ground_.rate
            if field in RATES
            else ground_.dated
            if field in DATES
            else ground_.said
        )
        many = isinstance(given, list)
        kept = [
            each
            for n, each in enumerate(given if many else [given])
            if check(f"{where}.{field}" + (f"[{n}]" if many else ""), each, dropped, region=region, claim=claim)
        ]
        claim[field] = kept if many else kept[0] if kept else None
        if field in NEEDED and claim[field] in (None, []):
            return f"without {field} it says nothing"
    if len(claim.get("parties") or ("", "")) < 2:
        return "one side alone has no talks or agreement"
    if amounts := claim.get("amounts"):
        claim["amounts"] = [  # a conversion without what it converts is an amount
            {name: value for name, value in amounts[0].items() if name != "converted"},
            *amounts[1:],
        ]
    if quote and "spans" in claim:
        spans = {
            field: value
            for field, value in claim["spans"].items()
            if claim.get(field) not in (None, []) or field == "evidence"
        }
        claim["spans"] = spans
    return None


def _without(value: dict[str, Any], gone: set[str]) -> None:
    """Take out references to claims that fell."""
    for kind in CLAIMS:
        for claim in value[kind.FIELD]:
            for field in ("part_of", "supersedes", "restates", "implements"):
                if claim.get(field) in gone:
                    claim[field] = None
            for field in ("contains", "voids"):
                if claim.get(field):
                    claim[field] = [each for each in claim[field] if each not in gone]
            if claim.get("counted_in"):
                claim["counted_in"] = [each for each in claim["counted_in"] if each["target"] not in gone]


@lru_cache(maxsize=2)  # an article and the headlines below it are records of one text, a dated and an undated one
def _read(text: str, published: str | None) -> tuple[Reading, split.Parts]:
    plain = split.clean(text)[:LONGEST]
    parts = split.split(plain)
    return reading.read(plain, (*parts.article, *parts.headlines), day_of(published)), parts


class _Text:
    """A text with what the grammar finds in it."""

    def __init__(self, text: str, record: Record) -> None:
        self.text = text
        self._record = record

    @property
    def _reading(self) -> Reading:
        return _read(self.text, self._record.report.published)[0]

    @property
    def own(self) -> tuple[Reading, Span]:
        """The text as it is read, and the stretch of it that the record is of: the article, or a headline below it."""
        read, parts = _read(self.text, self._record.report.published)
        mine = (each for each in parts.headlines if digest(each.text, length=64) == self._record.report.text_hash)
        line = next(mine, None)
        return read, (line.start, line.end) if line else (0, max((each.end for each in parts.article), default=0))

    @property
    def _folds(self) -> tuple[str, list[int]]:
        return folded(self.text)

    def find(self, words: str) -> Span | None:
        """See `found`; the folded text is made once."""
        return find(self.text, words) or find_folded(self._folds, words)

    @cached_property
    def _parties(self) -> frozenset[str]:
        names = (each for sentence in self._reading.sentences for each in sentence.names)
        return frozenset(each.code for each in names if each.kind in ("party", "person") and each.code)

    def named(self, field: str, value: str, dropped: list[Dropped], **_: Any) -> bool:
        """A party needs a name, capital, office holder or paraphrase in the text; a firm its printed name."""
        good = value == "ALL" or value in self._parties or (codes.party(value) is None and self.find(value) is not None)
        return _told(good, field, value, "nothing in the text names it", dropped)

    def said(self, field: str, value: Any, dropped: list[Dropped], **_: Any) -> bool:
        """Words as printed: of a product or company the name, of a term its text."""
        words = (
            next((value[key] for key in ("name", "group", "text") if value.get(key)), "")
            if isinstance(value, Mapping)
            else value
        )
        good = words == ANONYMOUS or self.find(words) is not None
        return _told(good, field, words, "these words are not in the text", dropped)

    def amount(self, field: str, value: Mapping[str, Any], dropped: list[Dropped], **given: Any) -> bool:
        """An amount needs a figure of its unit and size in its claim's quote, or at the span its claim gives."""
        spans = [tuple(each) for each in given["claim"].get("spans", {}).get("amounts", ())]
        wanted = tuple(_number(value.get(key)) for key in ("value", "low", "high"))
        unit, times = as_goods(value["unit"])
        wanted = tuple(None if each is None else each * times for each in wanted)
        near = self._figures((given["region"], *spans))
        good = any((each.value, each.low, each.high) == wanted and each.unit == unit for each in near)
        shown = value.get("as_printed") or " ".join(
            str(value[key]) for key in ("value", "low", "high", "unit") if key in value
        )
        return _told(good, field, shown, "no figure of the text says so", dropped)

    def counted(self, field: str, value: Any, dropped: list[Dropped], **given: Any) -> bool:
        """A statistic's value: an amount, or a percentage up or down."""
        wanted, unit = _number(value), given["claim"]["unit"]
        figures = {
            figure
            for each in self._figures((given["region"],))
            if each.unit == unit
            for figure in (each.value, each.high)
        }
        good = abs(wanted or 0) in self._rates(given["region"]) if unit == "percent" else wanted in figures
        return _told(good, field, f"{value} {unit}", "no figure of the text says so", dropped)

    def rate(self, field: str, value: Any, dropped: list[Dropped], **given: Any) -> bool:
        """A rate needs a percentage of that size in its claim's quote; 0 also "zero", "nothing" and "free"."""
        rates = self._rates(given["region"])
        free = re.search(r"\b(?:zero|nil|nothing|free|exempt\w*)\b", self.text[slice(*given["region"])], re.IGNORECASE)
        good = _number(value) in rates or (value == 0 and free is not None)
        return _told(good, field, f"{value}%", "no rate of the text says so", dropped)

    def dated(self, field: str, value: str, dropped: list[Dropped], **_: Any) -> bool:
        """A date needs to be one that the text gives, seen from the report's day."""
        known = {each.edtf for sentence in self._reading.sentences for each in sentence.whens if each.edtf}
        bare = value.rstrip("~?")
        good = any(bare == each.rstrip("~?") or (len(bare) < 10 and each.startswith(bare)) for each in known)
        told = good or self._period(bare)
        return _told(told, field, value, "no date of the text says so", dropped)

    def ordinal(self, field: str, value: int, dropped: list[Dropped], **_: Any) -> bool:
        """A round's number, as a word or in digits."""
        words = re.findall(r"\w+", self.text)
        good = any(ordinal(word) == value or word == str(value) for word in words)
        return _told(good, field, str(value), "no such number in the text", dropped)

    def _period(self, period: str) -> bool:
        """A month or year by its bare name, or "last year", seen from the report's day."""
        day = day_of(self._record.report.published)
        if not day or not re.fullmatch(r"\d{4}(?:-\d{2})?", period) or abs(int(period[:4]) - day.year) > 1:
            return False
        month = MONTHS[int(period[5:]) - 1] if len(period) > 4 and 1 <= int(period[5:]) <= 12 else "year"
        return self.find(month) is not None

    def _figures(self, regions: Iterable[Span]) -> Iterator[Figure]:
        spans = list(regions)
        for sentence in self._reading.sentences:
            for each in sentence.figures:
                if any(start <= each.core < end for start, end in spans):
                    yield each

    def _rates(self, region: Span) -> set[Decimal]:
        start, end = region
        return {
            each.value for sentence in self._reading.sentences for each in sentence.rates if start <= each.start < end
        }


def _told(good: bool, field: str, value: str, reason: str, dropped: list[Dropped]) -> bool:
    if not good:
        dropped.append(Dropped(field, str(value), reason))
    return good


def _number(value: Any) -> Decimal | None:
    try:
        return None if value is None else Decimal(str(value))
    except ArithmeticError:
        raise InputError(f"{value!r} is no number") from None
