"""The commands of editors: decisions on claims, and the pairs that are worth one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kg.doors.terminal import DEFAULT_STORE, Shape, StoreDir, Wait, by_path, opened, progress, show, trade_graph
from kg.model.visible import json_escaped

__all__ = ["app"]

app = typer.Typer()
doubts = typer.Typer()
app.add_typer(doubts, name="inbox")

By = Annotated[str, typer.Option("--by", help="Who decides.")]
On = Annotated[str | None, typer.Option("--on", help="On which day: 2026-01-31.", show_default="today")]
Why = Annotated[str, typer.Option("--why", help="For what reason.")]


def _decide(
    store: str,
    verdict: str,
    refs: tuple[str, ...],
    by: str,
    on: str | None,
    why: str,
    wait: float,
    force: bool = False,
) -> None:
    with trade_graph().open(store, mend=verdict != "lift", wait=wait) as graph:
        show(graph.decide(verdict, *refs, by=by, on=on or date.today(), why=why, force=force), "table")


@app.command("decisions")
def decisions_(
    store: StoreDir = DEFAULT_STORE,
    wait: Wait = 0.0,
    add: Annotated[
        Path | None, typer.Option("--add", help="A file of decisions (JSON Lines) to take in first.")
    ] = None,
) -> None:
    """Print all decisions as JSON Lines: a file to commit and review, and to take in again with --add."""
    if add is not None:
        by_path(add)  # a missing file is told as such
        with trade_graph().open(store, wait=wait) as graph:
            graph.decide_all(add)
    for decision in opened(store, mend=False).decisions():
        print(json_escaped(json.dumps(decision, ensure_ascii=False)))


@app.command()
def same(
    a: str,
    b: str,
    by: By,
    why: Why,
    on: On = None,
    store: StoreDir = DEFAULT_STORE,
    wait: Wait = 0.0,
    force: Annotated[bool, typer.Option("--force", help="Also where nothing supports it.")] = False,
) -> None:
    """Two claims (IRIs) tell of one event. Where nothing supports that, both are shown and --force is asked for."""
    _decide(store, "same", (a, b), by, on, why, wait, force)


@app.command()
def different(
    a: str, b: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0
) -> None:
    """Two claims (IRIs) tell of two events."""
    _decide(store, "different", (a, b), by, on, why, wait)


@app.command("part-of")
def part_of(
    part: str, whole: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0
) -> None:
    """The first claim's pledge (IRI) is part of the second's."""
    _decide(store, "part_of", (part, whole), by, on, why, wait)


@app.command()
def restates(
    again: str, before: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0
) -> None:
    """The first claim's pledge (IRI) is the second's again, counted before."""
    _decide(store, "restates", (again, before), by, on, why, wait)


@app.command()
def supersedes(
    new: str, old: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0
) -> None:
    """The first claim's pledge (IRI) takes the place of the second's."""
    _decide(store, "supersedes", (new, old), by, on, why, wait)


@app.command()
def retract(ref: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0) -> None:
    """A report or claim (IRI) no longer counts; it stays readable."""
    _decide(store, "retract", (ref,), by, on, why, wait)


@app.command()
def pin(
    event: str, claim: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0
) -> None:
    """The event that a claim belongs to keeps this IRI."""
    _decide(store, "pin", (event, claim), by, on, why, wait)


@app.command()
def lift(decision: str, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0) -> None:
    """A decision (its IRI) no longer holds; the record of it stays."""
    _decide(store, "lift", (decision,), by, on, why, wait)


@app.command()
def review(
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = "table",
    rows: Annotated[int, typer.Option(help="At most so many pairs.", min=1)] = 30,
    measure: Annotated[
        bool, typer.Option("--measure", help="Precision and recall on the golden set, also topic by topic held out.")
    ] = False,
) -> None:
    """What is worth a decision, with the line to paste: sums and raises that reports show, then doubtful pairs."""
    if measure:
        with trade_graph().open() as graph, progress() as tell:
            table = graph.measure(held_out=True, on_progress=tell)
        show(table, shape)
    else:
        show(opened(store).review(rows), shape)


Doubt = Annotated[str, typer.Argument(help="A doubt's IRI, as `kg inbox` lists it.")]


@doubts.callback(invoke_without_command=True)
def inbox(
    context: typer.Context,
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = "table",
    rows: Annotated[int, typer.Option(help="At most so many.", min=1)] = 30,
    report: Annotated[str | None, typer.Option(help="Only of this report (its IRI).")] = None,
) -> None:
    """What readers of texts were unsure of, with the line that settles it: accept it, mend it, or drop it.

    Values that the text does not bear out, claims left out, names that others bear too, numbers without a known unit,
    sums of which it is not clear who gives them to whom. What is accepted or mended enters the report's claim, which
    names the decision; what is dropped does not come again, also when the same file is loaded again.
    """
    if context.invoked_subcommand is None:
        show(opened(store).inbox(rows, report=report), shape)


@doubts.command()
def accept(doubt: Doubt, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0) -> None:
    """It is as the reader has it."""
    _settle(store, "accept", doubt, None, by, on, why, wait)


@doubts.command()
def mend(
    doubt: Doubt,
    value: Annotated[
        str,
        typer.Argument(
            help="As a text would have it ($5bn, Japan), or JSON; a whole claim is an object: "
            '{"pledgers": ["JPN"], …}, of another list {"measures": {…}}.'
        ),
    ],
    by: By,
    why: Why,
    on: On = None,
    store: StoreDir = DEFAULT_STORE,
    wait: Wait = 0.0,
) -> None:
    """This value belongs there."""
    _settle(store, "mend", doubt, value, by, on, why, wait)


@doubts.command()
def drop(doubt: Doubt, by: By, why: Why, on: On = None, store: StoreDir = DEFAULT_STORE, wait: Wait = 0.0) -> None:
    """It is nothing, and is not asked again."""
    _settle(store, "drop", doubt, None, by, on, why, wait)


def _settle(
    store: str, verdict: str, doubt: str, value: str | None, by: str, on: str | None, why: str, wait: float
) -> None:
    with trade_graph().open(store, wait=wait) as graph:
        show(graph.settle(verdict, doubt, value, by=by, on=on or date.today(), why=why), "table")
