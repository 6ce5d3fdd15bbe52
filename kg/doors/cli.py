"""The command line: `kg`. Each command is one call of the Python API; progress goes to stderr, data to stdout.

Exit codes: 0; 1 when some reports were refused (the rest is loaded) or `check` found errors; 2 for misuse, or when
nothing could be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.derive.loading import Loaded
from kg.doors import editing
from kg.doors.terminal import (
    DEFAULT_STORE,
    AsOf,
    KnownBy,
    Shape,
    StoreDir,
    by_path,
    filtered,
    opened,
    print_version,
    progress,
    put,
    run,
    show,
    standard_input,
    tell,
)
from kg.graph import TradeGraph
from kg.loaders import files
from kg.loaders.files import Refused
from kg.model import record
from kg.model.errors import InputError, UnknownName
from kg.query.names import KINDS
from kg.questions import catalogue
from kg.view import network
from kg.view import view as views

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Entry point."""
    run(app)


@app.callback()
def kg(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """A knowledge graph of trade pledges: who promised what to whom, who says so, and which firms benefit and why.

    Start with `kg build`; `kg ask` lists the questions; `kg COMMAND --help` tells more of a command.
    """


# --- the main job


@app.command()
def build(
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the pages.")] = Path("exports"),
    everything: Annotated[bool, typer.Option("--all", help="Print every named benefit, not the brief.")] = False,
    shape: Shape = "table",
) -> None:
    """Load the shipped world, derive, write its pages, and print which companies benefit from which pledge.

    Your own reports in the store stay as they are. A second time nothing changes.
    """
    with TradeGraph.open(store) as graph, progress() as step:
        loaded = graph.build(on_progress=step)
        pages = graph.exports(out, on_progress=step)
        answer = graph.beneficiaries(basis="named") if everything or shape != "table" else graph.brief()
    tell(str(loaded))
    tell(f"{pages} pages are in {out}, the store is {store}")
    tell("\nWhich companies benefit from which pledge, as reports name them:\n")
    show(answer, shape)
    tell("\nWhy, who could supply as well, and on whose word: `kg ask beneficiaries --pledge WORDS`.")


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(help="Records (.json, .jsonl), texts (.txt, .md), folders.")],
    store: StoreDir = DEFAULT_STORE,
    publisher: Annotated[str | None, typer.Option(help="Publisher of a text.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of a text.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of a text.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of a text: 2025-05-28, 2025-05.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    rejects: Annotated[Path, typer.Option(help="File for refused reports.")] = Path("rejected.jsonl"),
) -> None:
    """Load reports. A bad report is refused with file, line and reason; the others are loaded."""
    flags = {"publisher": publisher, "url": url, "title": title, "published": published}
    items = list(files.read(paths, flags))
    if all(isinstance(item, Refused) for item in items):
        for item in items:
            tell(f"refused: {item}", style="red")
        raise InputError("nothing could be read")
    with _for_loading(store, dry_run=dry_run) as graph, progress() as step:
        done = graph.load(items, dry_run=dry_run, on_progress=step)
    print(("would load: " if dry_run else "") + str(done))
    if done.refused:
        _refuse(done, None if dry_run else rejects)


def _for_loading(store: Path, *, dry_run: bool) -> TradeGraph:
    """A dry run does not so much as make the folder."""
    if not dry_run:
        return TradeGraph.open(store)
    return TradeGraph.open(store, read_only=True) if store.exists() else TradeGraph.open()


def _refuse(done: Loaded, rejects: Path | None) -> None:
    for item in done.refused:
        tell(f"refused: {item}", style="red")
    if rejects:
        fields = [
            {"file": item.file, "line": item.line, "reason": item.reason, "text": item.text} for item in done.refused
        ]
        rejects.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in fields), encoding="utf-8")
        tell(f"refused reports are in {rejects}")
    raise typer.Exit(1)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "unknown publisher",
    published: Annotated[str | None, typer.Option(help="Its date: 2025-05-28, 2025-05.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
) -> None:
    """Read a text: one record as JSON a line, the article first, then the headlines below it."""
    flags = {"publisher": publisher, "published": published, "url": url, "title": title}
    if file == "-":
        items: list[files.Item] = list(files.read_text(standard_input(), flags))
    elif Path(file).is_dir():
        raise InputError(f"{file}: give one text file")
    else:
        items = list(files.read([Path(file)], flags))
    for item in items:
        if isinstance(item, Refused):
            raise InputError(str(item))
        print(item.to_json())


# --- reading


@app.command()
@filtered
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; without one they are listed.")] = None,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Of what: why PLEDGE COMPANY, path START END.")
    ] = None,
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = "table",
    policy: Annotated[
        str | None, typer.Option(help="How one value is picked from rivals; latest unless told.", metavar="NAME")
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    **filters: str | None,
) -> None:
    """Ask the graph a question. Alone, it lists the questions and which filters each takes.

    A whole sentence in quotes is taken for a question and its filters where its words name them; the command it is
    taken for is printed. Countries by code or name, products by everyday word or HS code; a word that stands in no
    list is refused with what is allowed.
    """
    listed = TradeGraph.questions()
    if question is None:
        show(listed, shape)
        return
    if " " in question.strip() and not words:
        graph = opened(store, as_of=as_of, known_by=known_by)
        taken = graph.taken_for(question)
        tell(f"taken for: {taken.command}")
        given = {name: value for name, value in filters.items() if value is not None}
        show(graph.ask(taken.question, policy=policy, **{**taken.filters, **given}), shape)
        return
    if question not in [row["question"] for row in listed]:  # told before a store is opened
        raise UnknownName(f"{question!r} is no question; there are: {', '.join(row['question'] for row in listed)}")
    by_place = catalogue.by_place(question, words or [])
    if twice := [name for name in by_place if filters.get(name) is not None]:
        raise InputError(f"{twice[0]} is given twice, by its place and by --{twice[0]}")
    graph = opened(store, as_of=as_of, known_by=known_by)
    show(graph.ask(question, policy=policy, **{**filters, **by_place}), shape)


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL query, or a file that holds one.")],
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = "table",
    rows: Annotated[int, typer.Option(help="At most so many rows.", min=1)] = 10_000,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Run a SPARQL 1.1 query; it can only read. Common prefixes (trade:, id:, skos:, prov: …) are there already."""
    if "{" not in query and not query.lstrip().upper().startswith("DESCRIBE"):  # no query is without a brace but this
        query = by_path(Path(query)).decode("utf-8", errors="replace")
    found = opened(store, as_of=as_of, known_by=known_by).sparql(query, rows=rows)
    if isinstance(found, bytes):
        put(found)
    else:
        show(found, shape)


@app.command()
def view(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(views.KINDS)}.")],
    refs: Annotated[list[str], typer.Argument(metavar="NAME", help="Of which: an IRI, or words of its label.")],
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file to write; default NAME.html.")] = None,
    engine: Annotated[str, typer.Option(help=f"One of: {', '.join(views.ENGINES)}.")] = views.ENGINES[0],
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Write one self-contained HTML page; prints where it is."""
    view = opened(store, as_of=as_of, known_by=known_by).view(what, *refs)
    print(view.save(out or Path(f"{view.name}.html"), engine=engine))


@app.command("network")
@filtered
def network_(
    file: Annotated[Path, typer.Argument(help=f"The file to write: {' or '.join(network.FORMS)} (node-link).")],
    flat: Annotated[bool, typer.Option("--flat", help="Pledges as edges between sides, not as nodes.")] = False,
    store: StoreDir = DEFAULT_STORE,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    **filters: str | None,
) -> None:
    """Write the graph for networkx, Gephi and the like; filters as in `kg ask pledges`."""
    graph = opened(store, as_of=as_of, known_by=known_by).networkx(flat=flat, **filters)
    network.write(graph, file)
    print(file)
    tell(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges")


# --- decisions


app.add_typer(editing.app)


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
def dump(
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="A file instead of standard output.")] = None,
) -> None:
    """Print everything as sorted N-Quads: equal content gives equal bytes."""
    data = opened(store).dump()
    if out:
        out.write_bytes(data)
    else:
        put(data)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="N-Quads, as `kg dump` prints them.")],
    store: StoreDir = DEFAULT_STORE,
) -> None:
    """Fill an empty store from a dump."""
    data = by_path(file)
    with TradeGraph.open(store) as graph:
        graph.restore(data)
        show(graph.stats(), "table")


@app.command()
def verify(store: StoreDir = DEFAULT_STORE) -> None:
    """Read everything once and check that what is derived follows from the reports."""
    opened(store).verify()
    print("the store is readable, and what is derived follows from its reports")


@app.command()
def cite(
    claim: Annotated[str, typer.Argument(help="A claim's IRI.")],
    store: StoreDir = DEFAULT_STORE,
) -> None:
    """Print a footnote for a claim."""
    print(opened(store).cite(claim))


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    print(json.dumps(record.schema(), indent=1, ensure_ascii=False))
