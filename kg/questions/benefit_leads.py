"""The first sentence on who benefits, or stands to lose: of one pledge, of one company, or of all that was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kg.ledger import strength
from kg.ledger.status import grade_rank
from kg.model.phrases import with_article
from kg.query.reader import Reader, Row
from kg.questions.said import about, answer_words, counted, listed
from kg.store.nodes import expand

__all__ = ["beneficiaries"]

_COULD = "could_supply"
_FEW = 8  # companies that are all named


def beneficiaries(reader: Reader, rows: Sequence[Row]) -> str:
    """Who benefits; of one pledge with how, of several with how often each is named."""
    if all(row["direction"] == "harmed" for row in rows):
        return _harmed(reader, rows)
    firm = [row for row in rows if row["strength"] != _COULD]
    if len({row["pledge_label"] for row in rows}) == 1 or "pledge" in reader.filters:
        return _of_pledge(reader, rows, firm)
    if "company" in reader.filters:
        return _of_company(reader, firm, len({row["pledge"] for row in rows} - {row["pledge"] for row in firm}))
    gaining = [row for row in rows if row["direction"] != "harmed"]
    told = _of_many(reader, gaining, [row for row in firm if row in gaining and row["basis"] == "named"])
    return "; ".join([told, *_losing([row for row in rows if row not in gaining])])


def _of_pledge(reader: Reader, rows: Sequence[Row], firm: Sequence[Row]) -> str:
    """How each company gains by one pledge; then who gains by parts of it alone."""
    asked = reader.filters.get("pledge")
    own = [row for row in rows if asked in (None, row["pledge"])]
    tied = {row["company"] for row in firm}
    here = {row["company"] for row in own if row in firm or row["company"] not in tied}
    parts = [row for row in rows if row["company"] not in here]
    told = list(_gaining(reader, [row for row in own if row["company"] in here], 0))
    apart = list(_gaining(reader, parts, len(told)))
    if apart and "company" in reader.filters:
        apart = [f"{text}, in its part “{max(parts, key=_firmness)['pledge_label']}”" for text in apart]
    elif apart:
        several = len({row["pledge"] for row in parts}) > 1
        none = "" if told else f"{answer_words()['of_whole']['none']}; "
        apart[0] = f"{none}by {'parts' if several else 'a part'} of it: {apart[0]}"
    whole = f"of “{reader.label(asked)}”" if asked else f"by “{rows[0]['pledge_label']}”"
    return f"{whole}: {'; '.join([*told, *apart])}"


def _gaining(reader: Reader, rows: Sequence[Row], before: int) -> Iterator[str]:
    """How each company gains, by its firmest tie; of those that merely could supply how many, or the one by its name.

    `before` so many clauses on others stand.
    """
    best: dict[str, Row] = {}
    for row in rows:
        best[row["company"]] = max(best.get(row["company"], row), row, key=_firmness)
    by_verb: dict[str, list[str]] = {}
    for row in best.values():
        if row["strength"] != _COULD:
            by_verb.setdefault(row["verb"], []).append(row["company_label"])
    yield from (f"{listed(names)} {_said_of(names, verb)}" for verb, names in by_verb.items())
    could = [row for row in best.values() if row["strength"] == _COULD]
    if "company" in reader.filters or (len(could) == 1 and not by_verb and not before):
        for row in could:
            act = "handle" if row["activity"] == "handles" else "supply"
            yield f"{row['company_label']} {_could([row], act)} such goods, though no report names it"
    elif could:
        firms = before or any("/country/" not in row["company"] for row in best.values() if row not in could)
        number = counted(len(could), "more firm" if firms else "firm")
        who = "it" if len(could) == 1 else "them"
        yield f"{number} {_could(could, 'supply')} such goods, though no report names {who}"


def _could(rows: Sequence[Row], act: str) -> str:
    """What those can do that no report names; or could have done, where nothing more comes of the pledge."""
    past = all(strength.is_past(row["verb"]) for row in rows)
    return f"could have {act.removesuffix('y')}{'ied' if act.endswith('y') else 'd'}" if past else f"could {act}"


def _said_of(names: Sequence[str], verb: str) -> str:
    return verb if len(names) == 1 else strength.of_several(verb)


def _firmness(row: Row) -> tuple[int, int]:
    """How firm a tie is, and how far the pledge has come."""
    return strength.rank(str(row["strength"])), grade_rank(row["grade"]) if row["grade"] else -1


def _of_many(reader: Reader, rows: Sequence[Row], named: Sequence[Row]) -> str:
    """How many companies are named in how many pledges, who most often; how many are inferred."""
    groups = {row["company"] for row in named if reader.store.holds(row["company"], "a", expand("Group"))}
    often = Counter(row["company_label"] for row in named if row["company"] not in groups)
    ranked = sorted(often.items(), key=lambda item: (-item[1], item[0]))
    shown = [f"{name} ({number})" for name, number in (ranked if len(ranked) <= _FEW else ranked[:3])]
    most = f", most often {listed(shown, _FEW)}" if ranked else ""
    of_each = [f"{len(often)} named"] if often or not groups else ["none by name"]
    of_each += [f"{counted(len(groups), 'group')} without names"] if groups else []
    number = counted(len({row["pledge"] for row in named}), "pledge")
    whole = f"{' and '.join(of_each)} in {number}" if named else "none named by a report"
    known = {row["company"] for row in named}
    inferred = list(dict.fromkeys(row["company_label"] for row in rows if row["company"] not in known))
    which = f" ({listed(sorted(inferred), _FEW)})" if len(inferred) <= _FEW else ""
    how = f"{' more' if named else ''} inferred from what they make, own or run{which}"
    more = f"; {len(inferred)}{how}" if inferred else ""
    home = f" of {with_article(reader.label(reader.filters['home']))}" if "home" in reader.filters else ""
    return f"companies{home} that benefit from pledges {about(reader, 'home')}: {whole}{most}{more}"


def _losing(rows: Sequence[Row]) -> Iterator[str]:
    """Who stands to lose among those who gain: nobody is counted as gaining by that."""
    by_verb: dict[str, dict[str, None]] = {}
    for row in rows:
        by_verb.setdefault(row["verb"], {})[with_article(row["company_label"])] = None
    for verb, names in by_verb.items():
        yield f"{listed(names, len(names) if len(names) <= _FEW else 3)} {_said_of([*names], verb)}"


def _of_company(reader: Reader, rows: Sequence[Row], could: int) -> str:
    """By which pledges a company gains, and how surely; which of them name it."""
    by_verb: dict[str, list[str]] = {}
    for row in rows:
        by_verb.setdefault(row["verb"], []).append(f"“{row['pledge_label']}”")
    told = [f"{listed(labels)} ({verb})" for verb, labels in by_verb.items()]
    named = sum(row["basis"] == "named" for row in rows)
    sure = "all as reports name it" if named == len(rows) else f"reports name it in {named}, the others are inferred"
    pledges = counted(len({row["pledge"] for row in rows}), "pledge")
    others = counted(could, "more pledge" if rows else "pledge")
    more = f"it could supply what {others} would buy, though no report says so"
    who = f"{reader.label(reader.filters['company'])}{f', in {pledges}' if rows else ''} {about(reader, 'company')}"
    told = [*told, sure] if rows else []
    return f"{who}: {'; '.join([*told, *([more] if could else [])])}"


def _harmed(reader: Reader, rows: Sequence[Row]) -> str:
    """Who stands to lose, by which pledges, and whether a report says so; one asked for by its name."""
    by_verb: dict[str, list[str]] = {}
    for row in rows:
        by_verb.setdefault(row["verb"], []).append(row["company_label"])
    pledges = listed([f"“{name}”" for name in dict.fromkeys(row["pledge_label"] for row in rows)])
    named = sum(row["basis"] == "named" for row in rows)
    alone = len({row["company"] for row in rows}) == 1
    them, are = ("it", "it is") if alone else ("them", "they are")
    word = f"reports name {them}" if named == len(rows) else f"no report names {them}: {are} inferred"
    word = f"{named} as reports say, the others are inferred" if 0 < named < len(rows) else word
    if "company" not in reader.filters and not any(
        reader.store.holds(row["company"], "a", expand(kind)) for row in rows for kind in ("Company", "Group")
    ):
        word += "; no report and no rule names a firm"
    if "company" in reader.filters:
        told = "; ".join(
            f"{listed(map(with_article, names))} {_said_of(names, verb)}" for verb, names in by_verb.items()
        )
        return f"{told} by {pledges}; {word}"
    names = [f"{name} ({verb})" for verb, held in by_verb.items() for name in held]
    said = pledges if "pledge" in reader.filters else f"pledges {about(reader, 'direction')}"
    by = "" if "pledge" in reader.filters else f", by {pledges}"
    return f"who stands to lose by {said}: {listed(names, len(set(names)))}{by}; {word}"
