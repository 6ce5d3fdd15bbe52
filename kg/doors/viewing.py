"""The commands that draw: pages, folders of pages, files for other programs' graphs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.doors.terminal import (
    DEFAULT_STORE,
    AsOf,
    KnownBy,
    StoreDir,
    filtered,
    opened,
    progress,
    tell,
)
from kg.model.errors import InputError
from kg.view.forms import ENGINES, NETWORKS, VIEWS

__all__ = ["app"]

app = typer.Typer()


@app.command()
def view(
    what: Annotated[
        str,
        typer.Argument(help="all, or one of: " + "; ".join(f"{name} ({text})" for name, text in VIEWS.items()) + "."),
    ],
    refs: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Of which: an IRI, a name, or words of a label.")
    ] = None,
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The file to write, .html, .svg, .png or .pdf; for all the folder."),
    ] = None,
    engine: Annotated[str, typer.Option(help=f"One of: {', '.join(ENGINES)}.")] = ENGINES[0],
    embed: Annotated[bool, typer.Option("--embed", help="One figure with caption and source, for an article.")] = False,
    figure: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Which figure, by its heading; without it the first.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Write one self-contained HTML page, or with all a folder of pages that lead to one another; prints where.

    A file that ends in .svg, .png or .pdf gets one figure of the page, with title, legend, source and date.
    """
    graph = opened(store, as_of=as_of, known_by=known_by)
    if what == "all":
        folder = out or Path("pages")
        if refs:
            raise InputError("kg view all takes no name; it writes a page for everything")
        _free(folder / "index.html", force)
        with progress() as step:
            pages = graph.site(folder, on_progress=step)
        print(folder / "index.html")
        tell(f"{pages} pages")
        return
    made = graph.view(what, *(refs or ()))
    path = out or Path(f"{made.name}.html")
    _free(path, force)
    print(made.save(path, engine=engine, embed=embed, figure=figure))


def _free(path: Path, force: bool) -> None:
    if path.exists() and not force:
        raise InputError(f"{path} is there already; --force writes over it")


@app.command("network")
@filtered
def network_(
    file: Annotated[Path, typer.Argument(help=f"The file to write: {' or '.join(NETWORKS)} (node-link).")],
    flat: Annotated[bool, typer.Option("--flat", help="Pledges as edges between sides, not as nodes.")] = False,
    store: StoreDir = DEFAULT_STORE,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    **filters: str | None,
) -> None:
    """Write the graph for networkx, Gephi and the like; filters as in `kg ask pledges`."""
    from kg.view import network

    graph = opened(store, as_of=as_of, known_by=known_by).networkx(flat=flat, **filters)
    network.write(graph, file)
    print(file)
    tell(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")
