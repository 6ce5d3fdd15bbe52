"""The commands that keep a store: written out whole, filled from that, proved sound."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from kg.doors.terminal import (
    DEFAULT_STORE,
    StoreDir,
    Wait,
    by_path,
    known_form,
    opened,
    put,
    show,
    tell,
    trade_graph,
    write_whole,
)
from kg.model.errors import InputError
from kg.store import dumps

__all__ = ["app"]

app = typer.Typer()


@app.command()
def dump(
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="A file instead of standard output; for several files the folder."),
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(dumps.FORMS),
            callback=known_form(tuple(dumps.FORMS)),
            help="; ".join(f"{name}: {text}" for name, text in dumps.FORMS.items()) + ".",
        ),
    ] = "nquads",
) -> None:
    """Print everything as sorted N-Quads, count and hash first: equal content gives equal bytes; FILE.gz is gzipped.

    Other formats are for other programs, and no store is restored from them: in a folder for neo4j, `import.sh` has
    the line that imports it. `kg network world.graphml` writes GraphML.
    """
    graph = opened(store, mend=False)
    files = {"": graph.dump()} if form == "nquads" else graph.dump_as(form)
    if len(files) > 1:
        _into_folder(files, out, form)
        return
    (data,) = files.values()
    if out:
        write_whole(out, dumps.compressed(data) if out.suffix == ".gz" else data)
        print(out)
    else:
        put(data)


def _into_folder(files: Mapping[str, bytes], out: Path | None, form: str) -> None:
    if out is None:
        raise InputError(f"{form} is many files; say into which folder: kg dump --format {form} -o FOLDER")
    out.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        write_whole(out / name, data)
    print(out)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="N-Quads, as `kg dump` prints them.")],
    store: StoreDir = DEFAULT_STORE,
    wait: Wait = 0.0,
) -> None:
    """Fill an empty store from a dump that is whole."""
    data = by_path(file)
    with trade_graph().open(store, create=True, wait=wait) as graph:
        for note in graph.restore(data):
            tell(note)
        show(graph.stats(), "table")


@app.command()
def migrate(
    store: StoreDir = DEFAULT_STORE,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    wait: Wait = 0.0,
) -> None:
    """Bring a store that a former version wrote to what this one writes; then everything is derived afresh.

    Reports and decisions stay. `kg dump` before it keeps a copy; `kg restore FILE` takes former dumps as they are.
    """
    with trade_graph().open(store, read_only=True, mend=False) as graph:
        steps = graph.migrate(dry_run=True)
    if not steps:
        print("nothing to do: the store has the schema of this version")
        return
    if not dry_run:
        with trade_graph().open(store, mend=False, wait=wait) as graph:
            graph.migrate()
    show(steps, "table")
    tell("nothing was changed; `kg migrate` does it" if dry_run else "done, and everything is derived afresh")


@app.command()
def verify(store: StoreDir = DEFAULT_STORE) -> None:
    """Read all of it, derive everything anew in memory and compare; faults are rows, and exit code 1."""
    with opened(store) as graph:
        faults = graph.verify()
        size = len(graph.store)
    if faults:
        show(faults, "table")
        raise typer.Exit(1)
    print(f"the store is sound: {size} quads in every index, and what is derived follows from its reports")
