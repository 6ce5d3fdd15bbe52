"""Where the server's pages stand: what a page's references and its ways about lead to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model.iris import ID
from kg.view.view import KINDS

__all__ = ["Addresses"]

_TOOLS = {"query": "sparql", "ontology": "ontology"}  # pages that are no view of the graph, and know no other moment


class Addresses(Mapping[str, str]):
    """What a page's references lead to: an IRI, or a view with the IRIs it is of → its address here."""

    def __init__(self, query: str = "") -> None:
        self._query = f"?{query}" if query else ""

    def __getitem__(self, key: str) -> str:
        view, *iris = key.split(" ")
        if view.startswith(ID):
            return f"/page/{view.removeprefix(ID)}{self._query}"
        if view in _TOOLS:
            return f"/{_TOOLS[view]}"
        if view not in KINDS:
            raise KeyError(key)
        return ("/" if view == "home" else "/".join(("/page", view, *(_step(iri) for iri in iris)))) + self._query

    def __iter__(self) -> Iterator[str]:
        return iter((*KINDS, *_TOOLS))

    def __len__(self) -> int:
        return len(KINDS) + len(_TOOLS)


def _step(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
