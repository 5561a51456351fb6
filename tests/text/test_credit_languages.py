"""A language of credits is one file of word lists, and rules, docs and the stage iterate the files."""

from __future__ import annotations

import ast
import dataclasses
import importlib.util
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
import pytest

from provenance.pipeline.registry import fingerprint
from provenance.settings import Settings
from provenance.stages.blocks import blocks
from provenance.stages.credits import credits
from provenance.tables import DOCUMENTS, OUTLETS
from provenance.text.credits import languages as folder
from provenance.text.credits.block_patterns import patterns_for
from provenance.text.credits.languages import installed_languages
from provenance.text.credits.rule_set import rules_for
from provenance.text.credits.rules import SCRIPTS
from provenance.text.credits.word_lists import Language, words

ROOT = Path(__file__).parents[2]
ROOMS = [
    *(ROOT / "provenance" / "text" / "credits").glob("*.py"),
    *(ROOT / "provenance" / "stages" / "credits").glob("*.py"),
    ROOT / "provenance" / "stages" / "blocks.py",
]
LONGEST_PATTERN = 200

TOY = """
from provenance.text.credits.word_lists import Language, words

LANGUAGE = Language(
    tag="zz",
    name="Toyish",
    months=words("Primus | Secundus"),
    source_labels=words("fontanel"),
    source_block_labels=words("fontanel"),
    attribution_before=words("laudat"),
    photo_labels=words("bildo"),
    caption_labels=words("bildo"),
    boilerplate=words("reklamo"),
)
"""


@contextmanager
def language_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str = TOY, tag: str = "zz"
) -> Iterator[None]:
    """A language in a file of its own, as if it stood in the folder of languages."""
    (tmp_path / f"{tag}.py").write_text(source, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(folder, "__path__", [*folder.__path__, str(tmp_path)])
        installed_languages.cache_clear()
        yield
    installed_languages.cache_clear()


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with language_file(tmp_path, monkeypatch):
        yield


@pytest.fixture(scope="module")
def outlets() -> pl.DataFrame:
    lists = {"aliases": [], "domains": [], "bare_aliases": ["Harbour Wire"]}
    row = {"outlet_id": "harbour-wire", "name": "Harbour Wire", "kind": "agency", "origin": "seed"}
    return pl.DataFrame([row | lists], schema=OUTLETS.schema())


def roles(outlets: pl.DataFrame, line: str) -> list[str]:
    """The roles of the outlet on a page whose second block is the line, and the kind of that block before them."""
    filler = "La ponto super la rivero estas denove malfermita post longa riparado de multaj semajnoj."
    text = f"Titolo de la paĝo\n\n{line}\n\n{filler}\n\n{filler[:-9]}"
    frame = pl.DataFrame([{"document": 0, "document_id": "d", "text": text}], schema=DOCUMENTS.schema())
    kinds = blocks(frame, Settings())
    return [kinds["kind"][1], *credits(frame, kinds, outlets, Settings())["role"]]


LINES = {
    "Fontanel: Harbour Wire": ["credit", "source"],
    "Laudat Harbour Wire, la ponto estas malfermita ekde lundo kaj neniu scias kial.": ["paragraph", "source"],
    "Bildo: Ana Beno / Harbour Wire": ["caption", "photo"],
    "Havenurbo, 3 Secundus, Harbour Wire - La ponto estas denove malfermita ekde lundo.": ["paragraph", "source"],
    "Reklamo": ["boilerplate"],
}


@pytest.mark.usefixtures("toy")
@pytest.mark.parametrize("line", LINES)
def test_a_language_is_read_once_its_file_is_there(outlets: pl.DataFrame, line: str) -> None:
    assert roles(outlets, line) == LINES[line]


@pytest.mark.parametrize("line", LINES)
def test_without_the_file_its_words_say_nothing(outlets: pl.DataFrame, line: str) -> None:
    assert roles(outlets, line) != LINES[line]


def reference() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs" / "reference" / "make.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {"credits.md": module.credit_languages()}


@pytest.mark.usefixtures("toy")
def test_the_docs_list_a_language_that_is_added() -> None:
    assert "Toyish (`zz`)" in reference()["credits.md"]


def test_the_docs_list_the_languages() -> None:
    page = (ROOT / "docs" / "explanation" / "credits.md").read_text(encoding="utf-8")
    assert page == reference()["credits.md"], "run: python docs/reference/make.py"
    for language in installed_languages():
        assert f"{language.name} (`{language.tag}`)" in page


def test_a_language_that_is_added_reopens_what_its_words_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("blocks", "repeats", "credits")
    before = {name: fingerprint(name, Settings()) for name in names}
    with language_file(tmp_path, monkeypatch):
        changed = {name for name in names if fingerprint(name, Settings()) != before[name]}
    assert changed == {"blocks", "credits"}
    assert {name: fingerprint(name, Settings()) for name in names} == before


def test_a_file_bears_the_tag_of_its_language() -> None:
    names = [path.stem for path in Path(folder.__file__).parent.glob("*.py") if path.stem != "__init__"]
    assert sorted(names) == [language.tag for language in installed_languages()]
    assert {language.script for language in installed_languages()} <= set(SCRIPTS)


LISTS = [field.name for field in dataclasses.fields(Language) if field.name not in ("tag", "name", "script")]


def unread(language: Language) -> list[str]:
    """The lists of a language that no rule or pattern holds, as a list that belongs to them is missing."""

    # one or two of each kind of script: some patterns are not without any language that has a list
    others = [other for other in installed_languages() if other.tag in {"de", "en", "ja", "uk", "zh"} - {language.tag}]

    def made(spoken: Language) -> tuple[object, ...]:
        return rules_for((*others, spoken)), patterns_for((*others, spoken))

    complete, marker = made(language), words("qqq | rrr")
    names = [name for name in LISTS if getattr(language, name)]
    return [name for name in names if made(dataclasses.replace(language, **{name: marker})) == complete]


@pytest.mark.parametrize("language", installed_languages(), ids=lambda language: language.tag)
def test_every_list_of_a_language_is_read(language: Language) -> None:
    assert unread(language) == []


def test_a_list_that_lacks_its_companion_is_named() -> None:
    assert unread(Language(tag="zz", name="Toyish", published_verbs=words("aperis"))) == ["published_verbs"]


def test_the_example_of_the_docs_is_a_language(
    outlets: pl.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n( *\"\"\"Danish.*?)```", page, re.DOTALL)
    assert example
    with language_file(tmp_path, monkeypatch, textwrap.dedent(example[1]), "da"):
        danish = next(language for language in installed_languages() if language.tag == "da")
        assert unread(danish) == []
        assert roles(outlets, "Kilde: Harbour Wire") == ["credit", "source"]
        assert roles(outlets, "Ifølge nyhedsbureauet Harbour Wire er broen åben igen.") == ["paragraph", "source"]
        assert roles(outlets, "Foto: Ana Beno / Harbour Wire")[1:] == ["photo"]
        assert roles(outlets, "Af Jonas Peel, Harbour Wire")[1:] == ["byline"]


def test_lists_hold_words_not_patterns() -> None:
    for language in installed_languages():
        for name in LISTS:
            for word in getattr(language, name):
                assert word.strip(), f"{language.tag} {name}: an empty word"
                assert not set(word) & set("[]{}\\^$?+"), f"{language.tag} {name}: {word} is a pattern"


def test_no_pattern_is_long() -> None:
    for path in ROOMS:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                assert len(node.value) <= LONGEST_PATTERN, f"{path.name}:{node.lineno}"
            if isinstance(node, ast.JoinedStr):
                length = sum(len(part.value) for part in node.values if isinstance(part, ast.Constant))
                assert length <= LONGEST_PATTERN, f"{path.name}:{node.lineno}"


def test_words_are_a_list_with_bars() -> None:
    assert words(" of  the | l'\n | b ") == ("of the", "l'", "b")
    assert words("") == ()
