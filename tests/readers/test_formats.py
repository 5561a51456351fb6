"""Every format: what is written comes back, in order, to the character."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from datetime import UTC, date, datetime

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.tables import RECORDS
from provenance.text.missing import is_missing

from .test_read import documents_of, rejects_of, write

ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), min_size=1).filter(str.strip)
ROWS = st.lists(st.fixed_dictionaries({"text": ANYTHING, "title": st.none() | ANYTHING}), min_size=1, max_size=8)


def as_jsonl(rows, path):
    write(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def as_json(rows, path):
    write(path, json.dumps(rows, indent=1))


def as_wrapped_json(rows, path):
    write(path, json.dumps({"status": "ok", "articles": rows}))


def as_csv(rows, path):
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["text", "title"], lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)


def as_parquet(rows, path):
    pq.write_table(pa.Table.from_pylist(rows, pa.schema([("text", "string"), ("title", "string")])), path)


def as_arrow(rows, path):
    table = pa.Table.from_pylist(rows, pa.schema([("text", "large_string"), ("title", "string")]))
    with pa.ipc.new_file(path, table.schema) as file:
        file.write_table(table)


def compressed(write_plain, pack):
    def write_packed(rows, path):
        write_plain(rows, path)
        path.write_bytes(pack(path.read_bytes()))

    return write_packed


FORMATS = {
    "n.jsonl": as_jsonl,
    "n.ndjson": as_jsonl,
    "n.json": as_json,
    "w.json": as_wrapped_json,
    "l.json": as_jsonl,
    "n.csv": as_csv,
    "n.parquet": as_parquet,
    "n.arrow": as_arrow,
    "n.parquet.gz": compressed(as_parquet, gzip.compress),
    "n.jsonl.gz": compressed(as_jsonl, gzip.compress),
    "n.jsonl.bz2": compressed(as_jsonl, bz2.compress),
    "n.csv.xz": compressed(as_csv, lzma.compress),
    "n.jsonl.zst": compressed(as_jsonl, lambda data: pa.Codec("zstd").compress(data, asbytes=True)),
}


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=ROWS)
def test_what_is_written_comes_back(tmp_path, name, rows):
    FORMATS[name](rows, tmp_path / name)
    titles = [None if is_missing(row["title"]) else row["title"] for row in rows]
    read = documents_of(tmp_path / name)
    assert (read["text"].to_list(), read["title"].to_list()) == ([row["text"] for row in rows], titles)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=ANYTHING.filter(lambda text: not text.startswith("\ufeff") and text.count("\0") == 0))
def test_a_text_file_comes_back(tmp_path, text):
    write(tmp_path / "a.txt", text)
    assert documents_of(tmp_path / "a.txt")["text"].to_list() == [text]


def packed_zip(files):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return sink.getvalue()


def packed_tar(files, mode="w:gz"):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return sink.getvalue()


MEMBERS = {
    "wire/a.txt": b"A ferry sank.",
    "b.jsonl": b'{"text": "x"}\n{"text": "y", "id": "7"}\n',
    "c.json": b'[{"text": "z"}]',
    "d.jsonl.gz": gzip.compress(b'{"text": "w"}'),
    "__MACOSX/._a.txt": b"junk",
}
IDS = ["#wire/a.txt", "#b.jsonl#1", "7", "#c.json#1", "#d.jsonl.gz#1"]


@pytest.mark.parametrize(("name", "pack"), [("n.zip", packed_zip), ("n.tar.gz", packed_tar), ("n.tgz", packed_tar)])
def test_the_files_of_an_archive_are_read_in_its_order(tmp_path, name, pack):
    write(tmp_path / name, pack(MEMBERS))
    records = documents_of(tmp_path)
    assert records["document_id"].to_list() == [f"{name}{end}" if end.startswith("#") else end for end in IDS]
    assert records["text"].to_list() == ["A ferry sank.", "x", "y", "z", "w"]
    assert records["origin"][0] == f"{tmp_path}/{name}#wire/a.txt"
    assert not rejects_of(tmp_path)


def test_the_first_folder_in_an_archive_names_the_outlet(tmp_path):
    path = write(tmp_path / "n.zip", packed_zip(MEMBERS))
    assert documents_of(path, outlet_from_folder=True)["outlet"].to_list() == ["wire", None, None, None, None]


def test_the_first_folder_below_the_root_names_the_outlet(tmp_path):
    write(tmp_path / "Port Amary Post" / "2024" / "a.txt", "x")
    write(tmp_path / "b.txt", "y")
    assert documents_of(tmp_path, outlet_from_folder=True, outlet="other")["outlet"].to_list() == [
        "Port Amary Post",
        "other",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "x", "source": "Post", "published": "2024", "headline": "T", "authors": ["A", "B"], "lang": "en"},
        {
            "Content": "x",
            "Publisher": {"name": "Post"},
            "publishedAt": "2024",
            "Title": "T",
            "author": "A, B",
            "language": "en",
        },
        {
            "maintext": "x",
            "sitename": "Post",
            "date_publish": 2024,
            "title": "T",
            "Authors": "A, B",
            "inLanguage": "en",
        },
        {
            "article": "x",
            "publication": "Post",
            "Date Published": "2024",
            "head-line": "T",
            "byline": "A, B",
            "language": "en",
        },
    ],
)
def test_usual_field_names_are_known(tmp_path, fields):
    write(tmp_path / "n.jsonl", json.dumps(fields))
    (record,) = documents_of(tmp_path).to_dicts()
    known = {name: record[name] for name in ("text", "published_at", "title", "byline", "language")}
    known["outlet"] = record["outlet"] or record["site_name"]
    assert known == {
        "text": "x",
        "outlet": "Post",
        "published_at": "2024",
        "title": "T",
        "byline": "A, B",
        "language": "en",
    }


def test_of_several_fields_for_one_column_the_likeliest_that_is_filled_counts(tmp_path):
    write(tmp_path / "n.jsonl", '{"text": "", "content": "long", "body": null, "Content": "other"}')
    assert documents_of(tmp_path)["text"].to_list() == ["long"]


def test_a_mapped_field_comes_before_the_usual_ones(tmp_path):
    write(tmp_path / "n.jsonl", '{"text": "x", "story": {"full": "y"}}')
    assert documents_of(tmp_path, fields={"text": "story.full"})["text"].to_list() == ["y"]


def test_fields_that_can_hold_credits_are_kept(tmp_path):
    credit_fields = {"source": "Wire", "credit": ["A", "B"], "Copyright": "© Wire"}
    write(tmp_path / "n.jsonl", json.dumps({"text": "x", "publisher": "Post", **credit_fields, "views": 7}))
    (record,) = documents_of(tmp_path).to_dicts()
    assert record["outlet"] == "Post"
    assert json.loads(record["metadata"]) == credit_fields


def test_times_and_numbers_of_columns_are_written_out(tmp_path):
    frame = pl.DataFrame(
        {
            "text": ["x"],
            "id": [7],
            "date": [date(2024, 11, 2)],
            "crawl_date": [datetime(2024, 11, 2, 10, 15, tzinfo=UTC)],
        }
    )
    frame.write_parquet(tmp_path / "n.parquet")
    (record,) = documents_of(tmp_path).to_dicts()
    assert (record["document_id"], record["published_at"]) == ("7", "2024-11-02")
    assert record["retrieved_at"] == "2024-11-02T10:15:00+00:00"


def test_a_hugging_face_folder_is_its_parquet_files(tmp_path):
    write(tmp_path / "README.md", "---\nlicense: mit\nconfigs:\n- x\n---\n# Harbour news")
    write(tmp_path / ".gitattributes", "*.parquet filter=lfs")
    (tmp_path / "data").mkdir()
    as_parquet([{"text": "x", "title": None}], tmp_path / "data" / "train-00000-of-00001.parquet")
    assert documents_of(tmp_path)["document_id"].to_list() == ["data/train-00000-of-00001.parquet#1"]
    assert not rejects_of(tmp_path)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Die Fähre sank."),
        ("utf-16", "Die Fähre sank am Dienstag."),
        ("utf-16-le", "Die Fähre sank am Dienstag vor der Küste."),
        ("utf-16-be", "Die Fähre sank am Dienstag vor der Küste."),
        ("utf-32", "Die Fähre sank."),
        ("cp1252", "Die Fähre sank – „ein Schock“, sagte der Bürgermeister."),
        ("cp1250", "Městská rada v úterý rozhodla o uzavření starého přístavu, řekl mluvčí úřadu."),
        ("cp1251", "Городской совет во вторник решил закрыть старый порт для паромов."),
        ("koi8_r", "Городской совет во вторник решил закрыть старый порт для паромов."),
        ("cp1253", "Το λιμάνι έκλεισε την Τρίτη μετά από απόφαση του δημοτικού συμβουλίου."),
        ("cp1254", "Belediye meclisi salı günü eski limanı feribotlara kapatma kararı aldı, dedi sözcü Işık."),
        ("cp1256", "أغلق المجلس البلدي الميناء القديم يوم الثلاثاء أمام العبارات."),
        ("gb18030", "市议会星期二决定关闭旧港口,渡轮不能再停靠。这是一个重要的决定,市长说。"),
        ("big5", "市議會星期二決定關閉舊港口,渡輪不能再停靠。這是一個重要的決定,市長說。"),
        ("shift_jis", "市議会は火曜日、古い港をフェリーに対して閉鎖することを決めた。"),
        ("euc_jp", "市議会は火曜日、古い港をフェリーに対して閉鎖することを決めた。"),
        ("euc_kr", "시의회는 화요일 옛 항구를 여객선에 폐쇄하기로 결정했다고 밝혔다."),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl"])
def test_encodings_are_detected(tmp_path, encoding, text, name):
    forms = {
        "a.txt": text,
        "a.csv": f'id,text\r\n1,"{text}"\r\n',
        "a.jsonl": f'{{"text": "{text}"}}\n{{"text": "{text}"}}',
    }
    write(tmp_path / name, forms[name].encode(encoding))
    assert not rejects_of(tmp_path)
    assert documents_of(tmp_path)["text"].to_list()[0] == text


def test_sidecar_metadata_completes_documents(tmp_path):
    write(tmp_path / "d" / "wire" / "a.txt", "x")
    write(tmp_path / "d" / "b.jsonl", '{"id": "b1", "text": "y", "outlet": "Own", "title": "Kept"}')
    sidecar = write(
        tmp_path / "m.csv",
        "path,outlet,published_at,agency,title\n"
        "wire/a.txt,Wire,2024-11-02,Staff,A\nb1,Post,,,\nd/absent.txt,Gone,,,\nwire/a.txt,Twice,,,\nshort\n",
    )
    rows = documents_of(tmp_path / "d", metadata=sidecar).to_dicts()
    assert [(row["document_id"], row["outlet"], row["title"]) for row in rows] == [
        ("b1", "Post", "Kept"),
        ("wire/a.txt", "Wire", "A"),
    ]
    assert json.loads(rows[1]["metadata"]) == {"agency": "Staff"}
    rejects = rejects_of(tmp_path / "d", metadata=sidecar)
    assert [origin.rpartition("#")[2] for origin, _ in rejects] == ["4", "5", "3"]


def test_no_records_give_frames_with_their_columns(tmp_path):
    assert rejects_of(tmp_path) == [(str(tmp_path), "the folder holds no files")]
    assert dict(documents_of(tmp_path).schema) == RECORDS.schema()


def test_stray_nuls_do_not_make_a_file_utf16(tmp_path):
    (tmp_path / "n.csv").write_bytes(b"text,title\n\x000\x00,\n")
    assert documents_of(tmp_path / "n.csv")["text"].to_list() == ["\x000\x00"]


def test_a_column_of_128_bit_integers_loses_no_row(tmp_path):
    frame = pl.DataFrame({"id": ["a", "b"], "text": ["x", ""]}).with_columns(n=pl.lit(7).cast(pl.Int128))
    frame.write_parquet(tmp_path / "n.parquet")
    assert documents_of(tmp_path)["document_id"].to_list() == ["a"]
    assert rejects_of(tmp_path) == [(f"{tmp_path}/n.parquet#2", "no text: field text is empty")]
    write(tmp_path / "n.parquet", (tmp_path / "n.parquet").read_bytes()[:-200])
    assert "not a whole Parquet file" in rejects_of(tmp_path)[0][1]


def test_rows_of_a_table_may_end_in_carriage_returns_alone(tmp_path):
    write(tmp_path / "t.csv", 'id,title,text\ra,Ferry,"The ferry\rreturned, and stayed."\rb,Quay,"The quay stands."\r')
    assert documents_of(tmp_path).select("document_id", "text").rows() == [
        ("a", "The ferry\rreturned, and stayed."),
        ("b", "The quay stands."),
    ]
