"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # the first call of a compiled loop loads or compiles it
settings.load_profile("patient")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the properties, so that ``-m 'not property'`` leaves them out while one works."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.property)


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
