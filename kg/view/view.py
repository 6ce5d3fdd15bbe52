"""A view that was asked for: the page, and the doors out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.model.errors import InputError, UnknownName
from kg.model.iris import local
from kg.query.names import resolve
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.view import pyvis_view, sheet
from kg.view.answers import Answers
from kg.view.dossier import dossier
from kg.view.forms import ENGINES, VIEWS
from kg.view.home import home
from kg.view.markup import fill
from kg.view.node_page import node_page
from kg.view.page import render
from kg.view.page_model import Page
from kg.view.parties import company, country, pair
from kg.view.subgraph import subgraph
from kg.view.surveys import delivery, overview, timeline
from kg.view.tariffs import tariff

__all__ = ["KINDS", "View", "made", "view"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of view: how its page is made, and what its names name."""

    page: Callable[..., Page]
    of: tuple[str, ...] = ()


def _node(answers: Answers, iri: str) -> Page:
    return node_page(answers.store, iri)


KINDS = {
    "home": Kind(home),
    "pledge": Kind(dossier, ("pledge",)),
    "company": Kind(company, ("company",)),
    "country": Kind(country, ("country",)),
    "pair": Kind(pair, ("country", "country")),
    "official": Kind(_node, ("official",)),
    "product": Kind(_node, ("product",)),
    "overview": Kind(overview),
    "timeline": Kind(timeline),
    "delivery": Kind(delivery),
    "sparql": Kind(subgraph, ("query",)),
    "tariff": Kind(tariff, ("country", "country")),
}
_OF_ONE = (
    "pledge",
    "company",
    "official",
    "product",
    "sparql",
)  # pages for which it is not worth asking questions about everything
assert KINDS.keys() == VIEWS.keys()  # help names what there is
# of which classes a thing must be that a page is made of; a dossier's parts have claims too
_CLASSES = {
    "pledge": ("Pledge",),
    "company": ("Company", "Group"),
    "country": ("Country", "Bloc"),
    "official": ("Official",),
    "product": ("Product",),
}


@dataclass(frozen=True, slots=True)
class View:
    """A page with a name; `html` is the whole file. `pages`: the files made along with it, by what leads to them."""

    name: str
    page: Page
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def html(self) -> str:
        """One self-contained HTML file: offline, deterministic."""
        return render(self.page, self.pages, f"{self.name}.html")

    def to_pyvis(self) -> Any:
        """The graph as a `pyvis.network.Network`, to drag and to change."""
        return pyvis_view.to_pyvis(self.page.nodes, self.page.edges)

    def picture(self, form: str = "svg", figure: str | None = None) -> bytes:
        """One figure with title, legend, source and date as svg, png or pdf; see `save`."""
        return sheet.rendered(self.page, form, figure)

    def save(self, path: str | Path, *, engine: str = "viewer", embed: bool = False, figure: str | None = None) -> Path:
        """Write the page, or by the file's ending one figure as .svg, .png or .pdf; `engine` is viewer or pyvis.

        `embed` writes the figure with caption and source line as .html; `figure` names it, by a part of its heading,
        where it is not to be the first. A file that is there is written over. InputError if the folder is missing or
        the ending is another.
        """
        if engine not in ENGINES:
            raise UnknownName(f"{engine!r} is no engine; allowed: {', '.join(ENGINES)}")
        path = Path(path)
        form = path.suffix.lower().removeprefix(".")
        if engine == "pyvis" and (embed or figure or form in sheet.FORMS):
            raise InputError(f"{path}: pyvis draws whole pages (.html); pictures are the viewer's")
        if form in sheet.FORMS:
            data = self.picture(form, figure)
        elif form not in ("html", "htm"):
            known = ", ".join(f".{name}" for name in ("html", *sheet.FORMS))
            raise InputError(f"{path}: a view is written as {known}; the file's ending says which")
        elif embed or figure:
            data = sheet.embedded(self.page, figure).encode()
        else:
            data = (self.html if engine == "viewer" else str(self.to_pyvis().generate_html())).encode()
        try:
            path.write_bytes(data)
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or error}") from None
        return path

    def _repr_html_(self) -> str:
        return fill("frame.html", title=self.page.title, page=self.html, height=800)


def view(store: Store, what: str, *refs: str, moment: str = "") -> View:
    """The view `what` of the things named; UnknownName for a view or a name that does not exist.

    `moment` says of which day the store is, where it is not of now.
    """
    if what not in KINDS:
        raise UnknownName(f"{what!r} is no view; there are: {', '.join(KINDS)}")
    kind = KINDS[what]
    if len(refs) != len(kind.of):
        takes = f"takes {' and '.join(f'a {name}' for name in kind.of)}" if kind.of else "takes no name"
        raise InputError(f"the view {what} {takes}, not {' '.join(map(repr, refs)) or 'nothing'}")
    named = zip(refs, kind.of, strict=True)
    iris = [text if name == "query" else resolve(store, text, name) for text, name in named]
    return made(Answers(store, whole=what not in _OF_ONE), what, *iris, moment=moment)


def made(
    answers: Answers, what: str, *iris: str, name: str = "", pages: Mapping[str, str] | None = None, moment: str = ""
) -> View:
    """A view of things known by their IRIs, among the pages made along with it."""
    for iri, kind in zip(iris, KINDS[what].of, strict=True):
        if kind in _CLASSES and not set(answers.store.objects(iri, "a")) & set(map(expand, _CLASSES[kind])):
            raise UnknownName(f"{iri!r} is no {kind} in this graph; `kg find NAME` lists what is")
    page = replace(KINDS[what].page(answers, *iris), moment=moment)
    return View(name or file_name(what, *iris), page, pages or {})


def file_name(what: str, *iris: str) -> str:
    """Name of a page's file, without its ending."""
    steps = [local(iri).lower() for iri in iris]
    return {"home": "index", "sparql": "subgraph"}.get(what) or "-".join((what, *steps))
