"""Where a pasted text is from: whatever its encoding, and what it says of itself."""

import pytest

import provenance
from provenance.errors import InputError
from provenance.reports.answers import render_where
from provenance.warehouse.warehouse import Warehouse

NEW = "LYON, 4 mai (Reuters) - Le café était fermé hier après-midi, a déclaré la police à la presse étonnée."


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    """The demo corpus, open for reading."""
    db = tmp_path_factory.mktemp("where") / "demo.duckdb"
    provenance.demo(db)
    with Warehouse.open(db) as opened:
        yield opened


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_of_a_pasted_file_is_told(warehouse, encoding):
    assert provenance.where(warehouse, NEW.encode(encoding)).text == NEW


@pytest.mark.parametrize("data", [b"", b" \n", bytes(range(256)) * 4])
def test_what_is_no_text_is_refused(warehouse, data):
    with pytest.raises(InputError):
        provenance.where(warehouse, data)


def test_a_text_that_is_nowhere_still_says_whom_it_credits(warehouse):
    found = provenance.where(warehouse, NEW)
    said = render_where(found.sources, found.corpus, found.text, credits=found.credits)
    assert said.startswith("Nothing found among 18 documents from 2024-")
    assert "It credits Reuters" in said


def test_a_passage_is_found_with_its_document(warehouse, records):
    found = provenance.where(warehouse, records[0]["text"][100:900].encode())
    assert found.sources["share_of_text"][0] > 0.8


def test_a_very_long_text_is_looked_for_whole(warehouse, records):
    everything = "\n\n".join(each["text"] for each in records) * 5
    assert set(provenance.where(warehouse, everything).sources["document_id"]) >= {"ap-ferry", "ironbridge-lithium"}
