"""Runs `ontology/rules/*.rq`: each row is one inferred benefit with its premises and its sentence.

A rule is a SELECT over reference and ledger that gives `?pledge ?company ?role ?strength ?direction ?channel`, its
premises as `?by_…`, and words for the sentence as `?say_…`. Its header comments give `name`, `sentence` (a template
over those words), `limits` (what the rule does not conclude) and any number of `unless`: patterns over `?pledge` where
it concludes nothing, asked apart since the engine runs a NOT EXISTS once for every row of the join.

An inference rests on those premises and on the pledge's claims. Only here are nodes minted: SPARQL never makes an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from kg import codes
from kg.errors import TradeError
from kg.nodes import Iri, Node, Value, expand
from kg.store import Store
from kg.terms import PROV, digest, local, mint, ontology_dir

__all__ = ["Rule", "infer", "read", "rules"]

_HEADER = re.compile(r"^#\s*(name|sentence|limits|unless):\s*(.+?)\s*$", re.MULTILINE)
_SELECTED = re.compile(r"^SELECT\b(.*?)\bWHERE\b", re.MULTILINE | re.DOTALL)
Row = Mapping[str, Value | None]
_COLUMNS = ("role", "strength", "direction", "channel")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the template of its sentence, what it does not conclude, its query, when it is silent."""

    name: str
    sentence: str
    limits: str
    query: str
    unless: tuple[str, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """All shipped rules, by name."""
    return read(ontology_dir() / "rules")


def read(folder: Path) -> tuple[Rule, ...]:
    """The rules of a folder, by name.

    TradeError names a file whose header lacks a line, whose query lacks a column, or whose sentence a word.
    """
    found: dict[str, Rule] = {}
    for path in sorted(folder.glob("*.rq")):
        rule = _rule(path)
        if rule.name in found:
            raise TradeError(f"{path.name}: another rule is named {rule.name!r} already")
        found[rule.name] = rule
    return tuple(found[name] for name in sorted(found))


def _rule(path: Path) -> Rule:
    text = path.read_text(encoding="utf-8")
    found = _HEADER.findall(text)
    header, unless = dict(found), tuple(words for name, words in found if name == "unless")
    if missing := sorted({"name", "sentence", "limits"} - header.keys()):
        raise TradeError(f"{path.name}: the header lacks '# {missing[0]}: …'")
    selected = _SELECTED.search(text)
    columns = set(re.findall(r"\?(\w+)", selected.group(1))) if selected else set()
    if missing := sorted({"pledge", "company", *_COLUMNS} - columns):
        raise TradeError(f"{path.name}: the query does not select ?{missing[0]}")
    if not any(name.startswith("by_") for name in columns):
        raise TradeError(f"{path.name}: the query selects no premise ?by_…: an inference names what it rests on")
    words = {name for _, name, _, _ in Formatter().parse(header["sentence"]) if name}
    if unknown := sorted(words - {name.removeprefix("say_") for name in columns if name.startswith("say_")}):
        raise TradeError(f"{path.name}: the sentence needs ?say_{unknown[0]}, which the query does not select")
    return Rule(header["name"], header["sentence"], header["limits"], text, unless)


def infer(store: Store, events: Iterable[str] | None = None) -> list[Node]:
    """Inferred nodes of all pledges, or of the given events; reads reference and ledger, one pass."""
    pledges = None if events is None else sorted(event for event in events if any(store.quads(event, "a", _PLEDGE)))
    made: list[Node] = []
    for bind in [None] if pledges is None else [{"pledge": pledge} for pledge in pledges]:
        named = {(row["pledge"], row["company"]) for row in store.query(_NAMED, bind)}
        for rule in rules():
            silent = {row["pledge"] for pattern in rule.unless for row in store.query(_SILENT % pattern, bind)}
            if bind and silent:
                continue
            rows = store.query(rule.query, bind)
            made.extend(_nodes(rule, [row for row in rows if _concludes(row, named, silent)], store))
    return made


def _concludes(row: Row, named: set[tuple[Value | None, Value | None]], silent: set[Value | None]) -> bool:
    """Who is named needs no inference."""
    return row["pledge"] not in silent and (row["pledge"], row["company"]) not in named


_PLEDGE = expand("Pledge")
_SILENT = "SELECT DISTINCT ?pledge { ?pledge a trade:Pledge . %s }"
_NAMED = f"""SELECT ?pledge ?company {{
  ?named trade:event ?pledge ; trade:basis <{mint("basis", "named")}> ; a trade:Benefit ; trade:company ?company
}}"""


def _nodes(rule: Rule, rows: Iterable[Row], store: Store) -> Iterator[Node]:
    """One Benefit and one Inference for each pledge, company and role; several proofs are its premises together."""
    claims: dict[str, list[Iri]] = {}  # pledge → its claims
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        grouped.setdefault((str(row["pledge"]), str(row["company"]), str(row["role"])), []).append(row)
    for (pledge, company, role), proofs in sorted(grouped.items()):
        best = max(proofs, key=lambda row: (_rank(row), str(sorted(row.items(), key=str))))
        step = f"benefit-{local(company)}-{role}-{digest(rule.name, company)}"
        benefit = (
            _inferred(f"{pledge}/{step}", pledge, "Benefit")
            .put("company", Iri(company))
            .put("rdfs:label", f"{best.get('say_company') or local(company)} as {role}")
        )
        for name in _COLUMNS:
            benefit.put(name, Iri(codes.iri(name, str(best[name]))))
        benefit.put("basis", Iri(codes.iri("basis", "inferred")))
        why = _inferred(f"{pledge}/{step}-why", pledge, "Inference").put("rule", rule.name)
        why.put("rdfs:label", f"why {best.get('say_company') or local(company)}").put(
            "sentence", *_sentences(rule, proofs)
        )
        if pledge not in claims:
            claims[pledge] = [Iri(quad.object.value) for quad in store.quads(pledge, "claim")]  # type: ignore[union-attr]
        why.put(PROV + "used", *claims[pledge])
        for row in proofs:
            why.put(PROV + "used", *(Iri(str(row[name])) for name in row if name.startswith("by_") and row[name]))
        yield benefit.put(PROV + "wasGeneratedBy", Iri(why.iri))
        yield why


def _inferred(iri: str, event: str, type_: str) -> Node:
    return Node(iri, type_).put("layer", Iri(expand("Inferred"))).put("event", Iri(event))


def _rank(row: Row) -> int:
    return codes.concept("strength", str(row["strength"])).rank or 0


def _sentences(rule: Rule, proofs: Iterable[Row]) -> list[str]:
    """The template filled for each proof; what a proof does not know is left out with its commas and brackets."""
    made = []
    for row in proofs:
        words = {name.removeprefix("say_"): str(value or "") for name, value in row.items() if name.startswith("say_")}
        text = re.sub(r"(?<=[\s(]),\s*|,\s*(?=[,.)])", "", rule.sentence.format_map(words))
        made.append(re.sub(r"\s+(?=[\s.])", "", re.sub(r"\(\s*\)", "", text)).strip())
    return sorted(set(made))
