"""The commands that ask: a question, a SPARQL query, a name, what is in the graph and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from kg.doors.terminal import (
    DEFAULT_STORE,
    AsOf,
    KnownBy,
    Shape,
    StoreDir,
    by_path,
    filtered,
    known_form,
    opened,
    put,
    show,
    tell,
    trade_graph,
)
from kg.model.errors import InputError, UnknownName
from kg.model.visible import visible
from kg.query import sparql as sparql_
from kg.query.finding import KINDS
from kg.query.guard import MAX_LENGTH
from kg.query.table import Row, Table
from kg.query.text import wrapped
from kg.query.worker import GRAPH_FORMS

__all__ = ["app"]

_FIRST = 20  # rows that a terminal shows unless all are asked for
_QUERY_FORMS = ("table", "md", "html", *sparql_.FORMS)

app = typer.Typer()


@app.command()
@filtered
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; without one they are listed.")] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="Of what: `kg ask why PLEDGE COMPANY`, `kg ask path START END`."),
    ] = None,
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = "table",
    policy: Annotated[
        str | None, typer.Option(help="How one value is picked from rivals; latest unless told.", metavar="NAME")
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    all_rows: Annotated[bool, typer.Option("--all", help=f"Show all rows in a table, not the first {_FIRST}.")] = False,
    **filters: str | None,
) -> None:
    """Ask the graph a question. Alone, it lists the questions and which filters each takes.

    A whole sentence in quotes is taken for a question and its filters where its words name them; the command it is
    taken for is printed. Countries by code or name, products by everyday word or HS code; a word that stands in no
    list is refused with what is allowed.
    """
    from kg.questions import catalogue

    listed = trade_graph().questions()
    if question is None:
        show(listed, shape)
        return
    known = [row["question"] for row in listed]
    if not words and question not in known and (" " in question.strip() or not question.islower()):
        graph = opened(store, as_of=as_of, known_by=known_by)
        given = {name: value for name, value in filters.items() if value is not None}
        found = graph.answered(question, policy=policy, **given)
        _answer([(taken.command, taken.notes, table) for taken, table in found], shape, all_rows=all_rows)
        return
    if question not in known:  # told before a store is opened
        raise UnknownName(f"{question!r} is no question; there are: {', '.join(known)}")
    by_place = catalogue.by_place(question, words or [])
    if twice := [name for name in by_place if filters.get(name) is not None]:
        raise InputError(f"{twice[0]} is given twice, by its place and by --{twice[0]}")
    graph = opened(store, as_of=as_of, known_by=known_by)
    show(_cut(graph.ask(question, policy=policy, **{**filters, **by_place}), shape, all_rows), shape)


def _answer(answers: Sequence[tuple[str, Sequence[str], Table]], shape: str, *, all_rows: bool) -> None:
    """The answers to a sentence, each with its command and notes; of several first what each says, then the rows."""
    several = shape == "table" and len(answers) > 1
    for n, (command, notes, table) in enumerate(answers):
        _say([*([""] if n else []), f"taken for: {command}"], notes, shape)
        if several and table.rows and table.lead:
            put("".join(f"{line}\n" for line in wrapped(visible(table.lead))).encode())
        else:
            show(_cut(table, shape, all_rows), shape)
    shown: list[Sequence[Row]] = []
    for command, _, table in answers if several else ():
        if table.rows and table.lead and table.rows not in shown:  # of two commands with the same rows once
            shown.append(table.rows)
            _say(["", f"{command}:", ""], (), shape)
            show(replace(_cut(table, shape, all_rows), lead=""), shape)


def _say(lines: Sequence[str], notes: Sequence[str], shape: str) -> None:
    """What a sentence is taken for, before its answer: with it where people read, apart from it where programs do.

    `lines` are to be copied and stay whole; `notes` are wrapped.
    """
    if shape == "table":
        told = [*map(visible, lines), *(line for note in notes for line in wrapped(visible(note)))]
        put("".join(f"{line}\n" for line in told).encode())
    else:
        tell("\n".join([*lines, *notes]))


def _cut(table: Table, shape: str, whole: bool) -> Table:
    return table if whole or shape != "table" else table.first(_FIRST)


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL query, or a file that holds one.")],
    store: StoreDir = DEFAULT_STORE,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="|".join(_QUERY_FORMS),
            callback=known_form(_QUERY_FORMS),
            help="SPARQL 1.1 results: json, xml, csv, tsv; of CONSTRUCT and DESCRIBE: nt, turtle, jsonld, trig.",
        ),
    ] = "table",
    rows: Annotated[int, typer.Option(help="More rows are an error.", min=1)] = sparql_.ROWS,
    seconds: Annotated[float, typer.Option(help="A query that takes longer is ended.", min=0.1)] = sparql_.SECONDS,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Run a SPARQL 1.1 query; it can only read. Common prefixes (trade:, id:, skos:, prov: …) are there already.

    An answer over a limit of time, rows, bytes or memory is an error, and nothing of it is given. The standard's forms
    are for programs: their cells are not guarded against spreadsheets, as those of `kg ask -f csv` are.
    """
    if "{" not in query and not _is_query(query):
        query = by_path(Path(query), 4 * MAX_LENGTH + 1).decode("utf-8-sig", errors="replace")
    with opened(store, as_of=as_of, known_by=known_by) as graph:
        exact = form if form in sparql_.FORMS else None
        found = graph.sparql(query, format=exact, rows=rows, seconds=seconds)
    if not isinstance(found, bytes):
        show(found, form)
    elif exact is None and form != "table":
        raise InputError(f"triples have no form {form!r}; allowed: {', '.join(GRAPH_FORMS)}")
    else:
        put(found if not found or found.endswith(b"\n") else found + b"\n")


def _is_query(text: str) -> bool:
    """Whether a text without a brace is a query all the same, right or wrong: words that name no file."""
    return text.lstrip().upper().startswith("DESCRIBE") or (len(text.split()) > 1 and not Path(text).exists())


@app.command("find")
def find_(
    name: Annotated[str, typer.Argument(help="A name, or part of one; misspellings are found.")],
    kind: Annotated[str | None, typer.Option(help=f"One of: {', '.join(KINDS)}.")] = None,
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = "table",
) -> None:
    """Find nodes by name."""
    show(opened(store).find(name, kind), shape)


@app.command()
def check(store: StoreDir = DEFAULT_STORE, shape: Shape = "table") -> None:
    """Check the graph: errors are ours (exit code 1), findings are the reports'."""
    table = opened(store).check()
    show(table, shape)
    if any(row["level"] == "error" for row in table):
        raise typer.Exit(1)


@app.command()
def stats(store: StoreDir = DEFAULT_STORE, shape: Shape = "table") -> None:
    """Print what is in the graph."""
    show(opened(store).stats(), shape)


@app.command()
def cite(
    claim: Annotated[str, typer.Argument(help="A claim's IRI.")],
    store: StoreDir = DEFAULT_STORE,
) -> None:
    """Print a footnote for a claim."""
    print(opened(store).cite(claim))
