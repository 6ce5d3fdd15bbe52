"""A ledger state as nodes of the default graph, each with its layer and its event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from kg.identity import grouping
from kg.ledger.companies import Named, Party
from kg.ledger.figures import Figure
from kg.ledger.label import label
from kg.ledger.quota_words import quota_goods, quota_said
from kg.ledger.quotas import quotas
from kg.ledger.reach import on_all_goods
from kg.ledger.state import State
from kg.model import codes, dates
from kg.model.claims import Agreement, Delivery, Measure, Pledge, Ruling, Talks
from kg.model.iris import DCTERMS, SKOS, digest, slug
from kg.model.statement import Statement, targets
from kg.store.nodes import Iri, Node, Value, expand

__all__ = ["nodes", "replaced", "withdrawn"]

_NONE: Mapping[Statement, Sequence[str]] = MappingProxyType({})
_CLASSES = {kind.KIND: kind.__name__ for kind in (Pledge, Measure, Talks, Agreement, Ruling, Delivery)}


def nodes(state: State, events: Mapping[str, str], gone: Mapping[Statement, Sequence[str]] = _NONE) -> list[Node]:
    """All Ledger nodes of one event.

    `events` maps claims to their events, for references between them; `gone` are claims that would be of this event if
    they still counted, with the decisions and reports that withdrew them.
    """
    made = _Entry(state, events)
    _withdrawn(made.head, gone)
    taken = {state.iri, *(claim.would_be for claim in state.claims)}
    return [*made.made(), *(replaced(claim.would_be, state.iri) for claim in gone if claim.would_be not in taken)]


def withdrawn(claim: Statement, why: Sequence[str]) -> Node:
    """Where a withdrawn claim was all there was of an event: the address still says so. No class: it is no event."""
    node = Node(claim.would_be).put("layer", Iri(expand("Ledger"))).put("event", Iri(claim.would_be))
    return _withdrawn(node.put("rdfs:label", "withdrawn: no report of this counts any longer"), {claim: why})


def _withdrawn(node: Node, gone: Mapping[Statement, Sequence[str]]) -> Node:
    for claim, why in gone.items():
        node.put("withdrawnClaim", Iri(claim.iri)).put("withdrawnReport", Iri(claim.report_iri))
        node.put("withdrawnBy", *map(Iri, why)).put("block", *grouping.blocks(claim))
    return node


def replaced(iri: str, event: str) -> Node:
    """An IRI that the event would have, or had, under another earliest claim: it leads to the event."""
    return (
        Node(iri).put("layer", Iri(expand("Ledger"))).put("event", Iri(event)).put(DCTERMS + "isReplacedBy", Iri(event))
    )


class _Entry:
    """Writes one state."""

    def __init__(self, state: State, events: Mapping[str, str]) -> None:
        self.state, self.events = state, events
        self.head = self._node("", _CLASSES[state.kind])
        self.companies: dict[Party, Iri] = {}

    def _node(self, step: str, type_: str | None) -> Node:
        node = Node(self.state.iri + (f"/{step}" if step else ""), type_)
        return node.put("layer", Iri(expand("Ledger"))).put("event", Iri(self.state.iri))

    def made(self) -> Iterator[Node]:
        yield from self._parties()
        self._plain()
        self._references()
        yield self.head
        for part in (
            self._picks,
            self._goods,
            self._clauses,
            self._amounts,
            self._transitions,
            self._rivals,
            self._origins,
            self._accounts,
            self._benefits,
        ):
            yield from part()
        yield from (
            replaced(statement.would_be, self.state.iri)
            for statement in self.state.claims
            if statement.would_be != self.state.iri
        )

    def _plain(self) -> None:
        state, head = self.state, self.head
        name = label(state)
        head.put("rdfs:label", name)
        _sides(head, self._party_iris(0), self._party_iris(1), state.kind)
        if not on_all_goods(state.claims):
            head.put("product", *(Iri(goods.product) for goods in state.goods))
        head.put("official", *(Iri(iri) for iri in state.officials)).put("officialName", *state.strangers)
        head.put("claim", *(Iri(item.iri) for item in state.claims))
        head.put("report", *(Iri(item.report_iri) for item in state.claims))
        head.put("block", *sorted({key for item in state.claims for key in grouping.blocks(item)}))
        published = [item.published for item in state.claims if item.published]
        if published:
            head.put("firstReported", min(published)).put("lastReported", max(published))
            printed = sorted((item.published, item.report.published or "") for item in state.claims if item.published)
            head.put("firstReportedPrinted", _partial(printed[0][1]))
            head.put("lastReportedPrinted", _partial(printed[-1][1]))
        head.put("policy", Iri(codes.iri("policy", "latest")))
        _picked(head, state.picks["latest"])
        head.put("contested", *(Iri(expand(rival.field)) for rival in state.rivals))
        self._fields()

    def _fields(self) -> None:
        """The class's own fields, as the latest claim words them."""
        claim, head = self.state.head, self.head
        if isinstance(claim, Pledge):
            head.put("kind", Iri(codes.iri("kind", claim.kind)))
            head.put("due", max(filter(None, (claim.deadline for claim in self.state.claims)), default=None))
            answers = {item.claim.other_side for item in self.state.claims if isinstance(item.claim, Pledge)}
            head.put("otherSide", *(Iri(codes.iri("other_side", answer)) for answer in answers if answer))
        if isinstance(claim, Measure):
            head.put("kind", Iri(codes.iri("measure_kind", claim.kind)))
            head.put("action", Iri(codes.iri("action", claim.action)))
            head.put("ratePercent", claim.rate_percent).put("legalBasis", claim.legal_basis)
        if isinstance(claim, Agreement):
            names = {item.claim.name for item in self.state.claims if isinstance(item.claim, Agreement)}
            head.put(SKOS + "altLabel", *sorted(names))
        if isinstance(claim, Talks):
            head.put("round", claim.round).put("place", claim.place).put("topic", *claim.topics)
        if isinstance(claim, Ruling):
            head.put("court", claim.court).put("effect", claim.effect).put("legalBasis", claim.legal_basis)
        if isinstance(claim, Delivery):
            head.put("stage", Iri(codes.iri("stage", claim.stage))).put("measuredBy", claim.measured_by)
            head.put("reporter", claim.reporter).put("vintage", claim.vintage)
        for statement in reversed(self.state.claims):
            if statement.happened:
                low, high = dates.bounds(statement.happened)
                head.put("date", statement.happened).put("earliest", low).put("latest", high)
                break

    def _references(self) -> None:
        """Claims point to claims; the event points to their events, and keeps the claims to notice when those move."""
        for statement in self.state.claims:
            for iri, name in targets(statement).items():
                self.head.put("refersTo", Iri(iri))
                event = self.events.get(iri, iri)
                if event != self.state.iri:
                    self.head.put(re.sub(r"_(\w)", lambda found: found.group(1).upper(), name), Iri(event))

    # --- parties

    def _parties(self) -> Iterator[Node]:
        for n, party in enumerate(self.state.parties, 1):
            company = party.company or self._scoped(party)
            self.companies[party] = Iri(company)
            if party.company is None:
                yield (
                    self._node(company.removeprefix(self.state.iri + "/"), "Group" if party.group else "Company")
                    .put("rdfs:label", party.name)
                    .put(SKOS + "altLabel", *party.wordings)
                )
            node = self._node(f"party-{n}", "Party").put("rdfs:label", party.name).put("company", Iri(company))
            node.put("role", *(Iri(codes.iri("role", role)) for role in party.roles))
            self.head.put("company", Iri(company))
            yield node.put("of", *(Iri(iri) for iri in party.mentions))

    def _scoped(self, party: Party) -> str:
        step = "group" if party.group else "company"
        return f"{self.state.iri}/{step}-{slug(party.name)}-{digest(party.name)}"

    def _party_iris(self, side: int) -> list[Value]:
        """Countries and blocs by their codes, companies and agencies by their nodes; a court is neither."""
        by_key = {party.key: iri for party, iri in self.companies.items()}
        found: list[Value] = []
        for name in self.state.side(side):
            if known := codes.party(name):
                found.append(Iri(known.iri))
            elif held := by_key.get(self.state.claims[0].party(name)):
                found.append(held)
        return found

    # --- parts

    def _picks(self) -> Iterator[Node]:
        """What another policy than the event's own picks."""
        for policy, picked in self.state.picks.items():
            if policy != "latest" and any(picked.values()):
                node = self._node(f"pick-{policy}", "Pick").put("rdfs:label", f"picked by {policy}")
                yield _picked(node.put("policy", Iri(codes.iri("policy", policy))), picked)

    def _claims(self, node: Node, claims: Iterable[Statement]) -> Node:
        return node.put("claim", *(Iri(item.iri) for item in claims))

    def _goods(self) -> Iterator[Node]:
        for goods in self.state.goods:
            node = self._node(f"goods-{slug(codes.code(goods.product))}", "Goods")
            node.put("rdfs:label", codes.label(goods.product)).put("product", Iri(goods.product))
            yield self._claims(node.put("common", goods.common).put("narrowedTo", goods.place), goods.claims)

    def _clauses(self) -> Iterator[Node]:
        for kind, claims in self.state.terms.items():
            node = self._node(f"clause-{slug(kind)}", "Clause").put("kind", Iri(codes.iri("term_kind", kind)))
            yield self._claims(node.put("rdfs:label", codes.label(codes.iri("term_kind", kind))), claims)

    def _amounts(self) -> Iterator[Node]:
        yield from self._figures("amount", "amount", [(figure, figure.said) for figure in self.state.figures])
        found = quotas(self.state.claims)
        said = [(figure, quota_said(figure, quota_goods(self.state, figure))) for figure in found]
        yield from self._figures("quotaAmount", "quota", said)

    def _figures(self, name: str, step: str, told: Sequence[tuple[Figure, str]]) -> Iterator[Node]:
        """Figures by the name of their property and their step in an address, each with what it is called."""
        for n, (figure, said) in enumerate(told, 1):
            interval, amount = figure.quantity.interval, figure.amount
            node = self._node(f"{step}-{n}", "Amount").put("rdfs:label", said).put("ordinal", n)
            node.put("low", interval.low).put("high", interval.high).put("unit", Iri(codes.iri("unit", amount.unit)))
            node.put("qualifier", Iri(codes.iri("qualifier", amount.qualifier)))
            node.put("recurrence", Iri(codes.iri("recurrence", amount.recurrence)))
            node.put("saidBy", *figure.said_by)
            self.head.put(name, Iri(node.iri))
            yield self._claims(node, figure.claims)

    def _transitions(self) -> Iterator[Node]:
        for item in self.state.transitions:
            since = item.known_from.isoformat() if item.known_from else ""
            node = self._node(f"t-{item.status}-{digest(item.claim.iri, since)}", "Transition")
            node.put(
                "rdfs:label",
                f"{codes.label(codes.iri('status', item.status))} from {item.printed or 'an unknown day'}",
            )
            node.put("status", Iri(codes.iri("status", item.status))).put("validFrom", item.valid_from)
            node.put("validFromPrinted", _partial(item.printed))
            node.put("knownFrom", item.known_from).put("knownUntil", item.known_until)
            node.put("dateBasis", Iri(codes.iri("date_basis", item.basis)))
            yield self._claims(node, [item.claim])

    def _rivals(self) -> Iterator[Node]:
        for rival in self.state.rivals:
            step = f"rival-{slug(rival.field)}-{digest(rival.value)}"
            node = self._node(step, "Rival").put("rdfs:label", f"{rival.field}: {rival.value}")
            node.put("field", Iri(expand(rival.field))).put("givenValue", rival.value)
            yield self._claims(node, rival.claims)

    def _origins(self) -> Iterator[Node]:
        for origin in self.state.origins:
            node = self._node(f"origin-{slug(origin.name)}-{digest(origin.name)}", "Origin")
            node.put("rdfs:label", origin.name).put("anonymous", origin.anonymous)
            self.head.put("origin", Iri(node.iri))
            yield self._claims(node, origin.claims)

    def _accounts(self) -> Iterator[Node]:
        for account in self.state.accounts:
            found = codes.party(account.speaker)
            node = self._node(f"account-{account.side}-{slug(account.speaker)}-{digest(account.speaker)}", "Account")
            node.put("rdfs:label", f"as told by {found.label if found else account.speaker}").put("side", account.side)
            node.put("saidBy", account.speaker)
            yield self._claims(node, account.claims)

    def _benefits(self) -> Iterator[Node]:
        for named in self.state.named:
            yield self._benefit(named)

    def _benefit(self, named: Named) -> Node:
        company = self.companies[named.party]
        node = self._node(f"benefit-{slug(named.party.name)}-{named.role}-{digest(company)}", "Benefit")
        node.put("rdfs:label", f"{named.party.name} as {named.role}").put("company", company)
        for name, code in (
            ("role", named.role),
            ("strength", named.strength),
            ("channel", named.channel),
            ("basis", "named"),
            ("direction", named.direction),
        ):
            node.put(name, Iri(codes.iri(name, code)))
        return self._claims(node, named.claims)


def _partial(printed: str | None) -> str | None:
    """A date as its source has it, where that is not one plain day."""
    return printed if printed and dates.earliest(printed) != dates.latest(printed) else None


def _picked(node: Node, picked: Mapping[str, str | None]) -> Node:
    for axis, status in picked.items():
        if status:
            node.put(axis, Iri(codes.iri("status", status)))
    return node


def _sides(head: Node, from_: list[Value], to: list[Value], kind: str) -> None:
    first, second = {"measure": ("imposer", "target"), "ruling": ("country", "target")}.get(
        kind, ("pledger", "recipient")
    )
    if kind in ("talks", "agreement"):
        first = "party"
    head.put(first, *from_).put(second, *to)
