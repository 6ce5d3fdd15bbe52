"""One figure of a page on a sheet of its own, with title, legend, source and date: for articles, papers and slides.

A figure is the graph of a page or one of its drawn tables. As SVG it is made here; PNG and PDF are made from that by
CairoSVG, an extra (`pip install "tradekg[pictures]"`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from kg.model.errors import InputError
from kg.view.layout import width_of
from kg.view.markup import Numbers, fill, own, policy
from kg.view.page import graph_legend, pictured
from kg.view.page_model import Cell, Page, Section, Strip, visible
from kg.view.poster import poster, sample_line
from kg.view.wording import word

__all__ = ["FORMS", "embedded", "figures", "rendered", "svg"]

FORMS = ("svg", "png", "pdf")
_GRAPH = "Graph"  # the name of a page's graph among its figures
_WIDE, _EDGE = 960.0, 28.0  # a sheet's width, and its margin
_ROOM = _WIDE - 2 * _EDGE
_LABEL, _DRAWN, _BESIDE = 270.0, 360.0, 125.0  # columns of a chart
_LINE = 17.0
_SHARP = 2  # pixels of a PNG to one of the sheet
_CLOCK = re.compile(rb"/CreationDate \(D:[^)]*\)")  # cairo writes it into every PDF; the same view is the same file


@dataclass(frozen=True, slots=True)
class _Text:
    """A line of text on the sheet, by its baseline."""

    y: float
    text: str
    size: float = 13
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Figure:
    """What stands on a sheet: a drawn table of a page, or its graph if there is none; what is above it in words."""

    page: Page
    heading: str
    section: Section | None

    @property
    def kicker(self) -> str:
        """Of what it is, above the title."""
        return self.page.title if self.section else ""

    @property
    def title(self) -> str:
        """What it shows."""
        return self.heading if self.section else self.page.title

    @property
    def about(self) -> str:
        """Below the title."""
        return " ".join(self.section.text) if self.section else self.page.lead

    @property
    def source(self) -> list[str]:
        """Where it comes from and of which day it is."""
        page = self.page
        told = [f"Source: {page.cite}", page.footer] if page.cite else [f"Source: tradekg. {page.footer}"]
        return [text for text in (*told, page.moment) if text]


def figures(page: Page) -> dict[str, Section | None]:
    """The figures of a page by their names, the first one first; None is its graph."""
    held: dict[str, Section | None] = {_GRAPH: None} if page.nodes else {}
    return held | {section.heading: section for section in _drawn(page.sections)}


def _drawn(sections: Sequence[Section], above: str = "") -> Iterator[Section]:
    for section in sections:
        heading = f"{above}: {section.heading}" if above else section.heading
        if any(isinstance(cell, Strip) for row in section.rows for cell in row):
            yield replace(section, heading=heading)
        yield from _drawn(section.side_by_side, heading)


def _chosen(page: Page, name: str | None) -> _Figure:
    """The figure whose name holds a text, without one the first; InputError that lists them if there is none."""
    held = figures(page)
    found = next((item for item in held.items() if (name or "").casefold() in item[0].casefold()), None)
    if found is None:
        raise InputError(f"{page.title!r} has no figure {name or ''!r}; there are: {'; '.join(held) or 'none'}")
    return _Figure(page, *found)


def rendered(page: Page, form: str, name: str | None = None) -> bytes:
    """A figure as SVG, PNG or PDF; InputError where CairoSVG is missing."""
    text = svg(page, name).encode()
    if form == "svg":
        return text
    try:
        import cairosvg
    except (ImportError, OSError) as error:  # OSError: the package is there, the system's cairo is not
        how = 'pip install "tradekg[pictures]"'
        raise InputError(f"{form} needs CairoSVG and the cairo library: {how} ({error})") from None
    options = {"scale": _SHARP} if form == "png" else {}
    made = bytes(getattr(cairosvg, f"svg2{form}")(bytestring=text, **options))
    return _CLOCK.sub(lambda found: b" " * len(found[0]), made)


def embedded(page: Page, name: str | None = None) -> str:
    """A figure with its caption and source line as HTML for a frame in an article: no script, any width."""
    figure = _chosen(page, name)
    picture = None if figure.section else pictured(page)
    look = Markup("").join(map(own, ("view.css", "chart.css", "status.css", "wide.css", "embed.css")))
    kinds, statuses = graph_legend(picture.front) if picture else ([], [])
    return fill(
        "embed.html",
        figure=figure,
        language=page.language,
        drawing=poster(picture) if picture else None,
        kinds=kinds,
        statuses=statuses,
        numbers=Numbers({}),
        policy=policy((), look),
        style=look,
    )


def svg(page: Page, name: str | None = None) -> str:
    """A figure as an SVG file that needs nothing else."""
    figure = _chosen(page, name)
    body = _chart(figure.section) if figure.section else _graph(page)
    wide = max(_WIDE, body.pop("wide") + 2 * _EDGE)
    head, y = _written(
        [(figure.kicker, 12.0, False), (figure.title, 20.0, True), (figure.about, 13.0, False)], _EDGE, wide
    )
    foot, end = _written([(text, 11.0, False) for text in figure.source], y + 16 + body.pop("high") + 12, wide)
    style = own("status.css")
    texts = [*head, *foot]
    return fill(
        "sheet.svg", figure=figure, wide=wide, tall=end + 10, texts=texts, edge=_EDGE, at=y + 16, style=style, **body
    )


def _written(parts: Sequence[tuple[str, float, bool]], y: float, wide: float) -> tuple[list[_Text], float]:
    """Paragraphs of some size, bold or not, in lines from a height on; and where they end."""
    texts = []
    for text, size, bold in parts:
        for line in _lines(text, size, wide - 2 * _EDGE) if text else ():
            y += round(size * 1.35, 1)
            texts.append(_Text(round(y, 1), line, size, bold))
    return texts, y


def _lines(text: str, size: float, room: float) -> list[str]:
    """A text in lines that fit a width."""
    lines = [""]
    for part in visible(text).split():
        longer = f"{lines[-1]} {part}".strip()
        if lines[-1] and width_of(longer) * size / 13 > room:
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def _graph(page: Page) -> dict[str, Any]:
    """The graph of a page as it stands there, with its legend below."""
    picture = pictured(page)
    drawing = poster(picture)
    left, up, wide, high = map(float, drawing.view.split())
    kinds, statuses = graph_legend(picture.front)
    lines = [(status.label, line) for status, line in statuses]
    lines += [(said, sample_line(picture, weight)) for weight, said in page.samples]
    widths = [32 + width_of(kind.name) for kind, _ in kinds] + [72 + width_of(said) for said, _ in lines]
    places = _places(widths, max(wide, _ROOM))
    deep = max((y for _, y in places), default=0.0)
    return {
        "drawing": drawing, "left": left, "up": up, "rows": (), "keys": (),
        "kinds": [(x, high + 18 + y, *item) for (x, y), item in zip(places, kinds, strict=False)],
        "states": [(x, high + 12 + y, *item) for (x, y), item in zip(places[len(kinds) :], lines, strict=True)],
        "wide": wide, "high": high + deep + 30,
    }  # fmt: skip


def _places(widths: Sequence[float], room: float) -> list[tuple[float, float]]:
    """Where the entries of a legend stand: one behind another, on a new line where there is no room."""
    places, x, y = [], 0.0, 0.0
    for wide in widths:
        if x and x + wide > room:
            x, y = 0.0, y + 24
        places.append((round(x, 1), y))
        x += wide
    return places


def _chart(section: Section) -> dict[str, Any]:
    """The rows of a drawn table: what they are of, the strip, and the first two columns beside it."""
    place = next(at for row in section.rows for at, cell in enumerate(row) if isinstance(cell, Strip))
    axis = section.columns[place]
    keys = _places([44 + width_of(word(code)) * 11 / 13 for code in section.legend], _ROOM)
    head = 12 + (keys[-1][1] + 24 if keys else 0.0)
    rows: list[Mapping[str, Any]] = []
    y = head + 26
    for row in section.rows:
        label = _lines(" ".join(map(_plain, row[:place])), 13, _LABEL)
        beside = [_lines(_plain(cell), 12, _BESIDE)[:3] for cell in row[place + 1 : place + 3]]
        words = [] if isinstance(row[place], Strip) else _lines(_plain(row[place]), 12, _DRAWN)
        rows.append({"y": y, "label": label, "strip": row[place], "words": words, "beside": beside})
        y += _LINE * max(len(label), len(words), *map(len, beside), 1) + 9
    return {
        "drawing": None, "rows": rows, "head": head, "line": _LINE, "kinds": (), "states": (),
        "marks": axis.marks if isinstance(axis, Strip) else (),
        "keys": [(*at, code) for at, code in zip(keys, section.legend, strict=True)],
        "heads": [column for column in section.columns[place + 1 : place + 3] if isinstance(column, str)],
        "label": _LABEL, "drawn": _DRAWN, "beside": _BESIDE, "wide": _ROOM, "high": y - 8,
    }  # fmt: skip


def _plain(cell: Cell) -> str:
    """A cell as text."""
    if cell is None:
        return "–"
    if isinstance(cell, tuple):
        return "; ".join(map(_plain, cell))
    return cell if isinstance(cell, str) else cell.text
