"""How reports name a company in a pledge: as what, in whose words, how firmly; or a group without names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.ledger import strength
from kg.ledger.status import axis, grade_rank
from kg.model import codes, reference
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement, order
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, by, cited, quotation, reports_of
from kg.questions.benefits.benefit_words import back_to, capital, share, spoken, unnamed, voices, words
from kg.questions.benefits.members import is_any, some_examples
from kg.questions.benefits.one_seller import named_as_owner
from kg.questions.benefits.proving import Proving
from kg.questions.benefits.worded import (
    chosen,
    gives_share,
    interested,
    merely_listed,
    on_loose_paper,
    points_back,
    preferred,
    runs,
    stands_alone,
    unbound,
)
from kg.questions.standing import EARLY, KEPT, through
from kg.store.nodes import Values, expand

__all__ = ["Naming"]

_RUNS, _SELLS = "operator", "supplier"
_BUYS = "purchase"
_NAMED = "named"


class Naming:
    """How the reports of a store name the companies of its pledges; a benefit is given as its row."""

    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, Sources.of(reader.store)
        self._owners: dict[tuple[str, ...], bool] = {}  # asked for the verb and for the sentence
        self.proving = Proving(reader)

    def claims(self, row: Row) -> list[Statement]:
        """The claims of the pledge that name it."""
        return [claim for claim in self.told.claims(row["pledge"]) if claim.iri in row["claims"]]

    def how(self, row: Row, pledge: Values) -> str:
        """How reports name it: `in_role`, `listed` without a role, `otherwise` (in another role alone), or `none`."""
        if row["basis"] == "named":
            return "listed" if self.only_listed(row, pledge) else "in_role"
        return "otherwise" if row["direction"] != "harmed" and self.otherwise(row) else "none"

    def only_listed(self, row: Row, pledge: Values) -> bool:
        """Whether the sentences that name it put it in a list, without saying as what."""
        naming = self.claims(row)
        saying = self._saying(row, naming, self.forms(row))
        return self._in_a_list(row, pledge, saying)

    def _in_a_list(self, row: Row, pledge: Values, saying: Sequence[Statement]) -> bool:
        return bool(saying) and self.listed(row, pledge, [claim.claim.evidence or "" for claim in saying])

    def is_owner(self, row: Row, pledge: Values) -> bool:
        """Whether all sentences that name it tell it to be another's owner, and nothing else."""
        key = row["pledge"], row["company"], row["role"], *row["claims"]
        if key not in self._owners:
            saying = self._saying(row, self.claims(row), self.forms(row))
            said = [claim.claim.evidence or "" for claim in saying]
            self._owners[key] = not self.is_group(row) and named_as_owner(self.reader, row, pledge, said)
        return self._owners[key]

    def floated(self, row: Row, pledge: Values) -> bool:
        """Whether those that name it tell of less than a promise to it, however far others have the pledge.

        Of a plan or a proposal alone; of a paper, not signed since, that does not bind; of a memorandum or a letter of
        intent; of a preference; or of its name in a list.
        """
        naming = self.claims(row)
        if not naming or all(claim.status in EARLY for claim in naming):
            return bool(naming)
        said, forms = [claim.claim.evidence or "" for claim in naming], self.forms(row)
        if any(map(unbound, said)) and self.reader.status(row["pledge"], pledge, "grade") not in KEPT:
            return True
        return all(on_loose_paper(text, forms) or preferred(text) for text in said) or self.listed(row, pledge, said)

    def listed(self, row: Row, pledge: Values, said: Sequence[str]) -> bool:
        """Whether works are paid for, and sentences give a company no part in them but a place in a list."""
        forms, example = self.forms(row), row["strength"] == "example"
        works = strength.is_works(self.reader.code(pledge, "kind") or "")
        return works and all(merely_listed(text, forms) or (example and interested(text)) for text in said)

    def sentences(self, row: Row, pledge: Values) -> Iterator[str]:
        """Who names it, as what, in whose words."""
        forms = self.forms(row)
        yield self.sentence(row, pledge, forms)
        naming = self.claims(row)
        if other := self.besides(row):
            yield self.told_otherwise(row, other)
        if sided := self.as_side(row):
            yield self.told_as_side(row, sided)
        if farther := self.told_as(row):
            yield f"{capital(farther)}."
        if others := [f"“{text}”" for text in self._wordings(row)]:
            rest = [claim for claim in naming if claim not in self._in_these_words(row, naming)]
            given = {"rest": capital(share(rest, self.told.claims(row["pledge"]), *words()["named"]["has_it"]))}
            yield filled(words()["named"]["wordings"], {**given, "wordings": ", ".join(others)})
        if source := back_to(naming):
            yield capital(source)
        if self.is_group(row):
            yield from self._who_was_picked(row)

    def sentence(self, row: Row, pledge: Values, forms: Sequence[str]) -> str:
        """How many of the reports name it, as what, in whose words; the sentence kept may not have its name."""
        told = words()["named"]
        claims, naming = self.told.claims(row["pledge"]), self.claims(row)
        who = capital(self.who(row, naming, claims))
        if self.is_group(row):
            naming = self._in_these_words(row, naming)
        own = self.in_role(row, pledge, naming)
        saying = self.proving.best_first(row, pledge, own, self._saying(row, naming, forms))
        listed_only, example = self._in_a_list(row, pledge, saying), row["strength"] == "example"
        if not self.is_group(row):  # a sentence on its venture is quoted for the venture
            saying = [claim for claim in saying if reference.names_itself(claim.claim.evidence or "", forms)]
        grade = self.reader.status(row["pledge"], pledge, "grade")
        fitting = [claim for claim in own if claim.status == grade]
        shown = (saying or self.proving.ordered(row, pledge, own, fitting) or naming)[0]
        quote = (shown.claim.evidence or "").rstrip(".")
        alike = own if shown in own else naming  # none who names it as something else
        sort = self._sort(row, pledge)
        if listed_only:
            sort = "interested" if example and interested(quote) else "listed"
        given: Mapping[str, str] = {
            "who": who,
            "company": with_article(row["company_label"]),
            "example": self._as_example(quote) if example and sort != "interested" else "",
            "some_example": "" if example else some_examples(naming, [row["company"]]),
            "as": "" if _says_so(row, words()["as"][sort]) else words()["as"][sort],
            "quote": f"“{quote}”" if quote and shown.claim.evidence_kind == "quote" else quote,
            "source": self._voiced(shown, naming),
            "more": by([claim for claim in alike if claim.report_iri != shown.report_iri]) if quote else "",
            "also": told["also_group" if self.is_group(row) else "also"],
            "silent": "" if quote else by(naming),
            "there": told["there"][len(reports_of(naming)) > 1],
            "naming": naming_by if (naming_by := by(naming)) != cited([shown])[0] else "",
        }
        if not listed_only:
            given = self._of_them(own, naming, given)
        if not saying and points_back(quote):
            return filled(told["unquoted"], {**given, "all": by(naming)})
        return filled(told["whole" if saying or not quote else "apart"], given)

    def _sort(self, row: Row, pledge: Values) -> str:
        """As what it is named, where it has a part: its role, or what that is where works are paid for."""
        if self.is_owner(row, pledge):
            return "owner"
        supplies = strength.is_works(self.reader.code(pledge, "kind") or "") or through(self.reader, row, pledge)
        return "works" if row["role"] == "supplier" and supplies else str(row["role"])

    def as_what(self, row: Row, pledge: Values) -> str:
        """Behind how many name it, as what they do, where others name it in another role; else empty."""
        if not (self.besides(row) or self.as_side(row)) or self.only_listed(row, pledge):
            return ""
        return f" {words()['as'][self._sort(row, pledge)]}"

    def besides(self, row: Row) -> dict[Statement, set[str]]:
        """The claims that name a company in other roles alone, where it is named in its own."""
        naming = self.claims(row)
        return {claim: roles for claim, roles in self.otherwise(row).items() if claim not in naming}

    def _voiced(self, shown: Statement, naming: Sequence[Statement]) -> str:
        """The report of a claim; where it alone names it, with the speakers whom the sentence kept does not name."""
        source = cited([shown])[0]
        alone = len(reports_of(naming)) == 1
        return ", ".join(filter(None, (source, voices(shown) if alone else "", unnamed(shown))))

    def _as_example(self, quote: str) -> str:
        """That it is named by way of example, or that a sentence tells it to be interested."""
        return str(words()["named"]["interested" if interested(quote) else "example"])

    def _of_them(
        self, own: Sequence[Statement], naming: Sequence[Statement], given: Mapping[str, str]
    ) -> Mapping[str, str]:
        """How many of the reports that name a company give it its role, where others name it without one."""
        some, all_ = ({claim.report_iri for claim in held} for held in (own, naming))
        if not 0 < len(some) < len(all_):
            return given
        return {**given, "as": "", "company": filled(words()["named"]["of_them"], {**given, "some": str(len(some))})}

    def who(self, row: Row, naming: Sequence[Statement], claims: Sequence[Statement]) -> str:
        """How many name it; of a group how many speak of it, in its own words where others have other ones."""
        if not self.is_group(row):
            return share(naming, claims)
        return share(self._in_these_words(row, naming), claims, *words()["named"]["verbs"])

    def worded(self, row: Row, naming: Sequence[Statement], claims: Sequence[Statement]) -> str:
        """Of a group that reports word differently how many do so in these words, how many in others; else empty."""
        same, all_ = (
            {claim.report_iri for claim in held} for held in (self._in_these_words(row, naming), list(naming))
        )
        if not self._wordings(row) or same == all_:
            return ""
        given = {"group": row["company_label"], "rest": str(len(all_ - same))}
        return f"{self.who(row, naming, claims)} {filled(words()['named']['worded'], given)}"

    def _in_these_words(self, row: Row, naming: Sequence[Statement]) -> list[Statement]:
        """The claims that word a group as it is told; all where none does."""
        return [claim for claim in naming if row["company_label"] in _groups(claim)] or list(naming)

    def told_as(self, row: Row) -> str:
        """How those that name it tell the pledge to stand: none has it as far as it is held to be, or all farther.

        Farther is signed, or promised at all where most hold it to be only thought of.
        """
        told = {status for claim in self.claims(row) if (status := claim.status) and axis(status) == "grade"}
        grade = self.reader.status(row["pledge"], self.reader.node(row["pledge"]), "grade")
        found, held = sorted(told, key=grade_rank), grade_rank(grade)
        far = bool(found) and (found[0] in KEPT or (grade in EARLY and found[0] not in EARLY))
        firmer = far and held < grade_rank(found[0])
        if not found or (held <= grade_rank(found[-1]) and not firmer):
            return ""
        named = [spoken(status) for status in found]
        alone = len(reports_of(self.claims(row))) == 1
        them = {"it": "them" if self.is_group(row) else "it"}
        given = {"reports": filled(words()["named"]["one_naming" if alone else "those_naming"], them)}
        given |= {"status": listed(named, len(named), " or "), "held": ""}
        if firmer and grade and row["strength"] == _NAMED:  # a contract may be quoted
            given["held"] = spoken(grade)
        return filled(words()["named"]["told_as"], given)

    def picked(self, row: Row) -> Statement | None:
        """The first claim that tells the company to be chosen for it; one that gives its own number before others."""
        claims, forms = self.told.claims(row["pledge"]), self.forms(row)
        found = [claim for claim in claims if chosen(claim.claim.evidence or "", forms)]
        own = (claim for claim in claims if found and gives_share(claim.claim.evidence or "", forms))
        return next(own, next(iter(found), None))

    def told_picked(self, picked: Statement) -> str:
        """That of a choice something is told, in the words of a claim."""
        given = quotation(picked)
        return filled(words()["named"]["picked"], given)

    def _who_was_picked(self, group: Row) -> Iterator[str]:
        """Of a group that it is told which companies were chosen, where some stand in its role by inference."""
        for node in self.reader.parts(group["pledge"], "Benefit").values():
            company = str(self.reader.first(node, "company") or "")  # who loses may be a country
            inferred = self.reader.code(node, "basis") == "inferred" and self.reader.code(node, "role") == group["role"]
            member = {"pledge": group["pledge"], "company": company, "company_label": self.reader.label(company)}
            if inferred and (picked := self.picked(member)) is not None:
                yield self.told_picked(picked)
                return

    def otherwise(self, row: Row) -> dict[Statement, set[str]]:
        """The claims that name a company in other roles than it is held to have, with these."""
        claims = self.told.claims(row["pledge"])
        told = {claim: self._roles(claim, row["company"]) - {row["role"]} for claim in claims}
        return {claim: others for claim, others in told.items() if others}

    def told_otherwise(self, row: Row, told: Mapping[Statement, set[str]]) -> str:
        """Who names a company in other roles than it is held to have."""
        roles = sorted({codes.label(codes.iri("role", role)) for others in told.values() for role in others})
        given = {"who": capital(share(list(told), self.told.claims(row["pledge"]))), "company": row["company_label"]}
        texts = [quotation(claim)["text"] for claim in sorted(told, key=order)]
        alone = len(reports_of(told)) == 1  # of several none speaks for the others
        said = next((text for text in texts if alone and text and stands_alone(text)), "")
        given |= {"as": listed(roles, len(roles)), "text": f"“{said}”" if said else "", "source": by(list(told))}
        return filled(words()["named"]["otherwise"], given)

    def as_side(self, row: Row) -> list[Statement]:
        """The claims that have a company as the other side and give it no role, where others name it in its own."""
        naming, own = self.claims(row), {row["company"]}
        claims = (claim for claim in self.told.claims(row["pledge"]) if claim not in naming)
        sided = (claim for claim in claims if any(is_any(name, own) for name in claim.sides[1]))
        return [claim for claim in sided if not self._roles(claim, row["company"])]

    def told_as_side(self, row: Row, sided: Sequence[Statement]) -> str:
        """Who has a company as the other side alone, in the words of the first."""
        who = capital(share(sided, self.told.claims(row["pledge"])))
        given = {"who": who, "company": row["company_label"], **quotation(sided[0])}
        return filled(words()["named"]["as_side"], given)

    def in_role(self, row: Row, pledge: Values, naming: Sequence[Statement]) -> list[Statement]:
        """The claims that name a company in the role it is held to have, not merely in a list of firms."""
        if self.is_group(row):  # "a deal on Alaskan gas" is no sale where others tell of one
            bought = {getattr(claim.claim, "kind", None) == _BUYS for claim in naming}
            sells = row["role"] == _SELLS and len(bought) > 1
            return [claim for claim in naming if not sells or getattr(claim.claim, "kind", None) == _BUYS]
        as_it = [
            claim
            for claim in naming
            if row["role"] in self._roles(claim, row["company"])
            or any(is_any(name, {row["company"]}) for name in claim.sides[1])  # of whom it is bought
        ]
        as_it = [claim for claim in as_it if not self.listed(row, pledge, [claim.claim.evidence or ""])]
        running = [claim for claim in as_it if runs(claim.claim.evidence or "")]
        return running if row["role"] == _RUNS and running else as_it  # "will build it" is less

    def _roles(self, claim: Statement, company: str) -> set[str]:
        """As what a claim names a company."""
        mentions = claim.mentions
        return {item.role for item in mentions if item.role and is_any(item.name, {company})}

    def _saying(self, row: Row, naming: Sequence[Statement], forms: Sequence[str]) -> list[Statement]:
        """The claims whose kept sentence names it, the fullest name first; of a group those that word it as told."""
        if self.is_group(row):
            return [claim for claim in naming if row["company_label"] in _groups(claim)]
        saying = [claim for claim in naming if reference.names(claim.claim.evidence or "", forms)]
        return sorted(saying, key=lambda claim: -_words_of(forms[0], claim.claim.evidence or ""))

    def _wordings(self, row: Row) -> list[str]:
        """In which other words reports name a group."""
        return self.forms(row)[1:] if self.is_group(row) else []

    def forms(self, row: Row) -> list[str]:
        """Names by which words may mean the company."""
        return [row["company_label"], *self.reader.called(row["company"])[1:]]

    def is_group(self, row: Row) -> bool:
        """Whether it is a group without names."""
        return expand("Group") in self.reader.node(row["company"]).get(expand("a"), ())


def _says_so(row: Row, role: str) -> bool:
    """Whether a group is worded by its role: "Japanese suppliers"."""
    return reference.key(role).split()[-1] in reference.key(row["company_label"])


def _words_of(name: str, text: str) -> int:
    """How many words of a name a text has."""
    return len(set(reference.key(name).split()) & set(reference.key(text).split()))


def _groups(claim: Statement) -> set[str | None]:
    """The unnamed groups of a claim, as it words them."""
    return {item.group for item in claim.mentions}
