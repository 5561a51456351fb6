"""Inputs with damage of every kind, over every format: nothing is raised, nothing is lost without a word."""

import bz2
import csv
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import provenance
from provenance.readers.formats import FORMATS

NUMBER = 8
STORIES = [
    {
        "id": f"d{number}", "title": f"Title {number}", "outlet": f"Paper {number % 3}", "published_at": "2024-05-03",
        "text": " ".join(f"Sentence {line} of story {number} tells what the council has decided." for line in range(9)),
    }
    for number in range(NUMBER)
]  # fmt: skip
LINES = "".join(json.dumps(story) + "\n" for story in STORIES).encode()
KINDS = ("bit", "bits", "cut", "zeros", "insert", "double", "swap", "other")


def comma_separated() -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, STORIES[0])
    writer.writeheader()
    writer.writerows(STORIES)
    return out.getvalue().encode()


def columns(kind: str) -> bytes:
    out, table = io.BytesIO(), pa.Table.from_pylist(STORIES)
    if kind == "parquet":
        pq.write_table(table, out, row_group_size=2)
        return out.getvalue()
    options = pa.ipc.IpcWriteOptions(compression=None if kind == "arrow" else "lz4")
    with (pa.ipc.new_stream if kind == "arrows" else pa.ipc.new_file)(out, table.schema, options=options) as writer:
        for batch in table.to_batches(max_chunksize=2):
            writer.write_batch(batch)
    return out.getvalue()


def page(story: dict) -> bytes:
    head = f"<!doctype html><html><head><title>{story['title']}</title></head>"
    return f"{head}<body><article><p>{story['text']}</p></article></body></html>".encode()


def crawl() -> bytes:
    http = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(story) for story in STORIES]
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/%d\r\n"
    head += b"Content-Type: application/http\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    return b"".join(head % (number, len(content), content) for number, content in enumerate(http))


def feed() -> bytes:
    items = "".join(f"<item><title>{s['title']}</title><description>{s['text']}</description></item>" for s in STORIES)
    return f"<rss><channel>{items}</channel></rss>".encode()


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for story in STORIES:
            archive.writestr(f"{story['id']}.txt", story["text"])
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for story in STORIES:
            header = tarfile.TarInfo(f"{story['id']}.txt")
            header.size = len(story["text"])
            archive.addfile(header, io.BytesIO(story["text"].encode()))
    return out.getvalue()


BASES = {
    "txt": STORIES[0]["text"].encode(), "jsonl": LINES, "jsonl.gz": gzip.compress(LINES, mtime=0),
    "jsonl.bz2": bz2.compress(LINES), "jsonl.xz": lzma.compress(LINES), "json": json.dumps(STORIES).encode(),
    "csv": comma_separated(), "parquet": columns("parquet"), "arrow": columns("arrow"), "feather": columns("feather"),
    "arrows": columns("arrows"), "html": page(STORIES[0]), "warc": crawl(), "rss": feed(), "zip": zipped(),
    "tar": tarred(), "tgz": gzip.compress(tarred(), mtime=0),
    "nitf": f"<nitf><body><body.content><p>{STORIES[0]['text']}</p></body.content></body></nitf>".encode(),
    "iptc": b"\x01abc123\r\nheadline\r\n\x02" + STORIES[0]["text"].encode() + b"\x03\x04",
}  # fmt: skip
SINGLE = {"txt", "html", "nitf", "iptc"}


def changed(data: bytes, kind: str, chance: random.Random, other: bytes) -> bytes:
    """Return the bytes of a file with damage of one kind."""
    at = chance.randrange(1, len(data))
    bits = bytearray(data)
    for _ in range(20 if kind == "bits" else 1):
        bits[chance.randrange(len(bits))] ^= 1 << chance.randrange(8)
    return {
        "bit": bytes(bits), "bits": bytes(bits), "cut": data[:at], "zeros": data[:at] + bytes(64) + data[at + 64 :],
        "insert": data[:at] + chance.randbytes(32) + data[at:], "double": data + data[:at],
        "swap": data[at:] + data[:at], "other": other,
    }[kind]  # fmt: skip


def test_every_format_is_tried():
    endings = {f".{name.split('.')[0]}" for name in BASES}
    untried = [form.name for form in FORMATS if not endings & set(form.endings)]
    assert untried in ([], ["NewsML-G2, NewsML 1"])  # which is XML, as NITF is


@pytest.mark.parametrize("ending", BASES)
def test_damaged_inputs_are_read_or_set_aside_and_what_lies_beside_them_is_read(tmp_path, tries, ending):
    chance, data = random.Random(ending), BASES[ending]
    cases = tries(2, 32)
    for number in range(cases):
        kind = KINDS[number % len(KINDS)]
        other = BASES[chance.choice(list(BASES))]
        (tmp_path / f"{kind}-{number:02}.{ending}").write_bytes(changed(data, kind, chance, other))
    (tmp_path / "zz-good.txt").write_text(STORIES[0]["text"])
    records, reasons = [], []
    for batch in provenance.read(tmp_path):
        records += batch.records["origin"].to_list()
        reasons += batch.set_aside["origin"].to_list()
    assert any(name.endswith("zz-good.txt") for name in records)
    for path in tmp_path.iterdir():
        few = sum(str(path) == name.split("#")[0] for name in records)
        is_silent = not any(name.startswith(str(path)) for name in reasons)
        kind = path.name.split("-")[0]
        is_table = ending == "csv" and kind in ("cut", "zeros")  # cut between two rows, or the end of a row overwritten
        is_seen = kind not in ("double", "swap", "other", "zz") and not is_table
        if is_seen and is_silent:
            assert few >= (1 if ending in SINGLE else NUMBER), (path.name, few)
    print(f"{ending}: bad inputs {cases}, set aside {len(reasons)}")
