"""Runs `ontology/rules/*.rq`: each row is a proof of one inferred benefit, with its premises and words.

A rule is a SELECT over reference and ledger that gives `?pledge ?company ?role ?strength ?direction ?channel`, where
it matters the `?activity` of the strongest supply, its premises as `?by_…`, and words for the sentence as `?say_…`.
Where a country is what gains or loses, `?company` is that country. Its header comments give

- `name`; `sentence`, a template over the words (`kg.model.phrases`); `limits`, what the rule does not conclude;
- `merge`: words by which proofs may differ and still share one sentence (places, sources), the first few of each told;
- `prefer`: a word; proofs that have it speak for those of the same company that lack it (goods that went there);
- any number of `unless`: patterns over `?pledge` where it concludes nothing, asked apart since the engine runs a
  NOT EXISTS once for every row of the join. What is counted in one is grouped by `?pledge`, and nothing else.

What may match and has alternatives (`OPTIONAL`, `UNION`) is written as a filter of EXISTS: the engine walks a UNION in
an OPTIONAL whole for every row. A body goes from the pledge outward, and of two values that a node shares with it one
is compared (`FILTER (?site = ?country)`): asked for both, the engine walks all that is in the country.

An inference rests on those premises and on the pledge's claims. Only here are nodes minted: SPARQL never makes an IRI.
A rule may look from a pledge to what is part of it, and at nothing else of other events (`above`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.ledger import strength
from kg.model import codes
from kg.model.errors import TradeError
from kg.model.iris import PROV, digest, local, mint, ontology_dir
from kg.model.phrases import few_told, filled, with_article, words
from kg.store.embedded import Store
from kg.store.nodes import Iri, Node, Value, expand

__all__ = ["Rule", "above", "infer", "read", "rules"]

_HEADER = re.compile(r"^#\s*(name|sentence|limits|merge|prefer|unless):\s*(.+?)\s*$", re.MULTILINE)
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
    merge: tuple[str, ...] = ()
    prefer: str = ""
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
    lines = _HEADER.findall(text)
    header = dict(lines)
    if missing := sorted({"name", "sentence", "limits"} - header.keys()):
        raise TradeError(f"{path.name}: the header lacks '# {missing[0]}: …'")
    selected = _SELECTED.search(text)
    columns = set(re.findall(r"\?(\w+)", selected.group(1))) if selected else set()
    if missing := sorted({"pledge", "company", *_COLUMNS} - columns):
        raise TradeError(f"{path.name}: the query does not select ?{missing[0]}")
    if not any(name.startswith("by_") for name in columns):
        raise TradeError(f"{path.name}: the query selects no premise ?by_…: an inference names what it rests on")
    said = {name.removeprefix("say_") for name in columns if name.startswith("say_")}
    merged = tuple(header.get("merge", "").split())
    preferred = header.get("prefer", "")
    if unknown := sorted({*words(header["sentence"]), *merged, *preferred.split()} - said):
        raise TradeError(f"{path.name}: the sentence needs ?say_{unknown[0]}, which the query does not select")
    silent = tuple(pattern for name, pattern in lines if name == "unless")
    return Rule(header["name"], header["sentence"], header["limits"], text, merged, preferred, silent)


def above(store: Store, events: Iterable[str]) -> set[str]:
    """The pledges that these events are part of, however many steps up: what is inferred of them may change too."""
    found: set[str] = set()
    waiting = sorted(events)
    while waiting:
        for whole in map(str, store.objects(waiting.pop(), "partOf")):
            if whole not in found:
                found.add(whole)
                waiting.append(whole)
    return found


def infer(store: Store, events: Iterable[str] | None = None) -> list[Node]:
    """Inferred nodes of all pledges, or of the given events; reads reference and ledger, one pass."""
    everything = store.subjects("a", _PLEDGE)
    pledges = set(everything) if events is None else set(everything).intersection(events)
    made: list[Node] = []
    alone = len(pledges) * _APART <= len(everything)
    for bind in [{"pledge": pledge} for pledge in sorted(pledges)] if alone else [{}]:
        named = {(row["pledge"], row["company"]) for row in store.query(_NAMED, bind)}
        grades = {str(row["pledge"]): local(str(row["grade"])) for row in store.query(_GRADES, bind)}
        proofs: list[tuple[Rule, dict[_Key, list[Row]]]] = []
        for rule in rules():
            silent = {row["pledge"] for pattern in rule.unless for row in store.query(_SILENT % pattern, bind)}
            if bind and silent:
                continue
            rows = store.query(rule.query, bind)
            told = (row for row in rows if row["pledge"] in pledges and _concludes(row, named, silent))
            proofs.append((rule, _grouped(told)))
        best = _best(grouped for _, grouped in proofs)
        for rule, grouped in proofs:
            strongest = {key: rows for key, rows in grouped.items() if _rank(rows) == best[key]}
            made.extend(_nodes(rule, strongest, grades, store))
    return made


_TOLD = 3  # places or sources named in a sentence; more are counted
_Key = tuple[str, str, str]  # pledge, company, role


def _grouped(rows: Iterable[Row]) -> dict[_Key, list[Row]]:
    grouped: dict[_Key, list[Row]] = {}
    for row in rows:
        grouped.setdefault((str(row["pledge"]), str(row["company"]), str(row["role"])), []).append(row)
    return grouped


def _best(groups: Iterable[Mapping[_Key, list[Row]]]) -> dict[_Key, int]:
    """How strong the strongest rule is; what another finds more weakly of the same company adds nothing."""
    best: dict[_Key, int] = {}
    for grouped in groups:
        for key, rows in grouped.items():
            best[key] = max(best.get(key, 0), _rank(rows))
    return best


def _rank(rows: Iterable[Row]) -> int:
    return max(strength.rank(str(row["strength"])) for row in rows)


def _concludes(row: Row, named: set[tuple[Value | None, Value | None]], silent: set[Value | None]) -> bool:
    """Who is named needs no inference."""
    return row["pledge"] not in silent and (row["pledge"], row["company"]) not in named


_PLEDGE = expand("Pledge")
_APART = 25  # all rules asked for one pledge cost so many times what a pledge costs in rules asked for all
_SILENT = "SELECT DISTINCT ?pledge { ?pledge a trade:Pledge . %s }"
_GRADES = "SELECT ?pledge ?grade { ?pledge a trade:Pledge ; trade:grade ?grade }"
_NAMED = f"""SELECT ?pledge ?company {{
  ?named trade:event ?pledge ; trade:basis <{mint("basis", "named")}> ; a trade:Benefit ; trade:company ?company
}}"""


def _nodes(rule: Rule, grouped: Mapping[_Key, list[Row]], grades: Mapping[str, str], store: Store) -> Iterator[Node]:
    """One Benefit and one Inference for each pledge, company and role; several proofs are its premises together."""
    claims: dict[str, list[Iri]] = {}  # pledge → its claims
    for (pledge, company, role), proofs in sorted(grouped.items()):
        proofs = sorted(_preferred(rule, proofs), key=_strongest_first)
        best = proofs[0]
        step = f"benefit-{local(company)}-{role}-{digest(rule.name, company)}"
        name = str(best.get("say_company") or local(company))
        benefit = _inferred(f"{pledge}/{step}", pledge, "Benefit").put("rdfs:label", f"{name} as {role}")
        benefit.put("country" if company.startswith(_COUNTRIES) else "company", Iri(company))
        firm = {"strength": strength.capped(str(best["strength"]), grades.get(pledge))}
        for column in _COLUMNS:
            benefit.put(column, Iri(codes.iri(column, firm.get(column, str(best[column])))))
        benefit.put("activity", Iri(codes.iri("activity", str(best["activity"]))) if best.get("activity") else None)
        benefit.put("basis", Iri(codes.iri("basis", "inferred")))
        why = _inferred(f"{pledge}/{step}-why", pledge, "Inference").put("rule", rule.name)
        why.put("rdfs:label", f"why {name}").put("sentence", _sentence(rule, proofs))
        if pledge not in claims:
            claims[pledge] = [Iri(claim) for claim in store.objects(pledge, "claim")]
        why.put(PROV + "used", *claims[pledge])
        for row in proofs:
            why.put(PROV + "used", *(Iri(str(row[name])) for name in row if name.startswith("by_") and row[name]))
        yield benefit.put(PROV + "wasGeneratedBy", Iri(why.iri))
        yield why


_COUNTRIES = mint("country", "")


def _inferred(iri: str, event: str, type_: str) -> Node:
    return Node(iri, type_).put("layer", Iri(expand("Inferred"))).put("event", Iri(event))


def _strongest_first(row: Row) -> tuple[int, int, str]:
    activity = row.get("activity")
    done = codes.concept("activity", str(activity)).rank or 0 if activity else 0
    return -strength.rank(str(row["strength"])), -done, str(sorted(row.items(), key=str))


def _preferred(rule: Rule, proofs: list[Row]) -> list[Row]:
    """The proofs that speak for the others of this company, if any does."""
    return [row for row in proofs if row.get(f"say_{rule.prefer}")] or proofs


def _sentence(rule: Rule, proofs: Iterable[Row]) -> str:
    """The template filled for the proofs, strongest first; those that differ in merged words only share a sentence."""
    merged: dict[tuple[str, ...], dict[str, list[str]]] = {}
    for row in proofs:
        said = {name: with_article(str(row.get(f"say_{name}") or "")) for name in words(rule.sentence)}
        held = merged.setdefault(tuple(said[name] for name in said if name not in rule.merge), {})
        for name, text in said.items():
            if text and text not in held.setdefault(name, []):
                held[name].append(text)
    return " ".join(
        dict.fromkeys(
            filled(rule.sentence, {name: few_told(sorted(texts), _TOLD) for name, texts in held.items()})
            for held in merged.values()
        )
    )
