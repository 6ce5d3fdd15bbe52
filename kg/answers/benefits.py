"""Who benefits, and why."""

from __future__ import annotations

from collections.abc import Mapping

from kg import codes
from kg.nodes import Values, expand
from kg.reader import Reader, Rows, answer, texts, typed
from kg.terms import PROV

__all__ = ["beneficiaries"]


@answer(
    "pledge pledge_label company company_label basis role strength direction because grade ending reports origins",
    "pledge company country pledger recipient kind product status basis since",
    silence="unknown",
)
def beneficiaries(reader: Reader) -> Rows:
    """Which companies benefit from which pledge, how strongly, and why they are held to."""
    for iri, values in reader.events(naming=False):
        parts = reader.parts(iri)
        benefits = [
            (benefit_iri, benefit)
            for benefit_iri, benefit in typed(parts, "Benefit")
            if reader.filters.get("company", reader.first(benefit, "company")) == reader.first(benefit, "company")
            and reader.filters.get("basis", reader.first(benefit, "basis")) == reader.first(benefit, "basis")
        ]
        for _, benefit in sorted(benefits, key=lambda item: _strongest_first(reader, item)):
            company = str(reader.first(benefit, "company"))
            yield {
                "pledge": iri,
                "pledge_label": reader.label(iri),
                "company": company,
                "company_label": reader.label(company),
                "basis": reader.code(benefit, "basis"),
                "role": reader.code(benefit, "role"),
                "strength": reader.code(benefit, "strength"),
                "direction": reader.code(benefit, "direction"),
                "because": _because(reader, benefit, parts),
                "grade": reader.status(iri, values, "grade"),
                "ending": reader.status(iri, values, "ending"),
                "reports": _reports(reader, benefit, values),
                "origins": reader.origins(texts(benefit.get(expand("claim"), ())), parts)
                or reader.labels(values, "origin"),
            }


def _strongest_first(reader: Reader, item: tuple[str, Values]) -> tuple[int, str, str]:
    iri, benefit = item
    strength = codes.concept("strength", reader.code(benefit, "strength") or "").rank or 0
    return (-strength, reader.label(str(reader.first(benefit, "company"))), iri)


def _because(reader: Reader, benefit: Values, parts: Mapping[str, Values]) -> str:
    claims = benefit.get(expand("claim"), ())
    if claims:
        cited = sorted({reader.cited(str(claim)) for claim in claims})
        more = f" and {len(cited) - 3} more" if len(cited) > 3 else ""
        return f"named by {'; '.join(cited[:3])}{more}"
    why = parts.get(str(benefit.get(PROV + "wasGeneratedBy", [""])[0]), {})
    return " ".join(texts(why.get(expand("sentence"), ())))


def _reports(reader: Reader, benefit: Values, event: Values) -> list[str]:
    """Reports that name the benefit; an inferred one rests on all reports of the pledge."""
    claims = benefit.get(expand("claim"), ())
    return sorted({reader.report(str(claim))[0] for claim in claims}) or texts(event.get(expand("report"), ()))
