"""Fuzzing by coverage: ``python tests/faults/fuzzing.py readers 180`` tries bytes for 180 seconds (by atheris).

What reached new code is kept in ``corpus.json``, from which the next call goes on; the tests try all of it.
"""

import base64
import json
import multiprocessing
import sys
import tempfile
from importlib import import_module
from pathlib import Path

CORPUS = Path(__file__).with_name("corpus.json")
LONGEST = 4000
"""Bytes of an input."""


def readers(data: bytes) -> None:
    """Read a file whose first byte says which kind it is."""
    import provenance
    from provenance.readers.formats import FORMATS

    endings = sorted({ending for form in FORMATS for ending in form.endings})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"n{endings[data[0] % len(endings)] if data else '.txt'}")
        path.write_bytes(data[1:])
        for batch in provenance.read(path):
            batch.records["text"].to_list()


def normaliser(data: bytes) -> None:
    """Normalise a text, and its normal form, and cut it into tokens."""
    import polars as pl

    from provenance.text.normal import normal_form, token_forms
    from provenance.text.tokens import tokenise

    text = data.decode("utf-8", "replace")
    again = normal_form(normal_form(text))
    assert again == normal_form(again)
    assert len(tokenise(pl.Series([text], dtype=pl.String)).hashes) == len(token_forms(text))


TARGETS = {"readers": readers, "normaliser": normaliser}


def corpus(name: str) -> list[bytes]:
    """Return the inputs that are kept for a target."""
    return [base64.b64decode(text) for text in json.loads(CORPUS.read_text())[name]]


def fuzz(name: str, words: list[str]) -> None:
    """Try inputs until the time is over; atheris ends the process."""
    import atheris

    import_module("provenance.text.kernels.tokens")  # it is compiled: atheris would be in the way
    with atheris.instrument_imports(include=["provenance"]):
        TARGETS[name](b"")
    atheris.Setup([sys.argv[0], *words], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    target, seconds = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as inputs:
        for number, content in enumerate(corpus(target)):
            Path(inputs, f"{number:04}").write_bytes(content)
        options = [inputs, f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-rss_limit_mb=3000", "-timeout=60"]
        process = multiprocessing.Process(target=fuzz, args=(target, options))
        process.start()
        process.join()
        found = sorted(path.read_bytes() for path in Path(inputs).iterdir())
    rows = json.loads(CORPUS.read_text()) | {target: [base64.b64encode(content).decode() for content in found]}
    CORPUS.write_text(json.dumps(rows, indent=0) + "\n")
    sys.exit(process.exitcode)
