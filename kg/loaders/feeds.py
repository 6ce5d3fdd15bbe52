"""RSS and Atom files → their entries, each a report of its own with the feed as publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from kg.loaders.documents import day_of_mail
from kg.loaders.webpage import read_page
from kg.model.errors import InputError

__all__ = ["Entry", "entries"]

_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
_BODIES = ("encoded", "content", "description", "summary")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what the feed tells of it, its text (empty if it has none), the line on which it begins."""

    told: dict[str, str]
    text: str
    line: int


def entries(text: str) -> Iterator[Entry]:
    """The entries of a feed in its order. InputError if it is no well-formed feed, or brings entities of its own."""
    if "<!ENTITY" in text:
        raise InputError("this feed defines entities, which are not read")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise InputError(f"no well-formed feed, nothing of it is read: {error}") from None
    found = [node for node in root.iter() if _name(node) in ("item", "entry")]
    if not found:
        raise InputError("this XML holds no entries of a feed")
    channel = next((node for node in root.iter() if _name(node) in ("channel", "feed")), root)
    publisher = _child(channel, "title")
    lines = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    for n, node in enumerate(found):
        yield _entry(node, publisher, lines[n] if n < len(lines) else 1)


def _entry(node: ElementTree.Element, publisher: str, line: int) -> Entry:
    dates = (_child(node, name) for name in ("pubDate", "published", "date", "updated"))
    written = next((each for each in dates if each), "")
    day = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", written)
    told = {
        "publisher": _child(node, "publisher") or _child(node, "source") or publisher,
        "title": _plain(_child(node, "title")),
        "url": _address(node),
        "published": day[0] if day else day_of_mail(written) or "",
    }
    body = next((found for name in _BODIES if (found := _child(node, name))), "")
    parts = [part for part in (told["title"], _plain(body)) if part]
    return Entry({key: value for key, value in told.items() if value}, "\n\n".join(parts), line)


def _name(node: ElementTree.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _child(node: ElementTree.Element, name: str) -> str:
    """The text of a child by its local name, tags within it left out."""
    found = next((child for child in node if _name(child) == name), None)
    return "" if found is None else "".join(found.itertext()).strip()


def _address(node: ElementTree.Element) -> str:
    """The entry's own link: RSS writes it as text, Atom as an attribute."""
    for child in node:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address
    return ""


def _plain(text: str) -> str:
    """A text without markup: feeds carry pieces of pages."""
    return read_page(f"<html><body>{text}</body></html>")[1] if re.search(r"<\w+[^>]*>|&\w+;", text) else text
