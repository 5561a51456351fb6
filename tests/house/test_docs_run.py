"""What README and docs show: every command, statement and program runs, and every output is what the program prints.

A page is run from top to bottom in a folder of its own, which holds the demo corpus as ``provenance.duckdb`` and the
small inputs that ``make_inputs`` writes. Blocks of ``sh`` and ``console`` are commands, those of ``sql`` statements and
those of ``python`` programs. A comment in front of ``text`` names the command, one in front of ``csv`` the file.
"""

import gzip
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
import textwrap
import zipfile
from dataclasses import dataclass
from pathlib import Path

import click.testing
import polars as pl
import pytest

import provenance
from provenance.resources import demo_corpus

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "docs/tutorial.md",
    *sorted((ROOT / "docs/how-to").glob("*.md")),
    *sorted((ROOT / "docs/explanation").glob("*.md")),
]
LANGUAGES = ("sh", "console", "sql", "python", "text", "csv", "plain")
BLOCK = re.compile(
    r"^(?P<indent> *)(?:<!-- (?P<note>[^\n]*?) -->\n\n(?P=indent))?```(?P<language>\w*)\n(?P<body>.*?)^(?P=indent)```$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and the comment in front of it."""

    language: str
    body: str
    note: str

    @property
    def command(self) -> str:
        """The command whose output it is."""
        return self.note.removeprefix("output of ").removesuffix(", shortened")

    @property
    def commands(self) -> list[str]:
        """The commands it holds; those of ``console`` have a dollar sign in front."""
        lines = [line for line in self.body.splitlines() if line and not line.startswith("#")]
        if self.language == "console":
            assert all(line.startswith("$ ") for line in lines), "output has a block of its own"
        return [line.removeprefix("$ ") for line in lines]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(match["language"], textwrap.dedent(match["body"]), match["note"] or "") for match in BLOCK.finditer(text)
    ]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def outputs() -> list[Block]:
    return [block for page in PAGES for block in blocks(page) if block.language == "text"]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_block_says_what_it_is(page):
    outside = BLOCK.sub("", page.read_text(encoding="utf-8"))
    assert "```" not in outside
    assert re.findall(r"\n\n {4,}[^\s*-].*", outside) == [], "code stands in fenced blocks"
    for block in blocks(page):
        assert block.language in LANGUAGES
        if block.language in ("text", "csv"):
            assert block.note.startswith(("output of provenance ", "file ")), block.body


def test_output_is_shown():
    assert len(outputs()) >= 8


# -- running a page ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def command_line():
    spec = importlib.util.spec_from_file_location("command_line", ROOT / "cli.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


@pytest.fixture(scope="module")
def demo_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    provenance.demo(path)
    return path


class Reader:
    """Somebody who follows a page: runs its blocks in order, in one folder."""

    def __init__(self, main, folder: Path, bin_folder: Path) -> None:
        self.main = main
        self.folder = folder
        self.environment = {"COLUMNS": "100", "PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def run(self, command: str) -> str:
        """Run one command and return what it writes to standard output."""
        words = shlex.split(command, comments=True)
        if words[:1] == ["export"]:
            self.environment |= [words[1].split("=", 1)]
            return ""
        if words[:1] == ["provenance"] and not {"|", ">", ">>", "&&", "<"} & set(words):
            result = click.testing.CliRunner(env=self.environment).invoke(self.main, words[1:], prog_name="provenance")
            assert result.exit_code == 0, f"{command}\n{result.output}{result.exception}"
            return result.stdout
        shell = ["bash", "-c", command]
        environment = {**os.environ, **self.environment}
        process = subprocess.run(shell, cwd=self.folder, env=environment, capture_output=True, text=True)
        assert process.returncode == 0, f"{command}\n{process.stdout}{process.stderr}"
        return process.stdout

    def follow(self, block: Block) -> None:
        """Do what a block says."""
        if block.note.startswith("not run: "):
            return
        if block.language in ("sh", "console"):
            for command in block.commands:
                self.run(command)
        elif block.language == "sql":
            self.run(shlex.join(["provenance", "sql", block.body.strip().removesuffix(";")]))
        elif block.language == "python":
            exec(compile(block.body, "page", "exec"), {})
        elif block.language == "csv":
            (self.folder / block.note.removeprefix("file ")).write_text(block.body, encoding="utf-8")
        elif block.language == "text":
            compare(block, self.run(block.command))


def compare(block: Block, printed: str) -> None:
    """Compare a block with what its command prints; of a shortened one, every line in the order of the block."""
    lines, expected = block.body.rstrip().splitlines(), printed.rstrip().splitlines()
    assert lines
    if not block.note.endswith(", shortened"):
        assert lines == expected
        return
    remaining = iter(expected)
    missing = [line for line in lines if line and line not in remaining]
    assert missing == [], f"not printed by {block.command}, or not in this order:\n{printed}"


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=named)
def test_a_page_does_what_it_says(page, command_line, demo_database, tmp_path, monkeypatch):
    bin_folder, folder = tmp_path / "bin", tmp_path / "here"
    bin_folder.mkdir()
    folder.mkdir()
    command = bin_folder / "provenance"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    command.chmod(0o755)
    shutil.copy(demo_database, folder / "provenance.duckdb")
    make_inputs(folder)
    monkeypatch.chdir(folder)
    reader = Reader(command_line, folder, bin_folder)
    for block in blocks(page):
        reader.follow(block)


# -- inputs that pages name --------------------------------------------------------------------------------------------

FILES = {
    "stories/harbor-ledger/2024-05-03-ferry.txt": "ledger-ferry",
    "stories/night-owl-blog/ferry.txt": "owl-ferry",
    "monday/ledger.txt": "ledger-ferry",
    "tuesday/owl.txt": "owl-ferry",
    "scrape/ferry.txt": "ledger-ferry",
    "pasted.txt": "skim-ferry",
}


def make_inputs(folder: Path) -> None:
    """Write the inputs that pages name: stories of the demo corpus, in each kind of file."""
    lines = demo_corpus().read_text(encoding="utf-8").splitlines()
    stories = [json.loads(line) for line in lines]
    texts = {story["document_id"]: story["text"] for story in stories}
    for name, document_id in FILES.items():
        write(folder / name, texts[document_id])
    without_ids = [{name: story[name] for name in ("outlet", "published_at", "text")} for story in stories]
    nested = [
        {"story": {"full": story["text"]}, "meta": {"ts": story["published_at"]}, "publisher": story["outlet"]}
        for story in stories
    ]
    records = {
        "dump.jsonl": nested[:3], "second.jsonl": without_ids[3:5],
        "dataset/train.jsonl": stories[:9], "dataset/test.jsonl": stories[6:],
        "raw/a.jsonl": stories[:9], "raw/b.jsonl": stories[9:],
        "october/a.jsonl": stories[:6], "november/a.jsonl": stories[4:8],
        "eval/questions.jsonl": [{"question": " ".join(texts["ap-ferry"].split()[40:80])}],
    }  # fmt: skip
    for name, rows in records.items():
        write(folder / name, json_lines(rows))
    (folder / "archive.jsonl.gz").write_bytes(gzip.compress(json_lines(without_ids[:2]).encode()))
    pl.DataFrame(without_ids[5:7]).write_csv(folder / "articles.csv")
    (folder / "data").mkdir()
    pl.DataFrame(without_ids[7:9]).write_parquet(folder / "data/part-0.parquet")
    archives(folder)


def json_lines(records: list[dict]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def archives(folder: Path) -> None:
    """Put the text files into a ZIP and a TAR, each once."""
    first, second = sorted((folder / "stories").rglob("*.txt"))
    with zipfile.ZipFile(folder / "stories.zip", "w") as packed:
        packed.write(first, first.relative_to(folder / "stories"))
    with tarfile.open(folder / "stories.tar.gz", "w:gz") as packed:
        packed.add(second, second.relative_to(folder / "stories"))
