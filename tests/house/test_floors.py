"""The floors and gates: what may import what."""

import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
GATES = {
    "duckdb": {
        f"provenance/warehouse/{name}.py"
        for name in ("answers", "connection", "database", "frames", "handle", "sharing", "time_limit")
    },
    "datasketch": {"provenance/text/minhash.py"},
    "xxhash": {"provenance/text/hashes.py"},
    "click": {"cli.py", "provenance/command_configuration.py", "provenance/command_options.py"},
    "fsspec": {"provenance/readers/object_stores.py"},
    "pyspark": {"provenance/engines/spark.py"},
    "jinja2": {"provenance/reports/pages/templates.py"},
}


def test_the_floors_hold():
    script = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([str(script)], cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout


def test_no_modules_import_each_other_in_a_circle():
    """Nor inside a room, nor in functions, nor for type hints: an error names the circle."""
    graph = grimp.build_graph("provenance")
    TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules}).prepare()


def sources() -> list[Path]:
    found = [ROOT / "cli.py", *(ROOT / "provenance").rglob("*.py")]
    return [path for path in found if path.relative_to(ROOT).parts[:2] != ("provenance", "sql")]


def importers(library: str) -> set[str]:
    pattern = re.compile(rf"^\s*(import|from)\s+{library}\b", re.MULTILINE)
    return {str(path.relative_to(ROOT)) for path in sources() if pattern.search(path.read_text())}


@pytest.mark.parametrize("library", GATES)
def test_a_foreign_library_has_one_gate(library):
    assert importers(library) == GATES[library]


@pytest.mark.parametrize("library", ["http", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "smtplib"])
def test_nothing_is_fetched_or_sent(library):
    assert importers(re.escape(library)) == set()


def test_only_the_local_site_listens_and_only_a_cluster_that_is_named_is_reached():
    assert importers("socket") == {"provenance/pipeline/site.py", "provenance/engines/cluster_errors.py"}


def test_numba_stands_in_the_kernels_alone():
    assert all(path.startswith("provenance/text/kernels/") for path in importers("numba"))
    assert importers("numba")


def test_no_file_is_longer_than_400_lines():
    """The command line may be: it is one file by agreement, and nothing but declarations."""
    long = [str(path) for path in sources() if len(path.read_text().splitlines()) > 400]
    assert [path for path in long if not path.endswith("cli.py")] == []


def test_no_sql_is_written_in_python():
    """But in the examples of docstrings."""
    statement = re.compile(r"""(?m)^(?! *(?:>>>|\.\.\.) ).*["'](SELECT|UPDATE|DELETE|CREATE|WITH)\s+\w""")
    written = {str(path.relative_to(ROOT)) for path in sources() if statement.search(path.read_text())}
    assert written == set()
