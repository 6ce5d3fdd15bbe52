"""Text, tables, sections and policy as HTML: every string that reaches a page is escaped here."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable, Sequence
from typing import Any

from kg.view.page_model import Cell, Link, Section, is_web, visible

__all__ = ["Writer", "count", "escaped", "fitting", "json_text", "policy"]

_LONG = 24  # letters; a longer word may be broken
_SHORT = 12  # letters; a shorter text stays on one line


def escaped(text: str) -> str:
    """Text for an element or a quoted attribute."""
    return html.escape(visible(text))


def json_text(value: Any) -> str:
    """JSON that may stand in a script element: no `<`, `>`, `&` or line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def policy(scripts: Iterable[str], style: str | None) -> str:
    """Content security policy that allows these scripts and this style by hash; None allows styles set inline."""

    def allowed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    own = " ".join(map(allowed, scripts)) or "'none'"
    look = "'unsafe-inline'" if style is None else allowed(style)
    return f"default-src 'none'; script-src {own}; style-src {look}; img-src data:; base-uri 'none'; form-action 'none'"


class Writer:
    """Sections as HTML; counts headings for their ids, and links for the list of addresses in print."""

    def __init__(self) -> None:
        self.headings = 0
        self.addresses: dict[str, int] = {}

    def section(self, section: Section, level: int = 2) -> str:
        """A section with its table, then its inner sections one heading lower."""
        self.headings += 1
        name, tag = f"s{self.headings}", f"h{min(level, 6)}"
        text = "".join(f"<p>{escaped(paragraph)}</p>\n" for paragraph in section.text)
        more = self.table(section) + self.columns(section, level)
        if more and section.folded:
            more = f"<details>\n<summary>{_show(section)}</summary>\n{more}</details>\n"
        return (
            f'<section aria-labelledby="{name}">\n<{tag} id="{name}">{escaped(section.heading)}</{tag}>\n'
            f'<div class="content">\n{text}{more}</div>\n</section>'
        )

    def columns(self, section: Section, level: int) -> str:
        """Inner sections next to one another where there is room."""
        if not section.side_by_side:
            return ""
        inner = "\n".join(self.section(part, level + 1) for part in section.side_by_side)
        return f'<div class="side-by-side">\n{inner}\n</div>\n'

    def table(self, section: Section) -> str:
        """A table whose first cells head their rows; on a narrow screen each cell carries its column's name."""
        if not section.rows:
            return ""
        head = "".join(f'<th scope="col">{escaped(column)}</th>' for column in section.columns)
        head = f"<thead><tr>{head}</tr></thead>\n" if head else ""
        rows = "\n".join(f"<tr>{self.row(row, section.columns)}</tr>" for row in section.rows)
        label = f"<caption>{escaped(section.heading)}</caption>\n"
        return f"<table>\n{label}{head}<tbody>\n{rows}\n</tbody>\n</table>\n"

    def row(self, row: Sequence[Cell], columns: Sequence[str]) -> str:
        """The cells of a row."""
        cells = []
        for place, cell in enumerate(row):
            name = f' data-column="{escaped(columns[place])}"' if place < len(columns) else ""
            tag = "td" if place else "th"
            scope = "" if place else ' scope="row"'
            cells.append(f"<{tag}{scope}{name}{fitting(cell)}>{self.cell(cell)}</{tag}>")
        return "".join(cells)

    def cell(self, cell: Cell) -> str:
        """Text, a link, a dash for nothing, or a list of these."""
        if cell is None:
            return '<span class="none" aria-label="nothing">–</span>'
        if isinstance(cell, tuple):
            return "<ul>" + "".join(f"<li>{self.cell(part)}</li>" for part in cell) + "</ul>"
        return self.link(cell) if isinstance(cell, Link) else escaped(cell)

    def link(self, link: Link, *, listed: bool = True) -> str:
        """A link with the number of its address in the printed list; text only, if the address is no web address."""
        if not is_web(link.href):
            return escaped(link.text)
        number = self.addresses.setdefault(link.href, len(self.addresses) + 1) if listed else 0
        mark = f'<sup class="print">{number}</sup>' if listed else ""
        return f'<a href="{escaped(link.href)}" rel="noopener noreferrer">{escaped(link.text)}</a>{mark}'


def fitting(cell: Cell) -> str:
    """The class attribute of a cell whose words may be broken, or that stays on one line; with a space before."""
    if isinstance(cell, tuple):
        return next((found for part in cell if "long" in (found := fitting(part))), "")
    text = cell.text if isinstance(cell, Link) else cell or ""
    if any(len(word) > _LONG for word in text.split()):
        return ' class="long"'
    return ' class="short"' if 0 < len(text) <= _SHORT and isinstance(cell, str) else ""


def _show(section: Section) -> str:
    """What a folded part says while it is closed."""
    return f"Show {count(len(section.rows), 'row')}" if section.rows else "Show more"


def count(number: int, word: str) -> str:
    """`1 node`, `1,200 nodes`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
