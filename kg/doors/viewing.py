"""The commands that draw: pages, folders of pages, files for other programs' graphs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from kg.graph import TradeGraph

__all__ = ["app"]

SITE = "site"  # the folder, unless told

app = typer.Typer()


@app.command()
def view(
    what: Annotated[
        str,
        typer.Argument(
            help="One of: " + "; ".join(f"{name} ({text})" for name, text in VIEWS.items()) + "; all (`kg site`)."
        ),
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
    """Write one self-contained HTML page; prints where. `kg site` writes a folder of them.

    A file that ends in .svg, .png or .pdf gets one figure of the page, with title, legend, source and date.
    """
    graph = opened(store, as_of=as_of, known_by=known_by)
    if what == "all":
        if refs:
            raise InputError("kg view all takes no name; it writes what `kg site` does")
        _published(graph, out or Path(SITE), force)
        return
    made = graph.view(what, *(refs or ()))
    path = out or Path(f"{made.name}.html")
    _free(path, force)
    print(made.save(path, engine=engine, embed=embed, figure=figure))


@app.command()
def site(
    out: Annotated[Path, typer.Option("-o", "--out", help="The folder.")] = Path(SITE),
    store: StoreDir = DEFAULT_STORE,
    base_url: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where it will be had: for a sitemap, and in feeds.")
    ] = "",
    since: Annotated[
        str | None, typer.Option(metavar="DAY", help="Feeds tell from here on; else the last 90 days of reports.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Write over a site that is there; pages only it has stay.")
    ] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Write a site: a page for each pledge, company, country, pair, official and product, search, feeds; prints where.

    It needs no server: open it from disk, or put the folder on any host. `data/` has each question's answer as CSV and
    JSON, and everything as N-Quads.
    """
    _published(opened(store, as_of=as_of, known_by=known_by), out, force, base_url, since)


def _published(graph: TradeGraph, folder: Path, force: bool, base_url: str = "", since: str | None = None) -> None:
    _free(folder / "index.html", force)
    with progress() as step:
        pages = graph.site(folder, base_url=base_url, since=since, on_progress=step)
    print(folder / "index.html")
    tell(f"{pages} pages")


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
