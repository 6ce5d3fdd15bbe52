"""Who an unnamed group is made of, as far as reports tell: those named as it is, or in another part of the pledge."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.model import codes, reference
from kg.model.claims import CompanyRole
from kg.model.phrases import filled, listed
from kg.model.statement import Statement
from kg.query.reader import Reader, Row, typed
from kg.query.sources import by, reports_of
from kg.questions.benefits.benefit_words import words
from kg.store.nodes import Values, expand

__all__ = ["claims_naming", "is_any", "is_example", "members", "named_in", "some_examples"]


def members(reader: Reader, group: Row, claims: Sequence[Statement]) -> str:
    """That no report says who a group is made of; who is named as it is, or by inference stands as it does."""
    pledge, role = group["pledge"], group["role"]
    alike = named_in(reader, pledge, role)
    others = _inferred_in(reader, pledge, role) - alike
    given = {"named": _companies(reader, alike)}
    naming = {claim: held for claim in claims if (held := _named_as(claim, others))}
    if not naming:
        return filled(words()["open"]["members"], given)
    parts = sorted({_role(item.role) for held in naming.values() for item in held if item.role})
    given |= {"others": _companies(reader, others), "as": listed(parts, len(parts)), "reports": by(list(naming))}
    return filled(words()["open"]["members_beside"], {**given, "role": _role(role)})


def named_in(reader: Reader, pledge: str, role: str | None = None, *, loose: bool = False) -> set[str]:
    """The companies that reports name in a pledge as gaining by it, in one role or in any.

    `loose`: only as examples.
    """
    named = {*claims_naming(reader, pledge, role)}
    if not loose:
        return named
    firm = (node for node in _benefits(reader, pledge, role) if reader.code(node, "strength") != "example")
    return named - {str(iri) for node in firm for iri in node.get(expand("company"), ())}


def is_example(claim: Statement, company: str) -> bool:
    """Whether a claim names a company (IRI) by way of example."""
    return any(item.example and is_any(item.name, {company}) for item in claim.mentions)


def some_examples(naming: Sequence[Statement], companies: Collection[str]) -> str:
    """How many of the reports that name companies (IRIs) do so by way of example: "4 by way of example"; or empty."""
    some = reports_of(claim for claim in naming if any(is_example(claim, each) for each in companies))
    told = words()["named"]
    if len(some) == len(reports_of(naming)):
        return str(told["example"])
    return filled(told["some_example"], {"some": str(len(some))}) if some else ""


def claims_naming(reader: Reader, pledge: str, role: str | None = None) -> dict[str, list[str]]:
    """The same, each with the claims that name it so."""
    found: dict[str, list[str]] = {}
    for node in _benefits(reader, pledge, role):
        for iri in node.get(expand("company"), ()) if expand("claim") in node else ():
            found.setdefault(str(iri), []).extend(map(str, node[expand("claim")]))
    return found


def _inferred_in(reader: Reader, pledge: str, role: str) -> set[str]:
    """The companies that stand in a pledge in a role by inference."""
    held = _benefits(reader, pledge, role)
    return {str(iri) for node in held if expand("claim") not in node for iri in node.get(expand("company"), ())}


def _benefits(reader: Reader, pledge: str, role: str | None) -> Iterator[Values]:
    held = (node for _, node in typed(reader.parts(pledge, "Benefit"), "Benefit"))
    if role is None:  # who loses is no seller of it either
        return (node for node in held if reader.code(node, "direction") != "harmed")
    return (node for node in held if role == reader.code(node, "role"))


def _companies(reader: Reader, found: Iterable[str]) -> str:
    """Those of some that are companies and no groups, by name."""
    held = sorted(reader.label(iri) for iri in found if reader.store.holds(iri, "a", expand("Company")))
    return listed(held, len(held))


def _named_as(claim: Statement, companies: Collection[str]) -> list[CompanyRole]:
    return [item for item in claim.mentions if is_any(item.name, companies)]


def is_any(name: str | None, companies: Collection[str]) -> bool:
    """Whether a name is one of some companies of reference data, by IRI."""
    row = reference.find_company(name) if name else None
    return row is not None and reference.company_id(row) in companies


def _role(role: str) -> str:
    return codes.label(codes.iri("role", role))
