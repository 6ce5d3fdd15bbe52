"""Rows with notes, printed as text, JSON, CSV, Markdown or HTML: what every question answers with."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, overload

from kg.model.errors import UnknownName
from kg.model.phrases import sentence_case
from kg.model.visible import json_escaped, visible
from kg.query.frames import columns, library
from kg.query.sheet import workbook
from kg.query.text import plain, rendered, tabulated, wrapped

__all__ = ["FORMATS", "Section", "Table"]

FORMATS = ("table", "json", "csv", "md", "html")
Row = Mapping[str, Any]

_MARKUP = re.compile(r"[\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_])")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # full-width ones too
_SKIPPED = re.compile(r"^(?:[\s\u200c\u200d\u00ad\u180e]|\\u[0-9a-f]{4})+")  # `\u202e`: as `plain` writes it out
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Section:
    """Part of a table as people read it: under a heading and in columns of its own; `whole` cuts no long text.

    Of a `fixed` one a terminal shows all columns in this order, those `below` under their row, and if it is `grouped`
    the first column as a heading of the rows that share it, `foot` once below them. An `uncut` one is shown whole,
    however many rows it has.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: bool = False
    fixed: bool = False
    grouped: bool = False
    below: tuple[str, ...] = ()
    foot: str = ""
    uncut: bool = False


@dataclass(frozen=True)
class Table(Sequence[Row]):
    """Rows of one question. `coverage` says what the answer could have seen; `notes` are for the reader.

    `sections`, where given, are what text, Markdown and HTML show in place of the rows: what must not be mixed stands
    under headings, and what is much is folded. JSON, CSV and Python have every row. Where people read, `lead` comes
    first and `onward` last.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    question: str = ""
    coverage: str = ""
    notes: tuple[str, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)  # as_of, known_by, policy
    sections: tuple[Section, ...] = ()
    printed: tuple[Section, ...] = ()  # what a terminal shows in place of the sections
    lead: str = ""  # one sentence that answers
    onward: str = ""  # a command that asks on
    met: bool = False  # whether anything passed the filters, though nothing may be told of it

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        """A row, or a slice of rows."""
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __str__(self) -> str:
        return self.to("table")

    def to(self, format: str) -> str:  # noqa: A002  # the word users type after --format
        """As `table`, `json`, `csv`, `md` or `html`. UnknownName for anything else."""
        makers = {"table": self._text, "json": self._json, "csv": self._csv, "md": self._markdown, "html": self._html}
        if format not in makers:
            raise UnknownName(f"{format!r} is no format; allowed: {', '.join(FORMATS)}")
        return makers[format]()

    def first(self, most: int) -> Table:
        """The same with at most so many rows where a terminal shows it, and a note of how many there are beside."""
        shown, room = [], most
        sections = self.printed or self._shown()
        if all(section.uncut for section in sections):
            return self
        for section in sections:
            if room > 0 or not section.rows:
                shown.append(replace(section, rows=section.rows[:room]))
            room -= min(room, len(section.rows))
        left = sum(len(section.rows) for section in sections) - most
        if left <= 0:
            return self
        note = f"{left:,} more row{'' if left == 1 else 's'}: --all"
        return replace(self, printed=tuple(shown), notes=(note, *self.notes))

    def to_pandas(self) -> Any:
        """A pandas DataFrame; see `kg.query.frames`. InputError without the extra `tradekg[frames]`."""
        return library("pandas").DataFrame(columns(self.columns, self.rows))

    def to_polars(self) -> Any:
        """A polars DataFrame; see `kg.query.frames`. InputError without the extra `tradekg[frames]`."""
        return library("polars").DataFrame(columns(self.columns, self.rows), infer_schema_length=None)

    def to_arrow(self) -> Any:
        """A pyarrow Table; see `kg.query.frames`. InputError without the extra `tradekg[frames]`."""
        return library("pyarrow").table(columns(self.columns, self.rows))

    def to_xlsx(self) -> bytes:
        """A workbook with one sheet of all rows. InputError without the extra `tradekg[sheets]`."""
        return workbook(self.columns, self.rows)

    def _repr_html_(self) -> str:
        return self._html()

    # --- formats

    def _json(self) -> str:
        shown = {
            "question": self.question,
            "as_of": self.context.get("as_of"),
            "known_by": self.context.get("known_by"),
            "policy": self.context.get("policy", "latest"),
            "coverage": self.coverage,
            "notes": list(self.notes),
            "rows": [dict(row) for row in self.rows],
        }
        return json_escaped(json.dumps(shown, ensure_ascii=False, indent=1, default=_json_value))

    def _csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_guarded(plain(name)) for name in self.columns)
        for row in self.rows:
            writer.writerow([_guarded(plain(row.get(name))) for name in self.columns])
        return out.getvalue()

    def _shown(self) -> tuple[Section, ...]:
        """What people read: the sections, else all rows under no heading; nothing where the sentence says all."""
        if self.lead and not self.rows:
            return ()
        return self.sections or (Section("", self.columns, self.rows),)

    def _markdown(self) -> str:
        parts: list[str] = []
        for section in self._shown():
            heading = (
                [f"{'' if not parts else chr(10)}### {_cell(visible(section.heading))}\n"] if section.heading else []
            )
            head = (
                "| "
                + " | ".join(_cell(plain(name)) for name in section.columns)
                + " |\n|"
                + " --- |" * len(section.columns)
            )
            rows = [[_cell(plain(row.get(name))) for name in section.columns] for row in section.rows]
            parts += [*heading, head, *("| " + " | ".join(row) + " |" for row in rows)]
        notes = [f"\n{_cell(visible(note))}" for note in self._notes()]  # without an empty line they would be rows
        lead = [f"{_cell(visible(self.lead))}\n"] if self.lead else []
        return "\n".join([*lead, *parts, *notes])

    def _html(self) -> str:
        parts = [f"<p>{html.escape(visible(self.lead))}</p>\n"] if self.lead else []
        for section in self._shown():
            heading = f"<h3>{html.escape(visible(section.heading))}</h3>\n" if section.heading else ""
            head = "".join(f"<th>{html.escape(plain(name))}</th>" for name in section.columns)
            cells = [[html.escape(plain(row.get(name))) for name in section.columns] for row in section.rows]
            body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in cells)
            parts.append(f"{heading}<table><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>")
        return "".join([*parts, *(f"<p>{html.escape(visible(note))}</p>" for note in self._notes())])

    def _text(self) -> str:
        """The sentence that answers, rows as `kg.query.text` lays them out for a terminal, then what to ask next."""
        shown = self._shown() and (self.printed or self._shown())
        parts = [*wrapped(visible(self.lead)), *([""] if shown else [])] if self.lead else []
        for number, section in enumerate(shown):
            heading = [*([""] if number else []), *wrapped(visible(section.heading)), ""] if section.heading else []
            parts += [*heading, _laid_out(section)]
        notes = [line for note in self._notes() for line in wrapped(visible(note))]
        onward = ["", "Next:  " + visible(self.onward)] if self.onward else []  # one line, to be copied
        return "\n".join([*parts, *notes, *onward])

    def _notes(self) -> Iterable[str]:
        # the sentence says it; a query of one's own covers what it says
        if self.coverage and self.coverage != "covered" and not self.lead and self.question != "sparql":
            yield f"coverage: {self.coverage}"
        yield from map(sentence_case, self.notes)


def _laid_out(section: Section) -> str:
    if section.fixed:
        columns, rows, grouped = section.columns, section.rows, section.grouped
        return tabulated(columns, rows, grouped=grouped, below=section.below, foot=section.foot)
    return rendered(section.columns, section.rows, whole=section.whole)


def _json_value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _cell(text: str) -> str:
    """As GitHub's Markdown shows it literally (https://github.github.com/gfm/#backslash-escapes); `in_force` is."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def _guarded(text: str) -> str:
    """A spreadsheet runs a cell that starts like a formula; a quote in front keeps it text, numbers stay numbers.

    Some skip what they do not show before they look. https://owasp.org/www-community/attacks/CSV_Injection
    """
    begins = _SKIPPED.sub("", text)
    return "'" + text if begins.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
