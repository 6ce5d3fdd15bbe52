"""What a page is made of: links, cells, nodes, edges, sections; and what keeps their text harmless."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from kg.model.visible import visible

__all__ = [
    "Cell",
    "Edge",
    "Fold",
    "Link",
    "Mark",
    "Node",
    "Page",
    "Ref",
    "Section",
    "Short",
    "Strip",
    "is_web",
    "visible",
]

_PLAIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)+(/[\w./?=&%~+-]*)?", re.ASCII)  # as nearly all are
_WEB = re.compile(r"https?://[^\s<>\"'`\\]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """Text that leads somewhere. Only http and https addresses become links; anything else stays text."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Ref:
    """Text that leads to another page where it is made too: `to` is a thing's IRI, or a view with its things' IRIs."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Part of a strip, placed in per cent of its width: `shape` is bar, whisker, open, dot, ring, rule or text.

    `look` is a status, which colours it, of a text on an axis whether it is among every other one; an open bar fades
    out, a ring is a dot of which the day is not known.
    """

    shape: str
    at: float
    to: float = 0.0
    look: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """A row of a chart, as wide as its column: `text` says in words what it shows."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """A cell that is put away behind a few words until a reader opens it."""

    text: str
    inside: Cell


@dataclass(frozen=True, slots=True)
class Short:
    """A figure with fewer digits than it is told with: all of them stand in its title and in a list that is saved."""

    text: str
    exact: str


# A tuple is shown as a list, None as a dash
Cell: TypeAlias = "str | Link | Ref | Short | Strip | Fold | tuple[Cell, ...] | None"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the picture: `kind` is its class (see `style.toml`), `text` what the hover card says of it.

    `amount` and `date` are shown as they are; x and y are layout units (pixels at natural size), y downwards;
    `letter` stands in the shape instead of the class's: one to three letters; `side` is where the label stands
    (see `layout`), None where it keeps clear of edges; `also` other names by which it is found; `within` the id of a
    node that it is folded into until a reader opens that one.
    """

    id: str
    label: str
    kind: str
    text: str = ""
    status: str = ""
    amount: str = ""
    date: str = ""
    link: Link | None = None
    x: float | None = None
    y: float | None = None
    letter: str = ""
    side: int | None = None
    also: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes, by id; `weight` (an amount's low bound, one unit a page) is its width."""

    source: str
    target: str
    label: str
    status: str = ""
    weight: float | None = None
    text: str = ""
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, paragraphs, a table, sections in columns; `folded` puts all but the text away.

    The heading leads where a `Ref` to `to` would. A column whose name is a strip is drawn, with the strip as its axis;
    `legend` shows how statuses are drawn. Rows of a `listed` table can be searched and sorted, and picked by what
    stands in the columns `facets`.
    """

    heading: str
    text: tuple[str, ...] = ()
    columns: tuple[str | Strip, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    folded: bool = False
    side_by_side: tuple[Section, ...] = ()
    legend: tuple[str, ...] = ()
    listed: bool = False
    facets: tuple[int, ...] = ()
    to: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One view. `graph_after` counts the sections above the graph; None puts it before the last one.

    `figures` are numbers with what they count, shown large; `moment` says of which day the page is, if not of now;
    `wider` what a wider line of the graph stands for, `samples` weights of such lines with what they are.
    """

    title: str
    lead: str
    sections: tuple[Section, ...]
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    cite: str = ""
    footer: str = ""
    language: str = "en"
    graph_after: int | None = None
    figures: tuple[tuple[str, str], ...] = ()
    moment: str = ""
    wider: str = "a larger amount"
    samples: tuple[tuple[float, str], ...] = ()


def is_web(href: str) -> bool:
    """True for an http or https address with a host and nothing in it that could end an attribute or hide."""
    if _PLAIN.fullmatch(href):
        return True
    if not _WEB.fullmatch(href) or visible(href) != href:
        return False
    try:
        return bool(urlsplit(href).hostname)
    except ValueError:  # unbalanced brackets
        return False
