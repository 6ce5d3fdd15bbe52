"""What all commands share: options, rows on stdout, progress and errors on stderr, exit codes."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from importlib.metadata import version
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from kg.model.errors import InputError, StoreError, TradeError
from kg.model.visible import visible
from kg.query.filters import described
from kg.query.table import FORMATS, Table

if TYPE_CHECKING:
    from rich.progress import TaskID

    from kg.graph import TradeGraph

__all__ = [
    "DEFAULT_STORE",
    "AsOf",
    "KnownBy",
    "Shape",
    "StoreDir",
    "Wait",
    "by_path",
    "filtered",
    "known_form",
    "opened",
    "print_version",
    "progress",
    "put",
    "run",
    "show",
    "standard_input",
    "tell",
    "trade_graph",
    "write_whole",
]

_err = Console(stderr=True, highlight=False)
MISUSE = 2
_SELDOM = 100_000  # objects between two searches for cycles: a command makes millions, and hardly a cycle


def known_form(allowed: Sequence[str]) -> Callable[[str], str]:
    """A check before any work begins: a build takes its time."""

    def known(value: str) -> str:
        if value not in allowed:
            raise typer.BadParameter(f"{value!r} is no format; allowed: {', '.join(allowed)}")
        return value

    return known


def _named_before(context: typer.Context, value: str) -> str:
    """The store named before the command, `kg --store X ask`, unless one is named behind it."""
    source = context.get_parameter_source("store")
    before = context.parent.params.get("store") if context.parent else None
    return value if before is None or (source and source.name == "COMMANDLINE") else str(before)


_SHAPES = (*FORMATS, "xlsx")
DEFAULT_STORE = ".kg"
StoreDir = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="KG_STORE",
        help="Folder of the store, or the address of a SPARQL server: http://127.0.0.1:7878",
        show_default="./.kg",
        callback=_named_before,
    ),
]
Shape = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="|".join(_SHAPES),
        callback=known_form(_SHAPES),
        help="How rows are printed; xlsx is for a file: > FILE.",
    ),
]
Wait = Annotated[
    float, typer.Option("--wait", help="Seconds to wait for another process that writes to the store.", min=0.0)
]
AsOf = Annotated[str | None, typer.Option(help="As things stood on this day.", metavar="DAY")]
KnownBy = Annotated[str | None, typer.Option(help="As far as it was told by this day.", metavar="DAY")]


def run(app: typer.Typer) -> None:
    """Run the command line: errors raised on purpose, and files that cannot be read or written, become one line."""
    gc.set_threshold(_SELDOM, *gc.get_threshold()[1:])
    try:
        app()
    except TradeError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except RuntimeError as error:  # the engine's word for a damaged file, wherever it comes upon one
        if "Corruption" not in str(error):
            raise
        _fail(f"the store is damaged; restore a dump into a new one ({error})")


def _fail(text: str) -> None:
    # one line, and candidates indented below it: a file's name could hold a line that looks like another
    tell("\n  ".join(map(visible, f"error: {text}".split("\n  "))), style="red")
    raise SystemExit(MISUSE) from None


def tell(text: str, style: str | None = None) -> None:
    """A line on stderr, which a terminal wraps; colour only where there is a terminal, and NO_COLOR is not set."""
    shown = "\n".join("  " * line.startswith("  ") + visible(line).lstrip() for line in text.split("\n"))
    _err.print(shown, style=style, markup=False, soft_wrap=True)


def put(data: bytes) -> None:
    """Data on stdout. `kg … | head` closes early; that is the reader's right, and no error."""
    if sys.stdout is None:  # `kg … >&-`
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python complains once more when it ends
        raise typer.Exit from None


def show(table: Table, shape: str) -> None:
    """Rows on stdout, in UTF-8; what a form has no place for goes to stderr."""
    if shape == "xlsx":
        if sys.stdout.isatty():
            raise InputError("a workbook is nothing to look at; write it to a file: … --format xlsx > FILE.xlsx")
        put(table.to_xlsx())
        return
    put((table.to(shape).rstrip("\n") + "\n").encode())
    if shape == "csv":
        for note in table.notes:
            tell(note)


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr for each step of long work; nothing where stderr is no terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=_err, transient=True, disable=not _err.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def step(name: str, done: int, whole: int) -> None:
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=whole)
            bars.update(tasks[name], completed=done, total=whole)

        yield step


def trade_graph() -> type[TradeGraph]:
    """The Python door, loaded when a command needs it: help and refusals do not."""
    from kg.graph import TradeGraph

    return TradeGraph


def opened(
    store: str | Path, *, as_of: str | None = None, known_by: str | None = None, mend: bool = True
) -> TradeGraph:
    """The graph for reading. What does not follow from the reports (a crash, a new version) is derived afresh first."""
    graph = trade_graph().open(store, read_only=True)
    if mend and (graph.store.before or not graph.current):
        graph.close()
        graph = _mended(store)
    for note in graph.notes:
        tell(note)
    graph.notes = ()
    return graph.at(as_of=as_of, known_by=known_by)


def _mended(store: str | Path) -> TradeGraph:
    """Derived afresh if that can be done now; else as it stood last, with a note: reading waits for nobody."""
    try:
        tell("what is derived does not follow from the reports (another version, or a load cut off): deriving afresh")
        with trade_graph().open(store):
            pass
        return trade_graph().open(store, read_only=True)
    except StoreError as error:
        graph = trade_graph().open(store, read_only=True)
        tell(f"this is the store as it stood before ({error})")
        return graph


def write_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place and put it there when it is on the disk: a former one stays until then."""
    if path.exists() and not path.is_file():  # a pipe, a device
        path.write_bytes(data)
        return
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def by_path(path: Path, most: int = -1) -> bytes:
    """A file's bytes, or so many of them. InputError names it; a pipe or device is not read without an end."""
    try:
        if most < 0 and path.exists() and not path.is_file():
            raise InputError(f"{path}: is no regular file")
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None


def standard_input(most: int) -> str:
    """A text from a pipe, of at most so many bytes. InputError if it is larger, or no UTF-8."""
    try:
        data = sys.stdin.buffer.read(most + 1)
        if len(data) > most:
            raise InputError(f"standard input: larger than {most // 2**20} MiB; split it")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"standard input: not UTF-8 at byte {error.start}") from None


def print_version(wanted: bool) -> None:
    """Answer to `kg --version`."""
    if wanted:
        print(f"kg {version('tradekg')}")
        raise typer.Exit


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each filter that a question takes: their list is in `questions` alone."""
    given = signature(command, eval_str=True)
    fixed = [item for item in given.parameters.values() if item.kind is not Parameter.VAR_KEYWORD]
    options = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[list[str] | None, typer.Option(f"--{name}", help=text, metavar=_shown_as(name))],
        )
        for name, text in described().items()
    ]

    @wraps(command)
    def asked(*args: Any, **options: Any) -> None:
        command(*args, **{name: _once(name, held) if name in described() else held for name, held in options.items()})

    asked.__signature__ = given.replace(parameters=fixed + options)  # type: ignore[attr-defined]  # read by typer
    return asked


def _once(name: str, held: Sequence[str] | None) -> str | None:
    """The value of a filter. InputError if it is given twice, which nothing tells from a slip; sides are joined."""
    if not held:
        return None
    if len(held) > 1 and name != "compare":
        raise InputError(f"--{name} is given {len(held)} times; ask once for each")
    return ", ".join(held)


def _shown_as(name: str) -> str:
    return {"due": "DAYS"}.get(name, "DAY" if name in ("since", "until", "on") else "WORDS")
