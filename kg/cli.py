"""The command line: `kg`. Each command is one call of the Python API; progress goes to stderr, data to stdout.

Exit codes: 0; 1 when some reports were refused (the rest is loaded) or `check` found errors; 2 for misuse, or when
nothing could be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from kg import loaders, questions, record
from kg.errors import InputError, TradeError
from kg.graph import Loaded, TradeGraph
from kg.loaders import Refused
from kg.table import Table

__all__ = ["app", "main"]

app = typer.Typer(
    name="kg",
    help="A knowledge graph of trade pledges: who promised what to whom, who says so, and which firms benefit and why.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
_err = Console(stderr=True, highlight=False)


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"
    html = "html"


StoreDir = Annotated[
    Path, typer.Option("--store", envvar="KG_STORE", help="Folder of the store.", show_default="./.kg")
]
Shape = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]
DEFAULT_STORE = Path(".kg")


def main() -> None:
    """Entry point: errors raised on purpose become one line on stderr and exit code 2."""
    try:
        app()
    except TradeError as error:
        _err.print(f"error: {error}", style="red", markup=False, soft_wrap=True)
        raise SystemExit(2) from None
    except BrokenPipeError:  # `kg … | head` closes early; that is the reader's right
        sys.stderr.close()


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr for each step of long work; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bars:
        tasks: dict[str, object] = {}

        def tell(step: str, done: int, whole: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=whole)
            bars.update(tasks[step], completed=done, total=whole)  # type: ignore[arg-type]

        yield tell


def _print(table: Table, shape: Format) -> None:
    sys.stdout.write(table.to(shape.value).rstrip("\n") + "\n")


def _opened(store: Path, *, as_of: str | None = None, known_by: str | None = None) -> TradeGraph:
    return TradeGraph.open(store, read_only=True).at(as_of=as_of, known_by=known_by)


# --- the main job


@app.command()
def build(
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[Path, typer.Option("--out", help="Folder for the pages.")] = Path("exports"),
    shape: Shape = Format.table,
) -> None:
    """Load the shipped world, derive, write its pages, and print which companies benefit from which pledge."""
    with TradeGraph.open(store) as graph, _progress() as tell:
        loaded = graph.build(on_progress=tell)
        pages = graph.exports(out, on_progress=tell)
        answer = graph.ask("beneficiaries", basis="named")
    _err.print(str(loaded), markup=False)
    _err.print(f"{pages} pages in {out}; the store is {store}", markup=False)
    _print(answer, shape)


@app.command()
def load(
    paths: Annotated[list[Path], typer.Argument(help="Records (.json, .jsonl), texts (.txt, .md), folders.")],
    store: StoreDir = DEFAULT_STORE,
    publisher: Annotated[str | None, typer.Option(help="Publisher of a text.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of a text.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of a text.")] = None,
    published: Annotated[str | None, typer.Option(help="Date of a text, EDTF: 2025-05-28.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    rejects: Annotated[Path, typer.Option(help="File for refused reports.")] = Path("rejected.jsonl"),
) -> None:
    """Load reports. A bad report is refused with file, line and reason; the others are loaded."""
    flags = {"publisher": publisher, "url": url, "title": title, "published": published}
    items = list(loaders.read(paths, flags))
    if not any(not isinstance(item, Refused) for item in items):
        for item in items:
            _err.print(f"refused: {item}", style="red", markup=False, soft_wrap=True)
        raise InputError("nothing could be read")
    with TradeGraph.open(store) as graph, _progress() as tell:
        done = graph.dry_run(items) if dry_run else graph.load(items, on_progress=tell)
    print(("would load " if dry_run else "") + str(done))
    _refuse(done, rejects)


def _refuse(done: Loaded, rejects: Path) -> None:
    if not done.refused:
        return
    for item in done.refused:
        _err.print(f"refused: {item}", style="red", markup=False, soft_wrap=True)
    lines = [
        json.dumps({"file": item.file, "line": item.line, "reason": item.reason, "text": item.text}, ensure_ascii=False)
        for item in done.refused
    ]
    rejects.write_text("\n".join(lines) + "\n", encoding="utf-8")
    _err.print(f"refused reports are in {rejects}", markup=False)
    raise typer.Exit(1)


@app.command()
def extract(
    file: Annotated[str, typer.Argument(help="A text file, or - for standard input.")],
    publisher: Annotated[str, typer.Option(help="Who published it.")] = "unknown publisher",
    published: Annotated[str | None, typer.Option(help="Its date, EDTF: 2025-05-28.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
) -> None:
    """Read a text: one record as JSON a line, the article first, then the headlines below it."""
    flags = {"publisher": publisher, "published": published, "url": url, "title": title}
    if file == "-":
        items: list[loaders.Item] = list(loaders.read_text(sys.stdin.read(), flags))
    else:
        path = Path(file)
        if path.is_dir():
            raise InputError(f"{path}: give one text file")
        items = list(loaders.read([path], flags))
    for item in items:
        if isinstance(item, Refused):
            raise InputError(str(item))
        print(item.to_json())


# --- reading


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; without one they are listed.")] = None,
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = Format.table,
    policy: Annotated[str | None, typer.Option(help="How one value is picked from rivals.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As things stood on this day.")] = None,
    known_by: Annotated[str | None, typer.Option(help="As far as it was told by this day.")] = None,
    pledge: Annotated[str | None, typer.Option(help=questions.FILTERS["pledge"])] = None,
    company: Annotated[str | None, typer.Option(help=questions.FILTERS["company"])] = None,
    country: Annotated[str | None, typer.Option(help=questions.FILTERS["country"])] = None,
    pledger: Annotated[str | None, typer.Option(help=questions.FILTERS["pledger"])] = None,
    recipient: Annotated[str | None, typer.Option(help=questions.FILTERS["recipient"])] = None,
    kind: Annotated[str | None, typer.Option(help=questions.FILTERS["kind"])] = None,
    product: Annotated[str | None, typer.Option(help=questions.FILTERS["product"])] = None,
    status: Annotated[str | None, typer.Option(help=questions.FILTERS["status"])] = None,
    basis: Annotated[str | None, typer.Option(help=questions.FILTERS["basis"])] = None,
    since: Annotated[str | None, typer.Option(help=questions.FILTERS["since"])] = None,
) -> None:
    """Ask the graph a question. Alone, it lists the questions."""
    if question is None:
        rows = tuple(
            {"question": item.name, "answers": item.text, "filters": [f"--{name}" for name in item.filters]}
            for _, item in sorted(questions.QUESTIONS.items())
        )
        _print(Table(("question", "answers", "filters"), rows, coverage="covered"), shape)
        return
    filters = {
        "pledge": pledge,
        "company": company,
        "country": country,
        "pledger": pledger,
        "recipient": recipient,
        "kind": kind,
        "product": product,
        "status": status,
        "basis": basis,
        "since": since,
    }
    questions.known(question)
    graph = _opened(store, as_of=as_of, known_by=known_by)
    _print(graph.ask(question, policy=policy, **filters), shape)


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="A SPARQL query, or a file that holds one.")],
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = Format.table,
    rows: Annotated[int, typer.Option(help="At most so many rows.", min=1)] = 10_000,
    known_by: Annotated[str | None, typer.Option(help="As far as it was told by this day.")] = None,
    as_of: Annotated[str | None, typer.Option(help="As things stood on this day.")] = None,
) -> None:
    """Run a SPARQL 1.1 query; it can only read. Common prefixes (trade:, id:, skos:, prov: …) are there already."""
    path = Path(query) if len(query) < 1000 and "{" not in query else None
    if path is not None:
        if not path.is_file():
            raise InputError(f"{query!r} is neither a query nor a file")
        query = path.read_text(encoding="utf-8")
    found = _opened(store, as_of=as_of, known_by=known_by).sparql(query, rows=rows)
    if isinstance(found, bytes):
        sys.stdout.write(found.decode())
    else:
        _print(found, shape)


@app.command()
def view(
    what: Annotated[str, typer.Argument(help="pledge")],
    ref: Annotated[str, typer.Argument(help="Which: an IRI, or words of its label.")],
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="The file to write; default NAME.html.")] = None,
    engine: Annotated[str, typer.Option(help="viewer or pyvis")] = "viewer",
) -> None:
    """Write one self-contained HTML page."""
    made = _opened(store).view(what, ref)
    path = out or Path(f"{made.name}.html")
    made.save(path, engine=engine)
    print(path)


@app.command("find")
def find_(
    name: Annotated[str, typer.Argument(help="A name, or part of one; misspellings are found.")],
    kind: Annotated[str | None, typer.Option(help="country, company, official, product, pledge …")] = None,
    store: StoreDir = DEFAULT_STORE,
    shape: Shape = Format.table,
) -> None:
    """Find nodes by name."""
    _print(_opened(store).find(name, kind), shape)


@app.command()
def check(store: StoreDir = DEFAULT_STORE, shape: Shape = Format.table) -> None:
    """Check the graph: errors are ours (exit code 1), findings are the reports'."""
    table = _opened(store).check()
    _print(table, shape)
    if any(row["level"] == "error" for row in table):
        raise typer.Exit(1)


@app.command()
def stats(store: StoreDir = DEFAULT_STORE, shape: Shape = Format.table) -> None:
    """Print what is in the graph."""
    _print(_opened(store).stats(), shape)


@app.command()
def dump(
    store: StoreDir = DEFAULT_STORE,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="A file instead of standard output.")] = None,
) -> None:
    """Print everything as sorted N-Quads: equal content gives equal bytes."""
    data = _opened(store).dump()
    if out:
        out.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    print(json.dumps(record.schema(), indent=1, ensure_ascii=False))
