"""What can go wrong, and what to do then.

    ProvenanceError                     the root: everything the library raises on purpose
    ├── UsageError                      the call contradicts itself or names something unknown       exit 2
    ├── InputError                      an input cannot be read at all                               exit 1
    ├── WarehouseError                  the database file cannot serve this request                  exit 1
    │   ├── NoWarehouseError            there is no such file                                        exit 10
    │   ├── LockedError                 another process holds it                                     exit 11
    │   ├── SettingsMismatchError       it was made with other settings                              exit 1
    │   └── DamagedError                rows that its ledger counts are missing                      exit 1
    ├── QueryError                      a SQL statement failed                                       exit 1
    ├── EngineError                     a cluster cannot be reached, or cannot run the stages        exit 1
    └── MissingExtraError               an optional dependency is not installed                      exit 1

Every error says in one line what is wrong (``str(error)``) and in one line what to do (``error.remedy``).
"""

from __future__ import annotations


class ProvenanceError(Exception):
    """What the library raises on purpose: a problem, and a way out.

    Attributes:
        remedy: what to do, on one line.
        exit_code: how the command ends with it.

    Example:
        >>> try:
        ...     provenance.Warehouse.open("nowhere.duckdb")
        ... except provenance.ProvenanceError as error:
        ...     print(error, "/", error.remedy)
        there is no database nowhere.duckdb / name one with --db, or make one: provenance trace PATH
    """

    exit_code = 1

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.remedy = remedy


class UsageError(ProvenanceError):
    """The call contradicts itself or names something unknown."""

    exit_code = 2


class InputError(ProvenanceError):
    """An input cannot be read at all."""


class WarehouseError(ProvenanceError):
    """The database file cannot serve this request."""


class NoWarehouseError(WarehouseError):
    """There is no such database file."""

    exit_code = 10


class LockedError(WarehouseError):
    """Another process holds the database file."""

    exit_code = 11


class SettingsMismatchError(WarehouseError):
    """The database file was made with other settings."""


class DamagedError(WarehouseError):
    """Rows that the ledger counts are missing from the database file."""


class QueryError(ProvenanceError):
    """A SQL statement failed; the message names its file and the cause."""

    def __init__(self, problem: str, remedy: str = "", sql: str = "") -> None:
        super().__init__(problem, remedy)
        self.sql = sql


class MissingExtraError(ProvenanceError):
    """An optional dependency is not installed."""


class EngineError(ProvenanceError):
    """A cluster cannot be reached, or cannot run the stages."""
