"""Runs `ontology/rules/*.rq`: each row is one inferred benefit with its premises and its sentence.

A rule is a SELECT over reference and ledger that gives `?pledge ?company ?role ?strength ?direction ?channel`, its
premises as `?by_…`, and words for the sentence as `?say_…`. Its header comments give `name` and `sentence`, a template
over those words. Only here are nodes minted: SPARQL never makes an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg import codes
from kg.errors import TradeError
from kg.nodes import Iri, Node, Value, expand
from kg.store import Store
from kg.terms import PROV, digest, local, ontology_dir

__all__ = ["Rule", "infer", "rules"]

_HEADER = re.compile(r"^#\s*(name|sentence|limits):\s*(.+?)\s*$", re.MULTILINE)
_COLUMNS = ("role", "strength", "direction", "channel")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, the template of its sentence, its query."""

    name: str
    sentence: str
    query: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, by name. TradeError names a file whose header lacks name or sentence."""
    found = []
    for path in sorted((ontology_dir() / "rules").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        header = dict(_HEADER.findall(text))
        if not {"name", "sentence"} <= header.keys():
            raise TradeError(f"{path.name}: a rule's header gives '# name: …' and '# sentence: …'")
        found.append(Rule(header["name"], header["sentence"], text))
    return tuple(sorted(found, key=lambda rule: rule.name))


def infer(store: Store, events: Iterable[str] | None = None) -> list[Node]:
    """Inferred nodes of all pledges, or of the given events; reads reference and ledger, one pass."""
    bindings = [None] if events is None else [{"pledge": event} for event in sorted(events)]
    made: list[Node] = []
    for bind in bindings:
        named = {(row["pledge"], row["company"]) for row in store.query(_NAMED, bind)}
        for rule in rules():
            rows = [row for row in store.query(rule.query, bind) if (row["pledge"], row["company"]) not in named]
            made.extend(_nodes(rule, rows))
    return made


# who is named needs no inference; asked apart, since the engine does not push a NOT EXISTS into the rule's joins
_NAMED = """SELECT ?pledge ?company {
  ?pledge a trade:Pledge .
  ?named trade:event ?pledge ; a trade:Benefit ; trade:layer trade:Ledger ; trade:company ?company
}"""


def _nodes(rule: Rule, rows: Iterable[Mapping[str, Value | None]]) -> Iterator[Node]:
    """One Benefit and one Inference for each pledge, company and role; several proofs are its premises together."""
    grouped: dict[tuple[str, str, str], list[Mapping[str, Value | None]]] = {}
    for row in rows:
        grouped.setdefault((str(row["pledge"]), str(row["company"]), str(row["role"])), []).append(row)
    for (pledge, company, role), proofs in sorted(grouped.items()):
        best = max(proofs, key=lambda row: (_rank(row), str(sorted(row.items(), key=str))))
        step = f"benefit-{local(company)}-{role}-{digest(rule.name, company, length=4)}"
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
        for row in proofs:
            why.put(PROV + "used", *(Iri(str(row[name])) for name in row if name.startswith("by_") and row[name]))
        yield benefit.put(PROV + "wasGeneratedBy", Iri(why.iri))
        yield why


def _inferred(iri: str, event: str, type_: str) -> Node:
    return Node(iri, type_).put("layer", Iri(expand("Inferred"))).put("event", Iri(event))


def _rank(row: Mapping[str, Value | None]) -> int:
    return codes.concept("strength", str(row["strength"])).rank or 0


def _sentences(rule: Rule, proofs: Iterable[Mapping[str, Value | None]]) -> list[str]:
    """The template filled for each proof; words a proof does not know are left out with their brackets."""
    made = []
    for row in proofs:
        words = {name.removeprefix("say_"): str(value or "") for name, value in row.items() if name.startswith("say_")}
        text = rule.sentence.format_map(words)
        made.append(re.sub(r"\s+", " ", re.sub(r"\(\s*[,;]?\s*\)|,\s*(?=[,.)])", "", text)).strip())
    return sorted(set(made))
