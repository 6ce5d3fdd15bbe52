"""The benefits as one screen tells them: a sentence stands once, under the pledge that it is of, its parts below."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

from kg.model.phrases import filled
from kg.query.reader import Row
from kg.questions.benefits.because import Reason
from kg.questions.benefits.benefit_words import Said, capital, fresh, fresh_each, words

__all__ = ["told_once"]

_TIE = r"(?P<tie>(?:[^()]|\([^()]*\))+)\)"  # on whose word a pledge is part of another, in brackets


def told_once(
    held: Sequence[tuple[Row, Reason]], asked: str, label: str, wholes: Callable[[str], Collection[str]]
) -> Iterator[Mapping[str, Any]]:
    """The rows, each with what is said of it, with `shown`, below a row, and `of_pledge`, below all of its pledge.

    `label` is that of the pledge asked for; `wholes` gives those of a pledge.
    """
    screen = _Screen(asked, label, wholes)
    for iri, of_pledge in groupby(held, lambda each: str(each[0]["pledge"])):
        yield from screen.block(iri, list(of_pledge))


class _Screen:
    """What a screen has told so far."""

    def __init__(self, asked: str, label: str, wholes: Callable[[str], Collection[str]]) -> None:
        self.asked, self.wholes = asked, cache(wholes)
        start = filled(words()["but"]["whole"], {"whole": label, "tie": "\0"}).partition("\0")[0]
        self.inside = re.compile(re.escape(start) + _TIE)
        self.told: set[tuple[str, str]] = set()  # company, sentence
        self.of: dict[str, list[Said]] = {}  # pledge → what was told of it

    def block(self, iri: str, held: Sequence[tuple[Row, Reason]]) -> Iterator[Mapping[str, Any]]:
        """The rows of one pledge."""
        if not self.asked:  # of many pledges each stands for itself
            self.told = set()
        said: set[str] = set()
        quoted: set[str] = set()
        rows = [{**row, "shown": self._told(row, reason, said, quoted)} for row, reason in held]
        of_any = list(dict.fromkeys(each for _, reason in held for each in reason.beside))
        beside = [each for each in of_any if each.sentence not in said and not self._passed_on(iri, each)]
        foot = list(filter(None, fresh_each(quoted, map(self._plain, beside))))
        self.of[iri] = of_any
        heading = [str(words()["screen"]["of_pledge"]), *foot] if foot else []
        return ({**row, "of_pledge": heading} for row in rows)

    def _passed_on(self, iri: str, said: Said) -> bool:
        """Whether a part only says again what a whole told above says, but on whose word it is a part of that."""
        above = [whole for whole in self.wholes(iri) if whole in self.of] if self.asked and said.at else []
        same = any(said.at == each.at or said.sentence == each.sentence for whole in above for each in self.of[whole])
        known = self.asked if not self.inside.match(said.sentence) else ""
        return same or any(said.at in self.wholes(whole) or said.at == whole == known for whole in above)

    def _plain(self, said: Said) -> str:
        """A sentence; of one that counts a part in the pledge asked for, as its heading does, on whose word."""
        tie = self.inside.match(said.sentence) if self.asked else None
        start = words()["steps"]["part"].partition("{")[0]
        if tie and any(text.startswith(start) and f"({tie['tie']})" in text for _, text in self.told):
            return ""  # who stands in the part is told with it
        name = "whole_told" if said.at else "whole_asked"
        return filled(words()["but"][name], {"tie": tie["tie"]}) if tie else said.sentence

    def _told(self, row: Row, reason: Reason, said: set[str], quoted: set[str]) -> str:
        """What stands below a row: no fact of a company, and no sentence on others, that is told above."""
        company, shown = str(row["company"]), list[str]()
        for each in reason.because:
            again = each.at and each.sentence in said
            known = (company, each.sentence) in self.told and (row["sentence"] or each in reason.tie)
            said.add(each.sentence)
            self.told.add((company, each.sentence))
            if not again and not known and (text := _short(each.sentence, reason.quotes, quoted)):
                shown.append(text)
        quoted.update(reason.quotes)
        return " ".join(shown) or f"{capital(words()['screen']['again'])}."


def _short(sentence: str, quotes: Collection[str], quoted: Collection[str]) -> str:
    """A sentence without what is quoted above."""
    again = f"{words()['screen']['again']} ("
    for text in quotes:
        if text in quoted:
            sentence = re.sub(rf"“?{re.escape(text)}”? \(", lambda _: again, sentence)
    return fresh(quoted, sentence)
