"""The agents' door: a server of the Model Context Protocol whose tools are the questions.

Needs the extra `tradekg[mcp]`. What reports say is data: every result says so before it begins, and no text can make a
tool change anything: only `submit_report` does, if the door was opened with a store to load into, and only by adding
what a text bears out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import anyio
import uvicorn
from mcp import MCPError, types
from mcp.server import Server
from mcp.server.stdio import stdio_server

from kg.doors.agent_answers import DATA, Answers
from kg.doors.schemas import parameters
from kg.doors.submitting import submit
from kg.graph import TradeGraph
from kg.model.errors import InputError, TradeError, UnknownName
from kg.model.iris import ID, TRADE
from kg.model.record import Record
from kg.query.finding import KINDS
from kg.query.linked_data import ontology, written
from kg.query.names import resolve
from kg.questions.catalogue import QUESTIONS

__all__ = ["PATH", "http", "serve", "server"]

HOST, PATH = "127.0.0.1", "/mcp"
_PAGE = 200  # resources in one list
_CURSOR = {"type": "integer", "minimum": 0, "description": "where to go on, as a result before this one said"}
_TEXT = {"type": "string", "minLength": 1}
_ONTOLOGY = TRADE.rstrip("#")
_BRIEF = "brief"
# tools that are no question → what they are for, and what they must and may be given
_OTHERS: Mapping[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {
    "find": (
        "Find nodes by name; misspellings are found",
        {"name": _TEXT, "kind": _TEXT | {"enum": [*KINDS]}},
        ("name",),
    ),
    "sparql": ("Run a SPARQL 1.1 query; it only reads", {"query": _TEXT}, ("query",)),
    "cite": ("A footnote for a claim, by its IRI", {"claim": _TEXT}, ("claim",)),
}
_SUBMIT = "submit_report"
_SUBMITTED = types.Tool(
    name=_SUBMIT,
    description="Add one report: its text, and the record of what it says (the JSON that `kg schema` describes). Every "
    "value that the text does not bear out is dropped, and told with the reason; a report that is there already is not "
    f"written over. {DATA}",
    input_schema={
        "type": "object",
        "properties": {
            "text": _TEXT | {"description": "the whole text of the report, as published"},
            "record": {"type": "object", "description": "report, pledges, measures, talks, agreements, …"},
        },
        "required": ["text", "record"],
        "additionalProperties": False,
    },
    annotations=types.ToolAnnotations(
        read_only_hint=False, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    ),
)


def tools() -> list[types.Tool]:
    """One reading tool a question, generated from the catalogue, and the few that are none."""
    asked = {name: (question.text, parameters(question), ()) for name, question in QUESTIONS.items()}
    told: dict[str, tuple[str, dict[str, Any], tuple[str, ...]]] = {**asked, **_OTHERS}
    return [
        types.Tool(
            name=name,
            description=f"{text}. {DATA}",
            input_schema={
                "type": "object",
                "properties": {**properties, "cursor": _CURSOR},
                "required": [*required],
                "additionalProperties": False,
            },
            annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
        )
        for name, (text, properties, required) in told.items()
    ]


class _Door:
    """One graph behind the protocol's requests; with a store it also takes reports in."""

    def __init__(self, graph: TradeGraph, store: str | None) -> None:
        self._answers, self._store = Answers(graph), store
        self._tools = {tool.name: tool for tool in (*tools(), *((_SUBMITTED,) if store else ()))}
        self._loading = anyio.Lock()

    # --- tools

    async def tools(self, _: object, __: object) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[*self._tools.values()])

    async def call(self, _: object, asked: types.CallToolRequestParams) -> types.CallToolResult:
        """A wrong question or name is a result that says so."""
        try:
            words = self._checked(asked.name, dict(asked.arguments or {}))
            if asked.name == _SUBMIT:
                return await self._submit(words)
            text = await anyio.to_thread.run_sync(self._answers.ask, asked.name, words, words.pop("cursor", 0))
        except TradeError as error:
            return _said(str(error), failed=True)
        return _said(text, failed=False)

    def _checked(self, name: str, words: dict[str, Any]) -> dict[str, Any]:
        if name not in self._tools:
            raise InputError(f"{name!r} is no tool; there are: {', '.join(self._tools)}")
        schema = self._tools[name].input_schema
        if wrong := words.keys() - schema["properties"].keys():
            raise InputError(f"{name} takes no {min(wrong)!r}; it takes: {', '.join(schema['properties'])}")
        if missing := set(schema["required"]) - words.keys():
            raise InputError(f"{name} needs {min(missing)!r}")
        for given, value in words.items():
            kind = schema["properties"][given]["type"]
            if kind == "integer" and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
                raise InputError(f"a {given} is a whole number from 0 on")
            if kind == "string" and not isinstance(value, str):
                raise InputError(f"{given} is text")
            if kind == "object" and not isinstance(value, dict):
                raise InputError(f"{given} is an object")
        return words

    async def _submit(self, words: dict[str, Any]) -> types.CallToolResult:
        """One at a time; what is asked from then on is answered with the report."""
        store = str(self._store)
        async with self._loading:
            record = Record.parse(json.dumps(words["record"]))  # numbers as they are printed
            done = await anyio.to_thread.run_sync(submit, store, record, words["text"])
            if done.outcome in ("added", "replaced"):
                self._answers = Answers(TradeGraph.open(store, read_only=True))
        told = json.dumps({"note": DATA, **done.dump()}, ensure_ascii=False)
        return _said(told, failed=done.outcome in ("refused", "conflict"))

    # --- resources

    async def resources(self, _: object, asked: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        """The ontology, then every pledge."""
        start = _number(asked.cursor if asked else None)
        listed = [(_ONTOLOGY, "the ontology: classes and properties, each with its definition", "text/turtle")]
        pledges = await anyio.to_thread.run_sync(self._answers.pledges)
        listed += [(iri, label, "application/json") for iri, label in pledges]
        shown = listed[start : start + _PAGE]
        return types.ListResourcesResult(
            resources=[types.Resource(uri=iri, name=name, mime_type=media) for iri, name, media in shown],
            next_cursor=str(start + _PAGE) if start + _PAGE < len(listed) else None,
        )

    async def templates(self, _: object, __: object) -> types.ListResourceTemplatesResult:
        template = types.ResourceTemplate(
            uri_template=f"{ID}pledge/{{name}}",
            name="pledge",
            description=f"All that is told of a pledge. {DATA}",
            mime_type="application/json",
        )
        return types.ListResourceTemplatesResult(resource_templates=[template])

    async def read(self, _: object, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        """The protocol's error for what is not there."""
        try:
            media, text = await anyio.to_thread.run_sync(self._read, asked.uri)
        except TradeError as error:
            raise MCPError(types.INVALID_PARAMS, str(error), {"uri": asked.uri}) from None
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=asked.uri, mime_type=media, text=text)]
        )

    def _read(self, uri: str) -> tuple[str, str]:
        if uri == _ONTOLOGY:
            return "text/turtle", written(ontology(self._answers.graph.store), "text/turtle").decode()
        if not uri.startswith(f"{ID}pledge/"):
            raise UnknownName(f"{uri} is no resource here; there are the ontology {_ONTOLOGY} and {ID}pledge/…")
        return "application/json", self._answers.pledge(resolve(self._answers.graph.store, uri, "pledge"))

    # --- prompts

    async def prompts(self, _: object, __: object) -> types.ListPromptsResult:
        argument = types.PromptArgument(name="pledge", description="its IRI, or words of its label", required=True)
        text = "Brief me on a pledge: what is told, by whom, where they differ, who gains, what is not known"
        return types.ListPromptsResult(prompts=[types.Prompt(name=_BRIEF, description=text, arguments=[argument])])

    async def prompt(self, _: object, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        words = (asked.arguments or {}).get("pledge", "")
        try:
            if asked.name != _BRIEF or not words:
                raise InputError(f"there is one prompt, {_BRIEF}, and it needs a pledge")
            text = await anyio.to_thread.run_sync(self._brief, words)
        except TradeError as error:
            raise MCPError(types.INVALID_PARAMS, str(error)) from None
        message = types.PromptMessage(role="user", content=types.TextContent(type="text", text=text))
        return types.GetPromptResult(messages=[message])

    def _brief(self, words: str) -> str:
        store = self._answers.graph.store
        iri = resolve(store, words, "pledge")
        label = str([*store.objects(iri, "rdfs:label"), iri][0])
        text = (Path(__file__).parent / "prompts" / "brief.md").read_text(encoding="utf-8")
        return text.replace("{pledge}", iri).replace("{label}", json.dumps(label, ensure_ascii=False))


def _said(text: str, *, failed: bool) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=failed)


def _number(cursor: str | None) -> int:
    if cursor is not None and not cursor.isdecimal():
        raise MCPError(types.INVALID_PARAMS, f"{cursor!r} is no cursor of this server")
    return int(cursor or 0)


def server(graph: TradeGraph, store: str | None = None) -> Server[Any]:
    """A server over a graph, which only reads unless it is given the place of the store to load reports into."""
    door = _Door(graph, store)
    return Server(
        "tradekg",
        version=version("tradekg"),
        instructions=f"Who promised what to whom in trade, who says so, which firms gain. {DATA} Follow next_cursor; "
        "cite claims; say what is not known.",
        on_list_tools=door.tools,
        on_call_tool=door.call,
        on_list_resources=door.resources,
        on_list_resource_templates=door.templates,
        on_read_resource=door.read,
        on_list_prompts=door.prompts,
        on_get_prompt=door.prompt,
    )


def serve(graph: TradeGraph, store: str | None = None) -> None:
    """Answer on standard input and output until the other side closes."""

    async def run() -> None:
        made = server(graph, store)
        async with stdio_server() as (reading, writing):
            await made.run(reading, writing, made.create_initialization_options())

    anyio.run(run)


def http(graph: TradeGraph, port: int) -> uvicorn.Server:
    """A server that is ready to `run` and answers at `PATH` by streamable HTTP, for reading alone.

    It listens on this machine alone, answers to its names only, and to no page of another site (DNS rebinding).
    """
    made = server(graph).streamable_http_app(streamable_http_path=PATH, host=HOST, stateless_http=True)
    return uvicorn.Server(uvicorn.Config(made, host=HOST, port=port, log_level="warning", server_header=False))
