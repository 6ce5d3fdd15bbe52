"""The command line: `kg`. Each command is one call of the Python API; progress goes to stderr, data to stdout.

Exit codes: 0; 1 when some reports were refused (the rest is loaded) or `check` found errors; 2 for misuse, or when
nothing could be read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kg.doors import asking, editing, intake, keeping, serving, viewing
from kg.doors.terminal import DEFAULT_STORE, opened, print_version, run, show
from kg.store.remote import is_address

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Entry point."""
    run(app)


@app.callback(invoke_without_command=True)
def kg(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
    store: Annotated[str | None, typer.Option(help="The store, for any command.", metavar="STORE")] = None,
) -> None:
    """A knowledge graph of trade pledges: who promised what to whom, who says so, and which firms benefit and why.

    Start with `kg build`; `kg ask` lists the questions; `kg COMMAND --help` tells more of a command. Alone, in a folder
    with a store, `kg` tells what all pledges come to.
    """
    if context.invoked_subcommand is None:
        store = store or os.environ.get("KG_STORE", DEFAULT_STORE)
        if is_address(store) or Path(store).exists():
            show(opened(store).overview(), "table")
        else:
            print(context.get_help())


for room in (intake, asking, viewing, keeping, editing, serving):  # in the order in which `kg --help` lists them
    app.add_typer(room.app)
