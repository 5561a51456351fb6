"""The DuckDB file: open, migrate, add, ask. Only this room imports duckdb."""

from __future__ import annotations

import datetime as dt
import html
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import polars as pl

from provenance.errors import NoWarehouseError, ProvenanceError, QueryError, UsageError
from provenance.limits import NO_LIMITS
from provenance.settings import DECLARED, Settings, with_numbers
from provenance.warehouse import names, signature_index, sql_files
from provenance.warehouse.answers import MOST_BYTES
from provenance.warehouse.connection import connect_in_memory, outdated_error
from provenance.warehouse.database import Database
from provenance.warehouse.own_data import attachments, tables_of_files
from provenance.warehouse.results import ChainSelection, Comparison
from provenance.warehouse.schema import is_outdated, prepare
from provenance.warehouse.sharing import shared_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from provenance.limits import Limits
    from provenance.text.minhash import MinHash, MinHashLSH
    from provenance.warehouse.answers import Answer
    from provenance.warehouse.sql_files import Value

IN_MEMORY = Path(":memory:")

SHOWN_COUNTS = ("documents", "matches", "derivations")
"""Tables whose rows a warehouse tells where it shows itself."""


class Warehouse(Database):
    """One open DuckDB file; it may be used from several threads.

    Use it as a context manager, or close it. Any number may be open for reading in one process, and one for writing
    beside them: readers see what has been committed.

    Attributes:
        path: the file.
        read_only: whether it is open for reading alone.
        questions: the folder of ready questions of your own, if any.
        limits: the memory and threads that it may take.

    Example:
        >>> with provenance.Warehouse.open("provenance.duckdb") as news:
        ...     news.sql("SELECT count(*) AS documents FROM documents").item()
        18
    """

    questions: Path | None = None
    limits: Limits = NO_LIMITS

    # -- opening and closing ------------------------------------------------------------------------------------------

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = False,
        read_only: bool = True,
        settings: Settings | None = None,
        wait: float = 0.0,
        attach: Mapping[str, str | Path] | None = None,
        questions: str | Path | None = None,
        tolerant: bool = False,
        limits: Limits = NO_LIMITS,
    ) -> Self:
        """Return an open warehouse.

        Args:
            path: the database file; ``:memory:`` for one that lives as long as it is open.
            create: make the file where there is none (needs ``read_only=False``).
            read_only: open for reading alone. Processes exclude each other: several may read, or one may write.
            settings: the numbers the caller counts on; None takes those of the file.
            wait: seconds to wait for another process to let go of the file.
            attach: files of your own to read beside it, by name: a DuckDB file is a database of that name (not beside
                a writer), and CSV, TSV, JSON, JSON Lines, Parquet or Arrow a table.
            tolerant: open it even where rows are missing that can be computed again.
            questions: a folder with ready questions of your own, SQL files like those of ``warehouse/questions``.
            limits: the memory and threads that it may take; of several handles of a process, those of the one that
                opened the file, or of the writer.

        Raises:
            NoWarehouseError: there is no such file.
            LockedError: another process holds the file for longer than ``wait``.
            SettingsMismatchError: the file was made with other settings.
            DamagedError: the file holds fewer rows than its last finished run counted.
            WarehouseError: the file is not a warehouse, or holds what would act on its own.

        Example:
            >>> pl.DataFrame({"outlet_id": ["night-owl-blog"], "lean": ["left"]}).write_csv("lean.csv")
            >>> with provenance.Warehouse.open("provenance.duckdb", attach={"lean": "lean.csv"}) as news:
            ...     news.sql("SELECT document_id FROM documents JOIN lean USING (outlet_id) WHERE lean = 'left'").height
            1
        """
        path = Path(path)
        if path == IN_MEMORY:
            warehouse = cls(path, connect_in_memory(limits), None, read_only=False)
        elif not path.exists() and not create:
            raise NoWarehouseError(
                f"there is no database {path}", "name one with --db, or make one: provenance trace PATH"
            )
        else:
            warehouse = cls._opened(path, attachments(attach or {}), read_only=read_only, wait=wait, limits=limits)
        warehouse.questions = Path(questions) if questions else None
        warehouse.limits = limits
        try:
            prepare(warehouse, settings, tolerant=tolerant)
            for name, table in tables_of_files(attach or {}).items():
                warehouse.register(name, table)
        except BaseException:
            warehouse._let_go()
            raise
        return warehouse

    @classmethod
    def _opened(cls, path: Path, attach: Mapping[str, Path], *, read_only: bool, wait: float, limits: Limits) -> Self:
        shared = shared_file(path)
        if read_only:
            shared.join(attach, wait, limits)
            return cls(path, None, shared, read_only=True)
        if attach:
            raise UsageError("databases cannot be attached to one that is written", "open it for reading")
        return cls(path, shared.begin_writing(wait, limits), shared, read_only=False)

    def stored_settings(self) -> dict[str, str]:
        """Return the settings the file was made with, by name, as text.

        Example:
            >>> warehouse.stored_settings()["near_similarity"]
            '0.68'
        """
        return dict(self.query("ledger/settings").iter_rows())

    def settings(self) -> Settings:
        """Return the settings the file was made with.

        Example:
            >>> warehouse.settings() == provenance.Settings()
            True
        """
        numbers = {name: value for name, value in self.stored_settings().items() if name in DECLARED}
        return with_numbers(Settings(), numbers)

    def _is_outdated(self) -> bool:
        return is_outdated(self)

    def __repr__(self) -> str:
        try:
            counts = dict(self.query("ledger/counts").iter_rows())
        except ProvenanceError:
            return f"<Warehouse {self.path}: closed>"
        rows = ", ".join(f"{counts[name]:,} {name}" for name in SHOWN_COUNTS)
        return f"<Warehouse {self.path}, open for {'reading' if self.read_only else 'writing'}: {rows}>"

    def _repr_html_(self) -> str:
        """Return how a notebook shows it: what it is, and how many rows its tables hold."""
        heading = html.escape(repr(self).strip("<>"))
        return f"<p>{heading}</p>{self.tables()._repr_html_()}"

    # -- answers ------------------------------------------------------------------------------------------------------

    def tables(self) -> pl.DataFrame:
        """Return the tables, views and macros that SQL can read: ``name``, ``kind`` and ``meaning``.

        Example:
            >>> warehouse.tables().filter(name="edges").select("kind", "meaning").row(0)
            ('view', 'Which document derives from which, who published the two, and how many hours lie between them?')
        """
        return self.query("reports/tables")

    @property
    def edges(self) -> pl.DataFrame:
        """Every derivation with the outlets, titles and times of both sides: the view ``edges``.

        Example:
            >>> warehouse.edges.filter(document_id="owl-ferry").select("source_id", "relation", "credited").rows()
            [('valley-ferry', 'excerpted', False)]
        """
        return self.query("reports/edges")

    @property
    def documents(self) -> pl.DataFrame:
        """Every document without its text: the view ``documents``.

        Example:
            >>> warehouse.documents.filter(outlet_id="night-owl-blog").select("document_id", "title").height
            1
        """
        return self.query("reports/documents")

    def minhash(self, document: str) -> MinHash:
        """Return the signature of a document as ``datasketch.MinHash``.

        Args:
            document: its name, as :meth:`document_id` takes it.

        Raises:
            UsageError: there is no such document, or it has no word and so no signature.

        Example:
            >>> round(warehouse.minhash("ap-ferry").jaccard(warehouse.minhash("ledger-ferry")), 2)
            0.98
        """
        return signature_index.minhash_of(self, document)

    def lsh(self, threshold: float | None = None) -> MinHashLSH:
        """Return the signatures of all documents as ``datasketch.MinHashLSH``, whose keys are document ids.

        Args:
            threshold: Jaccard similarity, 0..1, for which datasketch chooses the bands; None takes the file's own,
                which reach the recall of its settings.

        Example:
            >>> sorted(warehouse.lsh().query(warehouse.minhash("ap-ferry")))[:3]
            ['ap-ferry', 'coastline-ferry', 'ledger-ferry']
        """
        return signature_index.lsh_of(self, threshold)

    def ask(self, question: str, /, **values: Value) -> pl.DataFrame:
        """Return the answer to a ready question of ``warehouse/questions``, or of the folder of your own.

        Args:
            question: its name; :func:`provenance.questions` lists them.
            values: its parameters; documents and outlets as :meth:`document_id` and :meth:`outlet_id` take them.

        Raises:
            UsageError: there is no such question or parameter, or no such document or outlet; the nearest are named.

        Example:
            >>> warehouse.ask("which_agency", outlet="Valley Courier").select("agency", "documents").rows()
            [('associated-press', 1)]
        """
        with self.asking(question, values) as answer:
            return answer.frame(MOST_BYTES)

    @contextmanager
    def asking(
        self, question: str, values: Mapping[str, Value], *, seconds: float = 600.0,
        on_stuck: Callable[[], None] | None = None,
    ) -> Iterator[Answer]:  # fmt: skip
        """Give the answer to a ready question, to be read as a frame or in batches, as a context manager.

        Args:
            question: see :meth:`ask`.
            values: its parameters by name.
            seconds: see :meth:`sql`.
            on_stuck: see :meth:`answer`.

        Raises:
            UsageError: see :meth:`ask`.

        Example:
            >>> with warehouse.asking("whose_text", {"document": "owl-ferry"}) as answer:
            ...     answer.frame().columns
            ['origin', 'runs', 'characters', 'share']
        """
        query = sql_files.question(question, self.questions)
        query.bind(dict(values))
        bound = query.bind(names.resolved(self, dict(values)))
        try:
            with self.answer(query.text, bound, seconds=seconds, on_stuck=on_stuck) as answer:
                yield answer
        except QueryError as error:
            outdated = outdated_error(self.path)
            raise (outdated if error.remedy == outdated.remedy else error) from None

    def document_id(self, name: str) -> str:
        """Return the id of the document that a name means: its id, address, headline, or the beginning of its id alone.

        Args:
            name: any of these.

        Raises:
            UsageError: there is none, or several; the message lists them, or the nearest.

        Example:
            >>> warehouse.document_id("owl-f")
            'owl-ferry'
        """
        return names.document_named(self, name)

    def outlet_id(self, name: str) -> str:
        """Return the id of the outlet that a name means: its id, a name of it, or its domain.

        Args:
            name: any of these.

        Raises:
            UsageError: there is none; the message names the nearest.

        Example:
            >>> warehouse.outlet_id("AP"), warehouse.outlet_id("apnews.com")
            ('associated-press', 'associated-press')
        """
        return names.outlet_named(self, name)

    def find(self, words: str, most: int = 50) -> pl.DataFrame:
        """Return what holds words in its id, address, headline, name or text: ``kind``, ``id`` and more, best first.

        Args:
            words: all of them are held.
            most: rows.

        Example:
            >>> warehouse.find("night owl").select("kind", "id").row(0)
            ('outlet', 'night-owl-blog')
        """
        return names.found_by_words(self, words, most)

    def chains(
        self, document: str | None = None, since: str | None = None, *, outlet: str | None = None,
        agency: str | None = None, uncredited: bool = False,
    ) -> pl.DataFrame:  # fmt: skip
        """Return syndication chains, one row a document and way to it, from the root down.

        Args:
            document: id of a document: only the chains it is in.
            since: ISO 8601, UTC: only chains that hold a document added at or after this time.
            outlet: an outlet's id: only chains that hold a document of it.
            agency: an outlet's id: only chains that go back to it, through any number of hands.
            uncredited: only chains that hold a document in which no credit was found.

        Raises:
            UsageError: ``since`` is no time.

        Example:
            >>> warehouse.chains("owl-ferry").select("document_id", "depth", "relation").row(-1)
            ('owl-ferry', 2, 'excerpted')
        """
        try:
            at = since and dt.datetime.fromisoformat(since)
        except ValueError:
            raise UsageError(f"{since!r} is no time", "write it as 2024-05-31 or 2024-05-31T18:00") from None
        if at and at.tzinfo:
            at = at.astimezone(dt.UTC).replace(tzinfo=None)
        return self.query(
            "reports/chains", None, document=document, since=at.isoformat() if at else None, outlet=outlet,
            agency=agency, uncredited=uncredited,
        )  # fmt: skip

    def select_chains(
        self, name: str | None = None, *, since: str | None = None, outlet: str | None = None,
        agency: str | None = None, uncredited: bool = False,
    ) -> ChainSelection:  # fmt: skip
        """Return the chains that a document or an outlet is in, by any name of it, and pairs that stay undetermined.

        Args:
            name: a document, as :meth:`document_id` takes it, or an outlet, as :meth:`outlet_id` does; all where None.
            since: see :meth:`chains`.
            outlet: only chains with a document of this outlet, as :meth:`outlet_id` takes it.
            agency: only chains that go back to this outlet, through any number of hands.
            uncredited: see :meth:`chains`.

        Raises:
            UsageError: a name is not known, or means several; ``since`` is no time.

        Example:
            >>> warehouse.select_chains("Night Owl Blog")
            <ChainSelection: 1 chains of 10 rows, 0 undetermined>
        """
        document, named = names.document_or_outlet(self, name) if name else (None, None)
        outlet_id = names.outlet_named(self, outlet) if outlet else named
        agency_id = names.outlet_named(self, agency) if agency else None
        return ChainSelection(
            self.chains(document, since, outlet=outlet_id, agency=agency_id, uncredited=uncredited),
            self.query("reports/undetermined", None, document=document, outlet=outlet_id),
        )

    def compare(self, a: str, b: str) -> Comparison:
        """Return two documents with the passages that they share.

        Args:
            a: a document's id, in full.
            b: another's.

        Example:
            >>> warehouse.compare("owl-ferry", "valley-ferry")
            <Comparison of owl-ferry and valley-ferry: near, 2 passages>
        """
        left, right = sorted([a, b])
        match = self.query("reports/match", None, left=left, right=right)
        return Comparison(
            self.query("reports/comparison", None, left=left, right=right),
            self.query("reports/side", None, document=left).row(0, named=True),
            self.query("reports/side", None, document=right).row(0, named=True),
            match.row(0, named=True) if match.height else None,
        )
