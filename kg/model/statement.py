"""A claim as one report states it: the unit that identity compares and the ledger folds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from kg.model import codes, dates, offices, product_words, reference
from kg.model.amounts import Quantity, quantity
from kg.model.claims import Agreement, Amount, Claim, CompanyRole, Delivery, Measure, Pledge, Ruling, Talks, Term
from kg.model.iris import digest, mint, slug
from kg.model.rates import ecb
from kg.model.record import Record, Report

__all__ = ["Magnitude", "Statement", "is_unnamed", "key_of", "order", "quantity_of", "targets"]

Magnitude = tuple[str, str, float, float]  # base unit, recurrence, low and high end of what is stated
_DOLLAR = "USD"
_UNNAMED = (
    "reports",
    "source",
    "sources",
    "official",
    "officials",
    "person",
    "people",
    "unidentified",
    "anonymous",
    "unnamed",
)


def key_of(name: str) -> str:
    """A party as claims are compared by it: a code as it is; a company's reference id; else the name's key."""
    if codes.party(name):
        return name
    row = reference.find_company(name)
    return f"company:{row['id']}" if row else f"name:{reference.key(name)}"


@dataclass(frozen=True)
class Statement:
    """One claim with its IRI and the record it stands in. Equal and hashed by the IRI."""

    iri: str
    claim: Claim = field(compare=False)
    record: Record = field(compare=False)
    decided: frozenset[str] = field(default=frozenset(), compare=False)  # fields that a decision filled, not the report

    @property
    def report(self) -> Report:
        """The report's metadata."""
        return self.record.report

    @cached_property
    def report_iri(self) -> str:
        """The report's IRI, which is also its graph."""
        return self.report.iri

    @cached_property
    def published(self) -> date | None:
        """The day by which the report surely was out, the last that its date can mean; None without a date."""
        return dates.latest(self.report.published)

    @property
    def status(self) -> str | None:
        """What a claim of a pledge or an agreement says of where it stands; None of others."""
        return self.claim.status if isinstance(self.claim, Pledge | Agreement) else None

    @property
    def amounts(self) -> tuple[Amount, ...]:
        """The figures that the claim gives, as printed; none of claims that have no such field."""
        found: tuple[Amount, ...] = getattr(self.claim, "amounts", ())
        return found

    @property
    def quotas(self) -> tuple[Amount, ...]:
        """To how much of its goods what is done to a measure is limited; none of other claims."""
        found: tuple[Amount, ...] = getattr(self.claim, "quotas", ())
        return found

    @property
    def mentions(self) -> tuple[CompanyRole, ...]:
        """The companies and unnamed groups that the claim names, each with its role."""
        found: tuple[CompanyRole, ...] = getattr(self.claim, "companies", ())
        return found

    @property
    def terms(self) -> tuple[Term, ...]:
        """The conditions that the claim tells of, each with its kind."""
        found: tuple[Term, ...] = getattr(self.claim, "terms", ())
        return found

    @property
    def deadline(self) -> date | None:
        """The last day that a claim gives a pledge; None without one."""
        return dates.latest(self.claim.deadline_date) if isinstance(self.claim, Pledge) else None

    @cached_property
    def happened(self) -> str | None:
        """The claim's own date as printed: of a status, a round, a measure's effect, an accord, a ruling, a period."""
        claim = self.claim
        if isinstance(claim, Pledge):
            return claim.status_date
        if isinstance(claim, Measure):
            return claim.effective
        if isinstance(claim, Talks | Agreement | Ruling):
            return claim.date
        return claim.period if isinstance(claim, Delivery) else None

    @cached_property
    def day(self) -> date | None:
        """The day by which what is claimed surely was so: the last that its own date can mean, else the report's.

        "2025" in a report of June tells of nothing later than that report.
        """
        first, last = dates.bounds(self.happened) if self.happened else (None, None)
        if first and self.published and first <= self.published < (last or date.max):
            return self.published
        return last or first or self.published

    @cached_property
    def told(self) -> str | None:
        """When it was told, as printed: the report's date, else the last that one of its claims gives to the past."""
        record = self.record
        past = [item.status_date for item in record.pledges]
        past += [*(item.date for item in record.talks), *(item.date for item in record.agreements)]
        past += [item.date for item in record.rulings]
        past += [item.period for item in record.deliveries]
        return self.report.published or max(filter(None, past), key=_ends, default=None)

    def party(self, name: str) -> str:
        """A code as it is; a company's reference id; else the name's key."""
        return key_of(name)

    def home(self, name: str) -> str:
        """The country or bloc a party stands for: its own code, its headquarters' or agency's country, else itself."""
        if codes.party(name):
            return name
        row = reference.find_company(name)
        if row and row["country"]:
            return row["country"]
        agency = next((item for item in self.record.agencies if item.name == name), None)
        return agency.country if agency and agency.country else self.party(name)

    @cached_property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(who acts, towards whom), as the record names them; talks and agreements have one undivided side."""
        claim = self.claim
        if isinstance(claim, Pledge):
            return claim.pledgers, claim.recipients
        if isinstance(claim, Measure):
            return (claim.imposer,), claim.targets
        if isinstance(claim, Talks | Agreement):
            return claim.parties, ()
        if isinstance(claim, Ruling):
            return (claim.country or claim.court,), ()
        pledge = self.delivered
        return (pledge.pledgers, pledge.recipients) if pledge else ((), ())

    @cached_property
    def delivered(self) -> Pledge | None:
        """The pledge claim of the same report that a delivery refers to."""
        if not isinstance(self.claim, Delivery):
            return None
        return next((item for item in self.record.pledges if item.id == self.claim.pledge), None)

    @cached_property
    def companies(self) -> frozenset[str]:
        """Keys of the companies named on the claim."""
        return frozenset(self.party(item.name) for item in self.mentions if item.name)

    @cached_property
    def products(self) -> tuple[str, ...]:
        """IRIs of HS headings and everyday groups of the claim's products, sorted; unknown words are left out."""
        return _products(self.claim)

    @property
    def delivered_products(self) -> tuple[str, ...]:
        """The same of the pledge that a delivery refers to; none of other claims."""
        return _products(self.delivered) if self.delivered else ()

    @cached_property
    def officials(self) -> tuple[str, ...]:
        """IRIs of the officials tied to the claim, sorted; people whom reference data does not know are left out."""
        named = getattr(self.claim, "officials", ())
        return tuple(sorted({mint("official", slug(known)) for name in named if (known := self.official(name))}))

    def official(self, name: str) -> str | None:
        """Whom a name means, as reference data writes it, an evident misprint too; None if unknown."""
        if known := reference.find_official(name):
            return known
        held = next((item for item in self.record.officials if item.name == name), None)
        days = dates.bounds(self.told) if self.told else (None, None)
        meant = offices.misprint(name, held.office, held.country, days) if held else None
        return meant["name"] if meant else None

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The claim's amounts as quantities, in printed order."""
        return tuple(map(quantity_of, self.amounts))

    @cached_property
    def actors(self) -> tuple[frozenset[str], frozenset[str]]:
        """Both sides as party keys."""
        from_, to = self.sides
        return frozenset(map(self.party, from_)), frozenset(map(self.party, to))

    @cached_property
    def firms(self) -> frozenset[str]:
        """Keys of all named on the claim that are no country or bloc: parties, suppliers, operators, buyers."""
        return frozenset(key for key in self.companies.union(*self.actors) if not codes.party(key))

    @cached_property
    def figures(self) -> tuple[Magnitude, ...]:
        """The amounts as plain numbers in base units, in printed order."""
        return tuple(_figure(each) for each in self.quantities)

    @cached_property
    def dollars(self) -> tuple[Magnitude, ...]:
        """Amounts of other currencies in dollars at the rate of the claim's day; none where there is no rate."""
        if self.day is None:
            return ()
        foreign = [each for each in self.figures if each[0] in codes.currencies() and each[0] != _DOLLAR]
        rates = [ecb().rate(each[0], _DOLLAR, self.day) for each in foreign]
        told = ((each, float(rate.value)) for each, rate in zip(foreign, rates, strict=True) if rate)
        return tuple((_DOLLAR, often, low * rate, high * rate) for (_, often, low, high), rate in told)

    @cached_property
    def origin(self) -> str:
        """The farthest named outlet, speaker or document of the attribution, else the publisher."""
        return self.origins[-1]

    @cached_property
    def origins(self) -> tuple[str, ...]:
        """All named outlets, speakers and documents of the attribution, the nearest first; else the publisher."""
        named = (name for name in self.claim.attributed_to if not is_unnamed(name))
        found = [self.official(name) or reference.find_outlet(name) for name in named]
        return tuple(reversed(dict.fromkeys(reversed(found)))) or (reference.find_outlet(self.report.publisher),)

    @cached_property
    def anonymous(self) -> bool:
        """Whether the information comes from unnamed people."""
        return self.claim.anonymous or any(is_unnamed(name) for name in self.claim.attributed_to)

    @property
    def relays(self) -> bool:
        """Whether the report passes on what another outlet or document said."""
        return self.report.type in ("relay", "aggregator")

    @cached_property
    def would_be(self) -> str:
        """The event's IRI if this claim were its earliest: class, codes, year, and the claim's own hash."""
        from_, to = self.sides
        parts = [slug(name) for side in (from_, to) for name in sorted(side) if codes.party(name)]
        kind = getattr(self.claim, "kind", None)
        year = [str(self.day.year)] if self.day else []
        tail = slug("-".join([*parts, *([kind] if kind else []), *year]))
        return mint(self.claim.KIND, f"{tail}-{digest(self.iri)}")


def _products(claim: Claim) -> tuple[str, ...]:
    found, named = set(), [product.name for product in getattr(claim, "products", ())]
    for product in getattr(claim, "products", ()):
        group = product_words.product(product.name) or product_words.part(product.name, named)
        if product.hs:
            found.add(codes.iri("hs", product.hs))
        elif group:
            found.add(group.iri)
    if not found and isinstance(claim, Pledge):  # "fifteen 737 MAX": what is counted says what they are
        counted = (product_words.product(amount.unit) for amount in claim.amounts if amount.unit)
        found.update(group.iri for group in counted if group)
    return tuple(sorted(found))


def quantity_of(amount: Amount) -> Quantity:
    """An amount of a record as a quantity."""
    return quantity(
        amount.value,
        amount.low,
        amount.high,
        unit=amount.unit,
        qualifier=amount.qualifier,
        recurrence=amount.recurrence,
        as_printed=amount.as_printed,
    )


def _figure(q: Quantity) -> Magnitude:
    unit, factor = codes.base_unit(q.unit)
    low, high = q.figure.low, q.figure.high
    low, high = high if low is None else low, low if high is None else high
    return unit, q.recurrence, float((low or 0) * factor), float((high or 0) * factor)


def _ends(edtf: str) -> tuple[date, date]:
    first, last = dates.bounds(edtf)
    return first or last or date.min, last or first or date.min


def targets(statement: Statement) -> dict[str, str]:
    """IRI of each claim or event that a claim refers to → the field it does so in."""
    ids = {claim.id: claim for claim in statement.record.claims() if claim.id}
    return {
        f"{statement.report_iri}/{ids[target].KIND}-{target}" if target in ids else target: name
        for name, target in statement.claim.references()
    }


def is_unnamed(name: str) -> bool:
    """Whether an attribution names nobody: "unidentified source", "government sources", "a person familiar"."""
    words = reference.key(name).split()
    return bool(words) and (words[-1] in _UNNAMED or words[0] in _UNNAMED[6:] or "familiar" in words)


def order(statement: Statement) -> tuple[date, str]:
    """The one order of claims: by publication, undated last, then by IRI."""
    return (statement.published or date.max, statement.iri)
