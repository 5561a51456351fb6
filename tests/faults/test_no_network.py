"""Everything works with the network cut, and nothing tries to use it."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = ("crosslingual", "prov", "serve", "web", "xlsx")
CUT = """
import socket, sys, runpy

def refused(*words, **options):
    print("NETWORK", words, file=sys.stderr)
    raise OSError("the network is cut")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refused)
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
"""
COMMANDS = (
    ["demo", "--db", "w.duckdb"], ["where", "pasted.txt", "--db", "w.duckdb"], ["status", "--db", "w.duckdb"],
    ["chains", "--db", "w.duckdb"], ["report", "-o", "r.html", "--db", "w.duckdb"], ["clean", "in", "-o", "out"],
    ["export", "-o", "e.graphml", "--db", "w.duckdb"], ["ask", "hubs", "--db", "w.duckdb"],
    ["sql", "FROM runs", "--db", "w.duckdb"], ["snapshot", "s.duckdb", "--db", "w.duckdb"],
    ["restore", "out", "-o", "back"],
)  # fmt: skip


def test_every_command_works_with_the_network_cut_and_none_tries_it(stories, tmp_path):
    stories.rename(tmp_path / "in")
    (tmp_path / "pasted.txt").write_text("Sentence 1 of story 1 tells what the council of town 1 has decided. " * 3)
    runs = f"""
for words in {COMMANDS!r}:
    sys.argv = ["provenance", *words]
    try:
        runpy.run_path({str(ROOT / "cli.py")!r}, run_name="__main__")
    except SystemExit as end:
        assert end.code in (None, 0, 3), (words, end.code)
"""
    ran = subprocess.run(
        [sys.executable, "-c", CUT + runs], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "NETWORK" not in ran.stderr
    assert (tmp_path / "r.html").exists()
    assert (tmp_path / "back").exists()


def test_the_licence_of_every_dependency_is_listed():
    listed = {
        line.split("|")[1].strip()
        for line in (ROOT / "docs/reference/licences.md").read_text().splitlines()
        if "|" in line
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    needed = [*project["dependencies"], *(name for extra in SHIPPED for name in extras[extra])]
    names = {re.split(r"[\[<>=]", need)[0] for need in needed}
    assert names <= listed
