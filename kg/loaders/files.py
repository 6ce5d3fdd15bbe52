"""Files → records. A suffix chooses the reader; the unit is the report, and a bad one is refused with file and line."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.loaders.documents import CONVERTED
from kg.model import record
from kg.model.errors import InputError
from kg.model.iris import digest
from kg.model.record import Record, Report
from kg.model.visible import visible

if TYPE_CHECKING:
    from kg.loaders.extractor import Extractor

__all__ = [
    "MAX_BYTES",
    "READERS",
    "TEXTS",
    "Placed",
    "Refused",
    "content",
    "open_text",
    "piped",
    "placed",
    "read",
    "read_text",
    "there",
]

MAX_BYTES = 64 * 1024 * 1024  # a file beyond is no file of reports
PIPED = Path("standard input")  # how a text without a file is named
_SPACE = re.compile(r"\s*")
_FEED = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:RDF)\b")


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that was not read: where it stands and what is wrong with it."""

    file: str
    line: int
    reason: str
    text: str = ""

    def __str__(self) -> str:
        return visible(f"{self.file}, line {self.line}: {self.reason}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and where it stands, for what is refused only when it is loaded."""

    record: Record
    file: str
    line: int
    text: str = ""

    def refused(self, reason: str) -> Refused:
        """The same as a refusal."""
        return Refused(self.file, self.line, reason, self.text)


Item = Record | Refused
Flags = Mapping[str, str | None]


def there(path: Path) -> Path:
    """A path that something stands at; InputError where nothing does, in the same words whoever asks."""
    if not path.exists():
        raise InputError(f"{path}: no such file")
    return path


def read(paths: Iterable[Path], flags: Flags | None = None) -> Iterator[Item]:
    """Records and refusals, as `placed` finds them."""
    for item in placed(paths, flags):
        yield item.record if isinstance(item, Placed) else item


def placed(paths: Iterable[Path], flags: Flags | None = None) -> Iterator[Placed | Refused]:
    """Records with their places, and refusals, of files and folders in the order given; folders by their names.

    `flags` (publisher, url, title, published, language) describe texts. A file that cannot be read as what its suffix
    says is refused like a report, and the next one read. InputError for misuse: a path that does not exist, a file of
    unknown suffix named by itself, a folder without any file of reports.
    """
    for path in paths:
        inside = _inside(path) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path}: no {', '.join(READERS)} file in this folder")
        for file in inside:
            if _suffix(there(file)) not in READERS:
                raise InputError(
                    f"{file}: the suffix {file.suffix or '(none)'} is unknown; allowed: {', '.join(READERS)}."
                    " Save documents of other kinds as text, HTML or PDF"
                )
            yield from _read(file, _suffix(file), partial(content, file), flags)


def piped(text: str, flags: Flags | None = None) -> Iterator[Placed | Refused]:
    """The same of a text that stands in no file: a record, an array or lines of them, a feed, else an article."""
    yield from _read(PIPED, _kind(text), partial(_clean, text), flags)


def _kind(text: str) -> str:
    """The suffix that a text without a name would have."""
    first = text[_space(text, 0) :][:1]
    if first == "[":
        return ".json"
    if first != "{":
        return ".rss" if _FEED.match(text) else ".txt"
    lines = (line for line in text.splitlines() if line.strip())
    return ".jsonl" if all(line.startswith("{") for line in lines) else ".json"  # one record ends in a line with "}"


def _read(file: Path, suffix: str, text: Callable[[], str], flags: Flags | None) -> Iterator[Placed | Refused]:
    try:
        yield from READERS[suffix](file, text(), flags or {})
    except InputError as error:
        yield Refused(str(file), 1, str(error))
    except Exception as error:  # a fault of ours, and still no reason to keep other files out
        yield Refused(str(file), 1, f"it cannot be read: {error!r}")


def _suffix(path: Path) -> str:
    return path.suffix.lower()


def _inside(folder: Path) -> list[Path]:
    """Files of reports anywhere below, but for hidden ones."""
    found = (path for path in folder.rglob("*") if _suffix(path) in READERS and path.is_file())
    return sorted(path for path in found if not any(step.startswith(".") for step in path.relative_to(folder).parts))


def content(path: Path) -> str:
    """The text of a file, of a mail or PDF with front matter. InputError if it is too large, no UTF-8 or empty."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise InputError("is no regular file")  # a pipe would be waited for, a device read for ever
        if found.st_size > MAX_BYTES:
            raise InputError(f"larger than {MAX_BYTES // 2**20} MiB; split it")
        data = path.read_bytes()
        if convert := CONVERTED.get(_suffix(path)):
            return convert(data)
        return _clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise InputError(error.strerror or str(error)) from None


def _clean(text: str) -> str:
    """A text with one sort of line ends. InputError if nothing stands in it."""
    if not text.strip():
        raise InputError("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _json_lines(path: Path, text: str, flags: Flags) -> Iterator[Placed | Refused]:
    for n, line in enumerate(text.split("\n"), 1):  # splitlines would cut at U+2028, which JSON allows in a string
        if line.strip():
            yield _record(path, n, line)


def _json(path: Path, text: str, flags: Flags) -> Iterator[Placed | Refused]:
    """One record, or a JSON array of records; where an array's syntax breaks, its rest is refused."""
    first = _space(text, 0)
    if text[first] != "[":
        yield _record(path, text.count("\n", 0, first) + 1, text)
        return
    line, done = 1, 0
    try:
        for begin, end, value in _array(text, first + 1):
            line += text.count("\n", done, begin)
            yield _item(path, line, text[begin:end], partial(Record.of, value))
            line, done = line + text.count("\n", begin, end), end
    except (ValueError, RecursionError) as error:
        reason = f"not JSON, nothing is read from here on: {error}"
        yield Refused(str(path), getattr(error, "lineno", line), reason, text[done:].strip())


def _array(text: str, at: int) -> Iterator[tuple[int, int, Any]]:
    """(start, end, value) of each item, one by one; ValueError where the syntax breaks."""
    decoder, mark = record.decoder(), ","
    while mark == ",":
        at = _space(text, at)
        value, end = decoder.raw_decode(text, at)
        yield at, end, value
        at = _space(text, end)
        mark, at = text[at : at + 1], at + 1
    if mark != "]" or text[at:].strip():
        raise ValueError("the array is cut off, or something follows it")


def _space(text: str, at: int) -> int:
    """Where the next letter stands that is no space."""
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # it matches anything


def _record(path: Path, line: int, text: str) -> Placed | Refused:
    return _item(path, line, text, partial(Record.parse, text))


def _item(path: Path, line: int, text: str, make: Callable[[], Record]) -> Placed | Refused:
    try:
        return Placed(make(), str(path), line, text.strip())
    except InputError as error:
        return Refused(str(path), line, str(error), text.strip())
    except Exception as error:  # a fault of ours: this record waits for its mending, the others do not
        return Refused(str(path), line, f"it cannot be read: {error!r}", text.strip())


def _text(path: Path, text: str, flags: Flags) -> Iterator[Placed | Refused]:
    yield from (Placed(record, str(path), 1) for record in read_text(text, flags))


def read_text(text: str, flags: Flags, reader: Extractor | None = None) -> list[Record]:
    """The records of a text: flags go before its front matter. InputError without a publisher or without any text.

    What a reader says and the text does not bear out is dropped.
    """
    from kg.loaders.grammar import Rules  # records need no reader of texts, and it takes a while to load
    from kg.loaders.grounding import ground

    report, body = open_text(text, flags)
    return [ground(each, body).record for each in (reader or Rules())(body, report)]


def open_text(text: str, flags: Flags, unknown: str | None = None) -> tuple[Report, str]:
    """(what is known of the report, the text to read): web pages without their menus, front matter taken off.

    `unknown` stands for a publisher that nothing tells; without it, that is an InputError.
    """
    from kg.loaders.grammar import LONGEST, front_matter
    from kg.loaders.webpage import is_page, no_prose, read_page, unescaped

    found, body = front_matter(text)
    if is_page(body):
        told, body = read_page(body)
        found = {**told, **found}
        if not body:
            raise InputError("this web page holds no article; give the article's text")
    if kind := no_prose(body):
        raise InputError(f"this is {kind}; give the article's text, or its saved page")
    body = unescaped(body)
    if len(body) > LONGEST:
        raise InputError(f"the text has {len(body)} characters, at most {LONGEST} are read; split it by its articles")
    given = {**found, **{name: value for name, value in flags.items() if value}}
    if not body.strip():
        raise InputError("the text is empty")
    if unknown:
        given.setdefault("publisher", unknown)
    if "publisher" not in given:
        raise InputError("a text needs a publisher: --publisher NAME, or a line 'publisher: NAME' at its top")
    return Record.of({"report": {**given, "text_hash": digest(body)}}).report, body


def _feed(path: Path, text: str, flags: Flags) -> Iterator[Placed | Refused]:
    """Each entry a report; an entry that says nothing is refused, and the next one read."""
    from kg.loaders import feeds

    for entry in feeds.entries(text):
        try:
            if not entry.text:
                raise InputError("an entry needs a title or a text")
            given = {**entry.told, **{name: value for name, value in flags.items() if value}}
            yield from (Placed(record, str(path), entry.line) for record in read_text(entry.text, given))
        except InputError as error:
            yield Refused(str(path), entry.line, str(error), entry.text)


TEXTS = (".txt", ".md", ".html", ".htm", ".eml", ".pdf")
FEEDS = (".rss", ".atom", ".xml")
READERS: Mapping[str, Callable[[Path, str, Flags], Iterator[Placed | Refused]]] = {
    ".jsonl": _json_lines,
    ".json": _json,
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(FEEDS, _feed),
}
