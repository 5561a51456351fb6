"""Every public name explains itself in ``help()``: what it is, each argument, its types, and an example that runs."""

import dataclasses
import doctest
import inspect
import re
from pathlib import Path

import polars as pl
import pytest

import provenance

SECTION = re.compile(r"(?m)^ *(Args|Attributes|Returns|Yields|Raises|Example):$")
DOMAIN_CLASSES = [name for name in provenance.__all__ if inspect.isclass(getattr(provenance, name))]


def members(cls):
    """Yield the public methods and properties of a class, those of its bases in this package included."""
    for name in dir(cls):
        home = next(base for base in cls.__mro__ if name in vars(base)) if not name.startswith("_") else object
        member = vars(home).get(name)
        if home.__module__.startswith("provenance") and isinstance(member, property | classmethod | staticmethod):
            yield name, member.fget if isinstance(member, property) else member.__func__
        elif home.__module__.startswith("provenance") and inspect.isfunction(member):
            yield name, member


FUNCTIONS = {name: getattr(provenance, name) for name in provenance.__all__ if name not in DOMAIN_CLASSES}
METHODS = {f"{cls}.{name}": member for cls in DOMAIN_CLASSES for name, member in members(getattr(provenance, cls))}
CALLABLES = FUNCTIONS | METHODS
PROPERTIES = {
    f"{cls}.{name}"
    for cls in DOMAIN_CLASSES
    for name in dir(getattr(provenance, cls))
    if isinstance(getattr(getattr(provenance, cls), name), property) and cls != "Warehouse"
}
EXAMPLES = {name: value for name, value in CALLABLES.items() if name not in PROPERTIES} | {
    name: getattr(provenance, name) for name in DOMAIN_CLASSES
}


def section(text: str, name: str) -> str:
    parts = SECTION.split(inspect.cleandoc(text))
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(name, "")


def parameters(function):
    return {n: p for n, p in inspect.signature(function).parameters.items() if n not in ("self", "cls")}


@pytest.mark.parametrize("name", CALLABLES)
def test_a_public_call_documents_its_arguments_and_has_types(name):
    function = CALLABLES[name]
    assert function.__doc__
    given = set(re.findall(r"(?m)^ {4}(\w+): ", section(function.__doc__, "Args")))
    assert given == set(parameters(function)), f"{name} documents other arguments than it has"
    untyped = [n for n, p in parameters(function).items() if p.annotation is inspect.Parameter.empty]
    assert untyped == []
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty


@pytest.mark.parametrize("name", CALLABLES)
def test_the_signature_of_a_public_call_holds_no_address_of_an_object(name):
    assert " at 0x" not in str(inspect.signature(CALLABLES[name]))


@pytest.mark.parametrize("name", DOMAIN_CLASSES)
def test_a_public_class_documents_its_fields(name):
    cls = getattr(provenance, name)
    if dataclasses.is_dataclass(cls) and name != "Settings":  # whose fields are groups, each documented
        given = set(re.findall(r"(?m)^ {4}(\w+): ", section(cls.__doc__, "Attributes")))
        assert given == {field.name for field in dataclasses.fields(cls)}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("examples")
    provenance.demo(folder / "provenance.duckdb")
    return folder


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_a_public_name_runs(name, place, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "provenance.duckdb").write_bytes((place / "provenance.duckdb").read_bytes())
    with provenance.Warehouse.open("provenance.duckdb") as warehouse:
        names = {"provenance": provenance, "pl": pl, "Path": Path, "warehouse": warehouse}
        test = doctest.DocTestParser().get_doctest(EXAMPLES[name].__doc__, names, name, None, 0)
        assert test.examples, f"{name} has no example"
        results: list[str] = []
        doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=results.append)
        assert results == [], "".join(results)
