"""The words of the code: a public name is defined in one file, no variable is a bare participle or pointer word."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "provenance"
KERNELS = PACKAGE / "text" / "kernels"
"""A compiled loop may have the name of the function that calls it: the same thing, in another room."""

WORDS = """
    told found each known kept said chosen held named asked gone given made seen taken put stood standing settled
    touched placed spoken moved fresh apart there here those such whole beside among other others aside led lead wanted
    wants counted written carried shown meant borne drawn lost gained parted turned back away near_by near_there thing
    things one ones some both either neither which whose whom rest
"""
POINTER_WORDS = frozenset(WORDS.split())
"""Words that say that something happened to a thing, or point at one, without naming it."""

MOST_HOMONYMS = 0.03
MOST_POINTERS = 0.005


@cache
def trees() -> dict[Path, ast.Module]:
    paths = [path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] != "sql"]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def public_definitions() -> Iterator[tuple[str, Path]]:
    for path, tree in trees().items():
        if KERNELS not in path.parents:
            for node in tree.body:
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
                    yield node.name, path


def bindings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg) and node.arg not in ("self", "cls"):
            yield node.arg


def test_a_public_name_is_defined_in_one_file():
    files = defaultdict(set)
    for name, path in public_definitions():
        files[name].add(str(path.relative_to(PACKAGE)))
    homonyms = {name: sorted(paths) for name, paths in files.items() if len(paths) > 1}
    share = sum(map(len, homonyms.values())) / sum(map(len, files.values()))
    assert share <= MOST_HOMONYMS, homonyms


def test_a_variable_is_named_after_what_it_holds():
    words = Counter(name for tree in trees().values() for name in bindings(tree))
    pointers = {name: count for name, count in words.items() if name in POINTER_WORDS}
    assert sum(pointers.values()) / words.total() <= MOST_POINTERS, pointers
