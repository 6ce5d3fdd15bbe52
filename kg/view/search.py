"""The search of many pages: every word of theirs, kept in a page with a script that needs nothing else.

The index stands in the page itself, since a page opened from disk may read no other file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from kg.model.visible import visible
from kg.view.markup import fill, json_text, own, policy
from kg.view.page import ways
from kg.view.page_model import Cell, Fold, Page, Section, Strip

__all__ = ["Index"]

_WORD = re.compile(r"[^\W_]+")
_ABROAD = re.compile(r"[^\x00-\x7f]+")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Index:
    """Pages by the words on them; filled page by page, so that none is kept."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, str, str, str]] = []
        self._found: dict[str, list[int]] = {}

    def add(self, file: str, kind: str, page: Page) -> None:
        """Take a page in, with its file and what it is a page of."""
        number = len(self._pages)
        self._pages.append((file, kind, visible(page.title), visible(page.lead)))
        for word in sorted({word for text in _texts(page) for word in _words(text)}):
            self._found.setdefault(word, []).append(number)

    def page(self, pages: Mapping[str, str], here: str, moment: str = "") -> str:
        """The page that searches them, among the pages made along with it."""
        look, script = own("view.css") + own("list.css"), own("search.js")
        return fill(
            "search.html",
            nav=ways(pages),
            here=here,
            moment=moment,
            home=pages["home"],
            kinds=sorted({kind for _, kind, _, _ in self._pages}),
            count=len(self._pages),
            index=json_text({"pages": self._pages, "words": "\n".join(self._lines())}),
            policy=policy([script], look),
            style=look,
            script=script,
        )

    def _lines(self) -> Iterator[str]:
        """A word a line with the numbers of its pages, each as what it adds to the one before, in base 36."""
        for word in sorted(self._found):
            numbers = self._found[word]
            steps = [now - before for before, now in zip([0, *numbers], numbers, strict=False)]
            yield " ".join([word, *map(_short, steps)])


def _words(text: str) -> Iterator[str]:
    """The words of a text without accents and in small letters, as `search.js` makes them of what is looked for."""
    return (found[0] for found in _WORD.finditer(_ABROAD.sub(_bare, unicodedata.normalize("NFKD", text)).lower()))


def _bare(found: re.Match[str]) -> str:
    return "".join(sign for sign in found[0] if unicodedata.category(sign)[0] != "M")


def _texts(page: Page) -> Iterator[str]:
    yield page.title
    yield page.lead
    for node in page.nodes:
        yield f"{node.label} {node.also}"
    yield from _of_sections(page.sections)


def _of_sections(sections: Iterable[Section]) -> Iterator[str]:
    for section in sections:
        yield from section.text
        for row in section.rows:
            yield from _of_cells(row)
        yield from _of_sections(section.side_by_side)


def _of_cells(cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        if isinstance(cell, tuple):
            yield from _of_cells(cell)
        elif isinstance(cell, Fold):
            yield from _of_cells((cell.inside,))
        elif not isinstance(cell, Strip | None):
            yield cell if isinstance(cell, str) else cell.text


def _short(number: int) -> str:
    out = _DIGITS[number % 36]
    while number := number // 36:
        out = _DIGITS[number % 36] + out
    return out
