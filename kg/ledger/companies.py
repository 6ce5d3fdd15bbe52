"""The companies, groups and agencies of an event: who mentions them as what, and which are named to gain by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.ledger import groups, strength
from kg.ledger.status import KEPT
from kg.model import codes, reference
from kg.model.claims import CompanyRole, Pledge, Ruling
from kg.model.statement import Statement, order

__all__ = ["Named", "Party", "named", "parties_of"]

# role → how money reaches who has it; the other roles pay, and paying is no benefit
_CHANNELS = {
    "supplier": "sale",
    "investee": "finance",
    "subsidised": "subsidy",
    "operator": "finance",
    "competitor": "sale",
}
_LOSING = ("competitor",)
_INVESTING = {"buyer", "investor", "lender"}  # of whom no rule infers that a holding gains
_CONTRACT = "contracted"
_FIRM = (None, "agreement")


@dataclass(frozen=True, slots=True)
class Party:
    """A company, group or agency of an event; `company` is its reference IRI, None if reference has none."""

    key: str  # code, reference id or name key, by which claims mean the same one; of a group its name's
    name: str
    group: bool
    company: str | None
    mentions: tuple[str, ...]  # IRIs of the nodes that mention it in report graphs
    roles: tuple[str, ...] = ()  # codes of all roles that claims give it, sorted
    wordings: tuple[str, ...] = ()  # other words by which claims mean the same group, sorted


@dataclass(frozen=True, slots=True)
class Named:
    """A benefit that claims name, or a loss: the company, in which role, how strongly, and by which claims."""

    party: Party
    role: str
    strength: str
    channel: str
    claims: tuple[Statement, ...]

    @property
    def direction(self) -> str:
        """Whether it gains or loses."""
        return "harmed" if self.role in _LOSING else "benefits"


def parties_of(claims: Sequence[Statement]) -> tuple[tuple[Party, ...], list[tuple[Party, CompanyRole, Statement]]]:
    """The event's companies, groups and agencies in order of name, and who mentions them how."""
    found: dict[tuple[bool, str], list[tuple[CompanyRole, Statement, str]]] = {}
    called = _groups(claims)
    for statement in claims:
        for n, item in enumerate(statement.mentions, 1):
            named = statement.party(item.name) if item.name else reference.key(called[item.role, item.group or ""])
            found.setdefault((item.group is not None, named), []).append(
                (item, statement, f"{statement.iri}-company-{n}")
            )
        if isinstance(statement.claim, Ruling):
            continue  # who rules is a court, no company
        for name in (name for side in statement.sides for name in side if not codes.party(name)):
            mention = (CompanyRole(name=name), statement, _own(statement, name))
            found.setdefault((False, statement.party(name)), []).append(mention)
    parties: list[Party] = []
    mentions: list[tuple[Party, CompanyRole, Statement]] = []
    for (group, key), items in sorted(found.items(), key=lambda entry: entry[0]):
        first = items[0][0]
        printed = first.name or called.get((first.role, first.group or ""), "")
        row = None if group else reference.find_company(printed)
        company = reference.company_id(row) if row else None
        nodes = tuple(sorted({iri for *_, iri in items}))
        roles = tuple(sorted({item.role for item, *_ in items if item.role}))
        others = tuple(sorted({item.group for item, *_ in items if item.group} - {printed}))
        party = Party(key, row["name"] if row else printed, group, company, nodes, roles, others)
        parties.append(party)
        mentions.extend((party, item, statement) for item, statement, _ in items)
    return tuple(parties), mentions


def _groups(claims: Sequence[Statement]) -> Mapping[tuple[str | None, str], str]:
    """(Role, wording) of each unnamed group → what the group is called that it means."""
    told: dict[str | None, list[str]] = {}
    for statement in claims:
        for item in statement.mentions:
            if item.group:
                told.setdefault(item.role, []).append(item.group)
    return {(role, text): name for role, texts in told.items() for text, name in groups.called(texts).items()}


def _own(statement: Statement, name: str) -> str:
    """The report's own node of a company or agency that is a party."""
    record = statement.record
    agencies = [(item.name, f"agency-{n}") for n, item in enumerate(record.agencies, 1)]
    companies = [(item.name, f"company-{n}") for n, item in enumerate(record.companies, 1)]
    return next(f"{statement.report_iri}/{step}" for held, step in (*agencies, *companies) if held == name)


def named(
    mentions: Sequence[tuple[Party, CompanyRole, Statement]], grade: str | None, claims: Sequence[Statement]
) -> Iterable[Named]:
    """The benefits that claims name, by company and role, each as strong as the pledge's grade allows."""
    if claims[0].claim.KIND != "pledge":
        return
    held: dict[tuple[Party, str], list[tuple[CompanyRole, Statement]]] = {}
    for party, item, statement in mentions:
        if item.role in _CHANNELS and not _pays(item.role, statement):
            held.setdefault((party, item.role), []).append((item, statement))
    for (party, role), items in sorted(held.items(), key=lambda entry: (entry[0][0].name, entry[0][1])):
        selling = [each for who, _, each in mentions if who == party and role == "supplier" and _sells(party, each)]
        told = tuple(sorted({*selling, *(statement for _, statement in items)}, key=order))
        owns = role == "operator" and any(_holds(party, other) for other, its in held if its == role)
        if owns and _INVESTING.isdisjoint(party.roles):
            continue  # its company runs it: what is left to the owner is inferred, with the holding shown
        yield Named(party, role, strength.capped(_strongest(items, firm=grade in KEPT), grade), _CHANNELS[role], told)


def _holds(owner: Party, company: Party) -> bool:
    """Whether one company holds another, by reference data."""
    rows = (reference.find_company(party.name) for party in (company, owner))
    child, parent = ((row or {}).get("id") for row in rows)
    return child is not None and any(
        (row["company"], row["parent"]) == (child, parent) for row in reference.rows("ownerships")
    )


def _strongest(items: Sequence[tuple[CompanyRole, Statement]], *, firm: bool) -> str:
    """The strongest tie that claims give; a contract only where the pledge is `firm`: held to be signed."""
    found = [(item, _strength(item, statement)) for item, statement in items]
    loose = ("example" if item.example else "named" for item, tie in found if tie == _CONTRACT and not firm)
    return max([*loose, *(tie for _, tie in found if firm or tie != _CONTRACT)], key=strength.rank)


def _sells(party: Party, statement: Statement) -> bool:
    """Whether what is bought is bought of this company: a claim that gives it no role names its seller all the same."""
    bought = isinstance(statement.claim, Pledge) and statement.claim.kind == "purchase"
    return bought and party.key in map(statement.party, statement.sides[1])


def _pays(role: str, statement: Statement) -> bool:
    """Whether who runs it pays for it: what is bought is run by the buyer, at its own cost."""
    return role == "operator" and isinstance(statement.claim, Pledge) and statement.claim.kind == "purchase"


def _strength(item: CompanyRole, statement: Statement) -> str:
    signs = isinstance(statement.claim, Pledge) and not item.group and _signs(item, statement)
    if signs and (not item.example or _is_signed_with(item, statement)):
        return _CONTRACT
    if item.example or item.group:
        return "example" if item.example else "named"
    return "designated" if item.role == "operator" else "named"


def _is_signed_with(item: CompanyRole, statement: Statement) -> bool:
    """Whether a contract with several sellers is told as signed: one named by way of example is among them."""
    return item.role == "supplier" and statement.status in KEPT


def _signs(item: CompanyRole, statement: Statement) -> bool:
    """Whether a claim tells of a contract with a company: so named, or signed for by a firm, on no looser paper.

    Of whoever is named beside a company that sells, as the maker of its engines is, it tells of none; a state's
    promise is no contract, unless the sentence tells of it as ordered.
    """
    claim = statement.claim
    buyers, sellers = statement.sides
    if item.name not in sellers and not all(map(codes.party, sellers)):
        return False
    if not isinstance(claim, Pledge) or claim.instrument == "contract":
        return isinstance(claim, Pledge)
    order = claim.kind == "purchase" and item.role == "supplier" and item.name in sellers
    firm = claim.status in KEPT and claim.instrument in _FIRM and claim.binding != "no"
    by_firm = not any(map(codes.party, buyers))
    return order and firm and (by_firm or strength.is_ordered(claim.evidence or ""))
