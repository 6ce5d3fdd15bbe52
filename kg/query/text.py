"""Rows as plain text for people: columns that fit the room there is, what all rows share said once below.

Nothing here knows a question; how a table is laid out follows from its cells alone. A table whose columns do not fit
becomes blocks of words. A very long text is cut, and the reader is told so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate, groupby
from typing import Any

from rich.cells import cell_len

from kg.model.iris import ID, PREFIXES
from kg.model.visible import visible

__all__ = ["plain", "rendered", "tabulated", "wrapped"]

_LABEL = 30  # cells' width a label is wrapped at when room is short
_ROOM = 24  # below this a long text is better off on lines of its own
_LONGEST = 240  # letters of a cell
_LEAST = 10  # a column of words is not wrapped narrower
_LIST = 90  # letters of a list
_NARROWEST, _FALLBACK = 80, 100  # columns: the least that is used, and where there is no terminal
_SOURCES = ("reports", "claims", "origins")  # lists that are counted when they are long
_IN_LABEL = ("pledgers", "recipients", "products")
_ADDRESSES = ("http://", "https://", "report/")
_CUT = "[…]"
_GAP = "  "
_ITEM = "- "  # as wide


def rendered(
    columns: Sequence[str], rows: Sequence[Mapping[str, Any]], width: int | None = None, *, whole: bool = False
) -> str:
    """The rows without a trailing newline; `width` in columns of a terminal, by default those of the one there is.

    `whole`: no text is cut, however long.
    """
    width = width or _width()
    names = [name for name in columns if not _redundant(name, columns)]
    if not rows:
        return "no rows"
    if not names:
        return f"{len(rows)} rows without a column"
    if len(rows) == 1:
        return "\n".join(_record(names, rows[0], width))
    shared = [name for name in names[1:] if len({plain(row.get(name)) for row in rows}) == 1]
    shown = [name for name in names if name not in shared]
    counted = {name for name in shown if _is_counted(name, rows)}
    most = None if whole else _LONGEST
    cells = [{name: _cell(row.get(name), counted=name in counted, most=most) for name in shown} for row in rows]
    headed = len(shown) > 1 and shown[0].endswith("_label") and len({row[shown[0]] for row in cells}) < len(cells)
    lines = _under_headings(shown, cells, width) if headed else _grid(shown, cells, width)
    said = [f"{_title(name)}: {_cell(rows[0].get(name), most=most) or 'none'}" for name in shared]
    tail = _wrapped("all rows: " + "; ".join(said), width) if said else []
    if any(cell.endswith(_CUT) for row in cells for cell in row.values()):
        tail.append(f"{_CUT} marks a long text that is cut; --format json or csv has it whole")
    return "\n".join([*lines, *([""] if tail else []), *tail])


def tabulated(
    columns: Sequence[str],
    rows: Sequence[Mapping[str, Any]],
    *,
    grouped: bool = False,
    below: Sequence[str] = (),
    foot: str = "",
    width: int | None = None,
) -> str:
    """The same columns in the same order whatever the rows hold, without a trailing newline.

    `grouped`: the first column stands once above the rows that share it. `below` are long texts, each on lines of its
    own under its row; `foot` is one that the rows of a heading share, once below them. Columns are wrapped, the widest
    first, until all fit. A `foot` is a list: its heading and what stands under that, each on lines of its own.
    """
    width = width or _width()
    feet = [row.get(foot) or () for row in rows]
    cells = [{name: _cell(row.get(name), most=None) for name in (*columns, *below)} for row in rows]
    across = list(columns[1:] if grouped else columns)
    room = width - len(_GAP) * grouped
    widths = _fitted(across, cells, room) | dict.fromkeys(below, 0)
    if not grouped:
        return "\n".join(_body([*across, *below], cells, widths, room, head=True))
    lines: list[str] = []
    for label, held in groupby(zip(cells, feet, strict=True), lambda pair: pair[0][columns[0]]):
        of_label = list(held)
        body = _body([*across, *below], [row for row, _ in of_label], widths, room, head=not lines)
        said = _footed(of_label[0][1], room)
        lines += [*([""] if lines else []), *_wrapped(label, width), *(_GAP + line for line in [*body, *said])]
    return "\n".join(lines)


def _footed(foot: Sequence[str], width: int) -> list[str]:
    """What stands once below rows: a heading with texts, of which one alone goes on behind it; nothing without."""
    heading, texts = foot[:1], [visible(text) for text in foot[1:]]
    if not texts[1:]:
        return [line for line in _wrapped(" ".join([*heading, *texts]), width) if line]
    lines = _wrapped(heading[0], width)
    for text in texts:
        first, *rest = _wrapped(text, width - len(_GAP))
        lines += [f"{_ITEM}{first}", *(_GAP + line for line in rest)]
    return lines


def _fitted(names: Sequence[str], cells: Sequence[Mapping[str, str]], width: int) -> dict[str, int]:
    """Widths that add up to the room there is: as wide as the widest cell, then the widest columns narrowed."""
    widths = {name: max([len(_title(name)), *(cell_len(row[name]) for row in cells)]) for name in names}
    while sum(widths.values()) + len(_GAP) * (len(widths) - 1) > width and max(widths.values()) > 1:
        widest = max(names, key=lambda name: widths[name])
        widths[widest] -= 1
    return widths


def plain(value: Any) -> str:
    """A value as one line of text that hides nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(plain(item) for item in value)
    if isinstance(value, Mapping):
        return plain(value["text"]) if "text" in value else ", ".join(f"{k} {plain(v)}" for k, v in value.items())
    return f"{value:f}" if isinstance(value, Decimal) else " ".join(visible(str(value)).split())


def _width() -> int:
    return max(_NARROWEST, shutil.get_terminal_size((_FALLBACK, 40)).columns)


def _title(name: str) -> str:
    return visible(name.removesuffix("_label").replace("_", " "))


def _redundant(name: str, columns: Sequence[str]) -> bool:
    """An IRI beside its label, a report beside its claim and a party that the label names: JSON and CSV have them."""
    return (
        f"{name}_label" in columns
        or (name in ("pledge", "event") and "label" in columns)
        or (name == "report" and "claim" in columns)
        or (name in _IN_LABEL and "label" in columns)
    )


def _is_counted(name: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a column of lists is shown as numbers: lists of IRIs, and long lists of sources."""
    lists = [value for row in rows if isinstance(value := row.get(name), list | tuple)]
    if any(str(item).startswith(ID) for value in lists for item in value):
        return True
    return name in _SOURCES and any(len(value) > 1 for value in lists)


def _cell(value: Any, *, counted: bool = False, most: int | None = _LONGEST) -> str:
    if isinstance(value, list | tuple):
        if counted:
            return str(len(value))
        return _listed([_short(plain(item)) for item in value])
    text = _short(plain(value))
    return text if most is None or len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} {_CUT}"


def _short(text: str) -> str:
    """IRIs without their common beginning, terms of a vocabulary with its prefix."""
    for prefix, beginning in PREFIXES.items():
        if text.startswith(beginning):
            return text.removeprefix(beginning) if beginning == ID else f"{prefix}:{text.removeprefix(beginning)}"
    return text


def _listed(items: list[str]) -> str:
    """All items, or the first that fit and how many more there are."""
    whole = "; ".join(items)
    if len(whole) <= _LIST:
        return whole
    ends = accumulate(len(item) + 2 for item in items)
    told = max(1, sum(end <= _LIST for end in ends))
    if told == len(items) - 1:  # one more takes no more room than to say so
        return whole
    return "; ".join([*items[:told], *([f"{len(items) - told} more"] if told < len(items) else [])])


# --- layouts


def _record(names: Sequence[str], row: Mapping[str, Any], width: int) -> Iterator[str]:
    """One row, a line for each field that says something."""
    said = {_title(name): value for name in names if (value := plain(row.get(name)).replace(ID, ""))}
    left = max(map(len, said), default=0)
    for name, value in said.items():
        first, *rest = _wrapped(value, width - left - len(_GAP))
        yield f"{name:<{left}}{_GAP}{first}"
        yield from (" " * (left + len(_GAP)) + line for line in rest)


def _under_headings(names: Sequence[str], cells: Sequence[Mapping[str, str]], width: int) -> Iterator[str]:
    """Rows under the label they share; what every label has one value of (a pledge's grade) stands beside it."""
    first, *others = names
    groups = [(label, list(rows)) for label, rows in groupby(cells, lambda row: row[first])]
    beside = [name for name in others if name == "grade" and all(len({r[name] for r in g}) == 1 for _, g in groups)]
    inner = [name for name in others if name not in beside]
    layout = _layout(inner, cells, width - len(_GAP)) if inner else {}
    for number, (label, rows) in enumerate(groups):
        told = [rows[0][name].replace("_", " ") for name in beside if rows[0][name]]
        yield from ([""] if number else [])
        yield from _wrapped(label + (f" ({', '.join(told)})" if told else ""), width)
        if inner:
            yield from (_GAP + line for line in _body(inner, rows, layout, width - len(_GAP), head=number == 0))


def _grid(names: Sequence[str], cells: Sequence[Mapping[str, str]], width: int) -> Iterator[str]:
    """Rows one below another; a first cell that repeats the one above is left blank."""
    first = names[0]
    blanked = [
        {**row, first: "" if number and cells[number - 1][first] == row[first] else row[first]}
        for number, row in enumerate(cells)
    ]
    return _body(names, blanked, _layout(names, cells, width), width, head=True)


def _layout(names: Sequence[str], cells: Sequence[Mapping[str, str]], width: int) -> dict[str, int]:
    """Widths of the columns; a long text that finds no room gets none and stands below its row. Empty: blocks."""
    natural = {name: max(len(_title(name)), *(cell_len(row[name]) for row in cells)) for name in names}
    floors = {name: min(natural[name], max(len(_title(name)), _longest_word(name, cells), _LEAST)) for name in names}
    floors[names[0]] = min(natural[names[0]], _LABEL)
    long = sorted((name for name in names if natural[name] > _LABEL), key=lambda name: (natural[name], name))
    movable = sorted((name for name in reversed(long) if name != names[0]), key=lambda name: name.endswith("label"))
    for below in [None, *movable]:
        widths = {name: floors[name] for name in names if name != below}
        spare = width - sum(widths.values()) - len(_GAP) * (len(widths) - 1)
        readable = all(widths[name] + spare >= min(_ROOM, natural[name]) for name in long if name in widths)
        if spare >= 0 and readable:
            for name in sorted(widths, key=lambda name: (name in long, natural[name])):  # short columns first
                most = _LABEL if name in long[:-1] else natural[name]
                given = max(0, min(most - widths[name], spare))
                widths[name], spare = widths[name] + given, spare - given
            return {name: widths.get(name, 0) for name in names}
    return {}


def _longest_word(name: str, cells: Sequence[Mapping[str, str]]) -> int:
    return min(_LABEL, max(cell_len(word) for row in cells for word in [*row[name].split(), ""]))


def _body(
    names: Sequence[str], cells: Sequence[Mapping[str, str]], widths: Mapping[str, int], width: int, *, head: bool
) -> Iterator[str]:
    if not widths:  # too many columns for the room
        yield from _blocks(names, cells, width)
        return
    across = [name for name in names if widths[name]]
    below = [name for name in names if not widths[name]]
    numbers = {name for name in across if all(row[name].replace(".", "", 1).isdigit() for row in cells if row[name])}
    if head:
        yield _line([_fit(_title(name), widths[name], right=name in numbers) for name in across])
        yield _line(["─" * widths[name] for name in across])
    for row in cells:
        columns = [_wrapped(row[name], widths[name]) for name in across]
        for at in range(max(map(len, columns))):
            parts = [column[at] if at < len(column) else "" for column in columns]
            yield _line(
                [_fit(part, widths[name], right=name in numbers) for name, part in zip(across, parts, strict=True)]
            )
        for name in below:
            yield from (_GAP * 2 + line for line in _wrapped(row[name], width - 2 * len(_GAP)) if line)


def _blocks(names: Sequence[str], cells: Sequence[Mapping[str, str]], width: int) -> Iterator[str]:
    """A paragraph for each row: its first words, then what else it says by name, addresses last."""
    first, *others = sorted(names, key=lambda name: any(row[name].startswith(_ADDRESSES) for row in cells))
    for row in cells:
        said = " · ".join(f"{_title(name)} {row[name]}" for name in others if row[name])
        yield from _wrapped(row[first], width) if row[first] else ()
        yield from (_GAP + line for line in _wrapped(said, width - len(_GAP)))


def _line(parts: Sequence[str]) -> str:
    return _GAP.join(parts).rstrip()


def _fit(part: str, width: int, *, right: bool) -> str:
    """Padded to a width in terminal columns: a Chinese character takes two."""
    pad = " " * (width - cell_len(part))
    return pad + part if right else part + pad


def wrapped(text: str) -> list[str]:
    """A text as lines that fit the terminal there is."""
    return _wrapped(text, _width())


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken between words; a longer word is broken anywhere."""
    lines, line = [], ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if cell_len(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while cell_len(word) > width:
            cut = max(n for n in range(1, len(word)) if n == 1 or cell_len(word[:n]) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line or not lines else lines
