"""A text as it is read: sentences with the names, figures, rates and dates in them, all by offsets into the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache

from kg.loaders.grammar import bank_names, officials, proper_names, split
from kg.loaders.grammar.entities import Mention, find_names, is_title
from kg.loaders.grammar.leads import Leads, is_listed, word_at
from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, first_words, fold, verbs, vocabulary, word_starts, words
from kg.loaders.grammar.phrases import Figure, find_amounts
from kg.loaders.grammar.rates import Rate, find_rates
from kg.loaders.grammar.when import When, find_dates
from kg.model import codes

__all__ = ["Reading", "Sentence", "any_of", "grades", "has", "home", "read", "stops"]


@dataclass(slots=True)
class Sentence:
    """One sentence; every offset is of the whole text."""

    text: str
    lower: str
    start: int
    end: int
    published: date | None
    names: list[Mention] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    whens: list[When] = field(default_factory=list)
    starts: list[tuple[int, str]] = field(default_factory=list)
    vocabulary: frozenset[str] = frozenset()  # its words
    title: bool = False
    lead: str = ""  # lower case, of the line that the list hangs on in which the sentence stands
    lead_parties: tuple[str, ...] = ()
    lead_subject: Mention | None = None  # who acts in that line
    lead_goal: str | None = None  # the party into which, by that line, all goes
    hanging: dict[tuple[int, int], bool] = field(default_factory=dict)  # what `subjects.hangs` found of its names
    hits: dict[int, list[Hit[Verb]]] = field(default_factory=dict)  # what each list has in it, once asked for

    @property
    def quote(self) -> str:
        """The sentence as printed, on one line."""
        return self.text[self.start : self.end].strip()

    def find(self, gazetteer: Gazetteer[Verb], start: int | None = None, end: int | None = None) -> list[Hit[Verb]]:
        """Verbs and phrases of a list between two offsets."""
        hits = self.hits.get(id(gazetteer))
        if hits is None:
            hits = self.hits[id(gazetteer)] = list(gazetteer.find(self.lower, self.starts, self.vocabulary))
            if hits:
                kinds = ("company", "agency", "outlet")
                inside = [(each.start, each.end) for each in self.names if each.kind in kinds]
                hits[:] = [
                    hit
                    for hit in hits
                    if hit.end <= self.end
                    and not self._month(hit)
                    and not any(low <= hit.start and hit.end <= high for low, high in inside)
                ]
        if not hits or (start is None and end is None):
            return hits[:]
        low, high = self.start if start is None else start, self.end if end is None else end
        return [hit for hit in hits if low <= hit.start and hit.end <= high]

    def has(self, phrases: Sequence[str]) -> bool:
        """Whether the sentence holds one of the phrases of a list that is kept, as whole words."""
        first, pattern, _ = _cues.get(id(phrases)) or _cue(phrases)
        return not first.isdisjoint(self.vocabulary) and pattern.search(self.lower[self.start : self.end]) is not None

    def _month(self, hit: Hit[Verb]) -> bool:
        """Whether "may" is the month, or "force" the air's."""
        if hit.value.lemma == "force" and self.lower.endswith("air ", 0, hit.start):
            return True
        if not self.text.startswith("May", hit.start) or hit.value.lemma != "may":
            return False
        before = self.lower[max(self.start, hit.start - 8) : hit.start]
        return (
            not self.title
            or re.search(r"\b(?:in|of|since|until|by|from|late|early|last|on)\s+$|\d\s+$", before) is not None
        )

    def parties(self, start: int, end: int) -> list[Mention]:
        """Countries and blocs named between two offsets; persons and references are none."""
        return [each for each in self.names if each.kind == "party" and start <= each.start and each.end <= end]

    def between(self, start: int, end: int) -> str:
        """The lower-case text between two offsets."""
        return self.lower[start:end]


@dataclass(slots=True)
class Reading:
    """All sentences of an article or headline, with the office holders and tickers found on the way."""

    text: str
    sentences: list[Sentence]
    holders: list[officials.Holder]
    tickers: dict[str, str]


@cache
def _phrase(known: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(known, key=lambda each: (-len(each), each))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?![\w-])")


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these lower-case phrases as whole words."""
    return _phrase(tuple(phrases))


# A list → first words, pattern, and the list itself, so that its id stays its own.
_cues: dict[int, tuple[frozenset[str], re.Pattern[str], Sequence[str]]] = {}


def _cue(phrases: Sequence[str]) -> tuple[frozenset[str], re.Pattern[str], Sequence[str]]:
    first = frozenset(next(first_words(each, 0))[0] for each in phrases)
    return _cues.setdefault(id(phrases), (first, any_of(phrases), phrases))


def has(text: str, phrases: Iterable[str]) -> bool:
    """Whether the lower-case text holds one of the phrases as whole words."""
    return any_of(phrases).search(text) is not None


def read(text: str, lines: Iterable[split.Line], published: date | None) -> Reading:
    """Read lines of a text: sentences, and every name in them. Nobody changes a reading: who grounds shares it."""
    return _read(text, tuple(lines), published)


@lru_cache(maxsize=2)  # an article is read, then grounded; an undated reading explains it
def _read(text: str, lines: tuple[split.Line, ...], published: date | None) -> Reading:
    reading = Reading(text, [], [], {})
    lower = fold(text)
    surnames: dict[str, Mention] = {}
    short: dict[str, Mention] = {}
    leads = Leads()
    for line in lines:
        found = _line(reading, line, surnames, short)
        row = is_listed(line)
        lead = leads.at(text, line, found, row=row)
        title = is_title(line.text)
        for start, end in split.sentences(text, line):
            sentence = Sentence(text, lower, start, end, published, title=title)
            if row:
                sentence.lead, sentence.lead_parties = lead.text, lead.parties
                sentence.lead_subject, sentence.lead_goal = lead.subject, lead.goal
            sentence.figures = find_amounts(text, start, end)
            money = [(each.core, each.end) for each in sentence.figures if each.unit in codes.currencies()]
            sentence.names = [
                each
                for each in found
                if start <= each.start and each.end <= end and not any(a <= each.start < b for a, b in money)
            ]
            if start == line.start and (acts := leads.subject_of(text, line, lead, row=row)) is not None:
                at = word_at(text, start)
                sentence.names.insert(0, replace(acts, start=at, end=at))
                sentence.lead = sentence.lead or lead.text
            sentence.rates = find_rates(text, start, end)
            sentence.whens = list(find_dates(text, start, end, published))
            sentence.starts = word_starts(lower, start, end)
            sentence.vocabulary = vocabulary(lower, start, end)
            reading.sentences.append(sentence)
    _spell_out(reading, short)
    return reading


def _spell_out(reading: Reading, short: dict[str, Mention]) -> None:
    """Give bodies that a headline calls by letters the name that the text below spells out: "AfDB"."""
    bodies = {each.text: each for sentence in reading.sentences for each in sentence.names if each.kind == "agency"}
    full = {letters: each for letters, each in short.items() if _is_acronym(short, letters)}
    for letters in bodies:
        long = [each for name, each in bodies.items() if bank_names.abbreviates(letters, name)]
        if len(long) == 1:
            full.setdefault(letters, long[0])
    for sentence in reading.sentences if full else ():
        sentence.names = [
            replace(full[each.text], start=each.start, end=each.end)
            if each.kind in ("company", "agency") and each.text in full
            else each
            for each in sentence.names
        ]


def _line(reading: Reading, line: split.Line, surnames: dict[str, Mention], short: dict[str, Mention]) -> list[Mention]:
    """All names of a line; persons introduced with their office are known by surname from there on, firms likewise."""
    text = reading.text
    for mention, ticker in proper_names.find_tickers(text, line.start, line.end):
        reading.tickers.setdefault(mention.text, ticker)
    firms = proper_names.find_companies(text, line.start, line.end)
    banks = list(bank_names.find_banks(text, line.start, line.end))
    firms = [each for each in firms if not any(each.start < bank.end and bank.start < each.end for bank in banks)]
    found = [proper_names.lengthened(text, each) for each in find_names(text, line.start, line.end, [*firms, *banks])]
    for each in found:
        if each.kind in ("company", "agency") and (letters := bank_names.acronym(text, each)):
            short.setdefault(letters, each)
    found = [each for each in found if not _is_acronym(short, text[each.start : each.end])]
    found += _shortened(text, line, found, short)
    for firm in firms:
        if first := proper_names.short_form(firm.text):
            short.setdefault(first, firm)
    held = officials.find_officials(text, line.start, line.end, found)
    reading.holders += held
    people = [Mention(each.start, each.end, "person", each.country or "", "person", each.name) for each in held]
    kept = [each for each in found if not any(each.start < other.end and other.start < each.end for other in people)]
    for person in people:
        surnames.setdefault(person.text.split()[-1], person)
    kept += people
    again = Gazetteer((surname, person) for surname, person in surnames.items() if len(surname) > 2)
    for hit in again.find(text, word_starts(text, line.start, line.end)):
        if not any(hit.start < each.end and each.start < hit.end for each in kept):
            kept.append(replace(hit.value, start=hit.start, end=hit.end))
    return sorted(kept, key=lambda each: each.start)


def _is_acronym(short: dict[str, Mention], form: str) -> bool:
    """Whether a form is known as the short name that stood in brackets behind a longer one."""
    return form in short and short[form].text.split()[0] != form


def _shortened(text: str, line: split.Line, found: list[Mention], short: dict[str, Mention]) -> list[Mention]:
    """Firms told again by the first word of their name: "Foran Energy … Foran"."""
    if not short:
        return []
    again = Gazetteer(short.items())
    return [
        replace(hit.value, start=hit.start, end=hit.end)
        for hit in again.find(text, word_starts(text, line.start, line.end))
        if not any(hit.start < each.end and each.start < hit.end for each in found)
        and not re.match(r" [A-Z]|-|\)", text[hit.end : hit.end + 2])
    ]


_DATELINE = re.compile(
    r"\s*([A-Z][A-Z]{2,}(?: [A-Z]{2,})?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?:,? [A-Z]?[a-z]*\.? ?\d{0,2})?(?: \([\w ]+\))?"
    r"\s?[-–—:]{1,2}\s"
)
_BODY = re.compile(
    r"['’]?s?\s+(?:\w+\s+)?(?:government|ministry|cabinet|parliament|customs|central bank)\b", re.IGNORECASE
)


def home(reading: Reading) -> str | None:
    """The country meant by "the government": the dateline's, else the only one whose bodies the text names."""
    first = next((each for each in reading.sentences if _DATELINE.match(reading.text, each.start)), None)
    if first is not None and (place := _DATELINE.match(reading.text, first.start)):
        capital = codes.forms("country").get(place[1].title())
        if capital and capital[1] == "capital":
            return capital[0]
    bodies = {
        each.code
        for sentence in reading.sentences
        for each in sentence.names
        if each.kind == "party" and each.code and _BODY.match(sentence.text, each.end)
    }
    return bodies.pop() if len(bodies) == 1 else None


@cache
def grades() -> Gazetteer[Verb]:
    """Verbs and phrases by status, and those that only wish or look ahead."""
    return verbs(words("grades"))


@cache
def stops() -> re.Pattern[str]:
    """Phrases at which an object ends."""
    return any_of(words("clauses")["stops"])
