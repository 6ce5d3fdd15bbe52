"""The pledge dossier: everything the graph holds of one pledge, top to bottom, as a page.

Each fact comes from a question's reader over the store; here it is only put in order and into words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from kg import codes
from kg.nodes import Values, expand
from kg.questions import ask
from kg.reader import Reader, typed
from kg.store import Store
from kg.terms import local
from kg.view.parts import Cell, Edge, Link, Node, Page, Section

__all__ = ["dossier"]

# grade → (hedge, verb), so that a plan never reads like a deed
_SAID = {
    "considering": "is reported to consider",
    "proposed": "is reported to have proposed",
    "announced": "has announced",
    "agreed": "has agreed to",
    "signed": "has signed for",
    "in_force": "has put in force",
}


def dossier(store: Store, pledge: str) -> Page:
    """The page of one pledge; `pledge` is its IRI."""
    made = _Dossier(store, pledge)
    return made.page()


class _Dossier:
    def __init__(self, store: Store, pledge: str) -> None:
        self.store, self.iri = store, pledge
        self.reader = Reader(store, "latest", {})
        self.parts = self.reader.parts(pledge)
        self.event = self.parts[pledge]
        self.row = ask(store, "pledges", pledge=pledge)[0]
        self.told = list(ask(store, "evidence", pledge=pledge))
        self.benefits = list(ask(store, "beneficiaries", pledge=pledge))
        self.links = {row["claim"]: self._link(row) for row in self.told}

    def _link(self, row: Mapping[str, Any]) -> Link:
        return Link(f"{row['publisher']}, {row['published'] or 'undated'}", str(row["url"] or ""))

    def _cited(self, values: Values) -> Cell:
        return tuple(self.links[str(claim)] for claim in values.get(expand("claim"), ()) if str(claim) in self.links)

    def page(self) -> Page:
        nodes, edges = self._graph()
        sections = [section for section in self._sections() if section is not None]
        return Page(
            title=str(self.row["label"]),
            lead=self._sentence(),
            sections=tuple(sections),
            nodes=nodes,
            edges=edges,
            cite=f"tradekg, {self.row['label']}, {self.iri}, told by {len(self.row['reports'])} reports of "
            f"{len(self.row['origins'])} origins, last {self.row['last_reported'] or 'undated'}.",
            footer="Report texts are paraphrased; figures are as printed. Code: MIT.",
        )

    def _sentence(self) -> str:
        row = self.row
        said = _SAID.get(row["grade"] or "", "is reported to pledge")
        what = codes.label(codes.iri("kind", row["kind"]))
        amount = f" ({row['amounts'][0]['text']})" if row["amounts"] else ""
        goods = f" of {_and(row['products'])}" if row["products"] else ""
        whom = f" towards {_and(row['recipients'])}" if row["recipients"] else ""
        ended = f" It stands as {row['ending']}." if row["ending"] else ""
        first, last = row["first_reported"], row["last_reported"]
        when = f" First told {first}, last {last}." if first else ""
        return f"{_and(row['pledgers'])} {said}: {what}{goods}{amount}{whom}.{ended}{when}"

    def _sections(self) -> Iterator[Section | None]:
        yield self._facts()
        yield self._accounts()
        yield self._rivals()
        yield self._transitions()
        yield self._related()
        yield self._companies()
        yield self._origins()
        yield self._unknown()
        yield self._reports()

    def _facts(self) -> Section:
        row = self.row
        amounts = tuple(f"{item['text']} (says {', '.join(item['said_by'])})" for item in row["amounts"])
        rows: list[tuple[Cell, ...]] = [
            ("Promises", tuple(row["pledgers"])),
            ("Towards", tuple(row["recipients"]) or None),
            ("Kind", codes.label(codes.iri("kind", row["kind"]))),
            ("Products", tuple(row["products"]) or None),
            ("Amounts", amounts or "no report gives a figure"),
            ("Grade", _word(row["grade"]) + (" — contested" if "status" in row["contested"] else "")),
            ("Ending", _word(row["ending"]) if row["ending"] else None),
            ("Delivery", _word(row["delivery"]) if row["delivery"] else None),
            ("Told by", f"{len(row['reports'])} reports, {len(row['origins'])} independent origins"),
        ]
        return Section("What is promised", columns=("", ""), rows=tuple(item for item in rows if item[1]))

    def _accounts(self) -> Section | None:
        held = [
            Section(
                f"{_side(values)}: {_party(str(self.reader.first(values, 'saidBy')))}",
                rows=self._words(values),
                columns=("Says", "Source"),
            )
            for _, values in typed(self.parts, "Account")
        ]
        return Section("Each side's account", side_by_side=tuple(held)) if held else None

    def _words(self, values: Values) -> tuple[tuple[Cell, ...], ...]:
        wanted = {str(claim) for claim in values.get(expand("claim"), ())}
        return tuple(
            (str(row["evidence"] or row["status"]), self.links[row["claim"]])
            for row in self.told
            if row["claim"] in wanted
        )

    def _rivals(self) -> Section | None:
        rows = tuple(
            (
                local(str(self.reader.first(values, "field"))),
                _word(str(self.reader.first(values, "givenValue"))),
                self._cited(values),
            )
            for _, values in typed(self.parts, "Rival")
        )
        if not rows:
            return None
        return Section(
            "Rival accounts",
            ("Reports disagree here; none is preferred silently.",),
            ("Field", "Value", "Says who"),
            rows,
        )

    def _transitions(self) -> Section | None:
        held = sorted(
            typed(self.parts, "Transition"),
            key=lambda item: (str(self.reader.first(item[1], "validFrom") or "9999"), item[0]),
        )
        rows = tuple(
            (
                str(self.reader.first(values, "validFrom") or "undated"),
                _word(self.reader.code(values, "status")),
                f"date {self.reader.code(values, 'dateBasis')}",
                _since(values, self.reader),
                self._cited(values),
            )
            for _, values in held
        )
        return (
            Section("How it moved", columns=("From", "Status", "Basis", "Known", "Source"), rows=rows) if rows else None
        )

    def _related(self) -> Section | None:
        rows = []
        for name, words in (
            ("partOf", "part of"),
            ("restates", "restates"),
            ("supersedes", "supersedes"),
            ("countedIn", "counted in"),
        ):
            rows += [(words, self.reader.label(str(iri))) for iri in self.event.get(expand(name), ())]
            rows += [
                (f"has this as {words}" if name != "partOf" else "has the part", self.reader.label(quad.subject.value))  # type: ignore[union-attr]
                for quad in self.store.quads(prop=name, value=self.iri)
            ]
        rows += [
            ("contained in", self.reader.label(quad.subject.value))
            for quad in self.store.quads(prop="contains", value=self.iri)
        ]  # type: ignore[union-attr]
        return (
            Section("Agreement, umbrella, parts", columns=("Relation", "Event"), rows=tuple(sorted(rows)))
            if rows
            else None
        )

    def _companies(self) -> Section:
        named = tuple(_benefit(row) for row in self.benefits if row["basis"] == "named")
        could = tuple(_benefit(row) for row in self.benefits if row["basis"] == "inferred")
        columns = ("Company", "Role", "Strength", "Because")
        held = [
            Section(
                "Named by reports",
                () if named else ("No report names a company that benefits.",),
                columns if named else (),
                named,
            )
        ]
        if could:
            text = (f"{len(could)} companies could supply, by rule: no report says that they will.",)
            held.append(Section("Inferred, not reported", text, columns, could, folded=True))
        return (
            Section("Companies that benefit", side_by_side=()) if not held else _stacked("Companies that benefit", held)
        )

    def _origins(self) -> Section:
        rows = tuple(
            (
                self.reader.label(iri)
                + (" (rests on unnamed people)" if self.reader.first(values, "anonymous") else ""),
                str(len(values.get(expand("claim"), ()))),
                self._cited(values),
            )
            for iri, values in typed(self.parts, "Origin")
        )
        return Section(
            "Origins", ("Outlets that cite one source count as one origin.",), ("Origin", "Claims", "Reports"), rows
        )

    def _unknown(self) -> Section | None:
        row = self.row
        missing = [
            text
            for text, known in (
                ("No report gives an amount.", row["amounts"]),
                ("No report names a recipient.", row["recipients"]),
                ("No report in the graph tells of any delivery.", row["delivery"] or self._delivered()),
                ("No report gives the other side's answer.", any("otherSide" in values for values in self.event)),
            )
            if not known
        ]
        undated = sum(item["published"] is None for item in self.told)
        if undated:
            missing.append(f"{undated} of the reports show no date, so they move nothing in time.")
        return Section("What is not known", tuple(missing)) if missing else None

    def _delivered(self) -> bool:
        return any(True for _ in self.store.quads(prop="pledge", value=self.iri))

    def _reports(self) -> Section:
        rows = tuple(
            (
                item["published"] or "undated",
                Link(f"{item['publisher']}: {item['title'] or 'untitled'}", str(item["url"] or "")),
                _word(item["status"]),
                tuple(item["amounts"]) or None,
                ", ".join(item["attributed_to"]) or None,
                item["evidence"],
            )
            for item in self.told
        )
        return Section(
            "Reports",
            columns=("Date", "Report", "Status", "Amounts as printed", "On whose word", "In our words"),
            rows=rows,
        )

    # --- the picture

    def _graph(self) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        row = self.row
        amount = row["amounts"][0]["text"] if row["amounts"] else ""
        status = row["grade"] or ""
        nodes = {
            self.iri: Node(
                self.iri,
                str(row["label"]),
                "Pledge",
                self._sentence(),
                status,
                amount,
                str(row["first_reported"] or ""),
            )
        }
        edges: list[Edge] = []
        for item in self.told:
            link = self.links[item["claim"]]
            nodes[item["claim"]] = Node(
                item["claim"],
                link.text,
                "Claim",
                str(item["evidence"] or ""),
                item["status"] or "",
                "; ".join(item["amounts"]),
                item["published"] or "",
                link,
            )
            edges.append(
                Edge(item["claim"], self.iri, "says", item["status"] or "", None, str(item["evidence"] or ""), link)
            )
        for iri, values in typed(self.parts, "Origin"):
            nodes[iri] = Node(iri, self.reader.label(iri), "Origin")
            edges += [
                Edge(iri, str(claim), "told", text=link.text, link=link)
                for claim, link in self.links.items()
                if claim in values.get(expand("claim"), ())
            ]
        self._neighbours(nodes, edges, status)
        return tuple(nodes.values()), tuple(edges)

    def _neighbours(self, nodes: dict[str, Node], edges: list[Edge], status: str) -> None:
        for name, relation in (("pledger", "promised by"), ("recipient", "towards"), ("product", "of")):
            for iri in map(str, self.event.get(expand(name), ())):
                nodes.setdefault(iri, Node(iri, self.reader.label(iri), self._kind(iri)))
                edges.append(Edge(self.iri, iri, relation, status))
        for item in self.benefits:
            if item["basis"] == "named":
                nodes.setdefault(
                    item["company"],
                    Node(item["company"], item["company_label"], self._kind(item["company"]), item["because"]),
                )
                edges.append(
                    Edge(
                        self.iri, item["company"], f"{item['role']}, {item['strength']}", status, None, item["because"]
                    )
                )

    def _kind(self, iri: str) -> str:
        kinds = {local(str(value)) for value in self.reader.node(iri).get(expand("a"), ())}
        return next(
            (kind for kind in ("Country", "Bloc", "Company", "Group", "Product", "Agency") if kind in kinds), "Company"
        )


def _stacked(heading: str, held: Iterable[Section]) -> Section:
    return Section(heading, side_by_side=tuple(held))


def _benefit(row: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (row["company_label"], row["role"], _word(row["strength"]), row["because"])


def _and(names: Iterable[str]) -> str:
    names = list(names)
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + (" and " + names[-1] if names else "")


def _word(code: str | None) -> str:
    return (code or "").replace("_", " ")


def _side(values: Values) -> str:
    return {"pledger": "Who promises", "recipient": "Whom it is promised"}.get(
        str(values[expand("side")][0]), "Another side"
    )


def _party(code: str) -> str:
    found = codes.party(code)
    return found.label if found else code


def _since(values: Values, reader: Reader) -> str:
    since, until = reader.first(values, "knownFrom"), reader.first(values, "knownUntil")
    if not isinstance(since, date):
        return "from no known day"
    return f"from {since}" + (f" until {until}" if until else "")
