"""Templates filled: the one place where text becomes HTML.

Templates are files in `templates/`. Whatever they print is text: hidden characters are written out and signs that
mean something in HTML are escaped. What is HTML already says so by its type, `Markup`, and is made in this module only.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.questions.said import spoken
from kg.view.page_model import Cell, Fold, Link, Ref, Short, Strip, is_web, visible
from kg.view.wording import word

__all__ = ["Numbers", "count", "fill", "json_rows", "json_text", "own", "policy", "verbatim"]

_HERE = Path(__file__).parent
_COMMENT = re.compile(r"^\s*(//[^\n]*|/\*.*?\*/[ \t]*)$", re.DOTALL | re.MULTILINE)
_AROUND = re.compile(r"\s*([{};,>])\s*|(?<=:)\s+")  # white space that means nothing in a style sheet
_DATE = re.compile(r"\b[12][0-9]{3}-[0-9]{2}(-[0-9]{2})?\b")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_PART = "\x1e"
_ROWS = json.JSONEncoder(ensure_ascii=False, separators=(_PART, ":"), allow_nan=False)
_IN_SCRIPTS = re.compile("[<>&\u2028\u2029]")
_LONG = 24  # letters; a longer word may be broken
_NAME = 32  # letters; longer texts of a list stand below one another
_KEPT = 2**15  # texts as HTML that are kept: pages made together share most of theirs
_SHORT = 12  # letters; a shorter text stays on one line


class Numbers:
    """Counts what a page numbers (headings for their ids, addresses for the list in print) and knows other pages."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self.headings = 0
        self.addresses: dict[str, int] = {}
        self.page = pages.get

    def heading(self) -> int:
        """The number of the next heading."""
        self.headings += 1
        return self.headings

    def address(self, href: str) -> int:
        """The number of an address: the same each time."""
        return self.addresses.setdefault(href, len(self.addresses) + 1)


def fill(name: str, **values: Any) -> str:
    """A template of `templates/` with its values."""
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"count": count, "dated": _dated, "fit": _fit, "fitting": _fitting, "words": word}
    made.tests |= {
        "fold": lambda part: isinstance(part, Fold),
        "link": lambda part: isinstance(part, Link),
        "ref": lambda part: isinstance(part, Ref),
        "short": lambda part: isinstance(part, Short),
        "strip": lambda part: isinstance(part, Strip),
        "tuple": lambda part: isinstance(part, tuple),
        "cited": _of_links,
        "run": _in_a_run,
        "web": is_web,
    }
    return made


def _escaped(value: Any) -> Any:
    """What a template prints, as HTML; what is not defined stays what it is, and is an error."""
    if isinstance(value, Markup | StrictUndefined):
        return value
    return _as_html(str(value))


@lru_cache(_KEPT)
def _as_html(text: str) -> Markup:
    return Markup(html.escape(visible(text)))


def verbatim(text: str, *, shown: bool = True) -> Markup:
    """Text with its lines and indents; not `shown` but handed back by a form, it keeps even what is not seen."""
    if not shown:
        return Markup(html.escape(text))
    lines = [
        line[: len(line) - len(bare)] + visible(bare) for line in text.splitlines() for bare in [line.lstrip(" \t")]
    ]
    return Markup("\n".join(map(html.escape, lines)))


@cache
def own(name: str) -> Markup:
    """A script or style sheet of this package as it stands in pages: without indents and comments of whole lines."""
    text = _COMMENT.sub("", (_HERE / name).read_text(encoding="utf-8"))
    text = "\n".join(line.strip() for line in text.splitlines() if line.strip()) + "\n"
    return Markup(_AROUND.sub(r"\1", text).replace(";}", "}").replace("}", "}\n") if name.endswith(".css") else text)


def json_text(value: Any) -> Markup:
    """JSON that may stand in a script element: no `<`, `>`, `&` or line separators."""
    return _fit_for_scripts(_JSON.encode(value))


def json_rows(rows: Iterable[Sequence[str | float | None]]) -> Markup:
    """Rows of texts and numbers as `json_text`, parted by commas, one a line."""
    # all in one call, parted by a character that JSON never holds, is faster than row by row
    text = _ROWS.encode(list(rows))[1:-1]
    return _fit_for_scripts(text.replace(f"]{_PART}[", "],\n[").replace(_PART, ","))


def _fit_for_scripts(text: str) -> Markup:
    return Markup(_IN_SCRIPTS.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def policy(scripts: Iterable[str], style: str | None, *, forms: bool = False) -> Markup:
    """Content security policy that allows these scripts and this style by hash; None allows styles set inline.

    With `forms` the page may send them to its own server.
    """

    def allowed(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    run = " ".join(map(allowed, scripts)) or "'none'"
    look = "'unsafe-inline'" if style is None else allowed(style)
    sent = "'self'" if forms else "'none'"
    return Markup(
        f"default-src 'none'; script-src {run}; style-src {look}; img-src data:; base-uri 'none'; form-action {sent}"
    )


@lru_cache(_KEPT)
def _dated(text: str) -> Markup:
    """Text with its spans of days in words, of which no date is broken at the end of a line."""
    return Markup(_DATE.sub(r'<span class="short">\g<0></span>', str(_escaped(spoken(text)))))


def _in_a_run(cells: Any) -> bool:
    """Whether a list is of short names, which stand one behind another rather than below."""
    texts = [cell if isinstance(cell, str) else cell.text for cell in cells if isinstance(cell, Ref | Short | str)]
    return len(texts) == len(cells) and all(len(text) <= _NAME for text in texts)


def _of_links(cells: Any) -> bool:
    """Whether a list cites sources, which print one behind another: some of its items are links, more than one."""
    return sum(isinstance(cell, Link) for cell in cells) > 1


def _fit(cell: Cell) -> Markup:
    """The class of a cell as an attribute, where it has one."""
    found = _fitting(cell)
    return Markup(f' class="{found}"' if found else "")


def _fitting(cell: Cell) -> str:
    """The class of a cell that is drawn, whose words may be broken (long), or that stays on one line (short)."""
    if isinstance(cell, Strip):
        return "drawn"
    if isinstance(cell, Fold):
        return ""
    if isinstance(cell, tuple):
        return "long" if any(_fitting(part) == "long" for part in cell) else ""
    text = cell.text if isinstance(cell, Link | Ref | Short) else cell or ""
    if any(len(word) > _LONG for word in text.split()):
        return "long"
    return "short" if 0 < len(text) <= _SHORT and isinstance(cell, str) else ""


def count(number: int, word: str) -> str:
    """`1 node`, `1,200 nodes`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
