"""A store behind SPARQL 1.1 Protocol: what `kg.store.embedded.Store` asks of its engine, asked of a server by HTTP.

https://www.w3.org/TR/sparql11-protocol/ for queries and updates, https://www.w3.org/TR/sparql11-update/ for writing.
The server keeps a default graph apart from named ones, as Oxigraph and Fuseki do, or is told which named one stands for
it (`default-graph-uri` and `using-graph-uri` of the protocol), as Virtuoso must be. One update is atomic as far as
the server makes it so; several are not, and what a broken change leaves behind is seen by the digest of its inputs at
the next opening, and derived afresh. httpx is an extra: `pip install "tradekg[remote]"`.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pyoxigraph as ox

from kg.model.errors import InputError, StoreError
from kg.model.iris import ID, XSD

__all__ = ["Remote", "is_address"]

_SECONDS = 600.0  # for one request: deriving writes much at once
_BATCH = 20_000  # lines in one INSERT DATA
_DEFAULT = "default-graph-uri"
_BOOLEANS = {"1": "true", "0": "false"}
_TOKEN, _USER, _PASSWORD = "TRADEKG_STORE_TOKEN", "TRADEKG_STORE_USER", "TRADEKG_STORE_PASSWORD"


def is_address(store: object) -> bool:
    """Whether this names a server rather than a folder."""
    return isinstance(store, str) and store.startswith(("http://", "https://"))


class Remote:
    """An engine at an address: `ADDRESS/query` answers, `ADDRESS/update` changes.

    Other servers are told in full: `http://host/sparql http://host/update`; one that shows all graphs as the default
    one with a graph for it, `http://host/sparql?default-graph-uri=IRI http://host/update?using-graph-uri=IRI`. A token,
    or user and password, come from the environment (`TRADEKG_STORE_TOKEN`, `TRADEKG_STORE_USER`,
    `TRADEKG_STORE_PASSWORD`). OSError where nothing answers there, RuntimeError, with the server's words, where it
    refuses.
    """

    def __init__(self, address: str) -> None:
        try:
            import httpx
        except ImportError as error:
            raise InputError(f'a store at an address needs httpx: pip install "tradekg[remote]" ({error})') from None
        if "@" in address:  # it would be told in messages
            raise InputError(f"an address holds no user or password; they come from {_USER} and {_PASSWORD}")
        first, *second = address.split()
        base = first.rstrip("/")
        self._query, self._update = (first, second[0]) if second else (f"{base}/query", f"{base}/update")
        self._query, _, given = self._query.partition("?")
        self._params = parse_qsl(given)
        self._world = dict(self._params).get(_DEFAULT)
        token, user = os.environ.get(_TOKEN), os.environ.get(_USER)
        self._failed = (httpx.HTTPError, httpx.InvalidURL)
        self._client = httpx.Client(
            timeout=_SECONDS,
            headers={"Authorization": f"Bearer {token}"} if token else {},
            follow_redirects=False,
        )
        weakref.finalize(self, self._client.close)
        if user and not token:
            password = os.environ.get(_PASSWORD, "")
            digest = "digest" in self._asked_for().lower()
            self._client.auth = httpx.DigestAuth(user, password) if digest else httpx.BasicAuth(user, password)
        self.query("SELECT (1 AS ?one) {}")

    def _asked_for(self) -> str:
        """How who writes is to say who they are, as the server puts it."""
        return str(self._sent(self._update, b"", "application/sparql-update").headers.get("WWW-Authenticate", ""))

    def _post(self, url: str, content: bytes, kind: str, accept: str = "*/*") -> bytes:
        answer = self._sent(url, content, kind, accept)
        if answer.status_code >= 300:
            raise RuntimeError(f"{url} answers {answer.status_code}: {answer.text[:300].strip()}")
        return bytes(answer.content)

    def _sent(self, url: str, content: bytes, kind: str, accept: str = "*/*") -> Any:
        try:
            return self._client.post(url, content=content, headers={"Content-Type": kind, "Accept": accept})
        except self._failed as error:
            raise OSError(f"{url} does not answer ({error})") from error

    # --- what a pyoxigraph store is asked

    def query(self, text: str, *, prefixes: Mapping[str, str] | None = None, named: bool = False) -> Any:
        """Rows of a SELECT, truth of an ASK, triples of CONSTRUCT and DESCRIBE.

        `named`: all of it is about graphs that it names. Virtuoso finds nothing in those if told of a default graph.
        """
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in (prefixes or {}).items())
        accept = "application/sparql-results+json, application/n-triples;q=0.9"
        # a form, not the bare query: Virtuoso never answers a body of application/sparql-query
        form = urlencode([("query", head + text), *([] if named else self._params)]).encode()
        data = self._post(self._query, form, "application/x-www-form-urlencoded", accept)
        if data.lstrip()[:1] == b"{":
            return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
        return ox.parse(data, format=ox.RdfFormat.N_TRIPLES)

    def update(self, text: str) -> None:
        """Run an update."""
        self._post(self._update, text.encode(), "application/sparql-update")

    def quads_for_pattern(self, subject: Any, predicate: Any, value: Any, graph: Any = None) -> Iterator[ox.Quad]:
        """Quads that match; None is any, in every graph."""
        said = {"s": subject, "p": predicate, "o": value}
        triple = " ".join(f"?{name}" if term is None else str(term) for name, term in said.items())
        if graph is None:
            body = f"{{ {triple} }} UNION {{ {self._named(triple)} }}"
        elif isinstance(graph, ox.DefaultGraph):
            body = triple
        else:
            body = f"GRAPH {graph} {{ {triple} }}"
        named = isinstance(graph, ox.NamedNode)
        if graph is not None and all(term is not None for term in said.values()):
            return iter([ox.Quad(subject, predicate, value, graph)] if self._any(body, named=named) else [])
        return self._rows(self.query(f"SELECT * {{ {body} }}", named=named), said, graph)

    def _named(self, triple: str) -> str:
        """A pattern in any graph but the default one; on a server that holds what is not ours, in any of ours."""
        ours = f' FILTER (STRSTARTS(STR(?g), "{ID}") && ?g != <{self._world}>)' if self._world else ""
        return f"GRAPH ?g {{ {triple} }}{ours}"

    def _any(self, body: str, *, named: bool) -> bool:
        """Whether there is a match. No ASK: to one that nothing matches Virtuoso gives an empty table."""
        return any(True for _ in self.query(f"SELECT * {{ {body} }} LIMIT 1", named=named))

    @staticmethod
    def _rows(solutions: Any, said: Mapping[str, Any], graph: Any) -> Iterator[ox.Quad]:
        names = {variable.value for variable in solutions.variables}
        for row in solutions:
            terms = [_canonical(row[name]) if term is None else term for name, term in said.items()]
            found = (row["g"] if "g" in names else None) or ox.DefaultGraph() if graph is None else graph
            yield ox.Quad(terms[0], terms[1], terms[2], found)

    def named_graphs(self) -> Iterator[Any]:
        """Names of the graphs that hold anything."""
        return (row["g"] for row in self.query(f"SELECT DISTINCT ?g {{ {self._named('?s ?p ?o')} }}"))

    def contains_named_graph(self, graph: ox.NamedNode) -> bool:
        """Whether a graph holds anything."""
        return self._any(f"GRAPH {graph} {{ ?s ?p ?o }}", named=True)

    def __len__(self) -> int:
        body = f"{{ ?s ?p ?o }} UNION {{ {self._named('?s ?p ?o')} }}"
        [row] = self.query(f"SELECT (COUNT(*) AS ?n) {{ {body} }}")
        return int(row["n"].value)

    def load(self, data: bytes, *, format: ox.RdfFormat) -> None:  # noqa: A002  # the engine's word
        """Add N-Quads; several updates where there are many lines."""
        quads = sorted(ox.parse(data, format=format), key=lambda quad: str(quad.graph_name))
        for at in range(0, len(quads), _BATCH):
            self.update(f"INSERT DATA {{\n{_inserted(quads[at : at + _BATCH])}\n}}")

    bulk_load = load

    def dump(self, path: str | None = None, *, format: ox.RdfFormat) -> bytes | None:  # noqa: A002
        """Every quad in a form, as bytes or into a file."""
        data = ox.serialize(self.quads_for_pattern(None, None, None, None), format=format) or b""
        if path is None:
            return data
        Path(path).write_bytes(data)
        return None

    def clear(self) -> None:
        """Remove everything that the server holds, or all of ours if it holds more."""
        ours = [*(str(graph) for graph in self.named_graphs()), f"<{self._world}>"]
        self.update(";\n".join(f"CLEAR SILENT GRAPH {graph}" for graph in ours) if self._world else "CLEAR ALL")

    def flush(self) -> None:
        """What the server has acknowledged is its own to keep."""

    optimize = flush

    def backup(self, path: str) -> None:
        """A server's data is no folder of ours. StoreError, always."""
        raise StoreError(f"a store at an address is not copied to {path}; `kg dump` writes it out")


def _canonical(term: Any) -> Any:
    """A boolean as every other engine writes it: Virtuoso has a number for it."""
    if isinstance(term, ox.Literal) and term.value in _BOOLEANS and term.datatype.value == XSD + "boolean":
        return ox.Literal(_BOOLEANS[term.value], datatype=term.datatype)
    return term


def _inserted(quads: list[ox.Quad]) -> str:
    """Triples of INSERT DATA, each graph's together."""
    graphs: dict[Any, list[str]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph_name, []).append(f"{quad.triple} .")
    parts = []
    for graph, triples in graphs.items():
        body = "\n".join(triples)
        parts.append(body if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{\n{body}\n}}")
    return "\n".join(parts)
