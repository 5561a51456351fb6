"""Damaged and hostile inputs: what is bad is rejected with the reason, everything else is read."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tarfile
import zipfile

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.errors import InputError, UsageError
from provenance.readers import read, streams

from .test_formats import packed_tar, packed_zip
from .test_read import documents_of, rejects_of, write


def lines(count):
    return "".join(json.dumps({"text": f"story {n}"}) + "\n" for n in range(count)).encode()


def reasons(path, **options):
    return {origin.removeprefix(f"{path}/"): reason for origin, reason in rejects_of(path, **options)}


def test_a_bad_line_is_rejected_alone(tmp_path):
    bad = [b'{"text": "a"', b"[1, 2]", b'{"text": "\xff"}', b'{"title": "x"}', b'{"text": 7.5', b'{"text": ""}']
    write(tmp_path / "n.jsonl", b"\n".join([b'{"text": "x"}', *bad, b'{"text": "y"}']))
    assert documents_of(tmp_path)["text"].to_list() == ["x", "y"]
    assert list(reasons(tmp_path)) == [f"n.jsonl#{n}" for n in range(2, 8)]


def test_every_record_is_read_or_rejected_even_where_thousands_are_bad(tmp_path):
    write(tmp_path / "n.jsonl", b'{"text": "x"}\n' + b"{\n" * 5000 + b'{"text": "y"}\n' + b"{\n")
    assert documents_of(tmp_path).height == 2
    rejects = list(reasons(tmp_path))
    assert rejects[:2] == ["n.jsonl#2", "n.jsonl#3"]
    assert rejects[-2:] == ["n.jsonl#102-5001", "n.jsonl#5003"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_cut_gzip_gives_what_came_before(tmp_path, share):
    packed = gzip.compress(os.urandom(1 << 16).hex().encode().join([lines(3000)] * 2).replace(b"\n", b"\n"))
    write(tmp_path / "n.jsonl.gz", packed[: int(len(packed) * share)])
    records, rejects = documents_of(tmp_path), reasons(tmp_path)
    assert records["text"].to_list()[:3000] == [f"story {n}" for n in range(len(records))][:3000]
    assert any("damaged or cut" in reason for reason in rejects.values())


def test_a_cut_zstandard_is_rejected(tmp_path):
    packed = pa.Codec("zstd").compress(lines(20_000), asbytes=True)
    write(tmp_path / "n.jsonl.zst", packed[: len(packed) // 2])
    assert "damaged or cut" in " ".join(reasons(tmp_path).values())


def test_a_gzip_with_a_wrong_checksum_is_rejected(tmp_path):
    packed = bytearray(gzip.compress(lines(10)))
    packed[-6] ^= 1
    write(tmp_path / "n.jsonl.gz", bytes(packed))
    assert documents_of(tmp_path).height == 10
    assert list(reasons(tmp_path)) == ["n.jsonl.gz#11"]


@pytest.mark.parametrize("name", ["n.txt.gz", "n.jsonl.gz", "n.csv.gz", "n.json.gz"])
def test_a_bomb_is_stopped_and_reported(tmp_path, name):
    head = b"text\n" if "csv" in name else b""
    write(tmp_path / name, gzip.compress(head + b"x" * (130 << 20)))
    assert documents_of(tmp_path).height == 0
    assert "MiB" in str(reasons(tmp_path)) or "bomb" in str(reasons(tmp_path))


def test_a_bomb_of_many_lines_is_stopped_and_reported(tmp_path):
    line = b'{"text": "' + b"x" * 100_000 + b'"}\n'
    write(tmp_path / "n.jsonl.gz", gzip.compress(line * 1500, 9))
    assert "a compression bomb" in " ".join(reasons(tmp_path).values())


def test_a_zip_bomb_is_stopped_and_its_neighbours_are_read(tmp_path):
    write(tmp_path / "n.zip", packed_zip({"a.txt": b"x", "bomb.jsonl": b" " * (130 << 20), "z.txt": b"y"}))
    assert documents_of(tmp_path)["text"].to_list() == ["x", "y"]
    assert list(reasons(tmp_path)) == ["n.zip#bomb.jsonl#1"]


def test_a_huge_line_is_rejected_and_its_neighbours_are_read(tmp_path, monkeypatch):
    for module in ("streams", "jsonl", "delimited"):
        monkeypatch.setattr(f"provenance.readers.{module}.MAX_RECORD_BYTES", 1 << 20)
    huge = b'{"text": "' + b"x" * (3 << 20) + b'"}\n'
    write(tmp_path / "n.jsonl", b'{"text": "x"}\n' + huge + b'{"text": "y"}\n' + huge)
    write(tmp_path / "n.csv", b"text\nx\n" + b"x" * (3 << 20) + b"\ny\n")
    assert documents_of(tmp_path)["text"].to_list() == ["x", "y", "x", "y"]
    assert list(reasons(tmp_path)) == ["n.csv#2", "n.jsonl#2", "n.jsonl#4"]


def test_names_in_archives_never_lead_out(tmp_path):
    names = {"../../etc/a.txt": b"x", "/etc/b.txt": b"x", "c/../../d.txt": b"x", "..\\e.txt": b"x", "ok.txt": b"y"}
    write(tmp_path / "n.zip", packed_zip(names))
    write(tmp_path / "n.tar", packed_tar(names, "w"))
    assert documents_of(tmp_path)["text"].to_list() == ["y", "y"]
    assert len(rejects_of(tmp_path)) == 8


def test_links_in_archives_are_not_followed(tmp_path):
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo(f"l{kind.decode()}.txt")
            member.type, member.linkname = kind, "/etc/hostname"
            archive.addfile(member)
    write(tmp_path / "n.tar", sink.getvalue())
    assert documents_of(tmp_path).height == 0
    assert len(rejects_of(tmp_path)) == 3


def test_archives_in_archives_and_encrypted_members_are_rejected(tmp_path):
    inner = packed_zip({"a.txt": b"x"})
    outer = bytearray(packed_zip({"a.txt": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        outer[outer.find(mark) + offset] |= 1
    write(tmp_path / "n.zip", packed_zip({"inner.zip": inner, "b.txt": b"y"}))
    write(tmp_path / "secret.zip", bytes(outer))
    assert documents_of(tmp_path)["text"].to_list() == ["y"]
    assert list(reasons(tmp_path)) == ["n.zip#inner.zip", "secret.zip#a.txt"]


@pytest.mark.parametrize("name", ["n.zip", "n.tar", "n.tar.gz", "n.parquet", "n.arrow", "n.warc.gz", "n.xml", "n.rss"])
@pytest.mark.parametrize("content", [b"", b"no such thing", b"\0" * 1000, os.urandom(500)])
def test_files_that_do_not_match_their_ending_are_rejected(tmp_path, name, content):
    write(tmp_path / name, content)
    write(tmp_path / "z.txt", "y")
    assert documents_of(tmp_path)["text"].to_list() == ["y"]
    assert len(rejects_of(tmp_path)) >= 1


def test_damage_in_one_row_group_leaves_the_others(tmp_path):
    path = tmp_path / "n.parquet"
    table = pa.table({"text": [f"story {n} " + os.urandom(50).hex() for n in range(3000)]})
    pq.write_table(table, path, row_group_size=1000, compression="zstd", use_dictionary=False)
    start = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    data = bytearray(path.read_bytes())
    data[start + 40 : start + 4000] = bytes(3960)
    path.write_bytes(data)
    records = documents_of(path)
    assert records["document_id"].to_list() == [f"n.parquet#{n}" for n in (*range(1, 1001), *range(2001, 3001))]
    assert [origin for origin, _ in rejects_of(path)] == [f"{path}#1001"]


def test_offsets_that_lead_out_of_an_arrow_file_are_never_followed(tmp_path):
    table = pa.table({"text": [f"story {n}" for n in range(1000)]})
    sink = io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as file:
        file.write_table(table)
    data = bytearray(sink.getvalue())
    start = data.find((7).to_bytes(4, "little") + (14).to_bytes(4, "little"))
    data[start + 40 : start + 44] = b"\xff\xff\xff\x7f"
    write(tmp_path / "n.arrow", bytes(data))
    assert documents_of(tmp_path).height == 0
    assert "not a whole Arrow file" in reasons(tmp_path)["n.arrow#1"]


def test_a_quotation_mark_that_is_never_closed_costs_one_row(tmp_path):
    write(tmp_path / "n.csv", 'id,text\n1,x\n2,"never closed\n3,y\n4,"a ""quoted""\nword"\n5,z\n')
    assert documents_of(tmp_path)["document_id"].to_list() == ["1", "3", "4", "5"]
    assert list(reasons(tmp_path)) == ["n.csv#2"]


def test_rows_of_the_wrong_width_and_wrong_bytes_are_rejected_alone(tmp_path):
    write(tmp_path / "n.csv", "id,text\n1,x\n2\n3,y,z\n4,ä\n".encode() + b"5,\xff\n6,z\n")
    assert documents_of(tmp_path)["document_id"].to_list() == ["1", "4", "6"]
    assert list(reasons(tmp_path)) == ["n.csv#2", "n.csv#3", "n.csv#5"]


def test_a_table_without_a_text_names_its_fields_once(tmp_path):
    write(tmp_path / "a.csv", "headline\nA\nB\n")
    write(tmp_path / "b.csv", "one column\n" * 50)
    pl.DataFrame({"n": [1, 2]}).write_parquet(tmp_path / "c.parquet")
    assert documents_of(tmp_path).height == 0
    assert list(reasons(tmp_path)) == ["a.csv", "b.csv", "c.parquet"]
    assert "headline" in reasons(tmp_path)["a.csv"]
    assert "--field text=NAME" in reasons(tmp_path)["a.csv"]
    assert documents_of(tmp_path / "b.csv", fields={"text": "one column"}).height == 49


def test_a_broken_object_in_an_array_costs_itself_alone(tmp_path):
    write(tmp_path / "a.json", '[{"text": "x"}, {"text": oops}, {"text": "y"}]')
    write(tmp_path / "b.json", '[{"text": "x"}, {"text": "un"closed"}, {"text": "y"}]')
    write(tmp_path / "c.json", '[{"text": "x"}, {"text": "y"')
    assert documents_of(tmp_path)["text"].to_list() == ["x", "y", "x", "y", "x"]
    assert list(reasons(tmp_path)) == ["a.json#2", "b.json#2", "c.json#2"]


def test_json_as_deep_as_it_likes_is_no_crash(tmp_path):
    write(tmp_path / "a.jsonl", '{"text": ' + "[" * 100_000 + "\n")
    write(tmp_path / "b.json", "[" * 100_000)
    write(tmp_path / "c.json", '{"a":' * 100_000 + "1")
    assert documents_of(tmp_path).height == 0
    assert len(rejects_of(tmp_path)) >= 3


def test_lone_surrogates_become_one_replacement_character_each(tmp_path):
    write(tmp_path / "n.jsonl", r'{"text": "a\ud83db\udc00c\ud83d\ude00", "title": "\udfff", "source": "\ud800"}')
    (record,) = documents_of(tmp_path).to_dicts()
    assert record["text"] == "a\ufffdb\ufffdc😀"
    assert record["title"] == "\ufffd"


def test_null_characters_are_kept(tmp_path):
    write(tmp_path / "n.jsonl", r'{"text": "a\u0000b"}')
    write(tmp_path / "n.txt", "one stray \0 in a text")
    assert documents_of(tmp_path)["text"].to_list() == ["a\0b", "one stray \0 in a text"]


def test_one_bad_byte_in_a_utf8_text_is_rejected_with_its_offset(tmp_path):
    write(tmp_path / "a.txt", "Fähre, Küste, Bürger, Größe. ".encode() * 20 + b"\xff end")
    write(tmp_path / "b.txt", os.urandom(5000))
    rejects = reasons(tmp_path)
    assert "byte 0xff at 680" in rejects["a.txt"]
    assert "b.txt" in rejects


def test_empty_texts_are_rejected(tmp_path):
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.txt", " \n\t")
    assert list(reasons(tmp_path)) == ["a.txt", "b.txt"]


def test_unknown_and_hidden_files_are_listed_and_by_products_are_not(tmp_path):
    for name in (
        "a.pdf",
        "noending",
        ".hidden.txt",
        ".secret/b.txt",
        ".DS_Store",
        "._a.txt",
        ".git/config",
        "style.css",
    ):
        write(tmp_path / name, "x")
    assert list(reasons(tmp_path)) == [".hidden.txt", ".secret", "a.pdf", "noending"]


def test_a_text_without_ending_is_read_when_it_is_named_itself(tmp_path):
    path = write(tmp_path / "letter", "A ferry sank.")
    assert documents_of(path)["text"].to_list() == ["A ferry sank."]


def test_links_that_loop_or_lead_out_are_rejected(tmp_path):
    root = tmp_path / "root"
    write(root / "a.txt", "x")
    write(tmp_path / "out" / "b.txt", "secret")
    for name, target in {
        "loop": root,
        "self": root / "self",
        "out": tmp_path / "out",
        "twin.txt": root / "a.txt",
    }.items():
        (root / name).symlink_to(target)
    (root / "dangling").symlink_to(tmp_path / "absent")
    assert documents_of(root)["document_id"].to_list() == ["a.txt"]
    assert sorted(reasons(root)) == ["dangling", "loop", "out", "self", "twin.txt"]
    assert documents_of(root / "out")["document_id"].to_list() == ["b.txt"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
def test_paths_of_any_bytes_are_read(tmp_path):
    names = [b"caf\xe9.txt", b"a\nb.txt", b"[x].txt", b"*.txt", b"what?.txt", b" .txt", b"#1.txt", "新闻.txt".encode()]
    for name in names:
        write(tmp_path / os.fsdecode(name), b"x")
    assert sorted(documents_of(tmp_path)["document_id"]) == sorted(
        ["caf\\xe9.txt", "a\nb.txt", "[x].txt", "*.txt", "what?.txt", " .txt", "#1.txt", "新闻.txt"]
    )
    assert documents_of(tmp_path / "*.txt")["document_id"].to_list() == ["*.txt"]


def test_a_pipe_is_rejected_and_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(tmp_path) == {"pipe.txt": "not a regular file"}


def test_a_metadata_file_that_names_no_documents_is_refused(tmp_path):
    with pytest.raises(UsageError, match="which document"):
        read([tmp_path], metadata=write(tmp_path / "m.csv", "outlet\nPost\n"))
    with pytest.raises(InputError, match="cannot be read"):
        read([tmp_path], metadata=tmp_path / "absent.csv")


def test_entities_of_a_feed_are_not_expanded(tmp_path):
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title></item></rss>'
    write(tmp_path / "n.rss", bomb)
    assert "entities" in reasons(tmp_path)["n.rss"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    name=st.sampled_from(
        ["n.jsonl", "n.json", "n.csv", "n.txt", "n.rss", "n.zip", "n.tar", "n.arrow", "n.warc", "n.parquet"]
    ),
    data=st.binary(max_size=300),
)
def test_any_bytes_are_read_or_rejected_but_never_fail(tmp_path, name, data):
    write(tmp_path / name, data)
    batches = list(read([tmp_path / name]))
    records = sum(batch.records.height for batch in batches)
    rejects = sum(batch.set_aside.height for batch in batches)
    assert records + rejects > 0 or not data.strip() or name in ("n.warc", "n.csv", "n.jsonl", "n.tar")


def test_a_long_file_is_never_held_whole(tmp_path):
    write(tmp_path / "n.jsonl", lines(20_000))
    batches = read([tmp_path], batch_bytes=100_000)
    first = next(batches)
    assert first.records.height < 1000
    assert first.records.height + sum(batch.records.height for batch in batches) == 20_000


def test_the_largest_text_is_what_the_documentation_says():
    assert streams.MAX_RECORD_BYTES == 64 << 20
    assert streams.MAX_EXPANSION == 200
    assert zipfile.is_zipfile(io.BytesIO(packed_zip({"a": b""})))
