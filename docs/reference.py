"""Pages made from the code when the documentation is built: questions, command line, Python, ontology."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

import typer.main
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from kg.doors.cli import app
from kg.graph import TradeGraph
from kg.model.iris import RDF, RDFS, SKOS, TRADE, local
from kg.query.filters import described
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|])")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages of the reference; mkdocs calls it before it reads any."""
    for name, lines in (
        ("questions", _questions()),
        ("command-line", _commands()),
        ("python", _python()),
        ("ontology", _ontology()),
    ):
        files.append(File.generated(config, f"reference/{name}.md", content="\n".join(lines) + "\n"))
    return files


def _questions() -> Iterator[str]:
    yield "# Questions\n\n`kg ask QUESTION`, `TradeGraph.ask`, and a method of each name; over HTTP `/ask/QUESTION`.\n"
    for name in sorted(QUESTIONS):
        asked = QUESTIONS[name]
        yield f"## {name}\n\n{_plain(asked.text)}.\n"
        if asked.words:
            yield f"Asked as: `kg ask {name} {' '.join(asked.words).upper()}`\n"
        yield f"Filters: {', '.join(f'`{filter_}`' for filter_ in asked.filters) or 'none'}\n"
        yield f"Columns: {', '.join(f'`{column}`' for column in asked.columns)}\n"
    yield "## Filters\n\n| filter | is |\n| --- | --- |"
    yield from (f"| `{name}` | {_plain(text)} |" for name, text in described().items())


def _commands() -> Iterator[str]:
    group: Any = typer.main.get_group(app)
    context: Any = typer.Context(group, info_name="kg")
    yield f"# Command line\n\n{_told(group.help)}\n"
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"## {name}\n\n{_told(command.help)}\n\n```text"
        with typer.Context(command, info_name=name, parent=context, max_content_width=100) as inner:
            yield command.get_help(inner).partition("\n\nOptions:")[0].splitlines()[0]
        yield "```\n\n| option | is |\n| --- | --- |"
        for item in command.params:
            named = [*item.opts, *item.secondary_opts] if item.param_type_name == "option" else [item.name.upper()]
            yield f"| `{', '.join(named)}` | {_plain(' '.join((getattr(item, 'help', None) or '').split()))} |"
        yield ""


def _python() -> Iterator[str]:
    yield "# Python\n\n`from kg import TradeGraph`; what it gives are tables and views.\n"
    for kind in (TradeGraph, Table):
        yield f"## {kind.__name__}\n\n{_told(inspect.getdoc(kind))}\n"
        members = inspect.getmembers(kind, lambda item: inspect.isroutine(item) or isinstance(item, property))
        for name, item in members:
            if not name.startswith("_") and (text := inspect.getdoc(item)) and name not in vars(tuple):
                shown = "" if isinstance(item, property) else re.sub(r"\(self(, )?", "(", str(inspect.signature(item)))
                yield f"### {name}\n\n```python\n{name}{shown}\n```\n\n{_told(text)}\n"


def _ontology() -> Iterator[str]:
    yield f"# Ontology\n\nPrefix `trade:`, `{TRADE}`; what is used of other vocabularies bears their own names.\n"
    with TradeGraph.open() as graph:
        graph.load([])
        terms = graph.store.subjects(RDFS + "isDefinedBy", TRADE.rstrip("#"))
        for iri in sorted(terms, key=lambda term: (local(term)[0].islower(), local(term))):
            node = graph.store.node(iri)
            kind = local(str(node[RDF + "type"][0]))
            yield f"### {local(iri)}\n\n*{kind}.* {_plain(str(node[SKOS + 'definition'][0]))}\n"
            facts = ((RDFS + "subClassOf", "Is a"), (RDFS + "range", "Leads to"))
            yield from (f"{says} `{local(str(value))}`.\n" for prop, says in facts for value in node.get(prop, ()))


def _told(text: str | None) -> str:
    """A docstring as Markdown: what stands between backticks stays, other signs mean themselves."""
    parts = re.split(r"(`[^`]*`)", inspect.cleandoc(text or ""))
    return "".join(part if part.startswith("`") else _plain(part) for part in parts)


def _plain(text: str) -> str:
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(part if part.startswith("`") else _SIGNS.sub(r"\\\1", part) for part in parts)
