"""What reports tell in the words of a sentence that its command leaves out: their own statements may answer these."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.asking.bearers import country_in, official_in, surname_of
from kg.asking.taken import Taken
from kg.asking.word_lists import known_words, usual_partner, word_lists
from kg.model import dates, phrases, product_words
from kg.model.errors import UnknownName
from kg.query.event_table import PARTIES
from kg.query.reader import Row
from kg.query.spoken import plain_words
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS
from kg.questions.said import counted
from kg.questions.told_in import in_words

__all__ = ["told_in_left_words"]

_QUOTED = 3  # statements in the first sentence; more stand below it
_OF_SIDES = {"compare": "pledger", "target": "country", "imposer": "country", "partner": "recipient"}

Answer = tuple[Taken, Table]
Ask = Callable[[Taken], Table]


def told_in_left_words(answers: Sequence[Answer], ask: Ask) -> list[Answer]:
    """The answers, behind each the statements of what it is of that have words which were not read of it.

    Statements are those of the same filters, else of the same sides. A word that stands in the sentence before the
    answer is answered; of pledges it is told where no statement has any of the words, or has not a name or figure.
    """
    of_pledges = word_lists()["left_words"]["of_pledges"].split()
    found: list[Answer] = []
    for taken, table in answers:
        left = replace(taken, unread=tuple(note for note in taken.unread if not _stands_in(note, table.lead)))
        words = [*dict.fromkeys(word for note in left.unread for word in _words(note, taken))]
        statements = next(_statements(taken, words, ask), None) if words else None
        rows = statements[1].rows if statements else ()
        lacking = (word for word in words if not any(_said([word], row) for row in rows))
        untold = tuple(_first(word) for word in lacking if _is_name(word) or not rows)
        found.append((replace(left, untold=untold if taken.question in of_pledges else ()), table))
        if statements and not any(statements[0] == other for other, _ in found):
            found.append(statements)
    return found


def _stands_in(note: str, lead: str) -> bool:
    """Whether a name or a figure that was not read stands in a sentence."""
    return " " not in note and _is_name(note) and bool(in_words(note).search(lead))


def _first(word: str) -> str:
    """A word as it was typed, without the name of its goods."""
    return word.partition(",")[0]


def _is_name(word: str) -> bool:
    """Whether a word is a name or a figure: of another word that none has it tells little."""
    return not word.islower() or word[0].isdigit()


def _words(note: str, taken: Taken) -> list[str]:
    """The words of what was not read that say something, goods with their name; no side that is asked for anyway."""
    text = re.sub(r"\(.*", "", note)
    sides = {*map(country_in, taken.filters.values()), usual_partner()}
    if re.match(word_lists()["excluded"]["said"], text, re.IGNORECASE):
        return []  # what is not meant
    if (side := country_in(text.strip())) and side in sides:
        return []
    if official := official_in(text.strip()):
        return [surname_of(official)]  # by which reports call a person
    said = (word for word in re.findall(r"\w+(?:[.,]\d+)*%?", text) if word.casefold() not in known_words())
    return [", ".join(dict.fromkeys([word, *_other_forms(word)])) for word in said]


def _other_forms(word: str) -> list[str]:
    """In which other words reports tell it: goods by their name, 200bn as 200 billion."""
    if goods := product_words.product(word):
        return [goods.label]
    figure = re.fullmatch(r"(\d[\d.,]*)([a-z]+)", word, re.IGNORECASE)
    scale = figure and next(
        (told for told, short in plain_words()["figures"].items() if short == figure[2].casefold()), None
    )
    return [f"{figure[1]} {scale}"] if figure and scale else []


def _statements(taken: Taken, words: Sequence[str], ask: Ask) -> Iterator[Answer]:
    """The statements that have some of the words, of all that was asked, then of its sides alone."""
    filters = {_OF_SIDES.get(name, name): value for name, value in taken.filters.items()}
    filters = {name: value for name, value in filters.items() if name in _asked_of()}
    sides = {name: value for name, value in filters.items() if name in {*PARTIES, "pledge", "company"}}
    for held in (filters, sides) if filters != sides else (sides,):
        if not held:
            continue
        asked = Taken("evidence", {**held, "saying": ", ".join(words)})
        try:
            table = ask(asked)
        except UnknownName:  # a name that this question takes otherwise
            continue
        if rows := [row for row in table.rows if row["evidence"]]:
            yield asked, replace(table, lead=_lead(words, rows, named="pledge" not in held))


def _asked_of() -> frozenset[str]:
    """Filters by which statements are chosen: not the days of their reports, nor how a pledge stands."""
    return frozenset(QUESTIONS["evidence"].filters) - {"since", "until", "status", "saying", "source", "official"}


def _said(words: Sequence[str], row: Row) -> int:
    """How many of the words a statement has."""
    told = f"{row['evidence']}\n{', '.join(row['amounts'])}\n{', '.join(row['conditions'])}"
    return sum(bool(in_words(word).search(told)) for word in words)


def _lead(words: Sequence[str], rows: Sequence[Row], *, named: bool) -> str:
    """The statements with most of the words as a sentence, of equals the one of the pledge most told of so."""
    often = Counter(row["pledge"] for row in rows)
    ranked = sorted(
        {row["evidence"]: row for row in rows}.values(),
        key=lambda row: (-_said(words, row), -often[row["pledge"]], row["published"] or "9999", row["claim"]),
    )
    first = ranked[:_QUOTED]
    said = [word for word in words if any(_said([word], row) for row in rows)]
    given: Mapping[str, str] = {
        "words": phrases.listed([f"“{_first(word)}”" for word in said], len(said)),
        "told": "; ".join(_told(row, named=named) for row in first),
        "more": counted(len(rows) - len(first), "statement") if len(rows) > len(first) else "",
    }
    return phrases.filled(word_lists()["left_words"]["sentence"], given)


def _told(row: Row, *, named: bool) -> str:
    day = dates.say(row["published"]) if row["published"] else "undated"
    of = f", of “{row['pledge_label']}”" if named else ""
    return f"“{row['evidence'].rstrip('.')}” ({row['publisher']}, {day}{of})"
