"""One event's state from its claims, pure: parties, figures, transitions, rivals, origins, named benefits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg import codes, fold, reference
from kg.claims import Agreement, Claim, CompanyRole, Measure, Pledge, Ruling, Talks
from kg.fold import Transition
from kg.rivals import Figure, Rival, figures, rivals
from kg.stated import Stated, order
from kg.terms import slug

__all__ = ["Account", "Named", "Origin", "Party", "State", "state"]

# role → how money reaches who has it; the other roles pay, and paying is no benefit
_CHANNELS = {"supplier": "sale", "investee": "finance", "subsidised": "subsidy", "operator": "finance"}
# the strongest word a pledge of this grade allows: a mere plan contracts nobody
_CAPS = {"considering": "named", "proposed": "named", "announced": "designated", "agreed": "designated"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claims come from in the end: one outlet, speaker or document, however many reports relay it."""

    name: str
    anonymous: bool
    claims: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A company, group or agency of an event; `company` is its reference IRI, None if reference has none."""

    name: str
    group: bool
    company: str | None
    mentions: tuple[str, ...]  # IRIs of the nodes that mention it in report graphs


@dataclass(frozen=True, slots=True)
class Named:
    """A benefit that claims name: the company, in which role, how strongly, and by which claims."""

    party: Party
    role: str
    strength: str
    channel: str
    claims: tuple[Stated, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says: `side` is pledger, recipient or third."""

    side: str
    speaker: str
    claims: tuple[Stated, ...]


@dataclass(frozen=True)
class State:
    """All that the ledger holds of one event."""

    iri: str
    kind: str
    claims: tuple[Stated, ...]
    transitions: tuple[Transition, ...]
    rivals: tuple[Rival, ...]
    origins: tuple[Origin, ...]
    figures: tuple[Figure, ...]
    picks: Mapping[str, Mapping[str, str | None]]  # policy → axis → status
    parties: tuple[Party, ...]
    named: tuple[Named, ...]
    accounts: tuple[Account, ...]

    @property
    def head(self) -> Claim:
        """The claim that words the event's plain fields: the latest, for later reports know more."""
        return max(self.claims, key=lambda stated: (stated.published or date.min, stated.iri)).claim

    @property
    def grade(self) -> str | None:
        """By the default policy."""
        return self.picks["latest"]["grade"]

    def side(self, which: int) -> list[str]:
        """Codes, and reference IRIs or names, of those who act (0) or are acted towards (1), sorted."""
        return sorted({name for stated in self.claims for name in stated.sides[which]})

    @property
    def products(self) -> list[str]:
        """IRIs of everyday groups and HS headings that any claim names, sorted."""
        return sorted({iri for stated in self.claims for iri in stated.products})


def state(iri: str, claims: Sequence[Stated]) -> State:
    """Fold the claims of one event, in any order."""
    claims = sorted(claims, key=order)
    now = fold.transitions(claims)
    picks = {
        policy: {axis: fold.pick(claims, now, axis, policy) for axis in ("grade", "ending", "delivery")}
        for policy in fold.POLICIES
    }
    parties, mentions = _parties(claims)
    return State(
        iri=iri,
        kind=claims[0].claim.KIND,
        claims=tuple(claims),
        transitions=tuple(fold.versions(claims)),
        rivals=tuple(rivals(claims, _statuses(claims, now))),
        origins=tuple(_origins(claims)),
        figures=tuple(figures(claims)),
        picks=picks,
        parties=parties,
        named=tuple(_named(mentions, picks["latest"]["grade"], claims)),
        accounts=tuple(_accounts(claims)),
    )


def _statuses(claims: Sequence[Stated], made: Sequence[Transition]) -> list[tuple[Stated, str]]:
    """Statuses that stand side by side: of claims since the last transition, on its own axis."""
    if not made:
        return []
    last = made[-1]
    held = [(item, status) for item in fold.standing(claims, last) if (status := fold.status_of(item))]
    return [(item, status) for item, status in held if fold.axis(status) == fold.axis(last.status)]


def _origins(claims: Sequence[Stated]) -> Iterable[Origin]:
    found: dict[str, list[Stated]] = {}
    for stated in claims:
        found.setdefault(stated.origin, []).append(stated)
    for name in sorted(found):
        yield Origin(name, all(stated.anonymous for stated in found[name]) or _own_sources(found[name]), tuple(found[name]))


def _own_sources(claims: Sequence[Stated]) -> bool:
    """The origin's own report rests on unnamed people: then so does every relay of it, whatever it leaves out."""
    return any(stated.anonymous for stated in claims if not stated.relays) or any(
        stated.anonymous for stated in claims if stated.relays
    )


# --- companies


def _parties(claims: Sequence[Stated]) -> tuple[tuple[Party, ...], list[tuple[Party, CompanyRole, Stated]]]:
    """The event's companies, groups and agencies in order of name, and who mentions them how."""
    found: dict[tuple[bool, str], list[tuple[str, CompanyRole, Stated, str]]] = {}
    for stated in claims:
        for n, item in enumerate(getattr(stated.claim, "companies", ()), 1):
            name = item.name or item.group or ""
            key = (item.group is not None, stated.party(name) if item.name else reference.key(name))
            found.setdefault(key, []).append((name, item, stated, f"{stated.iri}-company-{n}"))
        for name in (name for side in stated.sides for name in side if not codes.party(name)):
            found.setdefault((False, stated.party(name)), []).append((name, CompanyRole(name=name), stated, _own(stated, name)))
    parties, mentions = [], []
    for (group, key), items in sorted(found.items()):
        row = None if group else reference.find_company(items[0][0])
        name = row["name"] if row else items[0][0]
        company = reference.company_id(row) if row else None
        party = Party(name, group, company, tuple(sorted({iri for *_, iri in items})))
        parties.append(party)
        mentions.extend((party, item, stated) for _, item, stated, _ in items if item.role)
    return tuple(parties), mentions


def _own(stated: Stated, name: str) -> str:
    """The report's own node of a company or agency that is a party."""
    for field, step in ((stated.record.agencies, "agency"), (stated.record.companies, "company")):
        for n, item in enumerate(field, 1):
            if item.name == name:
                return f"{stated.report_iri}/{step}-{n}"
    return stated.report_iri


def _named(
    mentions: Sequence[tuple[Party, CompanyRole, Stated]], grade: str | None, claims: Sequence[Stated]
) -> Iterable[Named]:
    if claims[0].claim.KIND != "pledge":
        return
    held: dict[tuple[Party, str], list[tuple[CompanyRole, Stated]]] = {}
    for party, item, stated in mentions:
        if item.role in _CHANNELS:
            held.setdefault((party, item.role), []).append((item, stated))
    for (party, role), items in sorted(held.items(), key=lambda entry: (entry[0][0].name, entry[0][1])):
        strongest = max((_strength(item, stated) for item, stated in items), key=_rank)
        strength = min(strongest, _CAPS.get(grade or "", strongest), key=_rank)
        yield Named(party, role, strength, _CHANNELS[role], tuple(dict.fromkeys(stated for _, stated in items)))


def _rank(strength: str) -> int:
    return codes.concept("strength", strength).rank or 0


def _strength(item: CompanyRole, stated: Stated) -> str:
    claim = stated.claim
    if item.example or item.group:
        return "example" if item.example else "named"
    if isinstance(claim, Pledge) and claim.instrument == "contract":
        return "contracted"
    return "designated" if item.role == "operator" else "named"


# --- sides


def _accounts(claims: Sequence[Stated]) -> Iterable[Account]:
    """Claims by the side whose account they give; a claim without `said_by` is nobody's account but its outlet's."""
    found: dict[tuple[str, str], list[Stated]] = {}
    for stated in claims:
        speaker = stated.claim.said_by
        if speaker:
            side = "pledger" if speaker in stated.sides[0] else "recipient" if speaker in stated.sides[1] else "third"
            found.setdefault((side, speaker), []).append(stated)
    for (side, speaker), held in sorted(found.items()):
        yield Account(side, speaker, tuple(held))


# --- how an event is called


def label(state: State) -> str:
    """One line: "Japan: up to ¥1tn of chips from the United States"."""
    claim = state.head
    if isinstance(claim, Agreement):
        return claim.name
    if isinstance(claim, Talks):
        number = f", round {claim.round}" if claim.round else ""
        return f"{_names(state.side(0))}: talks{number}{_on(claim.date)}"
    if isinstance(claim, Ruling):
        basis = f" on {claim.legal_basis}" if claim.legal_basis else ""
        return f"{claim.court}: ruling{basis}{_on(claim.date)}"
    if isinstance(claim, Measure):
        return _measure_label(state, claim)
    return _promise_label(state)


def _on(day: str | None) -> str:
    return f", {day}" if day else ""


def _names(parties: Iterable[str]) -> str:
    known = [found.label if (found := codes.party(name)) else name for name in parties]
    return ", ".join(known)


def _measure_label(state: State, claim: Measure) -> str:
    rate = f"{claim.rate_percent:f}% " if claim.rate_percent is not None else ""
    kind, action = codes.label(codes.iri("measure_kind", claim.kind)), codes.label(codes.iri("action", claim.action))
    goods = f" on {_goods(state)}" if _goods(state) else ""
    towards = _names(state.side(1))
    return f"{_names(state.side(0))}: {action} {rate}{kind}{goods}" + (f", towards {towards}" if towards else "")


def _goods(state: State) -> str:
    names = {slug(product.name): product.name for stated in reversed(state.claims) for product in getattr(stated.claim, "products", ())}
    groups = [codes.label(iri) for iri in state.products if "/product/" in iri]
    return ", ".join(groups or sorted(names.values()))


def _promise_label(state: State) -> str:
    claim = state.head
    kind = getattr(claim, "kind", "delivery") if isinstance(claim, Pledge) else "delivery"
    amount = state.figures[0].said if state.figures else ""
    goods, whom = _goods(state), _names(state.side(1))
    if kind == "purchase":
        what = " of ".join(part for part in (amount, goods) if part) or "purchases"
        return f"{_names(state.side(0))}: {what}" + (f" from {whom}" if whom else "")
    word = kind.replace("_", " ")
    what = " ".join(part for part in (amount, goods, word) if part)
    return f"{_names(state.side(0))}: {what}" + (f", {whom}" if whom else "")
