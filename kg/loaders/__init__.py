"""Files → records. A suffix chooses the reader; the unit is the report, and a bad one is refused with file and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.extract import extract, front_matter
from kg.record import Record
from kg.terms import digest

__all__ = ["MAX_BYTES", "READERS", "Refused", "read", "read_text"]

MAX_BYTES = 64 * 1024 * 1024  # a file beyond is no file of reports


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that was not read: where it stands and what is wrong with it."""

    file: str
    line: int
    reason: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


Item = Record | Refused
Flags = Mapping[str, str | None]


def read(paths: Iterable[Path], flags: Flags | None = None) -> Iterator[Item]:
    """Records and refusals of files and folders, in the order given; folders in the order of their names.

    `flags` (publisher, url, title, published, language) describe texts. InputError for a path that does not exist or
    cannot be read as what its suffix says.
    """
    for path in paths:
        if path.is_dir():
            inside = sorted(item for item in path.rglob("*") if item.suffix in READERS and item.is_file())
            if not inside:
                raise InputError(f"{path}: no {', '.join(READERS)} file in this folder")
            yield from read(inside, flags)
        elif path.suffix not in READERS:
            raise InputError(f"{path}: {_known(path)}")
        else:
            yield from READERS[path.suffix](path, flags or {})


def _known(path: Path) -> str:
    if not path.exists():
        return "no such file"
    return f"the suffix {path.suffix or '(none)'} is unknown; allowed: {', '.join(READERS)}"


def _content(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"{path}: larger than {MAX_BYTES // 2**20} MiB; split it")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None


def _json_lines(path: Path, flags: Flags) -> Iterator[Item]:
    for n, line in enumerate(_content(path).splitlines(), 1):
        if line.strip():
            yield _record(path, n, line)


def _json(path: Path, flags: Flags) -> Iterator[Item]:
    """One record, or a JSON array of records."""
    text = _content(path)
    if not text.lstrip().startswith("["):
        yield _record(path, 1, text)
        return
    try:
        items = json.loads(text)
    except ValueError as error:
        raise InputError(f"{path}: no JSON: {error}") from None
    for n, item in enumerate(items, 1):
        yield _record(path, n, json.dumps(item))


def _record(path: Path, line: int, text: str) -> Item:
    try:
        return Record.parse(text)
    except InputError as error:
        return Refused(str(path), line, str(error), text.strip())


def _text(path: Path, flags: Flags) -> Iterator[Item]:
    try:
        yield from read_text(_content(path), flags)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def read_text(text: str, flags: Flags) -> list[Record]:
    """The records of a text: flags go before its front matter. InputError without a publisher or without any text."""
    found, body = front_matter(text)
    given = {**found, **{name: value for name, value in flags.items() if value}}
    if not body.strip():
        raise InputError("the text is empty")
    if "publisher" not in given:
        raise InputError("a text needs a publisher: --publisher NAME, or a line 'publisher: NAME' at its top")
    report = Record.of({"report": {**given, "text_hash": digest(body)}}).report
    return extract(body, report)


READERS: Mapping[str, Callable[[Path, Flags], Iterator[Item]]] = {
    ".jsonl": _json_lines,
    ".json": _json,
    ".txt": _text,
    ".md": _text,
}
