"""What the lines of a list hang on: the line before them, its parties, who acts in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.grammar import split
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import Gazetteer, Verb, fold, verbs, words

__all__ = ["Lead", "Leads", "is_listed", "word_at"]


@dataclass(frozen=True, slots=True)
class Lead:
    """A line that a list hangs on: its text in lower case, the parties in it, who acts in it."""

    text: str = ""
    parties: tuple[str, ...] = ()
    subject: Mention | None = None
    goal: str | None = None  # the party into which, by that line, all goes


@dataclass(slots=True)
class Leads:
    """The lines that what follows may hang on, as a text is read line by line."""

    outer: Lead = field(default_factory=Lead)
    inner: Lead | None = None  # a line of a list that lines of its own hang on
    inner_line: split.Line | None = None
    told: Mention | None = None  # the subject of the line that a list hangs on, or of a headline just before
    line_before: Lead = field(default_factory=Lead)  # of the last line that is in no list

    def at(self, text: str, line: split.Line, found: Sequence[Mention], *, row: bool) -> Lead:
        """What a line hangs on; it becomes a lead for those behind it where it is left open."""
        named = tuple(dict.fromkeys(each.code for each in found if each.kind == "party" and each.code))
        if not row:
            opens = line.text.endswith((":", "|")) or not line.text.endswith((".", "!", "?", "”", '"'))
            if not _bare_verb(text, line.start):
                self.told = _first_subject(text, line, found) if opens else None
            last = _last_sentence(text, line)
            acts, goal = _first_subject(text, last, found), _goal(text, found)
            if acts is None and line.text.endswith(":") and _THESE.match(last.text):
                acts, goal, named = self.line_before.subject, self.line_before.goal, self.line_before.parties
            goes_on = (line.text.endswith(":") and _TAKES_UP.match(line.text)) or "|" in line.text  # a table's head
            taken_up = self.line_before if goes_on else Lead()
            lead = f"{taken_up.text} {fold(line.text)}".strip()
            self.line_before = Lead(fold(line.text), named, acts, goal)
            self.outer = Lead(lead, named or taken_up.parties, acts, goal)
            self.inner = self.inner_line = None
            return self.outer
        if self.inner_line is not None and not _below(text, line, self.inner_line):
            self.inner = self.inner_line = None
        held = self.inner or self.outer
        if self.inner is None and line.text.endswith(":"):
            acts = _first_subject(text, line, found) or self.outer.subject
            self.inner = Lead(
                f"{self.outer.text} {fold(line.text)}", (*named, *self.outer.parties), acts, _goal(text, found)
            )
            self.inner_line = line
        return held

    def subject_of(self, text: str, line: split.Line, lead: Lead, *, row: bool) -> Mention | None:
        """Who acts in a line that begins with a verb and has no subject: "Signs a $4bn deal with X"."""
        acts = lead.subject if lead is self.inner else self.told
        return acts if acts is not None and _takes_subject(text, line.start, row, lead.text) else None


def is_listed(line: split.Line) -> bool:
    """Whether a line is one of a list or table, not its head."""
    return split.is_row(line) and not ("|" in line.text and not any(letter.isdigit() for letter in line.text))


def word_at(text: str, start: int) -> int:
    """Where the first word of a line stands, behind its bullet."""
    return _BULLET.match(text, start).end()  # type: ignore[union-attr]  # it matches anything


_BULLET = re.compile(r"(?:[-–—•·▪◦*‣]|\(?\d{1,2}[.)])?\s*")
_HANGING = re.compile(r"\b(?:will|would|shall|to|agreed to|agrees to|commits to|committed to|plans to|pledged to)\s*:$")


def _below(text: str, line: split.Line, above: split.Line) -> bool:
    """Whether a line of a list hangs on another: it stands further to the right, or beside it with another bullet."""
    one, two = (each.start - text.rfind("\n", 0, each.start) for each in (line, above))
    return one > two or (one == two and line.text[0] != above.text[0])


_TAKES_UP = re.compile(
    r"(?:It|They|These|This|Among (?:them|these)"
    r"|The (?:package|measures?|list|deal|agreement|plan|steps?|accord))\b[^.]*:$"
)  # a line that goes on about what the one before told
_THESE = re.compile(
    r"(?:The|These|Those|Its|Their|Other)\s(?:\w+\s)?(?:deals?|agreements?|commitments?|pledges?|purchases?|contracts?"
    r"|investments?|orders?|plans?|package)\b"
)  # a line that takes up what the one before told


def _goal(text: str, found: Sequence[Mention]) -> str | None:
    """The party behind "in", "into", "to" in a lead: "announced these investments in the United Kingdom:"."""
    return next(
        (
            each.code
            for each in found
            if each.kind == "party"
            and each.role != "capital"
            and re.search(r"\b(?:in|into|to|for|from)\s+(?:the\s+)?$", text[max(0, each.start - 12) : each.start])
        ),
        None,
    )


def _last_sentence(text: str, line: split.Line) -> split.Line:
    start, end = split.sentences(text, line)[-1]
    return split.Line(start, end, text[start:end])


def _bare_verb(text: str, start: int) -> str | None:
    """The form of the verb of undertaking with which a line begins that has no subject: "Signs a $4bn deal with X"."""
    at = word_at(text, start)
    modal = re.match(
        r"(?:[Ww]ill|[Ss]hall|[Tt]o|[Ii]s to|[Aa]re to|[Hh]as agreed to|[Aa]grees to)(?: also)? (?=[a-z])",
        text[at : at + 40],
    )
    at += modal.end() if modal else 0
    word = re.match(r"[A-Za-z]+", text[at : at + 40])
    if word is None:
        return None
    first = word[0].lower()
    hit = (_modal_too() if modal else _beginnings()).at(first, 0, first)
    return None if hit is None or hit.end != len(first) else "to" if modal else hit.value.form


@cache
def _beginnings() -> Gazetteer[Verb]:
    kept = ("considering", "proposed", "announced", "agreed", "signed", "suspended", "withdrawn")
    return verbs({**words("actions"), **{name: words("grades")[name] for name in kept}})


@cache
def _modal_too() -> Gazetteer[Verb]:
    """With the verbs of measures: "will cap", "will exempt"; and those behind which others act: "will see"."""
    kept = {name: words("grades")[name] for name in ("announced", "agreed", "suspended", "withdrawn")}
    done = {
        name: {"verbs": [*lemmas, "cap", "provide", "see", "allow", "let"]}
        for name, lemmas in words("measures")["actions"].items()
    }
    return verbs({**words("actions"), **kept, **done})


def _takes_subject(text: str, start: int, row: bool, lead: str) -> bool:
    """Whether a line's subject stands in the line before: it begins with "Signs", "To buy", or "buy" behind "will:"."""
    form = _bare_verb(text, start)
    return form in ("s", "to") or (form == "base" and row and _HANGING.search(lead) is not None)


def _first_subject(text: str, line: split.Line, found: Sequence[Mention]) -> Mention | None:
    """The first party or firm of a line, where only small words stand before it; of "Peru's Credicorp" the firm."""
    sides = [
        each
        for each in found
        if line.start <= each.start < line.end
        and each.kind in ("party", "company", "agency")
        and (each.code or each.kind != "party")
    ]
    if not sides:
        return None
    first = sides[0]
    owned = len(sides) > 1 and re.fullmatch(r"['’]s?\s+(?:[a-z-]+\s+){0,2}", text[first.end : sides[1].start])
    led = _HANGING.search(line.text.lower()) is not None
    if len(text[line.start : first.start].split()) > (6 if led else 1):
        return None
    return sides[1] if owned and sides[1].kind == "company" else first
