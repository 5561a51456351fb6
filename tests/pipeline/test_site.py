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
def site(tmp_path_factory):
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
    return application(db, PORT)


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
