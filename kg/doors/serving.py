"""The commands that open the other doors; each needs an extra, which is imported when its command runs."""

from __future__ import annotations

import os
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
    workers: Annotated[int, typer.Option(help="Processes that answer, each reading the store for itself.", min=1)] = 1,
    allow_load: Annotated[
        bool, typer.Option("--allow-load", help="Take reports in at /load from who sends the token TRADEKG_TOKEN.")
    ] = False,
) -> None:
    """Serve the graph over HTTP, for reading only: questions, SPARQL, pages, linked data, feeds.

    What is loaded by others is served after a restart. Ctrl-C ends it.
    """
    try:
        from kg.doors.web.app import serve_by_many, server, to_stderr
        from kg.doors.web.loading import loads
    except ImportError:
        raise InputError("the server is not installed; pip install 'tradekg[web]'") from None
    if allow_load and workers > 1:
        raise InputError("--allow-load goes with one worker: the others would go on with the store as it was")
    taking = loads(store, os.environ.get("TRADEKG_TOKEN")) if allow_load else None
    graph = opened(store)
    to_stderr()
    tell(f"serving {store} at http://{address}:{port}/ (Ctrl-C ends it)")
    if workers > 1:
        graph.close()
        serve_by_many(store, workers, address=address, port=port, names=names or (), origins=origins or ())
        return
    server(graph, address=address, port=port, names=names or (), origins=origins or (), loads=taking).run()


@app.command()
def mcp(
    store: StoreDir = DEFAULT_STORE,
    over_http: Annotated[
        bool, typer.Option("--http", help="Answer at http://127.0.0.1:PORT/mcp, to this machine alone.")
    ] = False,
    port: Annotated[
        int, typer.Option(help="On which port, with --http; 0 takes a free one.", min=0, max=65_535)
    ] = 8001,
    allow_load: Annotated[
        bool, typer.Option("--allow-load", help="Let the agent add reports: what their text bears out.")
    ] = False,
) -> None:
    """Answer an agent by the Model Context Protocol, on standard input and output unless told; it can only read.

    With --allow-load it may add a report by handing over text and record; every value that the text does not bear out
    is dropped and told, and a report that is there already is not written over.
    """
    try:
        from kg.doors import mcp as door
    except ImportError:
        raise InputError("the agents' door is not installed; pip install 'tradekg[mcp]'") from None
    if allow_load and over_http:
        raise InputError("--allow-load goes without --http: reports are taken from the agent that started this alone")
    graph = opened(store)
    if not over_http:
        door.serve(graph, store if allow_load else None)
        return
    tell(f"answering agents at http://127.0.0.1:{port}{door.PATH} (Ctrl-C ends it)")
    door.http(graph, port).run()
