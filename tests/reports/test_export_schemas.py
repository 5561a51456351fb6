"""Exports held against the schemas of their forms: those that come with a library, else what the form's own says."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import prov
import pytest
from rdflib.namespace import SDO

import provenance

SCHEMAS = Path(prov.__file__).parent / "tests" / "schemas"
CONTEXT = "https://openprovenance.org/prov-jsonld/context.jsonld"
NINJS = {
    "": {
        "uri", "standard", "type", "version", "contentCreated", "language", "headlines", "by", "infoSources", "altIds",
        "associations",
    },
    "headlines": {"role", "value", "contentType"},
    "infoSources": {"name", "uri", "role", "literal", "contactInfo"},
    "altIds": {"role", "value"},
}  # fmt: skip
"""Properties of an item of ninjs 3.1 that we write, and of the objects in its lists all that its schema allows."""
XML_TYPES = {"string": str, "double": float, "boolean": lambda text: {"true": 1, "false": 0}[text]}


@pytest.fixture(scope="module")
def texts(story_db, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")
    for form in ("prov-json", "prov-jsonld", "schema-org", "ninjs", "graphml", "gexf"):
        provenance.export(folder / form, story_db, form=form)
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def complaints(name, content):
    path = SCHEMAS / f"{name}.schema.json"
    if not path.exists():
        pytest.skip(f"this version of the library prov comes without {path.name}")
    schema = json.loads(path.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    return [(list(error.absolute_path), error.message[:200]) for error in validator.iter_errors(content)]


def test_prov_json_is_valid(texts):
    content = json.loads(texts["prov-json"])
    assert complaints("prov-json", content) == []
    content["wasDerivedFrom"]["np:edge/x"] = {"prov:usedEntity": 3}
    assert complaints("prov-json", content)


def test_prov_jsonld_is_valid_but_for_the_context_inside(texts):
    """Its schema wants the context as an address; ours stands inside, so that reading it loads nothing."""
    content = json.loads(texts["prov-jsonld"])
    assert isinstance(content["@context"][1], dict)
    content["@context"][1] = CONTEXT
    assert complaints("prov-jsonld", content) == []


def test_every_word_of_schema_org_is_one(texts):
    """rdflib holds the vocabulary: a class or a property that it lacks is none."""

    def words(value):
        if isinstance(value, dict):
            kinds = value.get("@type", [])
            yield from [kinds] if isinstance(kinds, str) else kinds
            for name, inner in value.items():
                yield from () if name.startswith("@") else (name,)
                yield from words(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from words(inner)

    used = set(words(json.loads(texts["schema-org"])["@graph"]))
    assert {"NewsArticle", "isBasedOn", "datePublished"} <= used
    assert {word for word in used if word not in SDO} == set()


def test_an_item_of_ninjs_has_the_properties_of_its_schema(texts):
    items = [json.loads(line) for line in texts["ninjs"].splitlines()]
    for item in items:
        assert item["standard"] == {"name": "ninjs", "version": "3.1"}
        assert item["type"] == "text"
        assert set(item) <= NINJS[""]
        assert all(isinstance(item[name], str) for name in ("uri", "type", "version", "language") if name in item)
        for name in ("headlines", "infoSources", "altIds"):
            assert all(set(entry) <= NINJS[name] for entry in item.get(name, []))
        assert all({"name", "uri"} <= set(entry) for entry in item.get("associations", []))
        assert all("value" in entry for entry in item.get("headlines", []))
    assert sum(len(item.get("associations", [])) for item in items) == 4


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_what_a_graph_says_is_declared_and_of_its_type(form, texts):
    root = ET.fromstring(texts[form])
    space = root.tag.partition("}")[0] + "}"
    if form == "graphml":
        kinds = {key.get("id"): key.get("attr.type") for key in root.iter(f"{space}key")}
        values = [(data.get("key"), data.text or "") for data in root.iter(f"{space}data")]
    else:
        kinds = {each.get("id"): each.get("type") for each in root.iter(f"{space}attribute")}
        values = [(each.get("for"), each.get("value")) for each in root.iter(f"{space}attvalue")]
    for key, text in values:
        XML_TYPES[kinds[key]](text)
    nodes, edges = list(root.iter(f"{space}node")), list(root.iter(f"{space}edge"))
    names = {node.get("id") for node in nodes}
    assert len(names) == len(nodes) == 6
    assert len({edge.get("id") for edge in edges}) == len(edges) == 4
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= names
