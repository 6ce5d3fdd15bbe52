"""The extractor: a text and its report → records, the article first, every headline below it on its own."""

from __future__ import annotations

from collections.abc import Iterable

from kg.loaders.grammar import (
    accords,
    agreements,
    anaphora,
    attribution,
    documents,
    facts,
    gathering,
    measures,
    pledges,
    reading,
    shares,
    split,
    talks,
    when,
)
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.reading import Sentence, any_of
from kg.loaders.grammar.resolve import Memory
from kg.model import codes
from kg.model.iris import digest
from kg.model.record import Record, Report

__all__ = ["LONGEST", "Rules", "extract"]

LONGEST = 200_000  # characters of one text that are read


class Rules:
    """Grammar and word lists: no network, no model, the same records for the same text."""

    name = "rules"

    def __call__(self, text: str, report: Report, /) -> list[Record]:
        """See `extract`."""
        return extract(text, report)


def extract(text: str, report: Report, /) -> list[Record]:
    """Records of a text, never raising: the article under `report`, then each headline below it.

    Spans are character offsets into `text` as handed in. A headline's report has the publisher of `report`, itself
    as title, and neither address nor date. `type` becomes relay where it was not given and the article's pledges
    come from other outlets.
    """
    plain = split.clean(text)[:LONGEST]
    parts = split.split(plain)
    records = [_article(plain, text, parts, report)]
    for line in parts.headlines:
        hashed = digest(line.text, length=64)
        own = Report(
            publisher=report.publisher,
            title=line.text,
            text_hash=hashed,
            language=report.language,
            extractor=Rules.name,
        )
        records.append(_record(plain, (line,), own))
    return records


def _article(plain: str, text: str, parts: split.Parts, report: Report) -> Record:
    """The first record: as title the one given, else the headline that stands above the article."""
    safe = text.encode("utf-8", "replace").decode()
    own: dict[str, str | None] = {"extractor": Rules.name, "text_hash": report.text_hash or digest(safe, length=64)}
    if report.title is None and parts.title is not None:
        own["title"] = parts.title.text
    made = report.model_copy(update=own)
    record = _record(plain, parts.article, made)
    relayed = bool(record.pledges) and all(
        gathering.is_outlet(next(iter(each.attributed_to), "")) for each in record.pledges
    )
    if relayed and "type" not in report.model_fields_set:
        record = record.model_copy(update={"report": made.model_copy(update={"type": "relay"})})
    return record


def _record(text: str, lines: Iterable[split.Line], report: Report) -> Record:
    """Read, find claims sentence by sentence, put them together."""
    read = reading.read(text, lines, when.day_of(report.published))
    trade = any_of(words("trade")["talks"]["context"])
    on_trade = any(trade.search(each.lower, each.start, each.end) for each in read.sentences)
    counted = any(figure.unit in words("typed")["goods"] for each in read.sentences for figure in each.figures)
    sums = any(figure.unit in codes.currencies() for each in read.sentences for figure in each.figures)
    about = accords.told_about(read) if on_trade or sums else ()
    memory, found = Memory(home=reading.home(read), about=about), gathering.Claims()
    for sentence in read.sentences:
        anaphora.settle(sentence, memory)
        if attribution.asserts(sentence):
            _find(sentence, memory, on_trade or counted, attribution.find_source(sentence, report.publisher), found)
        memory.note(sentence)
    return found.record(read, report)


_BARS = ("sanction", "export_ban", "export_control")  # under these nothing is bought


def _find(
    sentence: Sentence, memory: Memory, on_trade: bool, source: attribution.Source, found: gathering.Claims
) -> None:
    """Every pass over one sentence. Names, amounts, rates and dates are there already, from `reading`."""
    dealing = on_trade or bool(found.pledges)
    made = agreements.find_agreements(sentence, memory, dealing)
    memory.deal.update({frozenset(each.parties): each.status for each in made})
    papers = made or documents.find_documents(sentence, True)
    memory.papers.update({frozenset(each.parties): each.status for each in papers})
    papers = papers if made or dealing or sentence.figures else []
    found.add_accords(papers or accords.find_accords(sentence, memory), source)
    found.add_accords(accords.find_earlier(sentence, found.accords[-1][0] if found.accords else None), source)
    last = found.pledges[-1][0] if found.pledges else None
    whole = next((each for each, _ in reversed(found.pledges) if each.sentence.lead != sentence.lead), None)
    told = measures.find_measures(sentence, memory)
    drafts = (
        shares.find_shares(sentence, memory, last)
        or shares.find_items(sentence, whole)
        or pledges.find_pledges(sentence, memory, last)
    )
    drafts = drafts or shares.find_held(sentence, last)
    if any(each.kind in _BARS for each in told):  # "will ban imports of" buys nothing
        drafts = [each for each in drafts if each.figures or each.kind != "purchase"]
    found.add_pledges(drafts, source)
    if not drafts:
        found.add_to_last(pledges.find_addition(sentence))
        if pledges.signs_it(sentence):
            found.sign_last()
    found.add_measures(told, source)
    if told:
        memory.measure = (told[-1].imposer, tuple(told[-1].targets))
        memory.done = (told[-1].kind, told[-1].action)
        memory.since = 0
        memory.measured, memory.rate = tuple(told[-1].products), told[-1].rate
    meetings = [
        each
        for each in talks.find_talks(sentence, memory, on_trade)
        if not made or each.round or each.date or each.place
    ]  # talks that are told with what they led to are no meeting of their own
    found.add_meetings(meetings, source, talks.find_topics(sentence))
    if not meetings:
        found.add_round(talks.round_of(sentence))
    found.add_statistics(facts.find_statistics(sentence, memory), source)
    found.add_rulings(facts.find_rulings(sentence), source)
    found.add_deliveries(facts.find_deliveries(sentence, memory), source)
