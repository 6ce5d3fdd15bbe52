"""A site: pages for everything, and beside them what readers, programs and hosts look for.

Search, feeds of changes, data files, a page for addresses that lead nowhere, a sitemap. All of it is files: any host
can serve the folder, and it opens from disk as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from kg.model.errors import InputError
from kg.model.iris import local
from kg.query import csvw
from kg.query.linked_data import ontology, written
from kg.query.table import Table
from kg.questions.catalogue import ALONE, QUESTIONS
from kg.store import dumps
from kg.view import site
from kg.view.answers import Answers
from kg.view.feed import feed
from kg.view.markup import fill
from kg.view.ontology_page import ontology_page, ontology_words
from kg.view.page import render
from kg.view.page_model import Page, Ref, Section, is_web
from kg.view.search import Index

__all__ = ["Moment", "publish"]

_RECENT = timedelta(days=90)  # before the last report: what the feeds tell of unless told otherwise
_DATA = "data/"
_DUMP, _ONTOLOGY, _METADATA = _DATA + "tradekg.nq.gz", _DATA + "ontology.ttl", _DATA + csvw.METADATA
_ATOM, _JSON_FEED = "changes.atom", "changes.json"
_TEXTS = {
    _DUMP: "Everything, reports and what follows from them, as N-Quads; `kg restore FILE` fills a store from it.",
    _ONTOLOGY: "The terms that it is told in, as Turtle.",
    _METADATA: "What stands in the columns of the CSV files, by CSV on the Web.",
    _ATOM: "What changed lately, as Atom, for a feed reader.",
    _JSON_FEED: "The same as JSON Feed.",
}
_TABLES = {f"{_DATA}{name}.csv": name for name in sorted((*ALONE, "changes"))}
_BARE = re.compile(r"[^?#]+")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Moment:
    """Of which day a graph is, if not of now: in words, as answers tell it, and with what is to be said of it."""

    text: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def publish(
    answers: Answers,
    folder: Path,
    *,
    base: str = "",
    since: date | None = None,
    moment: Moment | None = None,
    on_progress: Progress | None = None,
) -> int:
    """Write the site into a folder, made if need be; gives the number of its pages. InputError if it cannot.

    `base` is the address it will be had at: only with it there is a sitemap, and addresses in feeds are absolute.
    The feeds tell of what changed after `since`, by default 90 days before the last report.
    """
    if base and not (is_web(base) and _BARE.fullmatch(base)):
        raise InputError(f"{base!r} is no address that pages can stand below; give one like https://example.org/trade/")
    made = _Site(answers, folder, base if base.endswith("/") else base and f"{base}/", since, moment or Moment())
    step = on_progress or (lambda *_: None)
    number = made.pages(step)
    made.data(step)
    made.for_hosts()
    return number


class _Site:
    """A site being written."""

    def __init__(self, answers: Answers, folder: Path, base: str, since: date | None, moment: Moment) -> None:
        self.answers, self.folder, self.base, self.since, self.moment = answers, folder, base, since, moment
        self.entries = site.everything(answers)
        named = {name: name for name in (*_TEXTS, *_TABLES, *map(_as_json, _TABLES))}
        self.beside = {**named, "search": "search.html", "data": "data.html", "ontology": "ontology.html"}
        self.files = {entry.key: entry.file for entry in self.entries} | self.beside

    def pages(self, step: Progress) -> int:
        """A page for everything, those by which it is found (search and data), and the terms it is told in."""
        index = Index()
        number = site.write(
            self.answers,
            self.folder,
            self.entries,
            beside=self.beside,
            moment=self.moment.text,
            on_page=lambda entry, page: index.add(entry.file, entry.what, page),
            on_progress=step,
        )
        index.add("ontology.html", "ontology", ontology_words(self.answers.store))
        self._put("search.html", index.page(self.files, "search.html", self.moment.text))
        self._put("data.html", render(self._about_data(), self.files, "data.html"))
        self._put("ontology.html", ontology_page(self.answers.store, self.files))
        return number + 3

    def _about_data(self) -> Page:
        told = tuple((Ref(local(name), name), text) for name, text in _TEXTS.items())
        asked = tuple(
            (QUESTIONS[name].text, Ref("CSV", path), Ref("JSON", _as_json(path))) for path, name in _TABLES.items()
        )
        sections = (
            Section("Of the whole", columns=("File", "What it holds"), rows=told),
            Section("Answers", columns=("Question", "For spreadsheets", "For programs"), rows=asked),
        )
        lead = "What these pages say as files: for a spreadsheet, a notebook, a feed reader, a triple store."
        return Page("Data", lead, sections, footer=self.answers.about, moment=self.moment.text)

    def data(self, step: Progress) -> None:
        """Each question's answer as CSV and JSON, what describes them, feeds, everything as N-Quads, the ontology."""
        store, told = self.answers.store, {}
        for number, (path, name) in enumerate(_TABLES.items(), 1):
            table = self._answer(name)
            self._put(path, table.to("csv"))
            self._put(_as_json(path), table.to("json"))
            told[local(path)] = table
            step("writing data", number, len(_TABLES) + 1)
        self._put(_METADATA, csvw.described(told))
        changed = feed(store, self._changes, home=f"{self.base}index.html", page=self._address)
        self._put(_ATOM, changed.atom(self.base + _ATOM))
        self._put(_JSON_FEED, changed.json(self.base + _JSON_FEED))
        self._put(_ONTOLOGY, written(ontology(store), "text/turtle"))
        self._put(_DUMP, dumps.compressed(dumps.stamped(store.dump())))
        step("writing data", len(_TABLES) + 1, len(_TABLES) + 1)

    def _answer(self, name: str) -> Table:
        table = self._changes if name == "changes" else self.answers.ask(name)
        context = {**table.context, **self.moment.context}
        return replace(table, context=context, notes=(*table.notes, *self.moment.notes))

    @cached_property
    def _changes(self) -> Table:
        last = self.answers.last_day
        since = self.since or (last - _RECENT if last != date.min else last)
        return self.answers.ask("changes", since=since.isoformat())

    def _address(self, iri: str) -> str:
        """Where the page of a pledge is; of one that is gone, the first page."""
        return self.base + self.files.get(iri, self.files["home"])

    def for_hosts(self) -> None:
        """What a host shows for an address that leads nowhere, and what it tells those who come to index it."""
        there = {name: self.base + file for name, file in self.files.items()}
        lead = "What it named may have another address since, or never had one here. Search has every page there is."
        self._put("404.html", render(Page("There is no such page", lead, ()), there, "404.html"))
        robots = ["User-agent: *", "Allow: /"]
        if self.base:
            files = sorted({entry.file for entry in self.entries} | {"search.html", "data.html", "ontology.html"})
            self._put("sitemap.xml", fill("sitemap.xml", addresses=[self.base + name for name in files]))
            robots.append(f"Sitemap: {self.base}sitemap.xml")
        self._put("robots.txt", "\n".join(robots) + "\n")

    def _put(self, name: str, content: str | bytes) -> None:
        path = self.folder / name
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or error}") from None


def _as_json(path: str) -> str:
    return path.removesuffix("csv") + "json"
