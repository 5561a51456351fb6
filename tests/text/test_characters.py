import shutil
from pathlib import Path

import numpy as np
import pytest

from provenance.text import characters


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The module as if it stood in a folder of its own."""
    copy = shutil.copy(characters.__file__, tmp_path / "characters.py")
    monkeypatch.setattr(characters, "__file__", str(copy))
    characters.character_table.cache_clear()
    yield tmp_path
    characters.character_table.cache_clear()


def same(left: characters.Rules, right: characters.Rules) -> bool:
    return np.array_equal(left.entries, right.entries) and np.array_equal(left.more, right.more)


def test_the_cached_table_equals_the_built_one(elsewhere):
    built = characters.character_table()
    (selected,) = (elsewhere / "__pycache__").iterdir()
    characters.character_table.cache_clear()
    assert same(characters.character_table(), built)
    assert same(built, characters.build_table())
    selected.write_bytes(selected.read_bytes()[:1000])
    characters.character_table.cache_clear()
    assert same(characters.character_table(), built)


def test_a_table_of_another_version_is_not_used(elsewhere):
    characters.character_table()
    (before,) = (elsewhere / "__pycache__").iterdir()
    source = Path(characters.__file__)
    source.write_text(source.read_text() + "\n")
    characters.character_table.cache_clear()
    characters.character_table()
    (after,) = (elsewhere / "__pycache__").iterdir()
    assert after.name != before.name


def test_the_table_is_built_where_no_folder_can_be_written(elsewhere):
    (elsewhere / "__pycache__").write_text("in the way")
    assert same(characters.character_table(), characters.build_table())


def test_ignorable_code_points_are_those_of_the_rule():
    result = [point for point in range(0x3000) if characters.is_ignorable(chr(point))]
    assert characters.ignorable(0x3000) == result
