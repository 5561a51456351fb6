"""The docs: complete, fresh, and true where they show a command."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import provenance
from provenance.settings import DECLARED
from provenance.warehouse import sql_files

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def pages():
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference/make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


def test_the_reference_is_what_the_code_says(pages):
    for name, text in pages.items():
        assert (DOCS / "reference" / name).read_text(encoding="utf-8") == text, (
            f"run: python docs/reference/make.py ({name})"
        )


def test_every_column_has_a_meaning(pages):
    assert [line for line in pages["tables.md"].splitlines() if line.startswith("| `") and line.endswith("|  |")] == []


def test_every_relation_has_an_example_that_answers(pages):
    relations = re.findall(r"^#{2,3} (\w+)(?:\(.*)?$", pages["tables.md"].replace("## Macros\n", ""), re.MULTILINE)
    assert set(relations) == set(sql_files.names("examples"))
    assert "(no rows)" not in pages["tables.md"]


def test_every_setting_and_question_is_documented(pages):
    for name in DECLARED:
        assert f"`{name}`" in pages["settings.md"]
    for query in sql_files.queries("questions"):
        assert f"## {query.name.split('/')[1]}\n" in pages["questions.md"]


def test_every_public_name_is_documented(pages):
    for name in provenance.__all__:
        assert f"### {name}\n" in pages["python.md"]
    returned = set(re.findall(r"\) -> .*?(?<!\.)\b([A-Z]\w+)", pages["python.md"])) - {
        "None",
        "Any",
        "Iterator",
        "Path",
    }
    documented = set(re.findall(r"(?m)^### (\w+)$", pages["python.md"]))
    assert returned - documented <= {"AbstractContextManager", "MinHash", "MinHashLSH", "Self"}, (
        "beside those of libraries"
    )


def test_the_man_page_names_every_command_and_is_read_without_a_warning(pages):
    page = pages["../man/provenance.1"]
    commands = re.findall(r"(?m)^## provenance (.+)$", pages["commands.md"])
    assert len(commands) > 20
    assert [name for name in commands if f'.SS "provenance {name} '.replace("-", "\\-") not in page] == []
    if shutil.which("groff"):
        read = subprocess.run(
            ["groff", "-man", "-W", "break", "-z", "-Tutf8"], input=page, capture_output=True, text=True
        )
        assert (read.returncode, read.stderr) == (0, "")


def test_every_link_leads_somewhere():
    for page in [*DOCS.rglob("*.md"), ROOT / "README.md"]:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_path_that_a_page_about_the_code_names_is_there():
    for page in (DOCS / "explanation/glossary.md", DOCS / "contributing.md"):
        for path in re.findall(
            r"`((?:provenance|warehouse|tests|docs)/[\w./-]*|cli\.py)`", page.read_text(encoding="utf-8")
        ):
            assert (ROOT / path).exists(), f"{page.name} names {path}"


def test_a_term_of_the_glossary_has_one_meaning():
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|$",
        (DOCS / "explanation/glossary.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    terms = [term for row in rows if row[0] not in ("term", "---") for term in row[0].split(", ")]
    assert len(terms) > 60
    assert len(set(terms)) == len(terms)
