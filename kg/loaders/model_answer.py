"""What a model is asked to answer: claims by number and quote. Its schema, the numbered lists, answers → records."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from kg.loaders.grammar import reading, split
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.when import When, day_of
from kg.model import codes
from kg.model.record import Record, Report

__all__ = ["Numbered", "claims_of", "numbered", "parsed", "schema"]

# The lists that one list of claims may hold: field → what it is. Enumerations have their values from the code lists.
_CODES = {"kind": "kind", "status": "status", "measure": "measure_kind", "action": "action"}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Pledge(_Strict):
    quote: str
    pledgers: list[int]
    recipients: list[int]
    kind: str
    status: str
    amounts: list[int]
    products: list[str]


class _Measure(_Strict):
    quote: str
    kind: str
    imposer: int
    targets: list[int]
    action: str
    rate: int | None
    effective: int | None
    products: list[str]


class _Talks(_Strict):
    quote: str
    parties: list[int]
    date: int | None


class _Agreement(_Strict):
    quote: str
    parties: list[int]
    name: str
    status: str


Answer = create_model(
    "Answer",
    __base__=_Strict,
    pledges=(list[_Pledge], ...),
    measures=(list[_Measure], ...),
    talks=(list[_Talks], ...),
    agreements=(list[_Agreement], ...),
)


def schema() -> dict[str, Any]:
    """The answer's JSON Schema, flat, with the values that codes may have."""
    made = json.loads(json.dumps(Answer.model_json_schema()))
    for name, fields in (
        ("_Pledge", {"kind": "kind", "status": "status"}),
        ("_Measure", {"kind": "measure_kind", "action": "action"}),
        ("_Agreement", {"status": "status"}),
    ):
        for field, scheme in fields.items():
            made["$defs"][name]["properties"][field]["enum"] = sorted(codes.scheme(scheme))
    return dict(made)


@dataclass(frozen=True, slots=True)
class Numbered:
    """What the grammar's passes found in a text, by number."""

    text: str
    parties: tuple[str, ...]  # codes of states, names of firms and agencies
    firms: frozenset[str]
    agencies: frozenset[str]
    amounts: tuple[Figure, ...]
    rates: tuple[Rate, ...]
    dates: tuple[When, ...]

    def listed(self) -> dict[str, str]:
        """The lists as they stand in the prompt."""
        return {
            "parties": _list(self.parties),
            "amounts": _list([self.text[each.start : each.end] for each in self.amounts]),
            "rates": _list([self.text[each.start : each.end] for each in self.rates]),
            "dates": _list([f"{each.text} = {each.edtf}" for each in self.dates]),
        }


def _list(items: Sequence[str]) -> str:
    return "; ".join(f"{n} {' '.join(item.split())}" for n, item in enumerate(items)) or "none"


def numbered(text: str, report: Report) -> Numbered:
    """Every party, amount, rate and date of a text."""
    plain = split.clean(text)
    parts = split.split(plain)
    read = reading.read(plain, (*parts.article, *parts.headlines), day_of(report.published))
    names = [each for sentence in read.sentences for each in sentence.names]
    states = [each.code for each in names if each.kind in ("party", "person") and each.code]
    firms = [each.text for each in names if each.kind == "company"]
    agencies = [each.text for each in names if each.kind == "agency"]
    return Numbered(
        text,
        tuple(dict.fromkeys((*states, *firms, *agencies))),
        frozenset(firms) - frozenset(agencies),
        frozenset(agencies),
        tuple(each for sentence in read.sentences for each in sentence.figures),
        tuple(each for sentence in read.sentences for each in sentence.rates),
        tuple(each for sentence in read.sentences for each in sentence.whens if each.edtf),
    )


def parsed(answer: str, known: Numbered) -> tuple[dict[str, Any] | None, str]:
    """(the answer's claims as plain values, "") or (None, what is wrong with it, to be told to the model).

    Fences and prose around the object are passed over. Numbers must be of the lists, codes of theirs.
    """
    start = answer.find("{")
    try:
        value, _ = json.JSONDecoder().raw_decode(answer, max(start, 0))
    except (ValueError, RecursionError) as error:
        return None, f"not a JSON object: {error}"
    try:
        made = Answer.model_validate(value).model_dump()
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:5]]
        return None, "; ".join(faults)
    faults = list(_faults(made, known))
    return (None, "; ".join(faults[:5])) if faults else (made, "")


def _faults(made: dict[str, Any], known: Numbered) -> Iterator[str]:
    """Numbers of no list and codes of none."""
    numbers = {
        "pledgers": known.parties, "recipients": known.parties, "imposer": known.parties, "targets": known.parties,
        "parties": known.parties, "amounts": known.amounts, "rate": known.rates, "date": known.dates,
        "effective": known.dates,
    }  # fmt: skip
    for kind, claims in made.items():
        for n, claim in enumerate(claims):
            for field, given in claim.items():
                each = given if isinstance(given, list) else [given]
                if field in numbers and any(i is not None and not 0 <= i < len(numbers[field]) for i in each):
                    yield f"{kind}.{n}.{field}: the list has the numbers 0 to {len(numbers[field]) - 1}"
                scheme = "measure_kind" if (kind, field) == ("measures", "kind") else _CODES.get(field)
                if scheme and given not in codes.scheme(scheme):
                    yield f"{kind}.{n}.{field}: one of {', '.join(sorted(codes.scheme(scheme)))}"


def claims_of(made: dict[str, Any], known: Numbered, report: Report) -> Record:
    """An answer's claims as a record: numbers become the codes and figures that the grammar read."""
    value: dict[str, Any] = {"report": report.dump(), **{kind: [] for kind in made}}
    for kind, claims in made.items():
        for claim in claims:
            out = {"evidence": claim["quote"], "evidence_kind": "quote"}
            for field, given in claim.items():
                if field in ("pledgers", "recipients", "targets", "parties"):
                    out[field] = [known.parties[i] for i in dict.fromkeys(given)]
                elif field == "imposer":
                    out[field] = known.parties[given]
                elif field == "amounts":
                    out[field] = [_amount(known.amounts[i], known.text) for i in dict.fromkeys(given)]
                    spans = [[known.amounts[i].start, known.amounts[i].end] for i in dict.fromkeys(given)]
                    out["spans"] = {"amounts": spans} if spans else {}
                elif field == "rate":
                    out["rate_percent"] = None if given is None else known.rates[given].value
                elif field in ("date", "effective"):
                    out[field] = None if given is None else known.dates[given].edtf
                elif field != "quote":
                    out[field] = given
            if _whole(kind, out):
                value[kind].append(out)
    value["companies"] = [{"name": name} for name in sorted(known.firms)]
    value["agencies"] = [{"name": name} for name in sorted(known.agencies)]
    value["countries"] = sorted({code for code in known.parties if codes.party(code) is not None and code != "ALL"})
    return Record.of(value)


def _whole(kind: str, claim: dict[str, Any]) -> bool:
    """Whether a claim has the sides without which it is none; states alone impose and agree."""
    if not claim["evidence"].strip():
        return False
    if kind == "pledges":
        return bool(claim["pledgers"])
    if kind == "measures":
        return codes.party(claim["imposer"]) is not None
    return len(claim["parties"]) > 1


def _amount(figure: Figure, text: str) -> dict[str, Any]:
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "recurrence": figure.recurrence,
        "converted": False,
        "as_printed": text[figure.start : figure.end],
    }
