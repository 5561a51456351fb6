"""Outlets of a person are added to what is known; titles and languages are told from texts."""

from __future__ import annotations

import json

import pytest

import provenance
from provenance.errors import InputError
from provenance.pipeline.outlets import add_outlets
from provenance.warehouse.warehouse import Warehouse

ZH = "港口委员会周二关闭了东部码头,潜水员发现四十根木桩中有十一根被船蛆蛀空。这个码头将关闭到十月底。"
EN = "The harbour board closed the eastern pier on Tuesday after divers found shipworm in eleven of its forty pilings."


def test_outlets_add_keeps_what_is_known(tmp_path):
    file, db = tmp_path / "more.csv", tmp_path / "w.duckdb"
    file.write_text("outlet_id,name,aliases\nreuters,Reuters,Skerry Desk of Reuters\n", encoding="utf-8")
    with Warehouse.open(db, create=True, read_only=False):
        pass
    assert add_outlets(file, db) == 1
    with Warehouse.open(db) as warehouse:
        row = warehouse.sql("SELECT kind, domains, aliases FROM outlets WHERE outlet_id = 'reuters'").row(0, named=True)
    assert row["kind"] == "agency"
    assert "reuters.com" in row["domains"]
    assert {"Skerry Desk of Reuters", "路透社"} <= set(row["aliases"])


def test_an_endless_name_is_refused(tmp_path):
    file = tmp_path / "more.csv"
    file.write_text(f"outlet_id,name\nx,{'x' * 1_000_000}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2: a name in column name has 1,000,000 characters"):
        add_outlets(file, tmp_path / "w.duckdb")


def test_title_and_language_of_a_text_stand_in_documents(tmp_path):
    texts = {
        "zh": f"码头关闭\n\n{ZH}\n\n{EN}\n\n{EN}",
        "en": f"Skip to content\n\nEastern pier closed until October\n\n{EN}\n\n{EN}",
        "none": f"{EN}\n\n{EN}",
    }
    rows = [{"id": name, "text": text} for name, text in texts.items()]
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    provenance.trace([tmp_path / "docs.jsonl"], db=tmp_path / "w.duckdb")
    with Warehouse.open(tmp_path / "w.duckdb") as warehouse:
        columns = "document_id, title, title_basis, language, language_basis"
        told = warehouse.sql(f"SELECT {columns} FROM documents ORDER BY document_id").rows()
    assert told == [
        ("en", "Eastern pier closed until October", "text", "en", "text"),
        ("none", None, None, "en", "text"),
        ("zh", "码头关闭", "text", "zh-Hans", "text"),
    ]


def test_the_evidence_calls_an_outlet_by_its_present_name(tmp_path):
    text = " ".join(EN.replace("Tuesday", day) for day in ("Monday", "Tuesday", "Friday"))
    rows = [
        {"id": "a", "outlet": "Harbor Ledger", "published_at": "2024-05-01T08:00:00Z", "text": text},
        {"id": "b", "outlet": "Delta Courier", "published_at": "2024-05-01T18:00:00Z", "text": text},
    ]
    (tmp_path / "docs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    db, file = tmp_path / "w.duckdb", tmp_path / "more.csv"

    def evidence():
        provenance.trace([], db=db)
        with Warehouse.open(db) as warehouse:
            return warehouse.sql("SELECT evidence FROM derivations").item()

    provenance.trace([tmp_path / "docs.jsonl"], db=db)
    assert "published 10.0 hours after Harbor Ledger" in evidence()
    file.write_text("outlet_id,name\nharbor-ledger,The Harbor Ledger of Skerry\n", encoding="utf-8")
    add_outlets(file, db)
    assert "published 10.0 hours after The Harbor Ledger of Skerry" in evidence()
