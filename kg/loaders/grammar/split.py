"""Text → front matter, article, headlines, sentences: all by offsets into the text as handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.when import SHORT_MONTHS

__all__ = ["Line", "Parts", "clean", "front_matter", "is_row", "sentences", "split"]

FRONT = ("publisher", "url", "title", "published", "language")  # the keys front matter may have
SHORTEST, LONGEST = 3, 28  # words of a headline
TITLE_CASE = 0.6  # share of a headline's longer words that begin with a capital
LONGEST_SENTENCE = 1_500  # characters
WIDEST = 240  # characters of a headline

_KEY = re.compile(r"([A-Za-z]+):[ \t]*(.*)")
_RULE = re.compile(r"[-*_=]{3,}\s*")
_ROW = re.compile(
    r"(?:[-–—•·▪◦*‣]|\(?\d{1,2}[.)])\s+|[^|]{1,60}\s\|\s|[A-Z][^:.]{1,60}(?::"
    r"|\s[–—-])\s+(?:\w+,?[ ]){0,6}?(?:[^\w\s]{0,3}\d"
    r"|[A-Z]{1,3}\$)"
)  # "- …", "1. …", "Japan | $5 billion | signed", "Japan: up to $5 billion …": a line of a list, no headline
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.)]\s+)?")  # matches anything
_END = re.compile(r"[.!?…][\"'”’)\]]*$|[:;,]$")
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)")  # a run is looked at once: time stays linear
_INITIAL = re.compile(r"(?:^|[\s(])[A-Z]$")
_NEXT = re.compile(r"\s+[\"'“‘(\[]*([^\W_]+)")
_CONTROL = dict.fromkeys((*range(9), *range(11, 32), 127), " ")
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, with its offsets."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """The article's paragraphs, its own headline if it has one, and the headlines of other reports below it."""

    title: Line | None
    article: tuple[Line, ...]
    headlines: tuple[Line, ...]


def clean(text: str) -> str:
    """The text with characters no record may hold replaced one for one, so that offsets stay."""
    return text.translate(_CONTROL).translate(_SURROGATES)


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """`key: value` lines at the top (publisher, url, title, published, language) and the text without them.

    An optional line of dashes may stand above and below. Lines are front matter only while their keys are known;
    the text comes back as it was if there are none.
    """
    found: dict[str, str] = {}
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        match = _KEY.fullmatch(bare)
        if match and match[1].lower() in FRONT and match[1].lower() not in found:
            found[match[1].lower()] = match[2].strip().strip("\"'")
        elif found and _RULE.fullmatch(bare):
            at += len(line)
            break
        elif found or (bare and not _RULE.fullmatch(bare)):
            break
        at += len(line)
    kept = {key: value for key, value in found.items() if value}
    return (kept, text[at:].lstrip("\r\n")) if found else ({}, text)


def _lines(text: str) -> Iterator[Line]:
    for found in re.finditer(r"[^\n]+", text):
        stripped = found[0].strip()
        if stripped:
            start = found.start() + found[0].index(stripped)
            yield Line(start, start + len(stripped), stripped)


def is_row(line: Line) -> bool:
    """Whether the line is one of a list or fact sheet."""
    return _ROW.match(line.text) is not None


def _bare(line: Line) -> bool:
    """Whether the line has a headline's length and no full stop."""
    count = len(line.text.split())
    if is_row(line):
        return False
    return SHORTEST <= count <= LONGEST and len(line.text) <= WIDEST and not _END.search(line.text)


def _titled(line: Line) -> bool:
    """Whether most of the longer words begin with a capital."""
    longer = [word for word in re.findall(r"[^\W\d_][\w’'.-]*", line.text) if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) >= TITLE_CASE * len(longer)


def _related(line: Line) -> Line | None:
    """A "Read more: …" line as the headline it announces."""
    lead, colon, rest = line.text.partition(":")
    if colon and lead.strip().lower() in words("sentences")["related"] and rest.strip():
        start = line.end - len(rest.lstrip())
        return Line(start, line.end, rest.strip())
    return None


def split(text: str) -> Parts:
    """Article and headlines. The run of headline-like lines at the end are reports of their own.

    A single such line at the end is one only in title case; a headline-like line above an article is its title.
    """
    all_lines = list(_lines(text))
    related = {line.start: found for line in all_lines if (found := _related(line))}
    rest = [line for line in all_lines if line.start not in related and not _RULE.fullmatch(line.text)]
    first = len(rest)
    while first and (_bare(rest[first - 1]) or (first < len(rest) and rest[first - 1].text.endswith("?"))):
        first -= 1
    if first == 0 and rest:
        first = 1  # a list of headlines only: the first is the report handed in
    if len(rest) - first == 1 and first and not _titled(rest[first]):
        first += 1
    article, below = rest[:first], rest[first:]
    title = article[0] if len(article) > 1 and _bare(article[0]) and _titled(article[0]) else None
    headlines = sorted([*below, *related.values()], key=lambda line: line.start)
    return Parts(title, tuple(article), tuple(headlines))


@lru_cache(maxsize=4)  # a line is asked for its last sentence, then for all
def sentences(text: str, line: Line) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences of one line; abbreviations and initials end none."""
    return tuple(_sentences(text, line))


def _sentences(text: str, line: Line) -> Iterator[tuple[int, int]]:
    start = line.start
    for stop in _STOP.finditer(text, _NUMBERED.match(text, line.start, line.end).end(), line.end):  # type: ignore[union-attr]
        if not _ends(text, stop.start(), stop.end(), line.end):
            continue
        yield from _pieces(text, start, stop.end())
        start = stop.end() + len(text[stop.end() : line.end]) - len(text[stop.end() : line.end].lstrip())
    if start < line.end:
        yield from _pieces(text, start, line.end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence nobody would write is read piece by piece, so that time stays linear."""
    while end - start > LONGEST_SENTENCE:
        space = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        stop = space if space > start else start + LONGEST_SENTENCE
        yield start, stop
        start = stop
    yield start, end


def _ends(text: str, dot: int, behind: int, end: int) -> bool:
    """Whether the stop at `dot` ends a sentence."""
    following = _NEXT.match(text, behind, end)
    if not following or not (following[1][0].isupper() or following[1][0].isdigit()):
        return False
    if text[dot] != ".":
        return True
    before = text[max(0, dot - 12) : dot]
    last = re.split(r"[\s(“\"]", before)[-1]
    lists = words("sentences")
    if last in lists["never"] or last in SHORT_MONTHS:
        return False
    if last in lists["maybe"]:
        return following[1] in lists["openers"]
    return not _INITIAL.search(before)
