"""What reports tell of a pledge's terms and parts, where they do not tell the same, pure over claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import codes
from kg.model.claims import Pledge
from kg.model.iris import local
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, cited
from kg.store.nodes import Values, expand

__all__ = ["TERMS", "term_rivals"]

TERMS = "terms: "  # how fields begin that are no property of the pledge

_SIDES = ("pledger", "recipient")
_ANY = "other"  # terms of this kind are about different things
_Told = tuple[str, str | None, Statement]  # words, code of the side whose word it is, claim


def term_rivals(reader: Reader, pledge: str, values: Values) -> Iterator[Mapping[str, Any]]:
    """Rows as of `conflicts` for the terms and parts of which the figures in them, or the sides that word them, differ.

    Words without a figure cannot be compared: the first of each side stand side by side where both have given theirs.
    """
    found: dict[str, list[_Told]] = {}
    for claim in Sources.of(reader.store).claims(pledge):
        for kind, words, side in _terms(claim):
            found.setdefault(kind, []).append((words, side, claim))
    names = {
        local(str(iri)): side for side in reversed(_SIDES) for iri in values.get(expand(side), ())
    }  # code of a side → which it is
    for kind, told in sorted(found.items()):
        groups: dict[tuple[tuple[str, ...], str | None], list[_Told]] = {}
        for words, side, claim in told:
            figures = tuple(sorted(set(re.findall(r"\d+(?:\.\d+)?", words)))) or ("",)
            groups.setdefault((figures, names.get(side or "")), []).append((words, side, claim))
        numbers = {figures for figures, _ in groups if figures[0]}
        if len(numbers) < 2 and len({side for _, side in groups if side}) < 2:
            continue
        for (figures, side), held in sorted(groups.items(), key=lambda item: (-len(item[1]), item[1][0][0])):
            if side or figures[0]:
                yield _row(reader, pledge, kind, side, held)


def _row(reader: Reader, pledge: str, kind: str, side: str | None, held: list[_Told]) -> Mapping[str, Any]:
    claims = sorted({claim.iri: claim for *_, claim in held}.items())
    return {
        "pledge": pledge,
        "pledge_label": reader.label(pledge),
        "field": f"{TERMS}{kind}",
        "value": held[0][0],
        "said_by": cited([claim for _, claim in claims]),
        "sides": [side] if side else [],
        "origins": reader.origins([iri for iri, _ in claims], reader.parts(pledge)),
        "reports": sorted({claim.report_iri for _, claim in claims}),
        "claims": [iri for iri, _ in claims],
    }


def _terms(claim: Statement) -> Iterator[tuple[str, str, str | None]]:
    """(what it is about, in which words, code of the side whose word it is) of a claim's terms and parts."""
    if not isinstance(claim.claim, Pledge):
        return
    for term in claim.claim.terms:
        if term.kind != _ANY:
            yield codes.label(codes.iri("term_kind", term.kind)), term.text, term.said_by
    for part in claim.claim.components:
        amount = part.amount.as_printed if part.amount else None
        share = f"{part.share_percent:f}%" if part.share_percent is not None else amount
        if share:
            yield f"share in {codes.label(codes.iri('kind', part.kind))}", share, claim.claim.said_by
