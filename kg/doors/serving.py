"""The commands that open the other doors; each needs an extra, which is imported when its command runs."""

from __future__ import annotations

import logging
import sys
from typing import Annotated

import typer

from kg.doors.terminal import DEFAULT_STORE, StoreDir, opened, tell
from kg.model.errors import InputError

__all__ = ["app"]

app = typer.Typer()


@app.command()
def serve(
    store: StoreDir = DEFAULT_STORE,
    address: Annotated[str, typer.Option(help="Where to listen; this machine alone unless told.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="On which port; 0 takes a free one.", min=0, max=65_535)] = 8000,
    names: Annotated[
        list[str] | None, typer.Option("--name", help="A host name to answer to besides localhost. Repeatable.")
    ] = None,
    origins: Annotated[
        list[str] | None, typer.Option("--origin", help="A site whose scripts may read answers. Repeatable.")
    ] = None,
) -> None:
    """Serve the graph over HTTP, for reading only: questions, SPARQL, pages, linked data, feeds.

    What is loaded later is served after a restart. Ctrl-C ends it.
    """
    try:
        from kg.doors.web.app import server
    except ImportError:
        raise InputError("the server is not installed; pip install 'tradekg[web]'") from None
    graph = opened(store)
    logging.basicConfig(stream=sys.stderr, format="%(message)s")
    logging.getLogger("kg.doors.web").setLevel(logging.INFO)
    tell(f"serving {store} at http://{address}:{port}/ (Ctrl-C ends it)")
    server(graph, address=address, port=port, names=names or (), origins=origins or ()).run()


@app.command()
def mcp(store: StoreDir = DEFAULT_STORE) -> None:
    """Answer an agent on standard input and output, by the Model Context Protocol; it can only read."""
    try:
        from kg.doors.mcp import serve
    except ImportError:
        raise InputError("the agents' door is not installed; pip install 'tradekg[mcp]'") from None
    serve(opened(store))
