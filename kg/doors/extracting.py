"""What `kg extract` and `kg load` do with texts: the reader chosen, the record grounded, explained, measured.

What one of these alone needs is imported there: who extracts does not wait for pages, models and scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.doors.terminal import tell
from kg.loaders import files
from kg.loaders.extractor import Extractor
from kg.loaders.files import MAX_BYTES, Placed, Refused
from kg.loaders.grammar import Rules
from kg.loaders.grounding import Ground, ground
from kg.model.errors import InputError
from kg.query.table import Table

__all__ = ["MAX_BYTES", "READERS", "against", "explained", "lines", "measured", "page", "reader_of", "text_of"]

READERS = ("rules", "model")


def reader_of(name: str, endpoint: str | None, model: str | None, cache: Path | None) -> Extractor:
    """The reader of this name; InputError if there is none, or its settings are missing."""
    if name not in READERS:
        raise InputError(f"{name!r} is no reader; allowed: {', '.join(READERS)}")
    if name == "rules":
        return Rules()
    from kg.loaders.endpoint import Endpoint
    from kg.loaders.model_extractor import ModelReader

    return ModelReader(Endpoint.of(endpoint, model), cache)


def text_of(path: Path) -> str:
    """The text of a file that is named by itself; InputError names it."""
    if files.there(path).is_dir():
        raise InputError(f"{path}: give one text file")
    if path.suffix.lower() not in files.TEXTS:
        raise InputError(f"{path}: no text by its suffix; allowed: {', '.join(files.TEXTS)}. Records: `kg load FILE`")
    try:
        return files.content(path)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def explained(text: str, flags: Mapping[str, str | None], reader: Extractor) -> tuple[list[Ground], str]:
    """(what a reader says of a text with what was dropped of it, the text it read)."""
    report, body = files.open_text(text, flags, unknown="unknown publisher")
    return [ground(record, body) for record in reader(body, report)], body


def lines(read: list[Ground], body: str) -> list[str]:
    """Every claim with its values, and what was left out, as lines for a terminal."""
    from kg.loaders.explain import explain

    out = []
    for each in read:
        claims, unread = explain(each.record, body)
        out.append(f"{each.record.report.title or '(no title)'}, read by {each.record.report.extractor}")
        for claim in claims:
            out.append(f"  {claim.name}")
            if claim.quote:
                out.append(f"    “{' '.join(body[slice(*claim.quote)].split())}”")
            for mark in claim.marks:
                where = f"characters {mark.span[0]} to {mark.span[1]}" if mark.span else "by the quote"
                out.append(f"    {mark.slot:<16} {mark.value}  ({where})")
        out += [f"  left out: {line}" for line in (*map(str, each.dropped), *unread)]
    return out


def page(read: list[Ground], body: str) -> str:
    """The article's record as a page of its own: the text with its marks, claims, what was left out."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from kg.loaders.explain import explain, pieces

    first = read[0]
    claims, unread = explain(first.record, body)
    made = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined)
    return made.get_template("explained.html").render(
        title=first.record.report.title or first.record.report.publisher,
        reader=first.record.report.extractor,
        pieces=pieces(body, claims),
        claims=claims,
        left_out=[*map(str, first.dropped), *unread],
    )


def measured(folder: Path, reader: Extractor) -> tuple[Table, list[str]]:
    """(precision, recall and F1 by slot, every wrong and missed value) of a reader on labelled reports."""
    from kg.loaders.score import score

    done = score(folder, reader)
    columns = ("slot", "labelled", "found", "right", "precision", "recall", "f1")
    return Table(columns, tuple(done.rows())), done.faults


def against(items: list[Placed | Refused], text: Path) -> list[Placed | Refused]:
    """Records from outside with only what their text bears out; what is dropped is told."""
    _, body = files.open_text(text_of(text), {}, unknown="unknown publisher")
    out: list[Placed | Refused] = []
    for item in items:
        if isinstance(item, Refused):
            out.append(item)
            continue
        done = ground(item.record, body)
        for each in done.dropped:
            tell(f"dropped: {each}", style="yellow")
        out.append(Placed(done.record, item.file, item.line, item.text))
    return out
