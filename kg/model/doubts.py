"""What a reader was unsure of, kept with its report, and what a person's decision makes of it.

A record holds its doubts beside its claims. `settled` enters what a decision accepts or mends into the record; the
record as its reader gave it stays in the report (`as_read`), so that a decision that is lifted leaves no trace.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, get_origin

from kg.model import codes
from kg.model.claims import CLAIMS
from kg.model.decisions import Decision, Decisions
from kg.model.errors import InputError
from kg.model.fields import Party, marked, types
from kg.model.iris import digest
from kg.model.record import Doubt, Record

__all__ = ["as_read", "doubt_iris", "settled"]

_PLACE = re.compile(r"([a-z_]+)(?:\[(\d+)\]\.([a-z_]+))?")  # "pledges", or "pledges[0].amounts"
_CLAIMS = {kind.FIELD: kind for kind in CLAIMS}


def doubt_iris(record: Record) -> list[str]:
    """The doubts' IRIs: of what each says and not of its place, so that the same doubt keeps its decision."""
    seen: Counter[str] = Counter()
    made = []
    for doubt in record.doubts:
        said = digest(doubt.kind, re.sub(r"\[\d+\]", "", doubt.field), doubt.reading or "", doubt.evidence or "")
        seen[said] += 1
        made.append(f"{record.report.iri}/doubt-{said}" + (f"-{seen[said]}" if seen[said] > 1 else ""))
    return made


def as_read(record: Record) -> Record:
    """The record as its reader gave it, before anything was decided. InputError if what is kept is another report's."""
    if record.report.as_read is None:
        return record
    first = Record.parse(record.report.as_read)
    if first.report.iri != record.report.iri or first.report.as_read is not None:
        raise InputError("as_read is no record of this report")
    return first


def settled(record: Record, decisions: Decisions) -> Record:
    """The record with what decisions accept or mend of its doubts; itself if they settle none that way.

    InputError names the decision whose value the record cannot hold.
    """
    first = as_read(record)
    told = [(iri, doubt, decisions.settling[iri]) for iri, doubt in _doubts(first) if iri in decisions.settling]
    entering = [each for each in told if each[2].verdict != "drop"]
    if not entering:
        return first
    made = first.model_copy(update={"report": first.report.model_copy(update={"as_read": first.to_json()})})
    for iri, doubt, decision in entering:
        try:
            made = Record.of(_entered(made.dump(), iri, doubt, decision))
        except InputError as error:
            raise InputError(f"{decision.verdict} {iri}: the report cannot hold this value: {error}") from None
    return made


def _doubts(record: Record) -> Iterator[tuple[str, Doubt]]:
    return zip(doubt_iris(record), record.doubts, strict=True)


def _entered(value: dict[str, Any], iri: str, doubt: Doubt, decision: Decision) -> dict[str, Any]:
    """A record's plain values with one value in its place, and on the claim which decision put it there."""
    given = json.loads(_words(doubt, decision))
    place = _PLACE.fullmatch(doubt.field)
    if place is None:
        raise InputError(f"{doubt.field!r} is no place in a record")
    name, n, field = place.groups()
    if isinstance(given, dict) and len(given) == 1 and next(iter(given)) in _CLAIMS:  # {"measures": {…}}: a whole claim
        ((name, given),) = given.items()
        n = None
    if n is not None:
        claim = _claim(value, name, int(n), field)
        claim[field] = [*claim.get(field, ()), given] if _is_list(name, field) else given
        claim["settled_by"] = [*claim.get("settled_by", ()), decision.iri]
        _known(value, name, claim)
    elif name in _CLAIMS:
        if not isinstance(given, dict):
            raise InputError(f"a claim is a JSON object with the fields of {name}")
        own = {"id": iri.rsplit("/", 1)[1], "evidence": doubt.evidence, "evidence_kind": "quote"}
        claim = {**{key: held for key, held in own.items() if held}, **given, "settled_by": [decision.iri]}
        value[name] = [*value[name], claim]
        _known(value, name, claim)
    else:
        value[name] = [*value.get(name, ()), given]
    return value


def _words(doubt: Doubt, decision: Decision) -> str:
    if decision.verdict == "mend":
        return str(decision.value)
    if doubt.reading is None:
        raise InputError("its reader made nothing of it that could be accepted; mend it with the value")
    return doubt.reading


def _claim(value: dict[str, Any], name: str, n: int, field: str) -> dict[str, Any]:
    held = value.get(name, ())
    if name not in _CLAIMS or n >= len(held) or field not in _CLAIMS[name].model_fields:
        raise InputError(f"it has no {name}[{n}].{field}")
    claim: dict[str, Any] = held[n]
    return claim


def _is_list(name: str, field: str) -> bool:
    return any(get_origin(item) is tuple for item in types(_CLAIMS[name].model_fields[field].annotation))


def _known(value: dict[str, Any], name: str, claim: Mapping[str, Any]) -> None:
    """A party that is no country or bloc is a firm of the record."""
    listed = {each["name"] for field in ("companies", "agencies") for each in value[field]}
    for field in marked(_CLAIMS[name], Party):
        given = claim.get(field) or ()
        for party in (given,) if isinstance(given, str) else given:
            if isinstance(party, str) and codes.party(party) is None and party not in listed:
                value["companies"] = [*value["companies"], {"name": party}]
                listed.add(party)
