"""The site: the pages and the JSON of a warehouse, for this machine alone."""

import asyncio
import json
from urllib.parse import quote, urlencode

import pytest

import provenance
from provenance.errors import InputError, NoWarehouseError
from provenance.pipeline.site import CALLS, HOST, application, openapi

PORT = 8321
LEAD = (
    "PORT ELM, Oct. 4 (Reuters) - The harbour council of Port Elm voted nine to four on Friday to close the old grain "
    "terminal and to sell its eleven silos to a cooperative of fishing families from the northern quays."
)
REST = (
    "Members of the cooperative said they would turn four of the silos into cold stores and rent out the others. "
    "The buyers will pay six million crowns in three instalments, the last of them due at the end of next summer."
)


@pytest.fixture(scope="module")
def site(site_db):
    return application(site_db, PORT)


@pytest.fixture(scope="module")
def site_db(tmp_path_factory):
    db = tmp_path_factory.mktemp("site") / "w.duckdb"
    rows = [("reuters", "Reuters", "08"), ("gazette/elm <b>", "Elm Gazette", "11")]
    records = [
        {
            "id": name, "outlet": outlet, "published_at": f"2024-10-04T{hour}:00:00Z", "text": f"{LEAD}\n\n{REST}",
            "title": "Silos sold" if hour == "08" else "<script>alert(1)</script>",
        }
        for name, outlet, hour in rows
    ]  # fmt: skip
    source = db.with_name("documents.jsonl")
    source.write_text("\n".join(map(json.dumps, records)))
    provenance.trace([source], db)
    return db


def ask(site, path, method="GET", body=b"", headers=()):
    """Ask the application, and return its status, its headers and its text."""
    path, _, query = path.partition("?")
    given = {"host": f"{HOST}:{PORT}", **dict(headers)}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "server": (HOST, PORT), "client": (HOST, 50000),
    }  # fmt: skip
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    asyncio.run(site(scope, receive, send))
    text = b"".join(message.get("body", b"") for message in sent[1:]).decode()
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}, text


def test_the_first_page_lists_the_stories(site):
    status, headers, text = ask(site, "/")
    assert status == 200
    assert "Silos sold" in text
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/story/reuters", "/document/gazette/elm <b>", "/outlet/Reuters", "/agency/Reuters"])
def test_a_story_is_the_page_of_the_report(site, path):
    status, _, text = ask(site, path)
    assert status == 200
    assert 'id="edge-1"' in text
    assert "<script>alert(1)</script>" not in text


def test_what_is_not_there_is_said(site):
    status, _, text = ask(site, "/document/nothing-like-it")
    assert status == 404
    assert "no document is called" in text


def test_find_and_paste(site):
    assert "Silos sold" in ask(site, "/find?q=silos")[2]
    body = urlencode({"text": LEAD}).encode()
    status, _, text = ask(site, "/where", "POST", body)
    assert status == 200
    assert "possible source" in text
    assert (
        "Nothing found" in ask(site, "/where", "POST", urlencode({"text": "No such words were ever here"}).encode())[2]
    )
    assert "the text is empty" in ask(site, "/where", "POST", b"text=")[2]


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/api/stories", "story_id"), ("/api/edges?document=reuters", "source_id"), ("/api/find?q=silos", "found_in"),
        (f"/api/passages?a=reuters&b={quote('gazette/elm <b>')}", "left_start"),
        ("/api/questions/weakest_edges?limit=1", "confidence"),
    ],
)  # fmt: skip
def test_the_api_answers_rows(site, path, key):
    status, headers, text = ask(site, path)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert key in json.loads(text)[0]


def test_the_api_says_what_is_wrong(site):
    status, _, text = ask(site, "/api/edges?document=nope")
    assert status == 400
    assert "no document is called" in json.loads(text)["error"]


def test_the_api_finds_a_text(site):
    rows = json.loads(ask(site, "/api/where", "POST", LEAD.encode())[2])
    assert {row["document_id"] for row in rows} == {"reuters", "gazette/elm <b>"}


def test_every_call_is_documented(site):
    described = json.loads(ask(site, "/api/openapi.json")[2])
    assert described == openapi()
    assert set(described["paths"]) == {call.path for call in CALLS}


@pytest.mark.parametrize(
    "headers", [{"host": "evil.example"}, {"host": f"evil.example:{PORT}"}, {"origin": "https://evil.example"}]
)
def test_other_sites_are_refused(site, headers):
    assert ask(site, "/", headers=headers)[0] == 403


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_is_written(site, method):
    assert ask(site, "/story/reuters", method)[0] == 405


def test_a_file_that_is_not_there_is_an_error_at_once(tmp_path):
    with pytest.raises(NoWarehouseError):
        provenance.serve(tmp_path / "no.duckdb", open_browser=False)


def test_a_port_that_is_taken_is_said(tmp_path):
    import socket

    (tmp_path / "a.txt").write_text("One text that nobody else has, about the price of apples in the market hall.")
    provenance.add([tmp_path / "a.txt"], tmp_path / "w.duckdb")
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        for port in (other.getsockname()[1], 99_999):
            with pytest.raises(InputError, match="cannot listen on port"):
                provenance.serve(tmp_path / "w.duckdb", port=port, open_browser=False)


# -- rulings -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def ruled(site_db, tmp_path):
    db = tmp_path / "w.duckdb"
    db.write_bytes(site_db.read_bytes())
    return application(db, PORT, rulings=True), db


def form(**values):
    return urlencode({"document": "gazette/elm <b>", "source": "reuters", "verdict": "no", **values}).encode()


def token_of(site):
    text = ask(site, "/story/reuters")[2]
    return text.split('name="token" value="')[1].split('"')[0]


def rulings(db):
    with provenance.Warehouse.open(db) as warehouse:
        return warehouse.query("reports/rulings").height


def test_nobody_rules_where_it_is_not_wanted(site):
    assert 'name="token"' not in ask(site, "/story/reuters")[2]
    assert ask(site, "/rule", "POST", form())[0] == 404


def test_a_form_of_its_own_page_rules(ruled):
    site, db = ruled
    status, headers, _ = ask(site, "/rule", "POST", form(token=token_of(site), note="<b>why</b>"))
    assert (status, headers["location"]) == (303, f"/document/{quote('gazette/elm <b>', safe='')}")
    assert rulings(db) == 1
    assert ask(site, "/rule")[0] == 405


@pytest.mark.parametrize(
    ("values", "headers"),
    [
        ({}, {}), ({"token": "guessed"}, {}), ({"token": ""}, {}),
        ({"token": None}, {"origin": "https://evil.example"}), ({"token": None}, {"sec-fetch-site": "cross-site"}),
        ({"token": None}, {"host": "evil.example"}),
    ],
)  # fmt: skip
def test_other_forms_rule_on_nothing(ruled, values, headers):
    site, db = ruled
    sent = {name: token_of(site) if value is None else value for name, value in values.items()}
    assert ask(site, "/rule", "POST", form(**sent), headers)[0] == 403
    assert rulings(db) == 0


@pytest.mark.parametrize("values", [{"verdict": "perhaps"}, {"document": "nope"}, {"source": "<script>"}])
def test_a_ruling_that_makes_no_sense_is_said(ruled, values):
    site, db = ruled
    status, _, text = ask(site, "/rule", "POST", form(**{"token": token_of(site), **values}))
    assert status == 400
    assert "<script>alert" not in text
    assert rulings(db) == 0


def test_the_paste_box_says_how_it_looked_and_what_it_did_not_look_for(site):
    body = urlencode({"text": "No such words were ever here, nor anything that resembles them in the least."}).encode()
    assert "Looked for runs of the same words" in ask(site, "/where", "POST", body)[2]
    body = urlencode({"text": LEAD}).encode()
    assert "It credits Reuters" in ask(site, "/where", "POST", body)[2]
