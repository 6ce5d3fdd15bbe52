"""The guard of user queries: what reaches out, writes or is too much is refused; honest queries pass."""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model.errors import QueryError
from kg.model.iris import PREFIXES, ontology_dir
from kg.query.guard import MAX_LENGTH, MAX_NESTING, MAX_OPERATORS, check
from kg.store.embedded import Store

OUT = "<http://127.0.0.1:9/> { ?a ?b ?c }"

SERVICE = [
    f"SELECT * {{ SERVICE {OUT} }}",
    f"select * {{ service {OUT} }}",
    f"SELECT * {{ SeRvIcE SILENT {OUT} }}",
    f"SELECT * {{ SERVICESILENT{OUT} }}",
    f"SELECT * {{?s ?p ?o.SERVICE{OUT}}}",
    f"SELECT * {{ SERVICE # a comment\n {OUT} }}",
    f"SELECT * {{ # a comment\n SERVICE {OUT} }}",
    f"SELECT * {{ #\rSERVICE {OUT}\n}}",
    f"SELECT * {{ #\r\nSERVICE {OUT}\r\n}}",
    f"SELECT * {{ ?s ?p '#' . SERVICE {OUT} }}",
    f"SELECT * {{ ?s ?p 'it\\'s' . SERVICE {OUT} #'\n}}",
    f'SELECT * {{ ?s ?p """a"b""" . SERVICE {OUT} #"""\n}}',
    f'SELECT * {{ ?s ?p "\\u0022 }} #" . SERVICE {OUT} }}',
    f'SELECT * {{ ?s ?p "a\\u0022 . SERVICE {OUT} #" }}',
    "SELECT * { \\u0053ERVICE " + OUT + " }",
    "SELECT * { S\\u0045RVICE " + OUT + " }",
    f"SELECT * {{ ?s ?p <http://a#b> . SERVICE {OUT} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?s<?p)SERVICE#>\n{OUT} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(?s<'x>')SERVICE {OUT} #'\n}}",
    f"SELECT * {{ ?s ?p ?o FILTER(?s<?p#>'''\n)SERVICE {OUT} #'''\n}}",
    f"SELECT * {{ ?s ?p id:a\\# . SERVICE {OUT}\n}}",
    f"SELECT * {{ ?s ?p id:a\\' . SERVICE {OUT} #'\n}}",
    f"SELECT * {{ ?s ?p ?o {{ SELECT * {{ SERVICE {OUT} }} }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER EXISTS {{ SERVICE {OUT} }} }}",
    f"SELECT * {{ ?s ?p ?o FILTER(NOT EXISTS {{ SERVICE {OUT} }}) }}",
    f"SELECT (EXISTS {{ SERVICE {OUT} }} AS ?x) {{}}",
    f"SELECT * {{ OPTIONAL {{ SERVICE {OUT} }} }}",
    f"SELECT * {{ ?s ?p ?o MINUS {{ SERVICE {OUT} }} }}",
    f"SELECT * {{ {{}} UNION {{ SERVICE {OUT} }} }}",
    f"SELECT * {{ GRAPH ?g {{ SERVICE {OUT} }} }}",
    f"SELECT * {{ LATERAL {{ SERVICE {OUT} }} }}",
    "SELECT * { BIND(<http://127.0.0.1:9/> AS ?e) SERVICE ?e { ?a ?b ?c } }",
    "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICEe:x { ?a ?b ?c } }",
    "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE:x { ?a ?b ?c } }",
    f"ASK {{ SERVICE {OUT} }}",
    f"DESCRIBE ?s {{ SERVICE {OUT} }}",
    f"CONSTRUCT {{ ?a ?b ?c }} WHERE {{ SERVICE {OUT} }}",
    f"SELECT * {{ ?s ?p ?o }} ORDER BY EXISTS {{ SERVICE {OUT} }}",
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
    "PREFIX SELECT: <http://a/> DROP ALL",
    "BASE <http://a/> PREFIX a: <b>\nINSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "SELECT * {} ; DROP ALL",
    "",
    "# nothing",
    "EXPLAIN SELECT * {}",
]
TOO_MUCH = [
    "SELECT * { FILTER(" + "(" * 5_000 + "1" + ")" * 5_000 + ") }",
    "SELECT * " + "{" * 5_000 + "}" * 5_000,
    "SELECT * { ?s ?p " + "[?p " * (MAX_NESTING + 1) + "1" + "]" * (MAX_NESTING + 1) + " }",
    "SELECT * { FILTER(?a<" + "(" * 5_000 + "?b>?c" + ")" * 5_000 + ") }",
    "SELECT * { " + "<<" * 50 + "?s ?p ?o" + ">> ?p ?o" * 50 + " }",
    "SELECT * { FILTER(" + "!" * 16_000 + "?s) }",
    "SELECT * { FILTER(" + "+".join(["?s"] * 8_000) + ") }",
    "SELECT * { FILTER(" + " - ".join(["?s"] * 5_000) + ") }",
    "SELECT * { FILTER(" + "*".join(["?s"] * 8_000) + ") }",
    "SELECT * { ?s " + "/".join(["a"] * 8_000) + " ?o }",
    "SELECT * {} #" + "x" * 33_000,
    "SELECT * { ?s ?p 'not closed }",
    "SELECT * { ?s ?p '''not closed }",
]
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
]


@pytest.mark.parametrize("query", SERVICE)
def test_no_spelling_of_service_passes(query: str) -> None:
    """Whether in a comment's reach, a subquery or an escape: SERVICE, or what might hide it, is refused."""
    with pytest.raises(QueryError):
        check(query)


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


@pytest.mark.parametrize("query", WRITES)
def test_nothing_writes(query: str) -> None:
    """An update, and whatever does not begin as a query, is refused with the way to go."""
    with pytest.raises(QueryError, match="begins with SELECT, ASK, CONSTRUCT, DESCRIBE"):
        check(query)


@pytest.mark.parametrize("query", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_too_much_is_refused_at_once(query: str) -> None:
    """Depth, operators in a row and length have bounds, told before any parser sees the text."""
    start = time.perf_counter()
    with pytest.raises(QueryError):
        check(query)
    assert time.perf_counter() - start < 0.5


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


@pytest.mark.parametrize(
    ("before", "opening", "inside", "closing", "behind"),
    [
        ("SELECT * {?s ?p ?o FILTER", "(", "?o>1", ")", "}"),
        ("SELECT * ", "{", "?s ?p ?o", "}", ""),
        ("SELECT * {?s ?p ", "[?p ", "?o", "]", "}"),
        ("SELECT * {?s ?p ", "(", "?o", ")", "}"),
        ("SELECT (", "STR(", "?s", ")", " AS ?x) {}"),
        ("SELECT * {?s ", "(", "trade:a", ")*", " ?o}"),
        ("SELECT * {", "OPTIONAL {", "?s ?p ?o", "}", "}"),
        ("SELECT * {", "FILTER EXISTS {", "?s ?p ?o", "}", "}"),
        ("SELECT * {", "{?a ?b ?c} UNION {", "?s ?p ?o", "}", "}"),
    ],
)
def test_the_allowed_depth_is_accepted_by_the_parser(
    before: str, opening: str, inside: str, closing: str, behind: str
) -> None:
    """What the guard allows the store parses and runs, in a moment; one more is refused by the guard."""
    outer = before.count("(") + before.count("{")

    def nested(depth: int) -> str:
        return before + opening * depth + inside + closing * depth + behind

    check(nested(MAX_NESTING - outer))
    start = time.perf_counter()
    list(Store(None).run(nested(MAX_NESTING - outer)))  # type: ignore[arg-type]
    assert time.perf_counter() - start < 2
    with pytest.raises(QueryError, match="nested more than"):
        check(nested(MAX_NESTING - outer + 1))


@pytest.mark.parametrize("chain", ["FILTER(%s?s)|!", "FILTER(?s%s)|+?s", "FILTER(?s%s)|-1", "?s a%s ?o|/a"])
def test_the_allowed_operators_do_not_end_the_process(chain: str) -> None:
    """As many operators in a row as the guard allows are run by the store; one more is refused."""
    pattern, step = chain.split("|")
    allowed = "SELECT*{" + pattern % (step * (MAX_OPERATORS - 1)) + "}"
    check(allowed)
    code = "import sys\nfrom kg.store.embedded import Store\nprint(len(list(Store(None).run(sys.stdin.read()))))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=allowed, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    with pytest.raises(QueryError, match="operators"):
        check("SELECT*{" + pattern % (step * MAX_OPERATORS) + "}")


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
