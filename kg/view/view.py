"""A view that was asked for: the page, and the doors out of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from kg.model.errors import InputError, UnknownName
from kg.model.iris import local
from kg.query.names import resolve
from kg.store.embedded import Store
from kg.view import pyvis_view
from kg.view.dossier import dossier
from kg.view.forms import ENGINES, VIEWS
from kg.view.page import render
from kg.view.page_model import Page

__all__ = ["View", "view"]

_KINDS = dict(zip(VIEWS, (dossier,), strict=True))


@dataclass(frozen=True, slots=True)
class View:
    """A page with a name; `html` is the whole file."""

    name: str
    page: Page

    @property
    def html(self) -> str:
        """One self-contained HTML file: offline, deterministic."""
        return render(self.page)

    def to_pyvis(self) -> Any:
        """The graph as a `pyvis.network.Network`, to drag and to change."""
        return pyvis_view.to_pyvis(self.page.nodes, self.page.edges)

    def save(self, path: str | Path, *, engine: str = "viewer") -> Path:
        """Write the page; `engine` is viewer or pyvis. InputError if the folder is missing or the engine unknown."""
        if engine not in ENGINES:
            raise UnknownName(f"{engine!r} is no engine; allowed: {', '.join(ENGINES)}")
        path = Path(path)
        text = self.html if engine == "viewer" else str(self.to_pyvis().generate_html())
        try:
            path.write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or error}") from None
        return path

    def _repr_html_(self) -> str:
        return f'<iframe sandbox="allow-scripts" srcdoc="{escape(self.html)}" width="100%" height="800"></iframe>'


def view(store: Store, what: str, *refs: str) -> View:
    """The view `what` of the things named; UnknownName for a view or a name that does not exist."""
    if what not in _KINDS:
        raise UnknownName(f"{what!r} is no view; there are: {', '.join(_KINDS)}")
    if len(refs) != 1:
        raise InputError(f"the view {what} takes one name")
    iri = resolve(store, refs[0], what)
    if not any(store.quads(iri, "claim")):
        raise UnknownName(f"{refs[0]!r} is no {what} in this graph")
    return View(local(iri), _KINDS[what](store, iri))
