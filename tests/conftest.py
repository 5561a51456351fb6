"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # the first call of a compiled loop loads or compiles it
settings.load_profile("patient")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of labelled corpora; the test is skipped where there is none."""
    folder = os.environ.get("PROVENANCE_CORPORA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("PROVENANCE_CORPORA names no folder of labelled corpora")
    return Path(folder)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A place for a database that is not there yet."""
    return tmp_path / "news.duckdb"
