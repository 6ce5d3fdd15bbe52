"""A sentence with its amounts and names as marks, which frames are matched on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.reading import Sentence, stops
from kg.model import codes

__all__ = ["BY", "FROM", "NAMED", "Place", "cut_at", "marked", "sells"]

REACH = 180  # characters of pattern behind an amount that still belong to it
NAMED = (
    r"(?:the |its |a |an |both |government of |companies in )?"
    r"(?:(?!(?:by|from|in|at|for|to|with|and|on)\b)[a-z-]+ ){0,3}?⟦(\d+)⟧"
)
BY = re.compile(rf"\bby {NAMED}")
FROM = re.compile(rf"\b(?:from|with) {NAMED}")
_RECEIVER = re.compile(
    rf"\b(in|into|to|for|with|towards|toward|to (?:help|support|assist|fund|finance|upgrade|build|rebuild)) {NAMED}"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An amount in the pattern of its sentence: the text before it, and behind it up to the next clause."""

    before: str
    behind: str
    far: str  # behind it, other amounts included
    names: tuple[Mention, ...]
    lead: str = ""  # the line that a list hangs on, and who acts in it
    lead_subject: Mention | None = None
    counted: bool = False  # an amount of goods, not of money

    def name(self, match: re.Match[str] | None, group: int = 1) -> Mention | None:
        """The name a match marks."""
        if not match or not match[group]:
            return None
        owned = re.match(r"⟧(?:'s?) (?:[a-z-]+ ){0,2}⟦(\d+)⟧", match.string[match.end(group) :])
        firm = self.names[int(owned[1])] if owned else None
        return firm if firm is not None and firm.kind == "company" else self.names[int(match[group])]

    def receiver(self, text: str) -> Mention | None:
        """Who stands behind "in", "to", "for"; a capital behind "in" is where something was said."""
        for match in _RECEIVER.finditer(_clause(text)):
            found = self.name(match, 2)
            if found is not None and not (match[1] == "in" and found.role == "capital"):
                return found
        return None


def sells(firm: str) -> bool | None:
    """Whether a firm makes what is ordered, or by its name flies or runs it; None if neither is known."""
    lists = words("transfers")["makers"]
    if firm in lists["names"]:
        return True
    return False if set(firm.split()) & set(lists["buyers"]) else None


def cut_at(sentence: Sentence, n: int) -> Place:
    """The marked sentence, cut at one amount."""
    text, names = marked(sentence)
    before, _, rest = text.partition(f"⟪{n}⟫")
    far = re.split(r";|\. ", rest[:REACH])[0]
    behind = _clause(re.split("⟪", far)[0])
    counted = sentence.figures[n].unit not in codes.currencies()
    return Place(before, behind, far, names, sentence.lead, sentence.lead_subject, counted)


def marked(sentence: Sentence) -> tuple[str, tuple[Mention, ...]]:
    """(the sentence in lower case with every amount and name as a mark, the names by their number)."""
    figures = sentence.figures
    names = tuple(
        replace(each, kind="party") if each.kind == "person" else each  # who holds office acts for a country
        for each in sentence.names
        if each.kind in ("party", "company", "agency", *(("person",) if each.code else ()))
        and (each.code or each.kind != "party")
        and not any(figure.start <= each.start < figure.end for figure in figures)
    )
    marks = [(each.start, each.end, f"⟪{k}⟫") for k, each in enumerate(figures)]
    marks += [(each.start, each.end, f"⟦{k}⟧") for k, each in enumerate(names)]
    out, at = [], sentence.start
    for start, end, mark in sorted(marks):
        if start >= at:
            out += [sentence.lower[at:start], mark]
            at = end
    text = "".join([*out, sentence.lower[at : sentence.end]]).replace("’", "'")
    return (_REMARK.sub("", text) if ", " in text else text), names


_REMARK = re.compile(
    r"(?<=⟧), (?:an?|the|one of) (?=[^,;⟦]*?[a-z]{3,}\W[^,;]*?[a-z]{3,})(?:(?! (?:and|will|said)\b)[^,;⟪]){4,90}"
    r",(?= (?!and\b|⟦|who\b|which\b)[a-z])"
)  # "⟦firm⟧, a ⟦Swiss⟧ maker of drugs, will invest": what it is takes no part


def _clause(text: str) -> str:
    """Up to where a side remark begins."""
    stop = stops().search(text)
    return text[: stop.start()] if stop else text
