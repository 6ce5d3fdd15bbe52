"""The commands that take reports in: the shipped world, records and texts of one's own, a text read on trial."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.doors.terminal import (
    DEFAULT_STORE,
    Shape,
    StoreDir,
    Wait,
    progress,
    put,
    show,
    standard_input,
    tell,
    trade_graph,
)
from kg.model.errors import InputError
from kg.model.visible import json_escaped
from kg.store.remote import is_address

if TYPE_CHECKING:
    from kg.derive.loading import Loaded
    from kg.graph import TradeGraph
    from kg.loaders.files import Placed, Refused


__all__ = ["app"]

Reader = Annotated[str, typer.Option(help="Who reads: rules, or model (needs --endpoint and --model).")]
EndpointUrl = Annotated[
    str | None, typer.Option(help="Address of an OpenAI-compatible server, up to /v1.", envvar="TRADEKG_MODEL_URL")
]
ModelName = Annotated[
    str | None, typer.Option(help="The model there; its key: TRADEKG_MODEL_KEY.", envvar="TRADEKG_MODEL")
]
AnswersKept = Annotated[Path | None, typer.Option(help="Folder in which a model's answers are kept.")]

app = typer.Typer()


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
    with trade_graph().open(store, create=True, wait=wait) as graph, progress() as step:
        loaded = graph.build(on_progress=step)
        pages = graph.exports(out, on_progress=step)
        answer = graph.beneficiaries(basis="named") if everything or shape != "table" else graph.brief()
        whole = graph.overview() if shape == "table" else None
    tell(str(loaded))
    tell(f"{pages} pages are in {out}, the store is {store}")
    tell("\nWhich companies benefit from which pledge, as reports name them:\n")
    show(answer, shape)
    tell("\nWhy, who could supply as well, and on whose word: `kg ask beneficiaries --pledge WORDS`.")
    if whole is not None:
        tell("\nWhat all pledges come to:\n")
        show(whole, shape)


@app.command()
def load(
    paths: Annotated[
        list[Path],
        typer.Argument(
            help="Records (.json, .jsonl), texts (.txt, .md, .html, .eml, .pdf), feeds (.rss, .atom), folders; - for"
            " standard input: records, a feed or a text."
        ),
    ],
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
    items = [item for path in paths for item in _found(path, flags)]
    if text is not None:
        from kg.doors import extracting

        items = extracting.against(items, text)
    if all(isinstance(item, files.Refused) for item in items):
        for item in items:
            tell(f"refused: {item}", style="red")
        raise InputError("nothing could be read")
    with _for_loading(store, wait, dry_run=dry_run) as graph, progress() as step:
        done = graph.load(items, dry_run=dry_run, on_progress=step)
        ahead = _ahead(graph, items) if dry_run else ""
        waiting = 0 if dry_run else _waiting(graph, items)
    print(f"would load: {done}\n{ahead}" if dry_run else str(done))
    if waiting:
        tell(f"{waiting} to accept, mend or drop, of which the reader was unsure: `kg inbox`")
    if done.refused:
        _refuse(done, None if dry_run else rejects)


def _found(path: Path, flags: Mapping[str, str | None]) -> Iterable[Placed | Refused]:
    from kg.loaders import files

    return files.piped(standard_input(files.MAX_BYTES), flags) if str(path) == "-" else files.placed([path], flags)


def _ahead(graph: TradeGraph, items: list[Placed | Refused]) -> str:
    from kg.doors.foreseen import foreseen

    return foreseen(graph, items)


def _waiting(graph: TradeGraph, items: list[Placed | Refused]) -> int:
    from kg.doors.foreseen import unsure
    from kg.loaders.files import Placed

    return unsure(graph, [item.record for item in items if isinstance(item, Placed)])


def _for_loading(store: str, wait: float, *, dry_run: bool) -> TradeGraph:
    """A dry run does not so much as make the folder."""
    if not dry_run:
        return trade_graph().open(store, create=True, wait=wait)
    there = is_address(store) or Path(store).exists()
    return trade_graph().open(store, read_only=True) if there else trade_graph().open()


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
def watch(
    folder: Annotated[Path, typer.Argument(help="The folder that reports are put into.")],
    store: StoreDir = DEFAULT_STORE,
    publisher: Annotated[str | None, typer.Option(help="Publisher of texts that name none.")] = None,
    every: Annotated[float, typer.Option(help="Seconds between two looks.", min=0.1)] = 5.0,
    once: Annotated[bool, typer.Option("--once", help="Load what is there, and stop.")] = False,
    wait: Wait = 30.0,
) -> None:
    """Load every file put into a folder, until interrupted. The same file twice changes nothing."""
    from kg.loaders import files
    from kg.loaders.watch import watch as looks

    tell(f"watching {folder}; Ctrl-C stops")
    for n, ready in enumerate(looks(folder, 0.1 if once else every)):
        if ready:
            items = list(files.placed(ready, {"publisher": publisher}))
            with trade_graph().open(store, wait=wait) as graph:
                done = graph.load(items)
            print(f"{', '.join(str(path.relative_to(folder)) for path in ready)}: {done}", flush=True)
            for item in done.refused:
                tell(f"refused: {item}", style="red")
        if once and n:
            return


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
    text = standard_input(extracting.MAX_BYTES) if file == "-" else extracting.text_of(Path(file))
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


@app.command()
def schema() -> None:
    """Print the JSON Schema of a record."""
    from kg.model import record

    print(json.dumps(record.schema(), indent=1, ensure_ascii=False))
