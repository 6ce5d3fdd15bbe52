"""Engines that hold the same quads and answer the same SPARQL, each behind `load` and `rows`."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from abc import ABC, abstractmethod
from contextlib import ExitStack
from pathlib import Path
from typing import Any, ClassVar

import pyoxigraph as ox
import servers
from plain import Told

from kg.model.iris import WORLD
from kg.store.remote import Remote

__all__ = ["ENGINES", "Answer", "Engine", "Pyoxigraph"]

Answer = tuple[tuple[str, ...], set[Told]]  # columns and rows


class Engine(ABC):
    """Loaded once, in the process that lanes are forked from; asked in a lane."""

    name: ClassVar[str]
    server: int | None = None

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.open = ExitStack()

    @classmethod
    @abstractmethod
    def lacking(cls) -> str:
        """What is not installed; nothing if all is there."""

    @abstractmethod
    def load(self, path: Path) -> None:
        """Take in a file of N-Quads."""

    @abstractmethod
    def rows(self, query: str) -> Answer:
        """Columns and rows of a SELECT, each term as text."""

    def close(self) -> None:
        """End what was started."""
        self.open.close()


class Pyoxigraph(Engine):
    """The engine that the embedded store is made of, asked directly."""

    name = "pyoxigraph"

    @classmethod
    def lacking(cls) -> str:
        """Always there."""
        return ""

    def load(self, path: Path) -> None:
        """By bulk, into memory."""
        self.store = ox.Store()
        self.store.bulk_load(path=str(path), format=ox.RdfFormat.N_QUADS)

    def rows(self, query: str) -> Answer:
        """Directly."""
        return _told(self.store.query(query))


class Oxrdflib(Engine):
    """The same engine behind rdflib's interface."""

    name = "oxrdflib"

    @classmethod
    def lacking(cls) -> str:
        """A package of its own."""
        return "" if importlib.util.find_spec("oxrdflib") else "oxrdflib"

    def load(self, path: Path) -> None:
        """By its own parser, which is the engine's."""
        from rdflib import Dataset

        self.data = Dataset(store="Oxigraph")
        self.data.parse(str(path), format="ox-nquads")

    def rows(self, query: str) -> Answer:
        """By `Dataset.query`."""
        return _spoken(self.data.query(query))


class Rdflib(Engine):
    """rdflib with its store in memory and its own evaluation."""

    name = "rdflib"

    @classmethod
    def lacking(cls) -> str:
        """Always there."""
        return ""

    def load(self, path: Path) -> None:
        """By its own parser."""
        from rdflib import Dataset

        self.data = Dataset()
        self.data.parse(str(path), format="nquads")

    def rows(self, query: str) -> Answer:
        """By `Dataset.query`."""
        return _spoken(self.data.query(query))


class _Server(Engine):
    """A server on loopback, by SPARQL Protocol, rows as JSON."""

    at: servers.Server

    def rows(self, query: str) -> Answer:
        """By HTTP; the line stays open."""
        if not hasattr(self, "_client"):  # one for each lane: a fork shares no line
            self._client = Remote(self.at.address)
        return _told(self._client.query(query))


class Oxigraph(_Server):
    """`oxigraph serve`."""

    name = "oxigraph serve"

    @classmethod
    def lacking(cls) -> str:
        """A package of its own."""
        return "" if Path(servers.oxigraph_program()).exists() else "oxigraph"

    def load(self, path: Path) -> None:
        """By its own loader, before it serves."""
        place = self.folder / "oxigraph"
        subprocess.run(
            [servers.oxigraph_program(), "load", "--location", str(place), "--file", str(path)],
            check=True,
            capture_output=True,
        )
        self.at = self.open.enter_context(servers.oxigraph(self.folder))
        self.server = self.at.pid


class Virtuoso(_Server):
    """Debian's Virtuoso."""

    name = "virtuoso"

    @classmethod
    def lacking(cls) -> str:
        """Debian's packages."""
        return "" if servers.has_virtuoso() else "virtuoso-opensource-7-bin"

    def load(self, path: Path) -> None:
        """By its bulk loader; what is in no graph goes into the one that stands for the default graph."""
        self.at = self.open.enter_context(servers.virtuoso(self.folder))
        self.server = self.at.pid
        os.link(path, self.folder / "world.nq")
        said = f"ld_dir('.', 'world.nq', '{WORLD}'); rdf_loader_run(); checkpoint;"
        said += "SELECT ll_error FROM DB.DBA.load_list WHERE ll_error IS NOT NULL;"
        where = [f"127.0.0.1:{self.at.port}", self.at.user, self.at.password]
        done = subprocess.run(["isql-vt", *where, f"exec={said}"], check=True, capture_output=True, text=True)
        if "0 Rows." not in done.stdout:
            raise RuntimeError(done.stdout[-500:])


ENGINES: tuple[type[Engine], ...] = (Pyoxigraph, Oxrdflib, Rdflib, Oxigraph, Virtuoso)
_NAMED = (ox.NamedNode, ox.Literal)


def _told(rows: Any) -> Answer:
    names = tuple(variable.value for variable in rows.variables)
    held = ([row[name] for name in names] for row in rows)
    return names, {tuple((term.value or None) if isinstance(term, _NAMED) else None for term in row) for row in held}


def _spoken(rows: Any) -> Answer:
    return tuple(map(str, rows.vars)), {
        tuple(None if term is None else (str(term) or None) for term in row) for row in rows
    }
