"""The site: the pages of reports over the whole warehouse, on this machine alone, with search, a paste box and JSON.

Only this module imports starlette and uvicorn. A request opens the database for reading and lets it go again; under
a steady load the file is free for a moment every two seconds, so that a writer gets its turn. Answers are kept as long
as the file stays as it is.
"""

from __future__ import annotations

import getpass
import hmac
import io
import json
import secrets
import socket
import webbrowser
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from provenance.arguments import json_scalar
from provenance.errors import InputError, MissingExtraError, ProvenanceError, UsageError
from provenance.pipeline.kept_answers import KeptAnswers
from provenance.pipeline.report import gather, scope_of, select
from provenance.pipeline.rulings import rule
from provenance.pipeline.turns import Turns
from provenance.pipeline.where import where
from provenance.progress import Tell, notebook_line
from provenance.reports.answers import BASES, credit_lines, looked_for
from provenance.reports.data_formats import write_json
from provenance.reports.pages.material import MOST_LISTED, MOST_PASTED_BYTES
from provenance.reports.pages.rendering import render_report, render_site_page
from provenance.reports.pages.templates import content_policy
from provenance.reports.view import UNCUT
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    import polars as pl

    Request = Any
    Response = Any
    Page = Callable[[Warehouse, Mapping[str, str]], str]
    Opening = Callable[[], AbstractContextManager[Warehouse]]

HOST = "127.0.0.1"
STORY_PAGES = {"story": "chain", "document": "document", "outlet": "outlet", "agency": "agency"}
"""The addresses of reports, and what the name in each is of."""
SEE_OTHER = 303
"""The status that leads a browser on to another address."""


@dataclass(frozen=True)
class Call:
    """One call of the JSON API: its path, what it answers, its parameters with their meanings, and how it answers."""

    path: str
    answers: str
    parameters: Mapping[str, str]
    answer: Callable[[Warehouse, Mapping[str, str]], pl.DataFrame]
    method: str = "GET"


def site_stories(warehouse: Warehouse, values: Mapping[str, str]) -> pl.DataFrame:
    """Return the stories, the largest first."""
    chains = warehouse.select_chains(
        values.get("name"), outlet=values.get("outlet"), agency=values.get("agency")
    ).chains
    return warehouse.query("reports/stories", {"selected": chains})


def site_edges(warehouse: Warehouse, values: Mapping[str, str]) -> pl.DataFrame:
    """Return the edges of the stories that the document is in, or of all."""
    name = values.get("document")
    chains = warehouse.chains(warehouse.document_id(name) if name else None)
    documents = chains["document_id"].unique().sort().to_list()
    return warehouse.query("exports/edges", None, documents=documents)


def site_passages(warehouse: Warehouse, values: Mapping[str, str]) -> pl.DataFrame:
    """Return the passages that two documents share."""
    pair = (warehouse.document_id(values.get(name, "")) for name in ("a", "b"))
    return warehouse.compare(*pair).passages


def parameters_of(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the parameters of a ready question, numbers as such."""
    return {name: json_scalar(value) for name, value in values.items() if name != "name"}


CALLS = (
    Call(
        "/api/stories", "Which stories are there, the largest first?",
        {"name": "a document or an outlet", "outlet": "an outlet", "agency": "an outlet that they go back to"},
        site_stories,
    ),
    Call("/api/edges", "Which document derives from which?", {"document": "only its stories"}, site_edges),
    Call("/api/passages", "Which passages do two documents share?", {"a": "a document", "b": "another"}, site_passages),
    Call(
        "/api/find", "What holds these words?", {"q": "words"},
        lambda warehouse, values: warehouse.find(values.get("q", "")),
    ),
    Call(
        "/api/questions/{name}", "What is the answer to a ready question?",
        {"name": "the question; its parameters beside it"},
        lambda warehouse, values: warehouse.ask(values["name"], **parameters_of(values)),
    ),
    Call(
        "/api/where", "Where is the text of the request's body from?", {},
        lambda warehouse, values: where(warehouse, values["body"]).sources, method="POST",
    ),
)  # fmt: skip
"""The JSON API: every call is documented in ``/api/openapi.json``."""


def openapi() -> dict[str, Any]:
    """Return the description of the JSON API as OpenAPI 3.1."""
    paths: dict[str, Any] = {}
    for call in CALLS:
        parameters = [
            {
                "name": name, "in": "path" if f"{{{name}}}" in call.path else "query", "description": meaning,
                "required": f"{{{name}}}" in call.path, "schema": {"type": "string"},
            }
            for name, meaning in call.parameters.items()
        ]  # fmt: skip
        rows = {"type": "array", "items": {"type": "object"}}
        answers = {
            "200": {"description": "rows", "content": {"application/json": {"schema": rows}}},
            "400": {"description": "a name is not known, or a value cannot be read: error and remedy"},
        }
        operation = {"summary": call.answers, "parameters": parameters, "responses": answers}
        if call.method == "POST":
            operation["requestBody"] = {"content": {"text/plain": {"schema": {"type": "string"}}}}
        paths[call.path] = {call.method.lower(): operation}
    return {"openapi": "3.1.0", "info": {"title": "provenance", "version": "1"}, "paths": paths}


def library(name: str) -> Any:  # noqa: ANN401 - a module of an optional library
    """Return a module of the extra ``serve``.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        raise MissingExtraError(
            "the site is served with a library that is not installed", "pip install 'news-provenance[serve]'"
        ) from None


def application(db: str | Path, port: int, wait: float = 0.0, *, rulings: bool = False) -> Any:  # noqa: ANN401 - an application of starlette
    """Return the site as an ASGI application; it answers to the names of this machine alone.

    It only reads, but for rulings on edges where those are wanted: a form of its own pages sends one, with a token that
    no other site knows.
    """
    token = secrets.token_urlsafe(24) if rulings else ""
    responses, routing = library("starlette.responses"), library("starlette.routing")
    applications = library("starlette.applications")
    open_warehouse, answers = Turns(partial(Warehouse.open, db, wait=wait)).reading, KeptAnswers(Path(db))

    def page(name: str, build: Page) -> Any:  # noqa: ANN401 - a route
        def answer(request: Request) -> Response:
            values = dict(request.query_params) | request.path_params
            status, content = answers.answer(question(name, values), lambda: answer_page(open_warehouse, build, values))
            return responses.HTMLResponse(content, status_code=status)

        return routing.Route(name, answer, methods=["GET"])

    async def rule_on_edge(request: Request) -> Response:
        form = parse_qs((await limited_body(request)).decode("utf-8", "replace"), keep_blank_values=True)
        values = {name: texts[0] for name, texts in form.items()}
        if not is_own_form(request.headers, values.get("token", ""), token):
            return responses.PlainTextResponse("this form is not of this site\n", status_code=403)
        run = library("starlette.concurrency").run_in_threadpool
        status, text = await run(answer_ruling, db, max(wait, 10.0), values)
        if status == SEE_OTHER:
            return responses.RedirectResponse(text, status_code=SEE_OTHER)
        return responses.HTMLResponse(text, status_code=status)

    async def paste(request: Request) -> Response:
        body = await limited_body(request)
        text = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).get("text", [""])[0]
        run = library("starlette.concurrency").run_in_threadpool
        return responses.HTMLResponse(await run(answer_paste, open_warehouse, text))

    def call_route(call: Call) -> Any:  # noqa: ANN401 - a route
        async def answer(request: Request) -> Response:
            values = dict(request.query_params) | request.path_params
            if call.method == "POST":
                values["body"] = (await limited_body(request)).decode("utf-8", "replace")
            find = partial(answer_call, open_warehouse, call, values)
            answering = find if call.method == "POST" else partial(answers.answer, question(call.path, values), find)
            status, content = await library("starlette.concurrency").run_in_threadpool(answering)
            return responses.Response(content, status_code=status, media_type="application/json")

        return routing.Route(call.path, answer, methods=[call.method])

    routes = [
        page("/", home_page),
        page("/find", find_page),
        *(page(f"/{kind}/{{{name}:path}}", partial(story_page, token=token)) for kind, name in STORY_PAGES.items()),
        routing.Route("/where", paste, methods=["POST"]),
        routing.Route("/api/openapi.json", lambda _: responses.JSONResponse(openapi()), methods=["GET"]),
        *(call_route(call) for call in CALLS),
        *([routing.Route("/rule", rule_on_edge, methods=["POST"])] if rulings else []),
    ]
    return Hardened(applications.Starlette(routes=routes), port)


def question(address: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return what tells a request from others that have another answer."""
    return (address, *(text for item in sorted(values.items()) for text in item))


def answer_page(open_warehouse: Opening, build: Page, values: Mapping[str, str]) -> tuple[int, bytes]:
    """Return the status and the HTML of a page, or of one that says what is wrong."""
    try:
        with open_warehouse() as warehouse:
            return 200, build(warehouse, values).encode()
    except ProvenanceError as error:
        return 404, render_site_page("problem", {"problem": str(error), "remedy": error.remedy}).encode()


async def limited_body(request: Request) -> bytes:
    """Return the body of a request, cut where it is longer than a text that anyone pastes."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_PASTED_BYTES:
            break
    return bytes(body[:MOST_PASTED_BYTES])


def is_own_form(headers: Mapping[str, str], sent: str, token: str) -> bool:
    """Return whether a form was sent by a page of this site: it has the token, and the browser names no other site."""
    is_same = headers.get("sec-fetch-site", "same-origin") == "same-origin"
    return is_same and bool(token) and hmac.compare_digest(sent.encode(), token.encode())


def answer_ruling(db: str | Path, wait: float, values: Mapping[str, str]) -> tuple[int, str]:
    """Record a ruling on an edge; return where its document is shown now, or the page that says what is wrong."""
    document, verdict = values.get("document", ""), values.get("verdict", "")
    try:
        if verdict not in ("yes", "no"):
            raise UsageError(f"{verdict!r} is no verdict", "rule yes or no")
        rule(
            "edge", document, verdict, source=values.get("source", ""), db=db, note=values.get("note") or None,
            who=getpass.getuser(), wait=wait,
        )  # fmt: skip
    except ProvenanceError as error:
        return 400, render_site_page("problem", {"problem": str(error), "remedy": error.remedy})
    return SEE_OTHER, f"/document/{quote(document, safe='')}"


def answer_paste(open_warehouse: Opening, text: str) -> str:
    """Return the page that says where a pasted text is from."""
    try:
        with open_warehouse() as warehouse:
            result = where(warehouse, text)
    except ProvenanceError as error:
        return render_site_page("problem", {"problem": str(error), "remedy": error.remedy})
    content = {
        "rows": result.sources.rows(named=True),
        "corpus": result.corpus,
        "text": text,
        "how": BASES.get(result.basis, ""),
        "looked_for": looked_for(result.corpus, result.basis),
        "credit_lines": credit_lines(result.credits, UNCUT),
    }
    return render_site_page("where", content)


def answer_call(open_warehouse: Opening, call: Call, values: Mapping[str, str]) -> tuple[int, bytes]:
    """Return the status and the JSON of one call of the API."""
    try:
        with open_warehouse() as warehouse:
            frame = call.answer(warehouse, values)
    except ProvenanceError as error:
        return 400, json.dumps({"error": str(error), "remedy": error.remedy}).encode()
    stream = io.BytesIO()
    write_json(stream, frame)
    return 200, stream.getvalue()


def home_page(warehouse: Warehouse, _: Mapping[str, str]) -> str:
    """Return the first page: search, the paste box, and the stories."""
    stories = site_stories(warehouse, {})
    corpus = warehouse.query("pages/corpus").row(0, named=True)
    rows = stories.head(MOST_LISTED).rows(named=True)
    return render_site_page("home", {"stories": rows, "more": stories.height - len(rows), "corpus": corpus})


def find_page(warehouse: Warehouse, values: Mapping[str, str]) -> str:
    """Return what holds the words of a search."""
    words = values.get("q", "")
    return render_site_page("find", {"words": words, "rows": warehouse.find(words).rows(named=True)})


def story_page(warehouse: Warehouse, values: Mapping[str, str], token: str = "") -> str:
    """Return the report of a story, a document, an outlet or an agency."""
    names = [values.get(kind) for kind in ("chain", "document", "outlet", "agency")]
    title, outlet, document, rows = select(warehouse, *names)
    return render_report(gather(warehouse, scope_of(rows, title, warehouse, outlet, document)), site=True, token=token)


class Hardened:
    """An application that answers to the names of this machine alone, and whose pages load and frame nothing."""

    def __init__(self, application: Any, port: int) -> None:  # noqa: ANN401 - any ASGI application
        self.application = application
        names = (HOST, "localhost", "[::1]")
        self.hosts = {f"{name}:{port}".encode() for name in names} | {name.encode() for name in names if port == 80}
        self.headers = [
            (b"content-security-policy", f"{content_policy(site=True)}; frame-ancestors 'none'".encode()),
            (b"x-content-type-options", b"nosniff"), (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"), (b"cache-control", b"no-store"),
        ]  # fmt: skip

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own
        """Answer a request, or refuse one that names another host or comes from another site."""
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        is_own = origin is None or origin.removeprefix(b"http://") in self.hosts
        if headers.get(b"host") not in self.hosts or not is_own:
            await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"this site answers to this machine alone\n"})
            return

        async def send_hardened(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self.headers]
            await send(message)

        await self.application(scope, receive, send_hardened)


def serve(
    db: str | Path = "provenance.duckdb",
    *,
    port: int = 8321,
    open_browser: bool = True,
    wait: float = 0.0,
    rulings: bool = False,
    tell: Tell = notebook_line,
) -> None:
    """Serve the site on this machine until it is interrupted. It only reads, but for rulings where those are wanted.

    Args:
        db: the database file.
        port: where it listens, on 127.0.0.1; 0 for any that is free.
        open_browser: whether to open the first page.
        wait: seconds that a request waits for another process to let go of the file.
        rulings: whether its pages have buttons that rule on edges.
        tell: takes the address, as words.

    Raises:
        InputError: the port is taken.
        MissingExtraError: the libraries of the extra ``serve`` are not installed.

    Example:
        >>> provenance.serve("provenance.duckdb", port=0)  # doctest: +SKIP
    """
    uvicorn = library("uvicorn")
    with Warehouse.open(db, wait=wait):
        pass  # a file that is no warehouse is an error now, not at the first request
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or "ports are numbers from 0 to 65535"
        raise InputError(f"cannot listen on port {port}: {reason}", "give another one: --port NUMBER") from error
    number = listener.getsockname()[1]
    address = f"http://{HOST}:{number}/"
    tell(f"{address} (on this machine alone; Ctrl-C ends it)")
    if open_browser:
        webbrowser.open(address)
    site = application(db, number, wait, rulings=rulings)
    settings = uvicorn.Config(site, log_level="warning", server_header=False, lifespan="off")
    try:
        uvicorn.Server(settings).run(sockets=[listener])
    except KeyboardInterrupt:
        tell("ended")
