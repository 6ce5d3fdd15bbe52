"""What companies and products stand to gain or lose by: pledges that benefit them, measures that hit what they make.

A measure reaches a company by a supply: the company makes such goods, or narrower ones, where the measure bites. A
tariff bites in the countries it is aimed at, an export control and a subsidy in the imposer's own. Designing goods is
not making them, a headquarters alone exposes nobody, and a measure that most reports tell of certain companies (a
licence for one maker's chips) reaches no others. Who exports from there is reached (strength `structural`); who makes
such goods there could be (`could_supply`). A measure told without goods reaches nobody by a supply: tariffs on "all
goods" spare goods with tariffs of their own, and reports seldom say which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.model import codes
from kg.model.iris import DCTERMS
from kg.model.statement import Statement
from kg.query.question import answer
from kg.query.reader import Reader, Rows, texts
from kg.query.sources import Sources, by
from kg.questions.beneficiaries import at_home, beneficiaries
from kg.questions.benefits import makes
from kg.store.nodes import Values, expand

__all__ = ["exposure"]

_AT_HOME = ("export_control", "export_ban", "export_quota", "export_duty", "subsidy")  # bite where the imposer is
_RELIEF = ("cut", "delay", "suspend", "exempt", "remove")
_SHIPS = ("exports", "handles")  # activities by which goods leave the country


@answer(
    "subject subject_label event event_label event_kind basis direction strength because beside urls grade ending"
    " action claims reports origins",
    "company product country imposer since until direction home",
)
def exposure(reader: Reader) -> Rows:
    """Which pledges benefit a company or product, and which measures hit or relieve it, with the reason."""
    asked = _Asked(reader)
    rows = [*asked.benefits(), *asked.measures()]
    reader.seen += asked.events.seen
    way = codes.code(reader.filters["direction"]) if "direction" in reader.filters else None
    home = at_home(reader)
    told = (row for row in rows if way in (None, row["direction"]) and (home is None or row["subject"] in home))
    yield from sorted(told, key=_place)


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """By subject, measures before pledges, the strongest first; goods themselves have no strength and come on top."""
    strength = codes.concept("strength", row["strength"]).rank or 0 if row["strength"] else 9
    return row["subject_label"], row["subject"], row["event_kind"], -strength, row["event_label"], row["event"]


@dataclass(frozen=True)
class _Asked:
    """One question: of a company, of a product, of a company by a product, or of all."""

    reader: Reader

    @property
    def company(self) -> str | None:
        return self.reader.filters.get("company")

    @property
    def product(self) -> str | None:
        return self.reader.filters.get("product")

    @cached_property
    def events(self) -> Reader:
        """Without what chooses a subject: what hits a company need not name it, nor name its goods as narrowly."""
        of_subject = ("company", "product", "direction", "home")
        kept = {name: value for name, value in self.reader.filters.items() if name not in of_subject}
        return Reader(self.reader.store, self.reader.policy, kept)

    @cached_property
    def supplies(self) -> list[Values]:
        """Supplies of goods made, by IRI: of the company and the product asked for."""
        first = self.reader.first
        found = map(self.reader.node, self.reader.table.all("Supply"))
        made = [values for values in found if self.reader.code(values, "activity") != "designs"]
        return [
            values
            for values in made
            if self.company in (None, str(first(values, "company"))) and self._asked_for(_goods(values))
        ]

    def _asked_for(self, goods: Sequence[str]) -> bool:
        return self.product is None or any(codes.related(self.product, each) for each in goods)

    # --- pledges

    def benefits(self) -> Iterator[Mapping[str, Any]]:
        """Companies that pledges benefit, and goods that they are of."""
        for row in beneficiaries.rows(self.reader):
            values = self.reader.node(row["pledge"])
            subject = {"subject": row["company"], "subject_label": row["company_label"]}
            kept = ("basis", "direction", "strength", "because", "beside", "grade", "ending", "reports", "origins")
            held = {name: row[name] for name in kept}
            yield {**_event(self.reader, row["pledge"], values, "pledge"), **subject, **held}
        if self.company is None:
            for iri, values in self.reader.events():
                for goods in () if "home" in self.reader.filters else _goods(values):
                    if self._asked_for([goods]):
                        event = _event(self.reader, iri, values, "pledge")
                        because = f"pledged by {', '.join(self.reader.labels(values, 'pledger'))}"
                        yield {**event, **self._subject(goods), "direction": "benefits", "because": because}

    def _subject(self, iri: str) -> Mapping[str, str]:
        return {"subject": iri, "subject_label": self.reader.label(iri)}

    # --- measures

    def measures(self) -> Iterator[Mapping[str, Any]]:
        """Companies that measures name or reach, and goods that they are on."""
        told = Sources.of(self.reader.store)
        for iri, values in self.events.events("Measure", among=self._near()):
            event = _event(self.reader, iri, values, "measure")
            way = _direction(self.reader, values)
            named = {str(company) for company in values.get(expand("company"), ())}
            for company in sorted(named if self._asked_for(_goods(values)) else ()):
                if self.company in (None, company):
                    known = None if _protects(self.reader, values) else way
                    because = f"named in reports of the measure: {by(told.claims(iri))}"
                    yield {**event, **self._subject(company), "basis": "named", "direction": known, "because": because}
            for company, supplies in ({} if _is_personal(told.claims(iri)) else self._reached(values)).items():
                if company not in named:
                    yield {**event, **self._subject(company), "direction": way, **self._supplied(supplies)}
            for goods in _goods(values) if self.company is None else ():
                if self._asked_for([goods]):
                    yield {**event, **self._subject(goods), "direction": way, "because": "the measure is on such goods"}
        table = self.reader.table
        general = table.all("Measure").keys() - table.with_goods
        if vague := sum(1 for _ in self.events.events("Measure", among=general)):
            self.reader.notes.append(f"measures told without goods, which may reach anybody and are left out: {vague}")

    def _near(self) -> set[str] | None:
        """Measures that can be told of: they name the company, or are on the goods, or on goods of the supplies.

        None for all. That measures pass the other filters is seen all the same.
        """
        if self.company is None and self.product is None:
            return None
        next(self.events.events("Measure"), None)
        table, product = self.reader.table, self.product
        found = table.about(
            {wide for supply in self.supplies for each in _goods(supply) for wide in codes.within(each)}
        )
        if self.company is not None:
            return found | {*self.reader.store.subjects("company", self.company)}
        return found | table.about(each for each in table.goods if product and codes.related(product, each))

    def _reached(self, measure: Values) -> Mapping[str, list[Values]]:
        """Company → its supplies that a measure reaches: such goods, made where it bites, not given up before."""
        reader, hit, where = self.reader, _goods(measure), _where(self.reader, measure)
        told = str(reader.first(measure, "firstReported") or "")
        found: dict[str, list[Values]] = {}
        for supply in self.supplies:
            made = any(goods in codes.within(each) for goods in hit for each in _goods(supply))
            there = str(reader.first(supply, "country")) in where
            if made and there and str(reader.first(supply, "validTo") or "9999") >= told:
                found.setdefault(str(reader.first(supply, "company")), []).append(supply)
        return found

    def _supplied(self, supplies: Sequence[Values]) -> Mapping[str, Any]:
        """Whose goods leave from there is reached; who makes such goods there could be."""
        exports = any(self.reader.code(supply, "activity") in _SHIPS for supply in supplies)
        return {
            "basis": "inferred",
            "strength": "structural" if exports else "could_supply",
            "because": " ".join(makes.sentences(self.reader, supplies)),
            "urls": sorted({url for supply in supplies for url in texts(supply.get(DCTERMS + "source", ()))}),
        }


def _event(reader: Reader, iri: str, values: Values, kind: str) -> dict[str, Any]:
    return {
        "event": iri,
        "event_label": reader.label(iri),
        "event_kind": kind,
        "basis": None,
        "strength": None,
        "urls": [],
        "grade": reader.status(iri, values, "grade"),
        "ending": reader.status(iri, values, "ending"),
        "action": reader.code(values, "action"),
        "claims": texts(values.get(expand("claim"), ())),
        "reports": texts(values.get(expand("report"), ())),
        "origins": reader.labels(values, "origin"),
    }


def _goods(values: Values) -> list[str]:
    return texts(values.get(expand("product"), ()))


def _direction(reader: Reader, measure: Values) -> str:
    """A burden harms those it hits and its relief benefits them; of a subsidy the other way round."""
    relief = reader.code(measure, "action") in _RELIEF
    return "benefits" if relief != (reader.code(measure, "kind") == "subsidy") else "harmed"


def _protects(reader: Reader, measure: Values) -> bool:
    """Whether a company named with a burden on imports may as well be the maker at home that it protects."""
    at_home = reader.code(measure, "kind") in (*_AT_HOME, "sanction")
    return not at_home and reader.code(measure, "action") not in _RELIEF


def _is_personal(claims: Sequence[Statement]) -> bool:
    """Whether most claims tell the measure of certain companies, not merely with them as examples."""
    named = [any(item.name and not item.example for item in each.mentions) for each in claims]
    return sum(named) * 2 > len(named)


def _where(reader: Reader, measure: Values) -> set[str]:
    """Countries whose makers a measure reaches."""
    imposers, targets = (_countries(texts(measure.get(expand(name), ()))) for name in ("imposer", "target"))
    return imposers if reader.code(measure, "kind") in _AT_HOME else targets - imposers


def _countries(parties: Sequence[str]) -> set[str]:
    """The parties that are countries, the members of those that are blocs, and everyone for all countries."""
    found = set(parties)
    blocs = {bloc.iri: bloc.code for bloc in codes.scheme("bloc").values()}
    for code in (blocs[iri] for iri in parties if iri in blocs):
        every = codes.scheme("country") if code == "ALL" else codes.members(code)
        found |= {codes.iri("country", each) for each in every}
    return found
