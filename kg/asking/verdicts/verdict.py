"""Yes, no, disputed or not told: the sentence before the answer of a text that asks whether, or who denies."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg.asking import word_lists
from kg.asking.above import limit_in, of_figures, of_more, of_then
from kg.asking.claimed import money_in
from kg.asking.heard_words import figures, is_doubted
from kg.asking.part_of import counted_in
from kg.asking.taken import Taken, without
from kg.asking.unread_words import statuses
from kg.asking.verdicts.accord_verdict import agreements
from kg.asking.verdicts.by_standing import by_standing
from kg.asking.verdicts.dealings import ends_said
from kg.asking.verdicts.delivered import delivered
from kg.asking.verdicts.denials import denials, denials_of, denied_to_bind, denier, goes_on
from kg.asking.verdicts.eased import eased
from kg.asking.verdicts.either import which_figure, whose_figure
from kg.asking.verdicts.first_told import confirmed, made_when, raised, raised_to
from kg.asking.verdicts.goods_named import goods_named
from kg.asking.verdicts.got import got
from kg.asking.verdicts.held_up import held_up
from kg.asking.verdicts.inside import counted_inside
from kg.asking.verdicts.lowered import lowered
from kg.asking.verdicts.made_so import made_so, with_denied
from kg.asking.verdicts.newness import newness
from kg.asking.verdicts.one_by_one import each_counted, made_of, quantities, undertaken
from kg.asking.verdicts.own_word import own_word
from kg.asking.verdicts.reasons import aimed_alone, is_aimed_alone, reasons_told
from kg.asking.verdicts.stands_so import each_stands, of_pledge, stands_so, tell
from kg.asking.verdicts.term import in_which_time
from kg.asking.verdicts.together import summed_up
from kg.asking.verdicts.verdict_words import is_asked, words
from kg.asking.verdicts.where import where_told
from kg.model import codes, dates
from kg.model.phrases import with_article
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources, reports_of
from kg.query.table import Table
from kg.questions.acts import IN_FORCE, THREAT
from kg.questions.benefits.benefit_words import capital
from kg.questions.cells import printed
from kg.questions.general_rates import course_said
from kg.questions.measure_leads import in_course
from kg.questions.measures import measures
from kg.questions.promised import by_worth, largest
from kg.questions.quoted import all_terms
from kg.questions.said import counted, listed
from kg.questions.standing import KEPT
from kg.questions.whose import origins_first
from kg.store.embedded import Store

__all__ = ["asks", "asks_how_firm", "is_whether", "with_verdict"]

_NAMED = 6  # measures named that are only threatened
# what else is told before the rest of an answer
_TOLD_FIRST = (
    *("largest", "who_signed", "projects", "whose_word", "where", "held_up", "why", "threats", "deals_signed"),
    *("gave", "terms", "many", "undertaken", "who_says", "raised", "firm_part", "together", "confirm", "own_word"),
    *("term", "got", "quantity", "newness", "goods"),
)
_BINDS = ("yes", "no", "disputed")
_MADE = ("announced", "agreed")  # in a question, words of a promise, not of a step that it took


def asks(text: str) -> str:
    """The text, if it asks whether, who denies, or when there was a deal; else nothing."""
    when = is_asked("when", text) and (is_asked("agreements", text) or is_asked("promised", text))
    when = when or asks_how_firm(text) or (is_asked("when", text) and is_asked("ends", text)) or is_asked("whom", text)
    when = when or any(is_asked(name, text) for name in _TOLD_FIRST)
    return text if when or limit_in(text) or figures(text) or is_whether(text) or is_asked("denies", text) else ""


def asks_how_firm(text: str) -> bool:
    """Whether it is asked how firmly something was promised, not for what binds alone."""
    return is_asked("how_firm", text)


def is_whether(text: str) -> bool:
    """Whether a text is answered by yes or no."""
    return is_doubted(text) or is_asked("whether", text)


def with_verdict(store: Store, taken: Taken, table: Table, policy: str | None = None) -> Table:
    """The answer, led by what a text that asks whether is to be told first.

    Words that are left out may be just what is asked: then neither yes nor no is said.
    """
    if taken.whole and taken.question == "about":
        return replace(table, lead=f"{counted_in(store, taken, words()['part_of'])} {table.lead}")
    if taken.whole and table.rows:
        return replace(table, lead=f"{counted_inside(store, table.rows, taken, words()['inside'])} {table.lead}")
    unsure = taken.unread and is_whether(taken.asks) and not taken.figures  # who gives a figure is told all the same
    if not taken.asks or taken.question not in _VERDICTS or unsure:
        return table
    reader = Reader(store, policy or "latest", taken.filters)
    if taken.question not in ("pledges", "conflicts") and is_asked("terms", taken.asks):
        return table  # whether there is a deal is not what is asked
    if taken.question == "pledges" and table.rows and (limit := limit_in(taken.asks)):
        return of_more(reader, table, limit, words()["above"])
    if taken.question == "counterpart" and (back := got(reader, table.rows, taken.asks)):
        return replace(table, lead=back)
    by_size = taken.question == "pledges" and is_asked("largest", taken.asks) and len(table.rows) > 1
    if by_size and is_asked("newly", taken.asks) and {"since", "until"} & taken.filters.keys():
        return of_then(reader, table, words()["newly"])
    if taken.figures and taken.question != "history":
        first = (which_figure if len(taken.figures) > 1 else whose_figure)(reader, taken.figures)
    else:
        first = _VERDICTS[taken.question](reader, table.rows, taken.asks)
    if by_size:
        rows = by_worth(reader, table.rows)
        said = largest(reader, rows)  # which the first sentence tells already
        lead = table.lead.replace(f". {said}", "") if said else table.lead
        table = replace(table, rows=rows, printed=(printed("pledges", rows),), lead=lead)
    if taken.question == "evidence" and table.rows and not first and is_asked("who_says", taken.asks):
        return replace(table, lead=origins_first(reader, table.rows, table.lead))
    if taken.question == "totals" and first and is_asked("many", taken.asks) and not is_asked("firm_part", taken.asks):
        return replace(table, lead=f"{table.lead} {capital(first)}")  # the sum before what it is of
    return replace(table, lead=f"{capital(first)} {table.lead}") if first else table


def _pledges(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """Of the pledge that most reports tell of, those that were made before others: whether it was, stands so, binds."""
    if is_asked("largest", text) and len(rows) > 1:
        first = of_figures(reader, rows)
        return f"{capital(first)}." if first else ""
    if is_asked("projects", text):
        return delivered(reader, rows, text)
    if rows and is_asked("newness", text) and "novelty" not in reader.filters:
        return newness(reader, rows, words()["newness"])
    if rows and (laid_down := _terms(reader, rows, text)):
        return laid_down
    if is_asked("goods", text):
        return goods_named(reader, rows, words()["goods"])
    if is_asked("whose_word", text) and rows:
        told = max(rows, key=lambda each: len(each["reports"]))
        return with_denied(reader, rows, told, confirmed(reader, words()["confirmed"], told["pledge"]))
    if is_asked("still", text) and "saying" in reader.given and rows:
        return goes_on(reader, rows[0], words()["still"])
    weighed = is_whether(text) or is_asked("denies", text) or asks_how_firm(text)
    if not weighed or is_asked("still", text):  # when is answered by the days of what was promised
        return "" if weighed else _undertaken(reader, rows, text)
    if not rows:
        return str(words()["stands"]["none"]) if reader.statuses else ""
    made = made_of(rows)
    row = max(made or rows, key=lambda each: len(each["reports"]))
    claims = of_pledge(reader, row)
    of = words()["pledge"]["of"].format(label=row["label"]) if len(rows) > 1 else ""
    if is_asked("firm", text) or is_asked("binds", text) or asks_how_firm(text):
        return _how_firm(reader, rows, row, text)
    said = statuses(set(re.findall(r"[a-z]+", text.casefold())))
    asked = [*map(codes.code, reader.statuses)] or [code for code in said if code not in _MADE]
    if asked:
        return each_stands(reader, rows, asked) or f"{of}{stands_so(row, claims, asked)}"
    made_or_not = made_so(reader, row, rows, claims) if is_asked("made", text) or not is_asked("whether", text) else ""
    return with_denied(reader, rows, row, made_or_not)


def _how_firm(reader: Reader, rows: Sequence[Row], row: Row, text: str) -> str:
    """Whether the most told (`row`) binds, or how many do; of what may be firm first whether it is signed."""
    firm = is_asked("firm", text)
    if firm and (each := each_stands(reader, rows, KEPT, "firm_stands")):
        return each
    if len(rows) > 1 and "pledge" not in reader.filters and (firm or is_asked("binds", text)):
        return _how_many_bind(reader, rows)
    claims = of_pledge(reader, row)
    told = not firm or any(getattr(each.claim, "binding", "") in _BINDS for each in claims)
    said = [*([stands_so(row, claims, KEPT, "firm_stands")] if firm else []), *([_binds(claims)] if told else [])]
    of = words()["pledge"]["of"].format(label=row["label"]) if len(rows) > 1 else ""
    return f"{of}{' '.join(said)}"


def _undertaken(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """How much was undertaken, or what, before what is only considered, where either is asked."""
    told = words()["one_by_one"]
    if is_asked("quantity", text) and (each := quantities(reader, rows, told)):
        return each
    return undertaken(rows, told) if is_asked("undertaken", text) else ""


def _terms(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """In which time what was promised is to be done, or on which terms, where either is asked."""
    if is_asked("term", text):
        return in_which_time(reader, rows, words()["term"])
    if not is_asked("terms", text):
        return ""
    return all_terms(reader, max(rows, key=lambda each: len(each["reports"]))["pledge"], words()["terms"])


def _binds(claims: Sequence[Statement]) -> str:
    """Whether a pledge binds, by how many reports call it so."""
    told = words()["binds"]
    of = {
        code: len(reports_of(claim for claim in claims if getattr(claim.claim, "binding", "") == code))
        for code in _BINDS
    }
    yes, no, force = (of[code] for code in _BINDS)
    given = {"yes": yes, "no": no, "call_yes": tell(yes, "call"), "call_no": tell(no, "call")}
    given |= {"reports": counted(len(reports_of(claims)), "report"), "force": force}
    if not any(of.values()):
        return str(told["untold"].format(**given))
    sort = "disputed" if force or (yes and no) else "yes" if yes else "no"
    return str(told[sort].format(**given, third=told["third"].format(**given) if force else ""))


def _how_many_bind(reader: Reader, rows: Sequence[Row]) -> str:
    """How many of several pledges some report calls binding, how many not."""
    claims = [[each.claim for each in Sources.of(reader.store).claims(row["pledge"])] for row in rows]
    codes_told = [{getattr(claim, "binding", "") for claim in told} for told in claims]
    yes, no = (sum(code in told for told in codes_told) for code in ("yes", "no"))
    given = {"yes": yes or "none", "no": no or "none", "number": counted(len(rows), "pledge")}
    if not yes + no:
        return str(words()["binds"]["unsaid"].format(**given))
    return str(words()["binds"]["several"].format(**given, verb="is" if yes in (0, 1) else "are"))


def _conflicts(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """Who denies a pledge, by name; or whether reports, or two sides, tell the same."""
    if is_asked("denies", text):
        up_front = re.findall(words()["denied"]["up_front"], text.casefold())
        means = [word for word in re.findall(r"[a-z]+", text.casefold()) if word in word_lists.listed("means")]
        if means := [*means, *(word for word in up_front if word not in means)]:
            return denials_of(reader, means, words()["denied"])
        side = denier(reader, text, words()["asked"]["denier"])
        if is_asked("binds", text):
            return denied_to_bind(reader, words()["denied"], side)
        return denials(reader, rows, words()["denied"], side)
    if is_asked("confirm", text):
        return confirmed(reader, words()["confirmed"])
    if not is_whether(text):
        return ""
    told = words()["conflicts"]
    if is_asked("agree", text):
        return str(told["no"] if rows else told["alike"])
    return str(told["yes"]) if rows else ""


def _measures(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """Whether one of the measures was in force, on the day asked of or that of the last report; or why it was set."""
    if rows and is_asked("threats", text) and "rate" not in reader.given:
        threats = [row for row in rows if row["in_force"] == THREAT]
        each = listed([f"“{row['label']}”" for row in threats], _NAMED)
        return str(words()["measures"]["threats" if threats else "no_threats"].format(each=each))
    if is_asked("still", text) and {"rate", "target"} <= reader.given.keys():
        wide = Reader(reader.store, reader.policy, without(reader.given, "rate"))
        return course_said(wide, list(measures.rows(wide)))  # what is paid now, and till when the other rate was
    if rows and is_asked("why", text):
        alone = is_aimed_alone(reader, rows)  # a rate that is the sum of two laws is told of neither
        wide = reader if alone else Reader(reader.store, reader.policy, without(reader.given, "rate"))
        return reasons_told(wide, rows if alone else list(measures.rows(wide)), words()["reasons"])
    if rows and is_asked("when", text) and is_asked("ends", text):
        return ends_said(rows, words()["ends"])
    if rows and is_whether(text) and "rate" in reader.given and (is_asked("set", text) or is_asked("ever", text)):
        most = max(aimed_alone(reader, rows), key=lambda row: len(row["reports"]))
        sort = "threatened" if most["in_force"] == THREAT else "set"
        return str(words()["measures"][sort].format(course=in_course(most)))
    if rows and "imposer" in reader.given and is_whether(text) and is_asked("eased", text):
        return eased(rows, words()["measures"])
    if rows and is_whether(text) and is_asked("lowered", text):
        return lowered(reader, rows, words()["lowered"])
    if not rows or not is_whether(text) or is_asked("contrary", text) or is_asked("promised", text):
        return ""
    day = dates.say(reader.filters.get("on") or reader.last_report.isoformat())
    held = [row for row in rows if row["in_force"] == IN_FORCE]
    if not held:
        return str(words()["measures"]["no"].format(day=day))
    return str(words()["measures"]["yes"].format(day=day, label=held[0]["label"]))


def _beneficiaries(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """Whether the company that is asked for gains, or loses, by what reports say or only by what is inferred."""
    if not rows or "company" not in reader.filters or not is_whether(text):
        return ""
    named = {report for row in rows if row["basis"] == "named" for report in row["reports"]}
    who = with_article(reader.label(reader.filters["company"]))
    sort = "named" if named else "inferred"
    given = {"who": f"{who} {rows[0]['verb']}", "reports": counted(len(named), "report")}
    given = given if named else {"who": who}
    return str(words()["benefit"][sort].format(**given, name=tell(len(named), "name")))


def _totals(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """What several sides come to, where a total is asked; how firm the parts of a sum are; each of a few orders."""
    if "compare" in reader.given and is_asked("together", text):
        return summed_up(reader, rows, words()["together"])
    if is_asked("term", text) and "compare" not in reader.given:
        return in_which_time(reader, [row for row in rows if row["part"] == "line"], words()["term"])
    if is_asked("firm_part", text) and "compare" not in reader.given and not reader.statuses:
        return by_standing(reader, words()["by_standing"])
    of_one = is_asked("many", text) and "compare" not in reader.given
    return each_counted(rows, words()["one_by_one"]) if of_one else ""


def _evidence(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """Whether who makes the most told pledge says so too, where it is asked who else does; or where it is to be."""
    if rows and is_asked("where", text):
        return where_told(reader, rows, words()["where"])
    if is_asked("own_word", text):
        return own_word(reader, rows, text, words()["own_word"], words()["asked"]["own_word"])
    if not rows or not is_asked("whose_word", text):
        return ""
    told = Counter(row["pledge"] for row in rows)
    return confirmed(reader, words()["confirmed"], max(told, key=lambda iri: (told[iri], iri)))


def _talks(reader: Reader, _: Sequence[Row], text: str) -> str:
    """Which talks are held up, where that is asked."""
    return held_up(reader, words()["held_up"]) if is_asked("held_up", text) else ""


def _history(reader: Reader, rows: Sequence[Row], text: str) -> str:
    """When what was promised was made."""
    if "pledge" not in reader.filters and is_asked("raised_to", text) and (figures := money_in(text)):
        return raised_to(reader, rows, figures, words()["raised"])
    if rows and is_asked("raised", text) and "pledge" not in reader.filters:
        return raised(reader, rows, words()["raised"])
    when = is_asked("when", text) and is_asked("promised", text) and "pledge" not in reader.filters
    return made_when(reader, rows, words()["made_when"]) if when and rows else ""


_VERDICTS: Mapping[str, Callable[[Reader, Sequence[Row], str], str]] = {
    "pledges": _pledges,
    "delivery": delivered,
    "evidence": _evidence,
    "conflicts": _conflicts,
    "history": _history,
    "counterpart": agreements,
    "measures": _measures,
    "talks": _talks,
    "totals": _totals,
    "beneficiaries": _beneficiaries,
}
