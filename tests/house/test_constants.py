"""Constants: a number that changes a result is a setting; what else heads a module has its reason here."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "provenance"
ROOMS = ("stages", "cleaning", "text", "pipeline", "engines")

MECHANICS = "mechanics: how much is done at once, or kept ready"
"""The reason of those that change no result; each says so beside it."""

EXCEPTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    MECHANICS: {
        "cleaning/decide/near_duplicates.py": ("PAIRS",),
        "cleaning/decide/near_verification.py": ("LAZY_ROUNDS", "PAIRS_AT_ONCE"),
        "cleaning/decide/ranking.py": ("PROBED_FILES",),
        "cleaning/inputs/corpus.py": ("CACHE_BYTES",),
        "cleaning/inputs/prefetch.py": ("DEPTH",),
        "cleaning/output/sinks.py": ("GZIP_LEVEL",),
        "cleaning/output/table_readers.py": ("BATCH_ROWS",),
        "cleaning/output/table_writers.py": ("MOST_RUN_BOUNDS",),
        "cleaning/scan/agreeing_sentences.py": ("FEW_PLACES",),
        "cleaning/scan/boilerplate.py": ("LONGEST",),
        "cleaning/scan/document_features.py": ("ROUNDING", "SLICE_ROWS"),
        "engines/cluster_errors.py": ("OLDEST", "PATIENCE", "USUAL_PORT"),
        "pipeline/batching.py": ("BATCH_BYTES", "DOCUMENT_BYTES", "CHUNK_DOCUMENTS", "PAIR_BYTES", "READ_BYTES"),
        "pipeline/candidates.py": ("PARTITION_DOCUMENTS", "SHARING"),
        "pipeline/distributed/components.py": ("MOST_ROUNDS",),
        "pipeline/distributed/judgements.py": ("UNMATCHED_DOCUMENTS",),
        "pipeline/distributed/pairs.py": ("PART_COMPONENT",),
        "pipeline/distributed/run.py": ("MOST_PARTS", "PART_BYTES", "PART_DOCUMENTS"),
        "pipeline/distributed/taking_in.py": ("CHUNK_DOCUMENTS",),
        "pipeline/inference.py": ("BATCH_BYTES", "BATCH_DOCUMENTS", "PAIRS", "UNMATCHED_DOCUMENTS"),
        "pipeline/match_graph.py": ("STEPS", "WALKED_DOCUMENTS"),
        "pipeline/reruns.py": ("COPY_BYTES",),
        "pipeline/semantic.py": ("BATCH_DOCUMENTS", "BATCH_PAIRS"),
        "pipeline/trace.py": ("FEW_DOCUMENTS",),
        "pipeline/kept_answers.py": ("MOST_BYTES",),
        "pipeline/turns.py": ("GAP", "LONGEST_HOLD"),
        "stages/derivations/branching.py": ("SHARE_STEPS",),
        "stages/derivations/own_parts.py": ("BATCH_DOCUMENTS",),
        "stages/derivations/pair_features.py": ("BATCH_DOCUMENTS",),
        "stages/derivations/quoted_words.py": ("BATCH_ROWS",),
        "stages/derivations/templates.py": ("BATCH_PAIRS",),
        "stages/signatures.py": ("SLICE_BYTES",),
        "text/alignment.py": ("CHUNK",),
        "text/kernels/encoding.py": ("LANES",),
        "text/kernels/minhash.py": ("BLOCK",),
        "text/kernels/tokens.py": ("REACH", "WINDOW"),
        "text/semantic/embeddings.py": ("_BATCH", "_BATCH_SIZE"),
        "text/semantic/encoder.py": ("CHUNK_TOKENS", "MAX_CACHED_WORD", "MAX_CACHED_WORDS"),
        "text/sentences.py": ("_BATCH",),
    },
    "codes: no amount, but one of several things": {
        "cleaning/decide/across_splits.py": ("NO_SIDE",),
        "cleaning/decide/removals.py": ("NO_DOCUMENT",),
        "cleaning/output/record_styles.py": ("VERBATIM",),
        "pipeline/kept_answers.py": ("FINE",),
        "pipeline/site.py": ("SEE_OTHER",),
        "pipeline/where_fallbacks.py": ("PASTED",),
        "stages/credits/resolve.py": ("DECISIVE",),
        "text/kernels/boundaries.py": ("BEFORE_NUMBERS", "MONTH", "NEVER", "STARTER", "UNLESS_STARTER"),
        "text/kernels/paraphrase.py": ("NAME", "NUMBER"),
        "text/semantic/encoder.py": ("BEGIN", "END"),
    },
    "units and sizes of data: another one would be another measure, or another table": {
        "cleaning/inputs/field_kinds.py": ("DEPTH", "EXACT_FLOAT", "STRUCT_FIELDS"),
        "stages/derivations/match_graph.py": ("DURATION_HOURS",),
        "stages/derivations/pair_features.py": ("WORD_WEIGHT",),
        "text/characters.py": ("CLASS_SHIFT", "KIND_SHIFT", "UNIT_MASK"),
        "text/facts.py": ("CODE_POINTS",),
        "text/kernels/facts.py": ("BESIDE",),
        "text/kernels/witnesses.py": ("MEASURES", "WIDTH"),
        "text/semantic/embeddings.py": ("DIMENSIONS",),
        "text/tokens.py": ("WORD_WEIGHT",),
    },
    "precision: sums are exact, or rounded as Python rounds, on every machine": {
        "stages/derivations/evidence.py": ("TIE_MARGIN",),
        "stages/derivations/source_selection.py": ("QUANTUM",),
        "stages/matches.py": ("STEPS",),
        "text/semantic/embeddings.py": ("_SCALE",),
        "text/semantic/encoder.py": ("MAX_EXACT", "MAX_LEVELS"),
    },
    "how text is divided: TEXT_VERSION goes up with it": {
        "text/characters.py": (
            *("_DIACRITICS", "_HANGUL_LEADS", "_HANGUL_REST", "_IGNORABLE", "_LISTED", "_OVERLAYS", "_UNIFORM"),
            "_UNSPACED",
        ),
        "text/kernels/tokens.py": ("SORTED_MARKS",),
        "text/letter_spacing.py": ("LEAST_RUN", "MOST_NO_LETTERS"),
        "text/paraphrase.py": ("CASED_STOP",),
        "text/sentences.py": ("MAX_SENTENCE",),
    },
    "how a language is identified: part of every fingerprint by its version": {
        "text/language.py": (
            *("FORMED_SHARE", "HEAD_LENGTH", "HEAD_PROBABILITY", "MIN_LENGTH", "MIN_PROBABILITY"),
            *("MIN_PROBABILITY_SHORT", "SAMPLE", "SHORT_LENGTH", "SISTER_WORDS", "VERSION"),
        ),
    },
    "the embedding model, as it was trained: part of the fingerprint by its name": {
        "text/semantic/embeddings.py": ("_MAX_LENGTH",),
        "text/semantic/encoder.py": ("WINDOWS",),
    },
    "what a pattern beside it can match: the patterns are data, under the version of their stage": {
        "stages/credits/resolve.py": ("OPENING",),
        "text/credits/author_lines.py": ("ACRONYM_LENGTH",),
        "text/addresses.py": ("LONGEST_ADDRESS", "NESTED"),
        "text/credits/context.py": ("LONG_WORD",),
        "text/credits/gazetteer.py": ("BRAND_LENGTH", "LONGEST_SEARCHED", "SHORTEST_IN_CAPITALS", "SLUG_LENGTH"),
        "text/credits/inflected_names.py": ("LONGEST_ENDING", "LONGEST_NAME", "SHORTEST_STEM"),
        "text/credits/longer_names.py": ("AROUND", "SHORT_HAN", "SHORT_HANGUL"),
    },
    "how a date is found in a page when it is read: a document is read once": {
        "text/date_lines.py": ("HEAD_LENGTH", "HEAD_LINES", "LONGEST_DATE_LINE", "SHORTEST_PROSE"),
        "text/numbered_dates.py": ("LONGEST_MONTH",),
        "text/date_addresses.py": ("EARLIEST_PAGE",),
        "text/dates.py": ("CENTURY_TURN", "FIRST_YEAR", "LAST_YEAR", "LONGEST_TIME"),
        "text/calendars.py": ("JAPANESE_ERAS", "UNCERTAIN_DAYS", "WEEKDAY"),
    },
    "how the outlet of a document is told when it is read: a document is read once": {
        "text/credits/record_outlets.py": ("LONGEST_NAME",),
        "text/credits/own_names.py": ("ENOUGH", "HEADLINE_WORDS", "SEARCHED", "TAIL_LINES", "WEIGHTS"),
    },
    "how much of an output stands in one file, is counted at the end of a run, or is shown": {
        "cleaning/inputs/corpus.py": ("GROUP_BYTES",),
        "cleaning/options.py": ("USUAL_SHARD_SIZE",),
        "cleaning/output/dataset_card.py": ("FILES_SHOWN",),
        "cleaning/output/writers.py": ("SAMPLE_CHARACTERS",),
        "pipeline/reruns.py": ("TOLERANCE",),
        "pipeline/runs.py": ("LARGE_SHARE", "SMALL_DOCUMENTS"),
    },
}
"""By reason: the constants of each module that are no settings."""


def is_number(node: ast.expr) -> bool:
    """Whether an expression is a number, or a collection or a calculation of literals that holds one."""
    if isinstance(node, ast.Constant):
        return type(node.value) in (int, float)
    if isinstance(node, ast.UnaryOp):
        return is_number(node.operand)
    if isinstance(node, ast.BinOp):
        return is_number(node.left) or is_number(node.right)
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return any(map(is_number, node.elts))
    if isinstance(node, ast.Dict):
        return any(map(is_number, [*node.values, *filter(None, node.keys)]))
    return False


def assigned(statement: ast.stmt) -> list[tuple[str, ast.expr]]:
    """Names and values of an assignment, those of a tuple one by one."""
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        return [(ast.unparse(statement.target), statement.value)]
    if not isinstance(statement, ast.Assign):
        return []
    pairs = []
    for target in statement.targets:
        if isinstance(target, ast.Tuple) and isinstance(statement.value, ast.Tuple):
            pairs += [(ast.unparse(name), value) for name, value in zip(target.elts, statement.value.elts, strict=True)]
        else:
            pairs.append((ast.unparse(target), statement.value))
    return pairs


def statements(module: str) -> list[ast.stmt]:
    """The statements at the top of a module."""
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8")).body


def numeric_constants() -> dict[str, set[str]]:
    """Names of the numeric constants at the top of each module of the rooms, by the module's path."""
    found = {}
    for path in sorted(path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        pairs = [pair for statement in statements(module) for pair in assigned(statement)]
        if names := {name for name, value in pairs if is_number(value)}:
            found[module] = names
    return found


def described(module: str) -> dict[str, str]:
    """What a module says of the constants at its top: in the string that follows one, or in the comment behind it."""
    lines = (PACKAGE / module).read_text(encoding="utf-8").splitlines()
    body = statements(module)
    said = {}
    for statement, following in zip(body, [*body[1:], body[-1]], strict=True):
        is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        text = lines[statement.lineno - 1 : following.end_lineno if is_text else statement.end_lineno]
        said |= {name: " ".join(" ".join(text).split()) for name, _ in assigned(statement)}
    return said


def test_every_number_that_changes_a_result_is_a_setting():
    allowed: dict[str, set[str]] = {}
    for modules in EXCEPTIONS.values():
        for module, names in modules.items():
            assert not allowed.setdefault(module, set()) & set(names), f"a constant of {module} is listed twice"
            allowed[module] |= set(names)
    assert numeric_constants() == allowed, "make it a setting (provenance/settings), or say above why it is none"


def test_mechanics_say_that_they_change_no_result():
    for module, names in EXCEPTIONS[MECHANICS].items():
        said = described(module)
        assert [name for name in names if "changes no result" not in said[name]] == [], module
