"""Hypothesis strategies: arbitrary canonical records, built field by field from the models and their markers.

Nothing is listed here that the models say already, so a new field is drawn without a change.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from kg.model import codes
from kg.model.claims import CLAIMS, Amount, Claim, CompanyRole, Model
from kg.model.fields import Code, Edtf, Link, Party, Ref, types
from kg.model.record import Agency, Company, Doubt, Official, Record, Report

__all__ = ["canonical_records", "texts"]

COMPANY, AGENCY = 'Acme \\ "Chips" <Inc>', "Ex-Im Bank"
TRICKY = (
    "C:\\u0041 \\n",
    "a \"quoted\" 'word'\n\ttwo lines",
    "<b>&amp;</b> [bold]x[/bold]",
    "=1+1",
    "01",
    "1.50",
    "1E12",
    "}} . # <http://a> .",
    "半導体 1兆円",
    "one\u2028line",
    "e\u0301 é",
)
DATES = (
    "2025",
    "2025-05",
    "2025-05-28",
    "2025-05-30~",
    "2025-33",
    "2024-02-29?",
    "2025-01/2025-06",
    "2025/..",
    "../2025",
)
IRIS = ("https://w3id.org/tradekg/id/report/other-0123456789ab/pledge-1", "https://example.org/a%20b?c=d#e")


class Target(str):
    """A reference not yet bound: the number of the id it will point to."""

    __slots__ = ()


def texts() -> st.SearchStrategy[str]:
    """Texts a record may hold: stripped, not empty, with everything that has to be escaped somewhere."""
    letters = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\\\"'\n\t<>{}#.")
    return st.one_of(st.sampled_from(TRICKY), st.text(letters, max_size=12)).map(str.strip).filter(bool)


def _numbers(*, negative: bool) -> st.SearchStrategy[Decimal]:
    """Up to 15 significant digits, 0.0001 to below 10^18."""

    def made(digits: int, power: int) -> Decimal:
        return Decimal(digits).scaleb(power)

    low = -(10**15) + 1 if negative else 0
    drawn = st.builds(made, st.integers(low, 10**15 - 1), st.integers(-4, 3))
    return st.one_of(drawn, st.sampled_from([Decimal("1E12"), Decimal("1.50"), Decimal("0.0001"), Decimal(0)]))


def _single(made_of: tuple[Any, ...], model: type[Model]) -> st.SearchStrategy[Any]:
    for item in made_of:
        if isinstance(item, type) and issubclass(item, Model):
            return _models(item)
        if isinstance(item, Code):
            return st.sampled_from(list(codes.scheme(item.name)))
        if isinstance(item, Party):
            return st.sampled_from(("JPN", "USA", "KOR", "EU", "ALL", COMPANY, AGENCY))
        if isinstance(item, Ref):
            return st.one_of(st.integers(0, 9).map(lambda n: Target(str(n))), st.sampled_from(IRIS))
        if isinstance(item, Link):
            return st.sampled_from(IRIS)
        if isinstance(item, Edtf):
            return st.sampled_from(DATES)
    for kind, drawn in (
        (Decimal, _numbers(negative=model is not Amount)),
        (bool, st.booleans()),
        (int, st.integers(1, 999)),
    ):
        if kind in made_of:
            return drawn
    return texts()


def _field(name: str, field: FieldInfo, model: type[Model]) -> st.SearchStrategy[Any]:
    made_of = (*field.metadata, *types(field.annotation))
    if name == "id":
        return st.from_regex(r"[a-z][a-z0-9_-]{0,9}", fullmatch=True)
    if name == "language":
        return st.sampled_from(("en", "ja", "pt-BR"))
    if name == "url":
        return st.sampled_from(("https://example.org/a?b='c'&d=[e]", "http://例え.jp/1"))
    one = _single(made_of, model)
    if any(get_origin(item) is tuple for item in made_of):
        return st.lists(one, min_size=int(name == "pledgers"), max_size=3)
    return one


@cache
def _models(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    """A model as a plain dict."""
    fields = {name: field for name, field in model.model_fields.items() if name != "spans"}
    required = {name: _field(name, field, model) for name, field in fields.items() if field.is_required()}
    optional = {name: _field(name, field, model) for name, field in fields.items() if not field.is_required()}
    drawn = st.fixed_dictionaries(required, optional=optional)
    if model is Amount:
        return st.tuples(drawn, _numbers(negative=False), _numbers(negative=False), st.booleans()).map(_amount)
    if model is CompanyRole:
        return st.tuples(drawn, texts(), st.booleans()).map(_company_role)
    if issubclass(model, Claim):
        return st.tuples(drawn, _spans(tuple(sorted(model.model_fields)))).map(_claim)
    return drawn


def _amount(drawn: tuple[dict[str, Any], Decimal, Decimal, bool]) -> dict[str, Any]:
    """Either a value or a range."""
    amount, a, b, ranged = drawn
    figures = {"low": min(a, b), "high": max(a, b)} if ranged else {"value": a}
    return {name: value for name, value in amount.items() if name not in ("value", "low", "high")} | figures


def _company_role(drawn: tuple[dict[str, Any], str, bool]) -> dict[str, Any]:
    """Either a name or a group."""
    mention, text, named = drawn
    rest = {name: value for name, value in mention.items() if name not in ("name", "group")}
    return rest | {"name" if named else "group": text}


def _spans(names: tuple[str, ...]) -> st.SearchStrategy[dict[str, list[tuple[int, int]]]]:
    span = st.tuples(st.integers(0, 500), st.integers(1, 99)).map(lambda pair: (pair[0], sum(pair)))
    return st.dictionaries(st.sampled_from(names), st.lists(span, min_size=1, max_size=2), max_size=3)


def _claim(drawn: tuple[dict[str, Any], dict[str, Any]]) -> dict[str, Any]:
    """Spans only with a quote; the first of several amounts is no conversion."""
    claim, spans = drawn
    if claim.get("evidence_kind") == "quote":
        claim = claim | {"spans": spans}
    if claim.get("amounts"):
        first, *rest = claim["amounts"]
        claim = claim | {"amounts": [first | {"converted": False}, *rest]}
    return claim


@st.composite
def canonical_records(draw: st.DrawFn) -> Record:
    """A record with any of its fields, as validation leaves it."""
    report = draw(_models(Report))
    if not report.keys() & {"title", "text_hash"}:
        report = report | {"title": draw(texts())}
    value: dict[str, Any] = {"report": report}
    value["companies"] = [{"name": COMPANY}, *draw(st.lists(_models(Company), max_size=2))]
    value["agencies"] = [{"name": AGENCY}, *draw(st.lists(_models(Agency), max_size=1))]
    value["officials"] = draw(st.lists(_models(Official), max_size=2))
    value["countries"] = draw(st.lists(st.sampled_from(("JPN", "USA", "GCC")), max_size=3))
    for kind in CLAIMS:
        value[kind.FIELD] = draw(st.lists(_models(kind), max_size=2))
    value["doubts"] = draw(st.lists(_models(Doubt), max_size=2))
    if not report.get("as_read"):  # nothing is settled in a report as it was read
        for kind in CLAIMS:
            value[kind.FIELD] = [
                {name: held for name, held in claim.items() if name != "settled_by"} for claim in value[kind.FIELD]
            ]
    ids: list[str] = []
    for kind in CLAIMS:
        for claim in value[kind.FIELD]:
            if "id" in claim:
                claim["id"] += f"_{len(ids)}x"  # different ones, and none that reads like a part of another
                ids.append(claim["id"])
    return Record.of(_bound(value, ids))


def _bound(value: Any, ids: list[str]) -> Any:
    """References bound to the ids there are."""
    if isinstance(value, Target):
        return ids[int(value) % len(ids)] if ids else IRIS[0]
    if isinstance(value, dict):
        return {key: _bound(item, ids) for key, item in value.items()}
    return [_bound(item, ids) for item in value] if isinstance(value, list) else value
