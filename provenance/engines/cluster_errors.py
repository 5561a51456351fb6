"""What can go wrong with a cluster, in words: nothing answers, workers lack the package, versions do not fit."""

from __future__ import annotations

import socket
import warnings
from urllib.parse import urlsplit

import provenance
from provenance.errors import EngineError, ProvenanceError

USUAL_PORT = 15002
"""Of Spark Connect; changes no result."""

PATIENCE = 10.0
"""Seconds in which a server answers at all; changes no result."""

OLDEST = 4
"""The first major version of Spark that calls functions with groups of Arrow rows; changes no result."""

SHIP = (
    "install it on every worker, or ship this environment: pip install venv-pack; venv-pack -o environment.tar.gz; "
    "then add --spark-archive environment.tar.gz"
)


def check_answers(address: str) -> None:
    """Raise where no server answers at an address of Spark Connect.

    Raises:
        EngineError: none does.
    """
    try:
        socket.create_connection(connect_server(address), PATIENCE).close()
    except OSError as error:
        raise EngineError(
            f"no cluster answers at {address} ({error.strerror or error})",
            "start its Spark Connect server (sbin/start-connect-server.sh), and check host, port and firewall",
        ) from None


def connect_server(address: str) -> tuple[str, int]:
    """Return host and port of an address.

    Raises:
        EngineError: it is none of Spark Connect.
    """
    parts = urlsplit(address)
    if parts.scheme != "sc" or not parts.hostname:
        raise EngineError(f"{address} is no address of Spark Connect", "write it as sc://host:15002")
    return parts.hostname, parts.port or USUAL_PORT


def check_versions(spark: str, workers: set[str]) -> None:
    """Raise where the cluster's Spark, or this package on its workers, is of another version."""
    if int(spark.split(".")[0]) < OLDEST:
        raise EngineError(f"the cluster runs Spark {spark}", f"this release needs Spark {OLDEST} or later there")
    if versions := sorted(workers - {provenance.__version__}):
        raise EngineError(f"workers run provenance {', '.join(versions)}, this is {provenance.__version__}", SHIP)


class raised_in_words:  # noqa: N801 - a context manager
    """Raise what fails on a cluster as an error that says what to do."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._quiet = warnings.catch_warnings()

    def __enter__(self) -> None:
        self._quiet.__enter__()
        warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        self._quiet.__exit__(None, None, None)
        if error is not None and not isinstance(error, ProvenanceError) and of_cluster(error):
            raise in_words(self.address, error) from None


def of_cluster(error: BaseException) -> bool:
    """Return whether an error comes from the cluster, or from the way to it."""
    return type(error).__module__.split(".")[0] in {"pyspark", "grpc"}


def in_words(address: str, error: BaseException) -> EngineError:
    """Return an error of the cluster with what to do."""
    text = str(error)
    if "No module named 'provenance" in text:
        return EngineError("a worker of the cluster lacks this package", SHIP)
    if "PYTHON_VERSION_MISMATCH" in text or "different minor version" in text:
        return EngineError("the workers run another Python than this one", SHIP)
    if "No module named" in text:
        missing = text.split("No module named")[1].split("\n")[0].strip(" .'\"")
        return EngineError(f"a worker of the cluster lacks the library {missing}", SHIP)
    if "UNAVAILABLE" in text or "failed to connect" in text:
        return EngineError(f"the cluster at {address} does not answer any more", "run the same again: it goes on")
    return EngineError(
        f"the cluster at {address} failed: {last_line(text)}", "mend it and run the same again: it goes on"
    )


def last_line(text: str) -> str:
    """Return the line of an error that says what happened."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    causes = [line for line in lines if "Error: " in line and not line.startswith("at ")]
    return (causes or lines or ["no reason was given"])[-1 if causes else 0][:300]
