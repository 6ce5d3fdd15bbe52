"""Found claims → the models of a record, and the names a text lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.loaders.grammar.agreements import Accord
from kg.loaders.grammar.attribution import Source
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.facts import Count, Judgement
from kg.loaders.grammar.measures import Found
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Reading, Sentence
from kg.loaders.grammar.resolve import is_state, venue
from kg.loaders.grammar.talks import Meeting
from kg.model.claims import Agreement, Amount, Measure, Product, Ruling, Statistic, Talks
from kg.model.record import Company, Official

__all__ = [
    "agreement",
    "amount",
    "list_companies",
    "list_countries",
    "list_officials",
    "measure",
    "names",
    "quoted",
    "ruling",
    "statistic",
    "talk",
]


def quoted(sentence: Sentence, source: Source) -> dict[str, Any]:
    """The fields every claim carries."""
    return {
        "attributed_to": source.chain,
        "anonymous": source.anonymous,
        "evidence": sentence.quote[:LONGEST],
        "evidence_kind": "quote",
    }


LONGEST = 19_000  # characters of a quote


def names(found: Sequence[Mention]) -> tuple[str, ...]:
    """Products as printed, each once, in order."""
    kept: dict[str, str] = {}
    for each in found:
        kept.setdefault(each.text.lower(), each.text)
    return tuple(text if not text.istitle() else text.lower() for text in kept.values())


def amount(figure: Figure, text: str) -> Amount:
    """An amount of a record, as printed."""
    return Amount(
        value=figure.value,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        qualifier=figure.qualifier,
        recurrence=figure.recurrence,
        converted=figure.converted,
        as_printed=text[figure.start : figure.end],
    )


def measure(found: Found, source: Source) -> Measure:
    """A measure of a record."""
    rate = found.rate
    return Measure(
        **quoted(found.sentence, source),
        kind=found.kind,
        imposer=found.imposer,
        targets=tuple(found.targets),
        action=found.action,
        rate_percent=rate.value if rate else None,
        rate_before=found.before,
        products=tuple(Product(name=name) for name in names(found.products)),
        effective=found.effective,
        ends=found.ends,
        spans={"rate_percent": ((rate.start, rate.end),)} if rate and rate.end > rate.start else {},
    )


def talk(found: Meeting, source: Source) -> Talks:
    """Talks of a record."""
    return Talks(
        **quoted(found.sentence, source),
        parties=tuple(found.parties),
        round=found.round,
        date=found.date,
        place=found.place,
        officials=tuple(found.officials),
        topics=tuple(found.topics),
    )


def agreement(found: Accord, source: Source) -> Agreement:
    """An agreement of a record."""
    return Agreement(
        **quoted(found.sentence, source),
        name=found.name,
        parties=tuple(found.parties),
        date=found.date,
        status=found.status,
        instrument=found.instrument,
        officials=tuple(found.officials),
    )


def ruling(found: Judgement, source: Source) -> Ruling:
    """A ruling of a record."""
    return Ruling(
        **quoted(found.sentence, source),
        court=found.court,
        country=found.country,
        date=found.date,
        legal_basis=found.law,
        effect=found.effect or None,
    )


def statistic(found: Count, source: Source, text: str) -> Statistic:
    """A statistic of a record."""
    return Statistic(
        **quoted(found.sentence, source),
        indicator=found.indicator,
        reporter=found.reporter,
        partner=found.partner,
        value=found.value,
        unit=found.unit,
        qualifier=found.qualifier,
        period=found.period,
        as_printed=text[found.span[0] : found.span[1]],
        spans={"value": (found.span,)},
    )


def list_officials(reading: Reading) -> tuple[Official, ...]:
    """Holders of public office, each once by surname, with the first office worded."""
    kept: dict[str, Official] = {}
    for held in reading.holders:
        last = held.name.split()[-1]
        old = kept.get(last)
        if old is None or (old.office is None and held.office):
            name = old.name if old and len(old.name) > len(held.name) else held.name
            kept[last] = Official(name=name, office=held.office, country=held.country)
    for sentence in reading.sentences:
        for each in sentence.names:
            if each.kind == "person" and each.code and not any(each.text.split()[-1] == last for last in kept):
                kept[each.text.split()[-1]] = Official(name=each.text, office=None, country=each.code)
            elif each.kind == "person" and each.code:
                last = each.text.split()[-1]
                if len(each.text) > len(kept[last].name):
                    kept[last] = kept[last].model_copy(update={"name": each.text})
    return tuple(kept.values())


def list_companies(reading: Reading, agencies: set[str]) -> tuple[Company, ...]:
    """Companies as named, in order of appearance, with their ticker where printed."""
    kept: dict[str, Company] = {}
    for sentence in reading.sentences:
        for each in sentence.names:
            if each.kind == "company" and each.text not in agencies:
                kept.setdefault(each.text, Company(name=each.text, ticker=reading.tickers.get(each.text)))
    longer = {name[:at] for name in kept for at in range(len(name)) if name[at] in " ."}
    return tuple(each for name, each in kept.items() if name not in longer or each.ticker)  # no "Chevron" too


def list_countries(reading: Reading) -> tuple[str, ...]:
    """All parties named; persons do not name their country."""
    codes = {
        each.code
        for sentence in reading.sentences
        for each in sentence.names
        if each.kind == "party" and each.role != "paraphrase" and not venue(sentence, each)
    }
    return tuple(sorted(code for code in codes if code != "ALL" and is_state(code)))
