"""How well a reader reads: its records of labelled reports against the labels, slot by slot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product as pairs
from pathlib import Path

from kg.loaders.extractor import Extractor
from kg.loaders.files import Refused, read
from kg.loaders.grammar import front_matter
from kg.model import codes
from kg.model.claims import Amount, Claim, CompanyRole, Product
from kg.model.errors import InputError
from kg.model.record import Record

__all__ = ["Score", "score"]

SLOTS: Mapping[str, tuple[str, ...]] = {
    "pledges": ("pledgers", "recipients", "kind", "status", "amounts", "products", "companies"),
    "measures": ("kind", "imposer", "targets", "action", "rate_percent", "rate_before", "products"),
    "talks": ("parties", "round", "date", "place"),
    "agreements": ("parties", "status"),
}  # of claims; what reports rarely tell (topics, officials of a claim) says little about a reader
ENTITIES = ("countries", "companies")
Item = tuple[str, str]  # slot, value


@dataclass(slots=True)
class Score:
    """Right, wrong and missed values by slot, and each report's wrong and missed ones in words."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[dict[str, object]]:
        """One row a slot, one for all of a kind of claim, one for everything: precision, recall, F1."""
        slots = sorted({*self.right, *self.wrong, *self.missed})
        kinds = [name for name in (*SLOTS, "entities") if any(slot.startswith(name + ".") for slot in slots)]
        for kind in kinds:
            for slot in slots:
                if slot.startswith(kind + "."):
                    yield self._row(slot, [slot])
            yield self._row(kind, [slot for slot in slots if slot.startswith(kind + ".")])
        yield self._row("all", slots)

    def _row(self, name: str, slots: Sequence[str]) -> dict[str, object]:
        right, wrong, missed = (sum(each[slot] for slot in slots) for each in (self.right, self.wrong, self.missed))
        found, wanted = right + wrong, right + missed
        return {
            "slot": name,
            "labelled": wanted,
            "found": found,
            "right": right,
            "precision": round(right / found, 2) if found else None,
            "recall": round(right / wanted, 2) if wanted else None,
            "f1": round(2 * right / (found + wanted), 2) if found + wanted else None,
        }

    def add(self, name: str, labelled: Record, found: Record) -> None:
        """Count one report: claims are paired so that most values agree, what has no pair is wrong or missed whole."""
        for kind in SLOTS:
            ours, theirs = list(getattr(labelled, kind)), list(getattr(found, kind))
            for left, right in _paired(ours, theirs):
                self._count(name, left, right)
        for slot in ENTITIES:
            both = (Counter(_entities(labelled, slot)), Counter(_entities(found, slot)))
            self._count(name, *both)

    def _count(self, name: str, label: Counter[Item], found: Counter[Item]) -> None:
        for (slot, _), n in (label & found).items():
            self.right[slot] += n
        for (slot, value), n in (found - label).items():
            self.wrong[slot] += n
            self.faults.append(f"{name}: {slot} {value} is not in the label")
        for (slot, value), n in (label - found).items():
            self.missed[slot] += n
            self.faults.append(f"{name}: {slot} {value} is missed")


def score(folder: Path, reader: Extractor) -> Score:
    """A reader on a folder of texts (`NAME.txt` with front matter), each with its label (`NAME.json`, a record).

    A text is read as one article; headlines below it count with it. InputError where a label is missing or no record.
    """
    texts = sorted(folder.glob("*.txt"))
    if not texts:
        raise InputError(f"{folder}: no labelled report here; each is a NAME.txt with a NAME.json beside it")
    out = Score()
    for path in texts:
        label = _label(path.with_suffix(".json"))
        _, body = front_matter(path.read_text(encoding="utf-8"))
        out.add(path.stem, label, reader(body, label.report)[0])
    return out


def _label(path: Path) -> Record:
    if not path.exists():
        raise InputError(f"{path}: no such label")
    (item,) = read([path])
    if isinstance(item, Refused):
        raise InputError(str(item))
    return item


def _paired(ours: Sequence[Claim], theirs: Sequence[Claim]) -> Iterator[tuple[Counter[Item], Counter[Item]]]:
    """Pairs by falling agreement; a pair must agree on more than on what most claims share."""
    left, right = [Counter(_items(each)) for each in ours], [Counter(_items(each)) for each in theirs]
    graded = sorted(
        pairs(range(len(left)), range(len(right))), key=lambda ij: (-(left[ij[0]] & right[ij[1]]).total(), ij)
    )
    taken: set[int] = set()
    held: set[int] = set()
    for i, j in graded:
        if i not in taken and j not in held and (left[i] & right[j]).total() > 1:
            taken.add(i)
            held.add(j)
            yield left[i], right[j]
    yield from ((each, Counter()) for n, each in enumerate(left) if n not in taken)
    yield from ((Counter(), each) for n, each in enumerate(right) if n not in held)


def _items(claim: Claim) -> Iterator[Item]:
    """(slot, value) of everything that is compared in a claim."""
    for slot in SLOTS[claim.FIELD]:
        value = getattr(claim, slot)
        for each in value if isinstance(value, tuple) else () if value is None else (value,):
            if text := _said(each):
                yield f"{claim.FIELD}.{slot}", text


def _said(value: object) -> str:
    """A value as it is compared: amounts by base unit and figure, products by the name, companies by the name."""
    if isinstance(value, Amount):
        unit, factor = codes.base_unit(value.unit)
        figures = (value.value,) if value.value is not None else (value.low, value.high)
        return f"{unit} {' to '.join(_said(each if each is None else each * factor) for each in figures)}"
    if isinstance(value, CompanyRole):
        return (value.name or "").casefold()
    if isinstance(value, Product):
        return value.name.casefold()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _entities(found: Record, slot: str) -> Iterator[Item]:
    names = found.countries if slot == "countries" else [each.name for each in found.companies]
    yield from ((f"entities.{slot}", name) for name in names)
