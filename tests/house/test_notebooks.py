"""The notebooks run in a Jupyter kernel from their first cell to their last, and show what they find."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "docs/notebooks").glob("*.ipynb"))

RUN = """
import sys
import nbformat
from nbclient import NotebookClient

notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, "executed.ipynb")
"""


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def cells(request, tmp_path_factory):
    """The code cells of a notebook, executed."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    kernel = folder / "jupyter/kernels/python3"
    kernel.mkdir(parents=True)
    command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": command, "display_name": "Python", "language": "python"}))
    environment = {**os.environ, "JUPYTER_PATH": str(folder / "jupyter"), "IPYTHONDIR": str(folder)}
    ran = subprocess.run(
        [sys.executable, "-c", RUN, str(request.param)], cwd=folder, env=environment, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    executed = json.loads((folder / "executed.ipynb").read_text(encoding="utf-8"))
    return [cell for cell in executed["cells"] if cell["cell_type"] == "code"]


def shown(cell, kind):
    outputs = [output["data"] for output in cell["outputs"] if "data" in output]
    return ["".join(data[kind]) for data in outputs if kind in data]


def test_every_cell_but_those_that_close_shows_something(cells):
    for cell in cells:
        assert shown(cell, "text/plain") or "close()" in "".join(cell["source"])


def test_what_is_shown_is_in_words_and_no_address_of_an_object(cells):
    for cell in cells:
        assert " object at 0x" not in "".join(shown(cell, "text/plain"))
        assert "shape: (0," not in "".join(shown(cell, "text/plain")), "a cell shows no rows"


def test_a_run_shows_how_far_it_is_in_one_place(cells):
    assert [text for text in shown(cells[0], "text/html") if re.match(r"<progress[^>]*></progress> \w+ [\d,]+", text)]
    assert len(shown(cells[0], "text/html")) == 2, "the bar, and the result"


def test_results_show_themselves_as_html(cells):
    assert sum(bool(shown(cell, "text/html")) for cell in cells) >= len(cells) - 2


def test_notebooks_hold_no_outputs():
    for path in NOTEBOOKS:
        stored = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in stored)


def test_there_are_two():
    assert [path.stem for path in NOTEBOOKS] == ["analyst", "reporter"]
