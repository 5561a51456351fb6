"""A report: what a person hands on, made from the answers of the warehouse."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from provenance.errors import UsageError
from provenance.progress import Progress, notebook_progress, silent
from provenance.reports.made import Export, Piece, Report
from provenance.reports.output_formats import export_format, replace_file, write_output
from provenance.reports.pages.material import LISTED_IDS, MOST_DOCUMENTS, MOST_STORIES, Material, Scope, Statement
from provenance.reports.pages.registry import page_queries
from provenance.warehouse import sql_files
from provenance.warehouse.names import source_named
from provenance.warehouse.warehouse import Warehouse

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

    from provenance.warehouse.sql_files import Value


def report(
    output: str | Path,
    db: str | Path = "provenance.duckdb",
    *,
    chain: str | None = None,
    document: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    draw: Literal["story", "matrix"] = "story",
    wait: float = 0.0,
    progress: Progress = notebook_progress,
) -> Report:
    """Write a report as one HTML file that needs nothing outside itself, as a memo in Markdown, or as a picture.

    Args:
        output: the file to write, complete or not at all: ``.md`` is a memo, ``.svg`` a picture, all else the page.
        db: the database file.
        chain: only this story: the id of its chain.
        document: only the stories that this document is in, by any name of it.
        outlet: only stories with a document of this outlet.
        agency: only stories that go back to this outlet, through any number of hands.
        draw: what a picture shows: the largest story, or the matrix of the outlets.
        wait: seconds to wait for another process to let go of the file.
        progress: called with the step, and tables read and in all.

    Raises:
        UsageError: a name is not known, or means several; more than one of the four is given; nothing to draw.

    Example:
        >>> _ = provenance.report("ferry.html", "provenance.duckdb", document="ap-ferry")
        >>> "Night Owl Blog" in Path("ferry.html").read_text(encoding="utf-8")
        True
    """
    from provenance.reports.pages.rendering import render_figure, render_memo, render_report

    with Warehouse.open(db, wait=wait) as warehouse:
        title, outlet_id, document_id, rows = select(warehouse, chain, document, outlet, agency)
        material = gather(warehouse, scope_of(rows, title, warehouse, outlet_id, document_id), progress)
    forms: dict[str, Callable[[Material], str]] = {".md": render_memo, ".svg": partial(render_figure, subject=draw)}
    page = forms.get(Path(output).suffix.lower(), render_report)(material).encode("utf-8", "replace")
    replace_file(Path(output), lambda file: file.writelines([page]))
    scope = material.scope
    return Report(Path(output), len(scope.chains), len(scope.documents), scope.other_stories, len(page))


def piece(
    name: str | None = None,
    db: str | Path | Warehouse = "provenance.duckdb",
    *,
    chain: str | None = None,
    document: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    height: int = 640,
) -> Piece:
    """Return one page of a report, or all, as a notebook shows it.

    Args:
        name: of the page: ``story``, ``edges``, ``ledger``, ``texts``, ``matrix``, ``delays``, ``outlets``, ``doubts``
            or ``corpus``; None for all.
        db: the database file, or a warehouse that is open.
        chain: see :func:`report`, as ``document``, ``outlet`` and ``agency``.
        document: see :func:`report`.
        outlet: see :func:`report`.
        agency: see :func:`report`.
        height: of the frame, in pixels.

    Raises:
        UsageError: see :func:`report`; there is no such page.

    Example:
        >>> "Night Owl Blog" in provenance.piece("story", warehouse, document="owl-ferry").page
        True
    """
    from provenance.reports.pages.rendering import render_report

    with nullcontext(db) if isinstance(db, Warehouse) else Warehouse.open(db) as warehouse:
        title, outlet_id, document_id, rows = select(warehouse, chain, document, outlet, agency)
        material = gather(warehouse, scope_of(rows, title, warehouse, outlet_id, document_id))
    return Piece(title, render_report(material, only=name), height)


def export(
    output: str | Path,
    db: str | Path = "provenance.duckdb",
    *,
    form: str | None = None,
    chain: str | None = None,
    document: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    wait: float = 0.0,
    progress: Progress = notebook_progress,
) -> Export:
    """Write what the warehouse holds in a form that other programs read.

    Args:
        output: the file or folder to write, complete or not at all.
        db: the database file.
        form: name of an output format that is an export; where None, the ending of ``output`` says it.
        chain: only this story; ``document``, ``outlet`` and ``agency`` as in :func:`report`.
        document: only the stories that this document is in, by any name of it.
        outlet: only stories with a document of this outlet.
        agency: only stories that go back to this outlet, through any number of hands.
        wait: seconds to wait for another process to let go of the file.
        progress: called with the step, and tables read and in all.

    Raises:
        UsageError: there is no such form; a name is not known, or means several.
        MissingExtraError: the form is written with a library that is not installed.

    Example:
        >>> _ = provenance.export("chains.graphml", "provenance.duckdb")
        >>> import networkx
        >>> networkx.read_graphml("chains.graphml").number_of_edges()
        12
    """
    output_format = export_format(form, Path(output))
    with Warehouse.open(db, wait=wait) as warehouse:
        scope = None
        if chain or document or outlet or agency:
            _, _, _, rows = select(warehouse, chain, document, outlet, agency)
            scope = sorted({document_id for ids in rows["document_ids"].to_list() for document_id in ids})
        frames = []
        for number, name in enumerate(output_format.queries, 1):
            takes = {parameter.name for parameter in sql_files.query(name).parameters}
            frames.append(warehouse.query(name, None, **({"documents": scope} if "documents" in takes else {})))
            progress("tables", number, len(output_format.queries))
        if output_format.holds_report:
            frames.append(report_frame(warehouse, (chain, document, outlet, agency)))
    write_output(output_format, frames, Path(output))
    return Export(Path(output), output_format.name, output_format.meaning, len(frames), frames[0].height)


def report_frame(warehouse: Warehouse, names: tuple[str | None, str | None, str | None, str | None]) -> pl.DataFrame:
    """Return the report of what is exported, as a frame of one row (``title``, ``page``, ``made_at``).

    It is as old as the last run, so that one database gives one file.
    """
    import polars as pl

    from provenance.reports.pages.rendering import render_report

    title, outlet_id, document_id, rows = select(warehouse, *names)
    material = gather(warehouse, scope_of(rows, title, warehouse, outlet_id, document_id))
    made_at = warehouse.query("exports/runs")["finished_at"].max() or datetime(1970, 1, 1)
    assert isinstance(made_at, datetime)
    return pl.DataFrame({"title": [title], "page": [render_report(material, made_at=made_at)], "made_at": [made_at]})


def select(
    warehouse: Warehouse, chain: str | None, document: str | None, outlet: str | None, agency: str | None
) -> tuple[str, str | None, str | None, pl.DataFrame]:
    """Return what a report is called, the outlet and the document it is about, and its stories, the largest first.

    Raises:
        UsageError: a name is not known, or means several; more than one of the four is given.
    """
    names = {"--chain": chain, "--document": document, "--outlet": outlet, "--agency": agency}
    options = [option for option, name in names.items() if name]
    if len(options) > 1:
        raise UsageError(f"{' and '.join(options)} are given", "give one of them")
    outlet_name = outlet or agency
    outlet_id = warehouse.outlet_id(outlet_name) if outlet_name else None
    document_id = warehouse.document_id(document) if document else None
    chain_id = source_named(warehouse, chain) if chain else None
    title, rows = selected_stories(warehouse, chain_id, document_id, outlet_id, is_agency=bool(agency))
    if chain and not rows.height:
        raise UsageError(f"no story begins with {chain!r}", "see: provenance chains --list")
    return title, outlet_id, document_id, rows


def selected_stories(
    warehouse: Warehouse, chain: str | None, document: str | None, outlet: str | None, *, is_agency: bool
) -> tuple[str, pl.DataFrame]:
    """Return what a report is called, and its stories with their documents, the largest first."""
    if chain:
        return f"The story of {chain}", warehouse.query("pages/stories", None, chains=[chain])
    if document:
        return f"The stories of {document}", warehouse.query("pages/stories", None, documents=[document])
    if outlet:
        names = warehouse.query("batches/outlets")
        name = dict(names.select("outlet_id", "name").iter_rows()).get(outlet) or outlet
        chains = warehouse.chains(agency=outlet) if is_agency else warehouse.chains(outlet=outlet)
        ids = chains["chain_id"].unique().sort().to_list()
        title = f"Where the text of {name} went" if is_agency else f"What {name} published"
        return title, warehouse.query("pages/stories", None, chains=ids)
    return "Who took it from whom", warehouse.query("pages/stories")


def scope_of(rows: pl.DataFrame, title: str, warehouse: Warehouse, outlet: str | None, document: str | None) -> Scope:
    """Return the scope of a report: as many stories as it draws, and the ids of their documents."""
    chains: dict[str, list[str]] = {}
    documents: dict[str, None] = {document: None} if document else {}
    for chain_id, size, ids in rows.select("chain_id", "documents", "document_ids").iter_rows():
        if len(chains) < MOST_STORIES and (not chains or len(documents) + size <= MOST_DOCUMENTS):
            chains[chain_id] = ids[:MOST_DOCUMENTS]
            documents |= dict.fromkeys(chains[chain_id])
    undrawn = rows.filter(~rows["chain_id"].is_in(list(chains)))
    cut = sum(rows.filter(rows["chain_id"].is_in(list(chains)))["documents"]) - sum(map(len, chains.values()))
    return Scope(
        title=title,
        chains=chains,
        documents=list(documents),
        other_stories=undrawn.height,
        other_documents=int(undrawn["documents"].sum()) + cut,
        outlet_id=outlet,
        document_id=document,
        database=warehouse.path.name,
    )


def gather(warehouse: Warehouse, scope: Scope, progress: Progress = silent) -> Material:
    """Return the frames that the pages of a report are made of, and the SQL that answered them."""
    values: dict[str, Value] = {"documents": scope.documents, "chains": list(scope.chains), "outlet": scope.outlet_id}
    nodes = warehouse.query("pages/nodes", None, documents=scope.documents)
    in_corpus = nodes.filter(~nodes["unseen"])
    outlets = (
        [scope.outlet_id]
        if scope.outlet_id
        else in_corpus["outlet_id"].drop_nulls().unique(maintain_order=True).to_list()
    )
    values["outlets"] = outlets
    frames = {"nodes": nodes}
    statements: dict[str, Statement] = {}
    for number, name in enumerate(page_queries(), 1):
        query = sql_files.query(f"pages/{name}")
        bound = {parameter.name: values[parameter.name] for parameter in query.parameters if parameter.name in values}
        if name not in frames:
            frames[name] = warehouse.query(query.name, None, **bound)
        statements[name] = Statement(f"warehouse/{query.name}.sql", query.answers, with_values(query, bound))
        progress("tables", number, len(page_queries()))
    return Material(scope, frames, statements)


def with_values(query: sql_files.Query, values: dict[str, Value]) -> str:
    """Return the text of a query with its parameters filled in, so that ``provenance sql --file`` runs it."""
    text = "\n".join(line for line in query.text.splitlines() if not line.startswith("-- $"))
    bound = query.bind(values)
    return sql_files.USE.sub(lambda use: literal(bound[use[1]]), text)


def literal(value: Value) -> str:
    """Return a value as SQL; of a long list the beginning, with a comment that says how much is left out."""
    if isinstance(value, list):
        more = f" /* … and {len(value) - LISTED_IDS} more */" if len(value) > LISTED_IDS else ""
        return f"[{', '.join(literal(item) for item in value[:LISTED_IDS])}{more}]"
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(value).lower()
    quoted = "'" + value.replace("'", "''") + "'"
    letters = (letter if letter.isprintable() else f"' || chr({ord(letter)}) || '" for letter in quoted)
    return quoted if quoted.isprintable() else f"({''.join(letters)})"
