"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # the first call of a compiled loop loads or compiles it
settings.load_profile("patient")


WHOLE_RUNS = {
    "faults/test_daily.py", "faults/test_damage.py", "faults/test_kills.py", "faults/test_migrations.py",
    "faults/test_same_rows.py", "faults/test_scarcity.py", "faults/test_soak.py",
    "house/test_docs_run.py", "pipeline/test_lags.py", "pipeline/test_removal.py",
    "pipeline/test_reruns.py", "pipeline/test_rulings.py", "pipeline/test_trace.py", "pipeline/test_versions.py",
}  # fmt: skip
"""Files whose tests trace a corpus each, or run every command of a page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark properties and tests of whole runs, so that one can leave them out while one works."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.property)
        if "/".join(item.path.parts[-2:]) in WHOLE_RUNS:
            item.add_marker(pytest.mark.whole_run)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of labelled corpora; the test is skipped where there is none."""
    folder = os.environ.get("PROVENANCE_CORPORA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("PROVENANCE_CORPORA names no folder of labelled corpora")
    return Path(folder)


@pytest.fixture(scope="session")
def sail():
    """The address of a Spark Connect server in this process; the test is skipped where none is installed."""
    module = pytest.importorskip("pysail.spark", reason="pysail, a Spark Connect server, is not installed")
    server = module.SparkConnectServer()
    server.start(background=True)
    yield "sc://localhost:{1}".format(*server.listening_address)
    server.stop()


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A place for a database that is not there yet."""
    return tmp_path / "news.duckdb"
