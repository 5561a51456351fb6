"""Nothing is lost: the input is restored, byte for byte where it is text, record for record everywhere."""

import csv
import gzip
import io
import json
import shutil
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.cleaning.clean import clean
from provenance.cleaning.corpus_formats import CORPUS_FORMATS
from provenance.cleaning.options import KEEPING, LEVELS, CleaningOptions
from provenance.cleaning.output.restore import restore
from provenance.cleaning.output.sinks import BytesSink, open_output
from provenance.errors import InputError, UsageError
from tests.cleaning.conftest import edited, options_of, story

ALIGNED_LEVELS, CUT_LEVELS = ("contained", "passages"), ("repeats", "boilerplate")
UNALIGNED_LEVELS = tuple(level for level in LEVELS if level not in ALIGNED_LEVELS)
TRACED = ("original", "credited")

texts = st.one_of(
    st.sampled_from([story(n, 40) for n in range(3)]),
    st.sampled_from(
        [story(0, 90) + "\n" + story(0, 90), story(1, 40) + "\n\nPowered by Somebody", edited(story(0, 90))]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60),
)
others = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False), st.text(max_size=5),
    st.lists(st.text(max_size=3), max_size=2), st.dictionaries(st.text(max_size=2), st.integers(0, 9), max_size=2),
)  # fmt: skip
records = st.lists(
    st.fixed_dictionaries(
        {"id": st.integers(0, 99).map(str), "text": texts},
        optional={"outlet": st.sampled_from(["Harbour Post", "Hill Gazette"]), "extra": others, "ü": others},
    ),
    max_size=8,
)
styles = st.fixed_dictionaries(
    {"ensure_ascii": st.booleans(), "separators": st.sampled_from([(", ", ": "), (",", ":")])}
)
options = st.builds(
    options_of,
    levels=st.sets(st.sampled_from(UNALIGNED_LEVELS), min_size=1).map(tuple),
    keep=st.sampled_from(["earliest", "latest", "longest", "first"]),
    form=st.sampled_from(list(CORPUS_FORMATS)),
    prefer=st.sampled_from([(), ("outlet = 'Hill Gazette'",), ("length(document_id)", "characters")]),
    line_documents=st.just(2),
)
examples = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def any_options(draw, **expected) -> CleaningOptions:
    """Any levels, choices, formats and thresholds."""
    chosen = {
        "levels": draw(st.sets(st.sampled_from(list(LEVELS)), min_size=1).map(tuple)),
        "keep": draw(st.sampled_from([keep for keep in KEEPING if keep not in TRACED])),
        "form": draw(st.sampled_from(list(CORPUS_FORMATS))),
        "prefer": draw(st.sampled_from([(), ("outlet = 'Hill Gazette'", "characters"), ("outlet IS NULL",)])),
        "near": draw(st.sampled_from([0.5, 0.7, 1.0])),
    }
    return options_of(**{**chosen, "line_documents": 2, "line_share": 0.0, "passage": 8, **expected})


def cleaned_and_restored(make, chosen: CleaningOptions) -> tuple[Path, Path]:
    """The folder that ``make`` fills, and what cleaning and restoring makes of it."""
    folder = Path(tempfile.mkdtemp())
    (folder / "in").mkdir()
    make(folder / "in")
    clean([folder / "in"], folder / "out", options=chosen)
    restore(folder / "out", folder / "back")
    return folder / "in", folder / "back"


def assert_same_bytes(before: Path, after: Path) -> None:
    """Assert that both folders have the same files."""
    for path in sorted(before.rglob("*")):
        assert path.is_dir() or (after / path.relative_to(before)).read_bytes() == path.read_bytes(), path


@examples
@given(
    records,
    styles,
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
    st.sampled_from(
        ["", "\n", "not json\n", '{"id": 1'],
    ),
    options,
)
def test_lines_are_restored_byte_for_byte(rows, style, end, ended, junk, chosen):
    lines = [json.dumps(row, **style) for row in rows]
    text = junk + end.join(lines) + (end if ended else "")

    def make(folder):
        (folder / "a.jsonl").write_bytes(text.encode("utf-8", "surrogatepass"))
        (folder / "b.jsonl").write_bytes((text + "\n" + text).encode("utf-8", "surrogatepass"))

    assert_same_bytes(*cleaned_and_restored(make, chosen))


@examples
@given(st.lists(st.tuples(texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])), min_size=1, max_size=6), options)
def test_text_files_are_restored_byte_for_byte(rows, chosen):
    def make(folder):
        for number, (text, encoding) in enumerate(rows):
            (folder / "deep").mkdir(exist_ok=True)
            (folder / "deep" / f"{number}.txt").write_bytes(text.encode(encoding))

    before, after = cleaned_and_restored(make, chosen)
    for path in before.rglob("*.txt"):
        there = after / path.relative_to(before)
        assert (
            there.read_bytes() == path.read_bytes()
            if there.exists()
            else not path.read_text("utf-8", "replace").strip()
        )


@examples
@given(records, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from([",", "\t", ";"]), options)
def test_delimited_rows_are_restored_byte_for_byte(rows, quoting, delimiter, chosen):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerow(["id", "outlet", "text"])
    writer.writerows([row["id"], row.get("outlet", ""), row["text"].replace("\r", "")] for row in rows)

    def make(folder):
        (folder / "a.csv").write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))

    assert_same_bytes(*cleaned_and_restored(make, chosen))


@examples
@given(records, options)
def test_parquet_records_are_restored(rows, chosen):
    frame = pl.DataFrame(
        {
            "id": [row["id"] for row in rows],
            "nested": [[{"a": len(row["text"])}] for row in rows],
            "text": [row["text"].encode("utf-8", "replace").decode() or None for row in rows],
            "when": [None for _ in rows],
        },
        schema={
            "id": pl.Categorical,
            "nested": pl.List(pl.Struct({"a": pl.Int16})),
            "text": pl.String,
            "when": pl.Datetime("ms", "UTC"),
        },
    )
    before, after = cleaned_and_restored(lambda folder: frame.write_parquet(folder / "a.parquet"), chosen)
    assert pl.read_parquet(after / "a.parquet").equals(pl.read_parquet(before / "a.parquet"), null_equal=True)
    assert pl.read_parquet_schema(after / "a.parquet") == pl.read_parquet_schema(before / "a.parquet")


def fill(folder: Path, rows: list[dict]) -> None:
    """Write records as files of every format."""
    data = "".join(json.dumps(row) + "\n" for row in rows).encode("utf-8", "surrogatepass")
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "a.jsonl").write_bytes(data)
    (folder / "a.jsonl.gz").write_bytes(gzip.compress(data[::-1] + b"\n" + data))
    packed = BytesSink(folder / "deep" / "b.jsonl.zst")
    packed.write(data.replace(b"\n", b"\r\n"))
    packed.close()
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("id", "body", "text"), *((row["id"], "", row["text"]) for row in rows)])
    (folder / "a.csv").write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    for number, row in enumerate(rows):
        (folder / "deep" / f"{number}.txt").write_bytes(row["text"].encode("utf-8", "surrogatepass"))
    whole = [row["text"].encode("utf-8", "replace").decode() for row in rows]
    columns = {"text": whole, "share": [float("nan")] * len(rows), "raw": [b"\xff"] * len(rows)}
    kinds = {"text": pl.String, "share": pl.Float32, "raw": pl.Binary}
    pl.DataFrame(columns, schema=kinds).write_parquet(folder / "deep" / "a.parquet")


def content(path: Path) -> bytes:
    """The bytes of a file, decompressed."""
    with open_output(path) as stream:
        return stream.read()


def assert_same_corpus(before: Path, after: Path) -> None:
    """Assert that the files of ``fill`` are the same: in bytes, or in content where compressed or columnar."""
    files = sorted(each for each in before.rglob("*") if each.is_file())
    assert len(files) == sum(each.is_file() for each in after.rglob("*"))
    for path in files:
        back = after / path.relative_to(before)
        if path.suffix == ".parquet":
            assert pl.read_parquet(back).equals(pl.read_parquet(path), null_equal=True)
            assert pl.read_parquet_schema(back) == pl.read_parquet_schema(path)
        else:
            assert content(back) == content(path), path


def random_references(draw) -> dict:
    """An earlier release, and evaluation sets, or none."""
    beside = Path(tempfile.mkdtemp()) / "beside.jsonl"
    beside.write_text("".join(json.dumps({"text": story(n, 40)}) + "\n" for n in range(2)))
    return {name: [beside] * draw(st.booleans()) for name in ("known", "against")}


@examples
@given(records, st.data())
def test_any_corpus_is_restored_with_any_options(rows, data):
    folder = Path(tempfile.mkdtemp())
    fill(folder / "in", rows)
    beside = random_references(data.draw)
    mapped = {
        "fields": data.draw(st.sampled_from([{}, {"title": "extra"}])),
        "id_prefix": data.draw(st.sampled_from(["", "x-"])),
    }
    chosen = data.draw(any_options())
    result = clean([folder / "in"], folder / "out", options=chosen, **beside, **mapped)
    assert result.totals["kept"] + result.removed.height == result.totals["documents"]
    restore(folder / "out", folder / "back")
    assert_same_corpus(folder / "in", folder / "back")


@examples
@given(records, st.data())
def test_a_redecided_corpus_is_restored(rows, data):
    folder = Path(tempfile.mkdtemp())
    fill(folder / "in", rows)
    cutting = data.draw(st.sets(st.sampled_from(CUT_LEVELS)))
    first, then = (
        tuple({"near"} | cutting | data.draw(st.sets(st.sampled_from(("exact", "short", *ALIGNED_LEVELS)))))
        for _ in range(2)
    )
    beside = random_references(data.draw) if not set(then) & set(ALIGNED_LEVELS) else {}
    chosen = data.draw(any_options(levels=first, near=data.draw(st.sampled_from([0.5, 0.7]))))
    clean([folder / "in"], folder / "out", options=chosen, fields={"title": "extra"}, **beside)
    later = data.draw(any_options(levels=then, near=data.draw(st.sampled_from([0.7, 0.9]))))
    again = clean(again=folder / "out", out=folder / "again", options=later)
    fresh = clean([folder / "in"], dry_run=True, options=later, fields={"title": "extra"}, **beside)
    for name in ("removed", "cuts", "listed"):
        assert getattr(again, name).equals(getattr(fresh, name), null_equal=True), name
    restore(folder / "again", folder / "back")
    assert_same_corpus(folder / "in", folder / "back")


@pytest.mark.parametrize("keep", TRACED)
def test_a_corpus_ranked_by_provenance_is_restored(tmp_path, corpus, keep):
    fill(tmp_path / "in", corpus)
    clean([tmp_path / "in"], tmp_path / "out", options=CleaningOptions(keep=keep, form="jsonl.zst"))
    restore(tmp_path / "out", tmp_path / "back")
    assert_same_corpus(tmp_path / "in", tmp_path / "back")


def test_a_manifest_that_points_elsewhere_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("Something.")
    clean([tmp_path / "a.txt"], tmp_path / "out")
    manifest = tmp_path / "out" / "cleaning.json"
    manifest.write_text(manifest.read_text().replace('"a.txt"', '"../../a.txt"'))
    with pytest.raises(InputError, match="would lie outside"):
        restore(tmp_path / "out", tmp_path / "deep" / "back")


CHANGES = {
    "family": lambda manifest: manifest["shelves"][0].update(family="evil"),
    "shelves": lambda manifest: manifest.update(shelves="x"),
    "a shelf": lambda manifest: manifest.update(shelves=[7]),
    "NUL": lambda manifest: manifest["shelves"][0]["files"][0].update(path="a\0b"),
    "number": lambda manifest: manifest["shelves"][0]["files"][0].update(number="../x", whole=False),
    "path": lambda manifest: manifest["shelves"][0]["files"][0].update(path=7),
    "data": lambda manifest: manifest["shelves"][0].update(data=["../../secret.txt"]),
    "absolute data": lambda manifest: manifest["shelves"][0].update(data=["/etc/passwd"]),
    "removed": lambda manifest: manifest["shelves"][0].update(removed="../../secret.txt"),
    "kinds": lambda manifest: manifest["shelves"][0].update(kinds=3),
    "schema": lambda manifest: manifest["shelves"][0].update(schema="!", family="parquet"),
    "a list": lambda manifest: manifest.clear(),
}


@pytest.fixture(scope="module")
def cleaned_lines(tmp_path_factory):
    """The output of a cleaning, beside a file that it may not read."""
    folder = tmp_path_factory.mktemp("tampered")
    (folder / "secret.txt").write_text('{"text": "HUSH-4711"}\n')
    (folder / "a.jsonl").write_text("".join(json.dumps({"id": name, "text": f"Text {name}."}) + "\n" for name in "abc"))
    clean([folder / "a.jsonl"], folder / "out", options=CleaningOptions(form="jsonl"))
    return folder


@pytest.mark.parametrize("change", CHANGES)
def test_a_manifest_that_was_tampered_with_is_refused(cleaned_lines, tmp_path, change):
    shutil.copytree(cleaned_lines, tmp_path / "case")
    file = tmp_path / "case" / "out" / "cleaning.json"
    manifest = json.loads(file.read_text())
    CHANGES[change](manifest)
    file.write_text(json.dumps(manifest))
    with pytest.raises(InputError):
        restore(tmp_path / "case" / "out", tmp_path / "back")
    assert not any("HUSH" in path.read_text() for path in (tmp_path / "back").rglob("*") if path.is_file())


@pytest.mark.parametrize("place", ["data", "removed", "restore"])
def test_a_link_in_a_cleaned_folder_is_not_followed(cleaned_lines, tmp_path, place):
    shutil.copytree(cleaned_lines, tmp_path / "case")
    folder = tmp_path / "case" / "out" / place
    folder.mkdir(exist_ok=True)
    linked = next((path for path in folder.rglob("*") if path.is_file()), folder / "more.jsonl")
    linked.unlink(missing_ok=True)
    linked.symlink_to(tmp_path / "case" / "secret.txt")
    with pytest.raises(InputError, match="is a link"):
        restore(tmp_path / "case" / "out", tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("form", list(CORPUS_FORMATS))
@pytest.mark.parametrize("ending", [".gz", ".zst", ".bz2", ".xz"])
def test_compressed_lines_are_restored(tmp_path, corpus, form, ending):
    text = "".join(json.dumps(row) + "\n" for row in corpus).encode()
    sink = BytesSink(tmp_path / f"in.jsonl{ending}")
    sink.write(text)
    sink.close()
    clean([tmp_path / f"in.jsonl{ending}"], tmp_path / "out", options=CleaningOptions(form=form))
    (back,) = restore(tmp_path / "out", tmp_path / "back")
    from provenance.readers.records import Source
    from provenance.readers.streams import open_decompressed

    with open_decompressed(Source("x", "x", back.name, back.stat().st_size, lambda: back.open("rb"))) as stream:
        assert stream.read() == text


@pytest.mark.parametrize("form", list(CORPUS_FORMATS))
def test_every_level_is_restored(tmp_path, corpus, form):
    text = "".join(json.dumps(row) + "\n" for row in corpus)
    (tmp_path / "in.jsonl").write_text(text)
    result = clean(
        [tmp_path / "in.jsonl"], tmp_path / "out", options=options_of(levels=tuple(LEVELS), form=form, passage=20)
    )
    assert set(result.counts["reason"]) >= {"exact", "near", "repeats", "boilerplate"}
    restore(tmp_path / "out", tmp_path / "back")
    assert (tmp_path / "back" / "in.jsonl").read_text() == text


def test_two_files_of_one_name_are_restored_under_two(tmp_path):
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder)
    clean([tmp_path / "x" / "a.txt", tmp_path / "y" / "a.txt"], tmp_path / "out")
    written = restore(tmp_path / "out", tmp_path / "back")
    assert sorted(path.read_text() for path in written) == ["x", "y"]


def test_a_folder_that_no_cleaning_wrote_is_refused(tmp_path):
    with pytest.raises(InputError, match="not made by clean"):
        restore(tmp_path, tmp_path / "back")


def test_nothing_is_overwritten(tmp_path):
    (tmp_path / "a.txt").write_text("Something.")
    clean([tmp_path / "a.txt"], tmp_path / "out")
    with pytest.raises(UsageError, match="there already"):
        restore(tmp_path / "out", tmp_path)


def test_a_text_that_cannot_be_read_comes_back(tmp_path):
    for number in range(3):
        (tmp_path / "in" / f"{number}.txt").parent.mkdir(exist_ok=True)
        (tmp_path / "in" / f"{number}.txt").write_text(story(number % 2))
    (tmp_path / "in" / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8 half a pair")
    result = clean([tmp_path / "in"], tmp_path / "out")
    assert result.set_aside.height == 1
    restore(result.out, tmp_path / "back")
    assert_same_bytes(tmp_path / "in", tmp_path / "back")


@pytest.mark.parametrize("form", ["parquet", "jsonl", "csv", "same"])
def test_fields_whose_names_are_no_utf_8_come_back(tmp_path, form):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_bytes(b"h\xff,text\nx,A note of the harbour.\n")
    (tmp_path / "in" / "b.csv").write_bytes(b'h\xff\n"x"\n')
    (tmp_path / "in" / "c.jsonl").write_text('{"\\ud800": 1, "text": "A note of the mill."}\n')
    result = clean([tmp_path / "in"], tmp_path / "out", options=CleaningOptions(form=form))
    restore(result.out, tmp_path / "back")
    assert_same_bytes(tmp_path / "in", tmp_path / "back")
