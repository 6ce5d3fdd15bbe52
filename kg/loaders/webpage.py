"""Saved web pages → the article's text and what the page says of itself: publisher, date, title, address, language.

Structured data (schema.org JSON-LD) goes before `meta` elements, and those before the page's title. Menus, side bars,
forms and blocks that are mostly links are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Any

__all__ = ["is_page", "no_prose", "read_page", "unescaped"]

_PAGE = re.compile(r"<(?:!doctype html|html|head|body|article|main|div|p|h1|table|ul)\b[^>]*>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # no record may hold one: what a wrong decoding leaves
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "dd",
        "dt",
        "blockquote",
        "figcaption",
        "pre",
        "div",
        "section",
        "article",
        "main",
        "tr",
        "br",
    ]
)
_SKIPPED = frozenset(
    [
        "nav",
        "header",
        "footer",
        "aside",
        "script",
        "style",
        "noscript",
        "form",
        "button",
        "select",
        "svg",
        "template",
        "iframe",
        "figure",
    ]
)
_EMPTY = frozenset(
    ["br", "img", "hr", "input", "meta", "link", "source", "area", "base", "col", "embed", "track", "wbr"]
)
_CHROME = re.compile(
    r"\b(?:nav|menu|breadcrumb|sidebar|related|recommend|newsletter|subscribe|share|social|cookie|footer|promo|comment"
    r"|advert|masthead|trending|most-read|byline|caption)",
    re.IGNORECASE,
)
_LINKED = 0.5  # share of a block's letters in links from which on it is a menu
_META = {
    "publisher": ("og:site_name", "application-name"),
    "published": ("article:published_time", "datepublished", "date", "dc.date", "pubdate", "parsely-pub-date"),
    "title": ("og:title", "twitter:title"),
    "url": ("og:url",),
}


def is_page(text: str) -> bool:
    """Whether a text is HTML and not prose that holds a "<"."""
    return len(_PAGE.findall(text, 0, 200_000)) >= 2


_OTHERS = (
    ("a feed", re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)),
    ("XML", re.compile(r"\s*<\?xml\b")),
    ("JSON", re.compile(r"\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")),
    ("RDF", re.compile(r"\s*(?:@prefix\b|@base\b|PREFIX\s+\w*:|(?:<[^>\s]+>\s+){2}[<\"_])")),
    ("PDF", re.compile(r"%PDF-")),
    ("a mail's source", re.compile(r"(?:Received|Return-Path|Delivered-To|MIME-Version): ")),
    ("a table", re.compile(r"\s*[^\n.]{0,400}\n" + r"(?:[^\n,;\t]{0,60}(?:[,;\t][^\n,;\t]{0,60}){3,12}(?:\n|$)){3}")),
)


def no_prose(text: str) -> str | None:
    """What a text is that is no prose: a feed, RDF, a table …; None for prose."""
    return next((name for name, form in _OTHERS if form.match(text)), None)


def unescaped(text: str) -> str:
    """A text with character references read, "$2&nbsp;billion" as "$2 billion", and control characters as spaces."""
    read = unescape(text).replace("\u00a0", " ") if _ENTITY.search(text) else text
    return _CONTROL.sub(" ", read)


def read_page(text: str) -> tuple[dict[str, str], str]:
    """(what the page says of itself, the article's text, a blank line between paragraphs; empty if there is none)."""
    page = _Page()
    page.feed(text)
    page.close()
    page.flush()
    told = {**page.told(), **_structured(page.data)}
    inside = [block for level, block in page.blocks if level] or [block for _, block in page.blocks]
    return told, "\n\n".join(inside)


class _Page(HTMLParser):
    """Collects blocks of text, whether each stands in the article's element, and what `head` tells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[tuple[bool, str]] = []
        self.data: list[str] = []
        self._meta: dict[str, str] = {}
        self._open: list[tuple[str, bool]] = []  # element, whether it and what is in it are left out
        self._text: list[str] = []
        self._linked = 0
        self._title = self._canonical = self._language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a block's begin ends the block before it."""
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self._language = given.get("lang", "")[:2].lower()
        if tag == "meta":
            self._meta[(given.get("property") or given.get("name") or given.get("itemprop") or "").lower()] = given.get(
                "content", ""
            )
        if tag == "link" and given.get("rel") == "canonical":
            self._canonical = given.get("href", "")
        if tag in _BLOCKS:
            self.flush()
        if tag in _EMPTY:
            return
        chrome = tag not in ("html", "body", "article", "main") and _CHROME.search(
            given.get("class", "") + " " + given.get("id", "") + " " + given.get("role", "")
        )
        hidden = tag in _SKIPPED or bool(chrome) or "hidden" in given or self._hidden()
        if tag == "script" and "ld+json" in given.get("type", ""):
            tag = "ld+json"
        self._open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        """Close an element and what was left open in it."""
        if tag in _BLOCKS:
            self.flush()
        names = ["script" if name == "ld+json" else name for name, _ in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keep text that is the article's."""
        tags = [name for name, _ in self._open]
        if "ld+json" in tags:
            self.data.append(data)
        elif "title" in tags and "svg" not in tags:
            self._title += data
        elif not self._hidden() and "head" not in tags:
            self._text.append(data)
            self._linked += len(data.strip()) if "a" in tags else 0

    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def flush(self) -> None:
        """End a block: white space becomes one space, a menu is dropped."""
        block = re.sub(r"\s+", " ", "".join(self._text)).strip()
        if block and self._linked < _LINKED * len(block):
            self.blocks.append((any(name in ("article", "main") for name, _ in self._open), block))
        self._text, self._linked = [], 0

    def told(self) -> dict[str, str]:
        """What `head` tells, by the names of a report's fields."""
        found = {
            field: next((self._meta[name] for name in names if self._meta.get(name)), "")
            for field, names in _META.items()
        }
        found["title"] = found["title"] or re.sub(r"\s+", " ", self._title).strip()
        found["url"] = self._canonical or found["url"]
        found["language"] = self._language
        return _kept(found)


def _structured(data: list[str]) -> dict[str, str]:
    """Publisher, date, title, address of the page's schema.org article."""
    for block in data:
        try:
            nodes = list(_nodes(json.loads(block)))
        except (ValueError, RecursionError):
            continue
        for node in nodes:
            kinds = node.get("@type")
            if any("Article" in str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                publisher, page = node.get("publisher"), node.get("mainEntityOfPage")
                return _kept(
                    {
                        "publisher": publisher.get("name") if isinstance(publisher, dict) else publisher,
                        "published": node.get("datePublished"),
                        "title": node.get("headline"),
                        "url": node.get("url") or (page.get("@id") if isinstance(page, dict) else page),
                        "language": str(node.get("inLanguage") or "")[:2].lower(),
                    }
                )
    return {}


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
    if isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _kept(found: Mapping[str, object]) -> dict[str, str]:
    """What is text and fits a report: dates without their time, addresses only of the web."""
    kept = {name: unescape(value).strip() for name, value in found.items() if isinstance(value, str) and value.strip()}
    if "published" in kept:
        day = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", kept["published"])
        kept["published"] = day[0] if day else ""
    if not kept.get("url", "http").startswith(("http://", "https://")):
        kept["url"] = ""
    return {name: value for name, value in kept.items() if value}
