"""Who holds whom on a day, however many steps up: whether buyer and seller are of one group, who holds from abroad."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from kg.model import codes, reference
from kg.model.phrases import filled, listed, with_article
from kg.query.reader import Reader, Row
from kg.query.sources import source_of, sourced
from kg.questions.benefits.benefit_words import Said, addresses, capital, words
from kg.store.nodes import Values, expand

__all__ = [
    "at_home",
    "held_by",
    "holders",
    "home_codes",
    "home_side",
    "homes",
    "of_plants",
    "one_group",
    "owners",
    "told_first",
]

_SELLS = "supplier"


def told_first(reader: Reader, pledge: Values) -> date:
    """The day on which a pledge was first told; that of the last report of all where no report of it is dated."""
    told = reader.first(pledge, "firstReported")
    return told if isinstance(told, date) else reader.last_report


def one_group(reader: Reader, company: str, other: str, pledge: Values) -> bool:
    """Whether two companies have a holder in common, each its own included, when the pledge was first told."""
    day = told_first(reader, pledge)
    return not owners(reader, company, day).keys().isdisjoint(owners(reader, other, day))


def owners(reader: Reader, company: str, day: date) -> dict[str, list[str]]:
    """A company and its owners on a day, however many steps up, each with the holdings (IRIs) that lead there."""
    found, waiting = {company: list[str]()}, [company]
    for held in waiting:
        for iri in reader.store.subjects("company", held):
            node = reader.node(iri)
            if "/id/ownership/" not in iri or not _holds(reader, node, day):
                continue
            owner = str(node[expand("parent")][0])
            if owner not in found:
                found[owner] = [*found[held], iri]
                waiting.append(owner)
    return found


def held_by(reader: Reader, companies: Iterable[str], day: date) -> list[str]:
    """The companies that some held on a day, one step down."""
    nodes = (
        reader.node(iri)
        for company in companies
        for iri in reader.store.subjects("parent", company)
        if "/id/ownership/" in iri
    )
    return sorted({str(node[expand("company")][0]) for node in nodes if _holds(reader, node, day)})


def _holds(reader: Reader, holding: Values, day: date) -> bool:
    """Whether a holding makes one group on a day: joint control does not."""
    since, until = (reader.first(holding, name) for name in ("validFrom", "validTo"))
    alone = reader.first(holding, "control") != "joint"
    begun = not isinstance(since, date) or since <= day
    return alone and begun and (not isinstance(until, date) or until >= day)


def homes(reader: Reader, party: str) -> set[str]:
    """A party, the members of a bloc, or the home of a company."""
    if "/company" in party:
        return {str(iri) for iri in reader.node(party).get(expand("country"), ())}
    within = codes.members(codes.code(party)) if "/bloc/" in party else ()
    return {party, *(codes.iri("country", code) for code in within)}


def home_side(reader: Reader, pledge: Values, side: str) -> set[str]:
    """The countries of a side of a pledge (IRIs), and its bloc."""
    return {iri for party in pledge.get(expand(side), ()) for iri in homes(reader, str(party))}


def home_codes(reader: Reader, pledge: Values, side: str) -> set[str]:
    """The codes of a side: of countries and blocs with the members, of companies their homes."""
    return {codes.code(iri) for iri in home_side(reader, pledge, side)}


def holders(reader: Reader, row: Row, pledge: Values) -> Iterator[Said]:
    """That who pays holds who gains, or one owner both, when the pledge was first told; else an owner abroad."""
    day, common = told_first(reader, pledge), False
    mine = owners(reader, row["company"], day)
    for buyer in (str(iri) for iri in pledge.get(expand("pledger"), ()) if "/company" in str(iri)):
        others = owners(reader, buyer, day)
        shared = [iri for iri in others if iri in mine]
        if buyer != row["company"] and shared:
            common = True
            nodes = [reader.node(iri) for iri in (*others[shared[0]], *mine[shared[0]])]
            sources = dict.fromkeys(map(source_of, nodes))
            names = {"owner": shared[0], "buyer": buyer, "company": row["company"]}
            given = {name: with_article(reader.label(iri)) for name, iri in names.items()}
            name = {buyer: "group_payer", row["company"]: "group_owner"}.get(shared[0], "group")
            told = capital(filled(words()["but"][name], {**given, "sources": "; ".join(sources)}))
            yield Said(told, addresses(nodes), shared[0])
    if not common:
        yield from _abroad(reader, row, mine, pledge)


def at_home(reader: Reader, row: Row, pledge: Values, *, placed: bool) -> Iterator[Said]:
    """Whose company it is: of one from elsewhere than whoever it is pledged to; of a seller no plant is told of."""
    own = homes(reader, row["company"]) if "/company" in row["company"] else set()
    if not own or row["company"] in map(str, pledge.get(expand("pledger"), ())):
        return
    to, node = home_side(reader, pledge, "recipient"), reader.node(row["company"])
    sells = row["basis"] == "named" and row["role"] == _SELLS and not placed
    abroad = bool(to) and own.isdisjoint(to)
    if sells or abroad:
        from_there = home_side(reader, pledge, "pledger") if abroad else set()
        given = {"company": row["company_label"], **_at(reader, own, from_there)}
        yield Said(filled(words()["but"]["home"], {**given, "source": source_of(node)}), addresses([node]))


def of_plants(reader: Reader, supplies: Iterable[Values]) -> Iterator[Said]:
    """Of plants that companies of their own run ("Golden Pass") who holds these: what is shipped is not one firm's."""
    names = dict.fromkeys(str(reader.first(node, "place") or "").partition(",")[0] for node in supplies)
    for plant in filter(None, names):
        row = reference.find_company(plant)
        operator = reference.company_id(row) if row else ""
        nodes = [reader.node(iri) for iri in reader.store.subjects("company", operator) if "/id/ownership/" in iri]
        if row and nodes:
            told = "; ".join(_noted(reader, node) for node in nodes)
            given = {"plant": "" if plant in row["name"] else plant, "operator": row["name"], "holdings": told}
            yield Said(filled(words()["but"]["plant"], given), addresses(nodes))


def _is_shared(reader: Reader, holding: Values) -> bool:
    """Whether others hold a share too."""
    share = reader.first(holding, "sharePercent")
    return share is not None and float(str(share)) < 100


def _noted(reader: Reader, holding: Values) -> str:
    """A holding with its remark, which tells of the other holders, and its source."""
    note = reader.first(holding, "note")
    return f"{reader.first(holding, 'rdfs:label')} ({note}; {source_of(holding)})" if note else sourced(reader, holding)


def _abroad(reader: Reader, row: Row, mine: dict[str, list[str]], pledge: Values) -> Iterator[Said]:
    """Its nearest owner that is at home elsewhere than itself."""
    own = homes(reader, row["company"])
    pledging = home_side(reader, pledge, "pledger")
    for owner, holdings in mine.items():
        at = homes(reader, owner)
        if at and at.isdisjoint(own):
            given = {"company": row["company_label"], "owner": reader.label(owner), **_at(reader, at, pledging)}
            over = any(reader.first(reader.node(iri), "validTo") for iri in holdings)
            given |= {"when": words()["beside"]["then"] if over else "", "source": source_of(reader.node(owner))}
            told = _told(reader, "abroad", holdings, **given)
            yield told._replace(urls=tuple(dict.fromkeys((*told.urls, *addresses([reader.node(owner)])))))
            return


def _at(reader: Reader, at: set[str], pledging: set[str]) -> dict[str, str]:
    """A home in words, and whether the pledge comes from there."""
    country = listed([with_article(reader.label(iri)) for iri in sorted(at)], len(at))
    return {"country": country, "pledging": "" if at.isdisjoint(pledging) else words()["beside"]["pledging"]}


def _told(reader: Reader, name: str, holdings: list[str], **given: str) -> Said:
    """A sentence with the holdings that it rests on, each with its source."""
    nodes = [reader.node(iri) for iri in dict.fromkeys(holdings)]
    told = "; ".join(_noted(reader, node) if _is_shared(reader, node) else sourced(reader, node) for node in nodes)
    return Said(filled(words()["but"][name], {**given, "holdings": told}), addresses(nodes))
