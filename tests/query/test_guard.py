"""The guard of user queries: what reaches out, writes or is too much is refused; honest queries pass."""

from __future__ import annotations

import time
from contextlib import suppress

import pyoxigraph as ox
import pytest
import reaching_out
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model.errors import QueryError
from kg.model.iris import PREFIXES, ontology_dir
from kg.query.guard import MAX_LENGTH, check
from kg.store.embedded import Store

URL = "http://127.0.0.1:9/"
OUT = f"<{URL}> {{ ?a ?b ?c }}"
SERVICE = [spelled.replace("URL", URL) for spelled in reaching_out.SERVICE]
ESCAPED = [  # for the engine a string to its last quote, and no keyword
    f'SELECT * {{ ?s ?p "a\\u0022 . SERVICE {OUT} #" }}',
    "SELECT * { \\u0053ERVICE " + OUT + " }",
    "SELECT * { S\\u0045RVICE " + OUT + " }",
]
WRITES = [
    "LOAD <http://127.0.0.1:9/>",
    "load silent <file:///etc/passwd> into graph <http://a/>",
    "INSERT DATA { <http://a/> <http://a/> 1 }",
    "DELETE WHERE { ?s ?p ?o }",
    "DELETE DATA { <http://a/> <http://a/> 1 }",
    "WITH <http://a/> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "CLEAR DEFAULT",
    "DROP GRAPH <http://a/>",
    "CREATE GRAPH <http://a/>",
    "COPY DEFAULT TO <http://a/>",
    "MOVE DEFAULT TO <http://a/>",
    "ADD DEFAULT TO <http://a/>",
    "# SELECT\nDROP ALL",
    "BASE <http://a/> # x\nPREFIX a: <b>\rLOAD <c>",
    "PREFIX SELECT: <http://a/> DROP ALL",
    "BASE <http://a/> PREFIX a: <b>\nINSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
]
NO_QUERY = ["SELECT * {} ; DROP ALL", "", "# nothing", "EXPLAIN SELECT * {}", "SELECT * { ?s ?p 'not closed }"]
HONEST = [
    "SELECT * { ?s ?p ?o }",
    "select ?s where { ?s a trade:Pledge ; trade:kind id:purchase }",
    "ASK { ?service trade:service ?o }",
    "SELECT ?service ($service AS ?x) { ?service <http://example.org/service/SERVICE> 'SERVICE <x> {}' }",
    '# SERVICE is not used here\nSELECT * { ?s ?p "financial services"@en-GB }',
    "SELECT * { ?s ?p '''it's a SERVICE\n{{{{''' , \"\"\"\"quoted\"\"\" }",
    "SELECT * { ?s ?p '" + "(" * 500 + "{[' }",
    "SELECT * { ?s ?p <http://example.org/" + "(a)" * 500 + "> }",
    "SELECT * { ?s ?p 1 } # " + "(" * 500,
    'SELECT * { ?s ?p "C:\\\\users\\\\x \\"y\\" \\n" }',
    "PREFIX load: <http://example.org/load#> SELECT * { ?s load:insert load:drop ; trade:add ?clear }",
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\r\nSELECT *\r\n{ ?s rdf:type ?o # it's\r\n}",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?o < 5 && ?o > 3 || ?o != 1) } GROUP BY ?s HAVING (COUNT(*) > 1)",
    "SELECT * { ?s ?p ?o FILTER(?o<5&&?o>3) }",
    "SELECT * { ?s (trade:a|^trade:b)/trade:c*/!(trade:d|^trade:e)? ?o }",
    "SELECT * { GRAPH ?r { ?c trade:report ?r } OPTIONAL { ?c trade:amount [ trade:high ?h ] } VALUES ?k { 1 -2 } }",
    "SELECT * { ?s ?p ?o { SELECT (MAX(?o) AS ?m) { ?s ?p ?o } GROUP BY ?s } FILTER NOT EXISTS { ?s a ?x } }",
    "CONSTRUCT { ?s a trade:Pledge } WHERE { ?s trade:kind ?k } LIMIT 5",
    "DESCRIBE <https://w3id.org/tradekg/id/country/JPN>",
    "BASE <http://example.org/>\nPREFIX : <urn:x:>\nSELECT * { :a <b> _:service }",
    'SELECT * FROM <http://example.org/g> { ?s ?p "半導体" }',
    "SELECT * { " + " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(200)) + " }",
    "SELECT * { ?s ?p ?o FILTER(" + " || ".join(f"?o = {n}" for n in range(500)) + ") }",
    "BASE <http://a/> SELECT * { ?s <#> ?o ; <#service> <it's> ; <service> <x/service:y> }",
    "PREFIX myservice: <http://a/> SELECT * FROM myservice:g { ?s myservice:p ?o }",
    "PREFIX service: <http://a/> SELECT * FROM service:g { ?s service:p ?o GRAPH service:g { ?a service:b 'x' } }",
    'SELECT * { ?s ?p "\\u0041\\U00000042" ; <http://a/\\u0041> ?o }',
    "PREFIX a: <http://a/> SELECT * { ?s a:b\\,c\\#d ?o ; a:x.service ?y }",
    "SELECT (" + "+".join(["1"] * 310) + " AS ?n) {}",
    "SELECT * { VALUES ?v { " + " ".join(f"<http://a/{n}>" for n in range(2_500)) + " } }",
    "SELECT * { FILTER(" + "(" * 100 + "1" + ")" * 100 + ") }",
]


@pytest.mark.parametrize("query", SERVICE)
def test_no_spelling_of_service_passes(query: str) -> None:
    """Whether in a comment's reach, a subquery or an escape: SERVICE, or what might hide it, is refused."""
    with pytest.raises(QueryError):
        check(query)


@pytest.mark.parametrize("query", ESCAPED)
def test_escapes_spell_no_keyword(query: str) -> None:
    """Were the engine to read escapes everywhere one day, this would tell."""
    with suppress(SyntaxError):
        assert list(ox.Store().query(query)) == []  # type: ignore[arg-type]


def test_the_spellings_are_dangerous() -> None:
    """Without the guard most of them make the store reach for the network: the table tests something."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://a/"), ox.NamedNode("http://b/"), ox.Literal("x")))
    reached = 0
    for query in SERVICE:
        try:
            for _ in store.query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
                pass
        except OSError:  # port 9 is refused by the store's own client: nothing leaves the machine
            reached += 1
        except (RuntimeError, SyntaxError, TypeError, ValueError):
            pass
    assert reached >= 15


@pytest.mark.parametrize("query", [*WRITES, *NO_QUERY])
def test_the_engine_takes_no_update(query: str) -> None:
    """Where the guard did not look, the engine itself would refuse."""
    with pytest.raises(QueryError):
        Store(None).run(query)


@pytest.mark.parametrize("query", WRITES)
def test_nothing_writes(query: str) -> None:
    """An update, and whatever does not begin as a query, is refused with the way to go."""
    with pytest.raises(QueryError, match="begins with SELECT, ASK, CONSTRUCT, DESCRIBE"):
        check(query)


def test_a_long_query_is_refused_at_once() -> None:
    """Length has a bound, told before any parser sees the text."""
    with pytest.raises(QueryError, match=f"at most {MAX_LENGTH}"):
        check("SELECT * {} #" + "x" * MAX_LENGTH)


@pytest.mark.parametrize("text", ["(", '"', "'", '"""', "<", "\\", "?a", " ", "PREFIX a: <b> ", "#\n", "<a>", "''"])
def test_judging_takes_linear_time(text: str) -> None:
    """The longest text of any one thing is judged in a moment."""
    start = time.perf_counter()
    with suppress(QueryError):
        check("SELECT " + (text * MAX_LENGTH)[: MAX_LENGTH - 7])
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize("query", HONEST, ids=range(len(HONEST)))
def test_honest_queries_pass(query: str) -> None:
    """Brackets and words inside strings, IRIs and comments mean nothing, and the store runs what passes."""
    check(query)
    Store(None).run(query)


def test_our_own_queries_pass() -> None:
    """The rules and questions of the ontology would be accepted from a user."""
    paths = sorted(ontology_dir().rglob("*.rq"))
    assert paths
    for path in paths:
        check(path.read_text(encoding="utf-8"))


PIECES = st.sampled_from(
    [
        "SERVICE",
        " ",
        "\n",
        "\r",
        "#",
        "'",
        "'''",
        '"',
        '"""',
        "<",
        ">",
        "<http://a/>",
        "{",
        "}",
        "(",
        ")",
        "?s ?p ?o",
        "?s",
        ".",
        ":",
        "id:a",
        "\\",
        "\\#",
        "\\'",
        "FILTER(?s<?p",
        "||1=1)",
        "#>",
        "'>",
        "BIND(1 AS ?z)",
        "OPTIONAL {",
        "UNION",
        "@en",
        "5",
        "true",
        "\\u0022",
        "VALUES ?v {",
        "<=",
        "<<",
        ">>",
        "^^",
        "SILENT",
        "_:b",
        "-",
        "EXISTS {",
    ]
)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(PIECES, max_size=6).map("".join),
    st.lists(PIECES, max_size=3).map("".join),
    st.sampled_from(["", "}", "\n}", "#'\n}"]),
)
@example(before="?s ?p ?o . #\r", after="", end="\n}")
@example(before="?s ?p ?o FILTER(?s<?p||1=1)SERVICE#>\n", after="", end="}")
def test_what_passes_never_reaches_out(before: str, after: str, end: str) -> None:
    """Whatever is put around it: a query that the guard lets pass does not make the store call a service."""
    query = f"SELECT * {{{before}SERVICE {OUT}{after}{end}"
    try:
        check(query)
    except QueryError:
        return
    try:
        for _ in ox.Store().query(query, prefixes=PREFIXES):  # type: ignore[union-attr]
            pass
    except (RuntimeError, SyntaxError, TypeError, ValueError):
        pass
