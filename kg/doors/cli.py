"""The command line: `kg`. Each command is one call of the Python API; progress goes to stderr, data to stdout.

Exit codes: 0; 1 when some reports were refused (the rest is loaded) or `check` found errors; 2 for misuse, or when
nothing could be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.doors import editing, serving
from kg.doors.terminal import (
    DEFAULT_STORE,
    AsOf,
    KnownBy,
    Shape,
    StoreDir,
    Wait,
    by_path,
    filtered,
    known_form,
    opened,
    print_version,
    progress,
    put,
    run,
    show,
    standard_input,
    tell,
    trade_graph,
    write_whole,
)
from kg.model.errors import InputError, UnknownName
from kg.model.visible import json_escaped
from kg.query import sparql as sparql_
from kg.query.guard import MAX_LENGTH
from kg.query.names import KINDS
from kg.query.worker import GRAPH_FORMS
from kg.store import dumps
from kg.view.forms import ENGINES, NETWORKS, VIEWS

if TYPE_CHECKING:
    from kg.derive.loading import Loaded
    from kg.graph import TradeGraph

__all__ = ["app", "main"]

_QUERY_FORMS = ("table", "md", "html", *sparql_.FORMS)

Reader = Annotated[str, typer.Option(help="Who reads: rules, or model (needs --endpoint and --model).")]
EndpointUrl = Annotated[
    str | None, typer.Option(help="Address of an OpenAI-compatible server, up to /v1.", envvar="TRADEKG_MODEL_URL")
]
ModelName = Annotated[
    str | None, typer.Option(help="The model there; its key: TRADEKG_MODEL_KEY.", envvar="TRADEKG_MODEL")
]
AnswersKept = Annotated[Path | None, typer.Option(help="Folder in which a model's answers are kept.")]

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
    wait: Wait = 0.0,
    everything: Annotated[bool, typer.Option("--all", help="Print every named benefit, not the brief.")] = False,
    shape: Shape = "table",
) -> None:
    """Load the shipped world, derive, write its pages, and print which companies benefit from which pledge.

    Your own reports in the store stay as they are. A second time nothing changes.
    """
    with trade_graph().open(store, wait=wait) as graph, progress() as step:
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
    wait: Wait = 0.0,
    text: Annotated[
        Path | None, typer.Option(help="The text of a record: what it does not bear out is dropped, and told.")
    ] = None,
) -> None:
    """Load reports. A bad report is refused with file, line and reason; the others are loaded."""
    from kg.loaders import files

    flags = {"publisher": publisher, "url": url, "title": title, "published": published}
    items = list(files.placed(paths, flags))
    if text is not None:
        from kg.doors import extracting

        items = extracting.against(items, text)
    if all(isinstance(item, files.Refused) for item in items):
        for item in items:
            tell(f"refused: {item}", style="red")
        raise InputError("nothing could be read")
    with _for_loading(store, wait, dry_run=dry_run) as graph, progress() as step:
        done = graph.load(items, dry_run=dry_run, on_progress=step)
    print(("would load: " if dry_run else "") + str(done))
    if done.refused:
        _refuse(done, None if dry_run else rejects)


def _for_loading(store: Path, wait: float, *, dry_run: bool) -> TradeGraph:
    """A dry run does not so much as make the folder."""
    if not dry_run:
        return trade_graph().open(store, wait=wait)
    return trade_graph().open(store, read_only=True) if store.exists() else trade_graph().open()


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
    file: Annotated[str | None, typer.Argument(help="A text or web page, or - for standard input.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.", show_default="unknown publisher")] = None,
    published: Annotated[str | None, typer.Option(help="Its date: 2025-05-28, 2025-05.")] = None,
    url: Annotated[str | None, typer.Option(help="Its address.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    reader: Reader = "rules",
    endpoint: EndpointUrl = None,
    model: ModelName = None,
    cache: AnswersKept = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print each value with its place, and what fell.")] = False,
    page: Annotated[Path | None, typer.Option(help="Write the same as a page of its own.")] = None,
    score: Annotated[Path | None, typer.Option(help="Measure the reader on a folder of labelled reports.")] = None,
    shape: Shape = "table",
) -> None:
    """Read a text: one record as JSON a line, the article first, then the headlines below it.

    What the text does not bear out is dropped, whichever reader says it. A labelled report is a NAME.txt with a
    NAME.json beside it, the record it should give; --score prints precision, recall and F1 by slot.
    """
    from kg.doors import extracting

    chosen = extracting.reader_of(reader, endpoint, model, cache)
    if score is not None:
        table, faults = extracting.measured(score, chosen)
        show(table, shape)
        for fault in faults:
            tell(fault)
        return
    if file is None:
        raise InputError("give a text file, - for standard input, or --score FOLDER")
    text = standard_input(extracting.MAX_BYTES + 1) if file == "-" else extracting.text_of(Path(file))
    flags = {"publisher": publisher, "published": published, "url": url, "title": title}
    read, body = extracting.explained(text, flags, chosen)
    if page is not None:
        page.write_text(extracting.page(read, body), encoding="utf-8")
        tell(f"the page is {page}")
    if explain:
        put(("\n".join(extracting.lines(read, body)) + "\n").encode("utf-8", "replace"))
    elif page is None:
        put("".join(json_escaped(each.record.to_json()) + "\n" for each in read).encode())
    for note in getattr(chosen, "notes", ()):
        tell(note, style="yellow")


# --- reading


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
    if "{" not in query and not query.lstrip().upper().startswith("DESCRIBE"):  # no query is without a brace but this
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
        Path | None, typer.Option("-o", "--out", help="The file to write, for all the folder; default NAME.html.")
    ] = None,
    engine: Annotated[str, typer.Option(help=f"One of: {', '.join(ENGINES)}.")] = ENGINES[0],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_of: AsOf = None,
    known_by: KnownBy = None,
) -> None:
    """Write one self-contained HTML page, or with all a folder of pages that lead to one another; prints where."""
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
    print(made.save(path, engine=engine))


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


# --- decisions


app.add_typer(editing.app)
app.add_typer(serving.app)


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
    """Print everything as sorted N-Quads, count and hash first: equal content gives equal bytes; FILE.gz is gzipped."""
    data = opened(store, mend=False).dump()
    if out:
        write_whole(out, dumps.compressed(data) if out.suffix == ".gz" else data)
    else:
        put(data)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="N-Quads, as `kg dump` prints them.")],
    store: StoreDir = DEFAULT_STORE,
    wait: Wait = 0.0,
) -> None:
    """Fill an empty store from a dump that is whole."""
    data = by_path(file)
    with trade_graph().open(store, wait=wait) as graph:
        for note in graph.restore(data):
            tell(note)
        show(graph.stats(), "table")


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
    from kg.model import record

    print(json.dumps(record.schema(), indent=1, ensure_ascii=False))
