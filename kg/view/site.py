"""Many pages that lead to one another: a folder to open, to mail, to put on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.model import codes
from kg.model.errors import InputError
from kg.model.iris import SKOS
from kg.view.answers import Answers
from kg.view.page_model import Page
from kg.view.view import KINDS, file_name, made

__all__ = ["Entry", "everything", "write"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to be made: which view, of which things, and the name of its file if it has one of its own."""

    what: str
    iris: tuple[str, ...] = ()
    name: str = ""

    @property
    def file(self) -> str:
        """Its file."""
        return f"{self.name or file_name(self.what, *self.iris)}.html"

    @property
    def key(self) -> str:
        """What a `Ref` says to lead here: a thing's IRI for the view that is all about it, else view and IRIs."""
        iris = sorted(self.iris) if self.what == "pair" else self.iris
        return iris[0] if len(iris) == 1 else " ".join((self.what, *iris))


def everything(answers: Answers) -> list[Entry]:
    """A page for each thing in the graph: pledges, companies that gain, sides, those that met, goods, officials."""
    gaining = {str(row["company"]) for row in answers.ask("beneficiaries")}
    named = {
        item.label: item.iri
        for kind in ("bloc", "country")
        for item in codes.scheme(kind).values()
        if item.code != "ALL"
    }
    sides, pairs, tariffs = set(), set(), set()
    for row in answers.ask("pledges"):
        met = [[named[name] for name in row[end] if name in named] for end in ("pledgers", "recipients")]
        sides |= {*met[0], *met[1]}
        pairs |= {tuple(sorted((one, other))) for one in met[0] for other in met[1] if one != other}
    for row in answers.ask("measures"):
        met = [[named[name] for name in row[end] if name in named] for end in ("imposers", "targets")]
        sides |= {*met[0], *met[1]}
        pairs |= {tuple(sorted((one, other))) for one in met[0] for other in met[1] if one != other}
        if "tariff" in row["kind"]:
            tariffs |= {(one, other) for one in met[0] for other in met[1] if one != other}
    return [
        *(Entry(what) for what, kind in KINDS.items() if not kind.of),
        *(Entry("pledge", (iri,)) for iri in answers.pledges),
        *(Entry("company", (iri,)) for iri in sorted(filter(answers.is_company, gaining))),
        *(Entry("country", (iri,)) for iri in sorted(sides)),
        *(Entry("pair", iris) for iris in sorted(pairs)),
        *(Entry("official", (iri,)) for iri in sorted(answers.officials.values())),
        *(Entry("product", (iri,)) for iri in sorted(_with_wider(answers))),
        *(Entry("tariff", iris) for iris in sorted(tariffs)),
    ]


def _with_wider(answers: Answers) -> set[str]:
    """Goods that a pledge or measure is of, and all wider ones."""
    found: set[str] = set()
    left = [*answers.goods]
    while left:
        if (iri := left.pop()) not in found:
            found.add(iri)
            left += map(str, answers.store.objects(iri, SKOS + "broader"))
    return found


def write(
    answers: Answers,
    folder: Path,
    entries: Iterable[Entry],
    *,
    beside: Mapping[str, str] = MappingProxyType({}),
    moment: str = "",
    on_page: Callable[[Entry, Page], None] | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> int:
    """Write the pages into a folder, made if need be; gives their number. InputError if it cannot be written.

    `beside` are other files of the folder, by what a `Ref` to them says; `on_page` is handed each page that is written.
    """
    wanted = list(entries)
    pages = {entry.key: entry.file for entry in wanted} | dict(beside)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}") from None
    for n, entry in enumerate(wanted, 1):
        made_ = made(
            answers, entry.what, *entry.iris, name=entry.file.removesuffix(".html"), pages=pages, moment=moment
        )
        made_.save(folder / entry.file)
        if on_page:
            on_page(entry, made_.page)
        if on_progress:
            on_progress("writing pages", n, len(wanted))
    return len(wanted)
