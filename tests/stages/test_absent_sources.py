"""What documents have of absent sources: arrays over all of them against plain Python over each."""

from types import SimpleNamespace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.stages.derivations.pair_features import NAMES, REWORDED, Readings
from provenance.stages.derivations.relations import ALL_HOLD, ALL_LACK, EDITS, OWN_PART, PART_LOST, STAND_INS
from provenance.stages.derivations.source_selection import Choices
from provenance.stages.derivations.unseen import Unseen
from provenance.stages.derivations.unseen_rows import children, likenesses

KINDS = ("near", "near", "partial", "translation", "paraphrase")
WEIGHTS = (0, 0, 2, 30)


@st.composite
def stories(draw):
    """Readings of a few documents, who has which source, and who shares which absent one."""
    size = draw(st.integers(2, 14))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    table = rng.random((size, size)) < draw(st.sampled_from([0.4, 0.8, 1.0]))
    ends = np.argwhere((table | table.T) & ~np.eye(size, dtype=bool))
    kinds = rng.choice(KINDS, (size, size))
    kind = np.array([kinds[min(pair), max(pair)] for pair in ends], object)
    read = readings(ends, rng, kind, size)
    chosen = choices_of(forest(read, rng, size))
    some = [rng.permutation(size)[: rng.integers(1, size + 1)].tolist() for _ in range(draw(st.integers(1, 2)))]
    absent = [Unseen(0, "credit", dict.fromkeys(each, 0.9), {each[0]: 0}) for each in some]
    return read, chosen, absent, rng.integers(0, size, 1)


def choices_of(pair):
    none = np.zeros(0)
    return Choices(pair, none, none, none, none, none, 0)


def readings(ends, rng, kind, size):
    def measures():
        found = rng.choice(WEIGHTS, (len(ends), len(NAMES)))
        found[:, NAMES.index("weight")] = 100 + ends[:, 0]
        return found

    counts = [measures(), measures()]
    counts[1][:, NAMES.index("weight")] = 100 + ends[:, 1]
    shares = rng.choice([0.2, 0.5, 0.5, 0.9], (2, len(ends)))
    parts = np.zeros(size, np.int64)
    return Readings(ends[:, 0].copy(), ends[:, 1].copy(), *counts, *shares, kind, parts, 0)


def forest(read, rng, size):
    """Some pairs that give documents a source, always one with a lower number."""
    pair = np.full(size, -1)
    for row in rng.permutation(len(read.documents)):
        if read.sources[row] < read.documents[row] and rng.random() < 0.3:
            pair[read.documents[row]] = row
    return pair


def naive(read, chosen, source, child, translated):
    """The relation and share of one document."""
    row_of = {pair: row for row, pair in enumerate(zip(read.documents.tolist(), read.sources.tolist(), strict=True))}

    def derives(document, wanted):
        while chosen.pair[document] >= 0:
            document = int(read.sources[chosen.pair[document]])
            if document == wanted:
                return True
        return False

    if child in translated:
        return "translated", 1.0
    mates = [o for o in source.children if o != child and not derives(o, child) and (child, o) in row_of]
    if not mates:
        return "republished", 1.0
    share = max(read.contained[row_of[child, o]] for o in mates)
    mates = [o for o in mates if chosen.pair[o] < 0] or mates
    mates = sorted(mates, key=lambda o: (-read.contained[row_of[child, o]], o))[:STAND_INS]
    return relation(read, child, mates, row_of), share


def relation(read, child, mates, row_of):
    rows = [row_of[child, mate] for mate in mates]
    around = [kind for kind, document in zip(read.kinds, read.documents, strict=True) if document == child]
    for kind, word in (("translation", "translated"), ("paraphrase", "paraphrased")):
        if {read.kinds[row] for row in rows} == {kind} and 2 * around.count(kind) >= len(around):
            return word
    weight = read.of("weight")[rows[0]]
    if OWN_PART <= min(read.of("block_weight")[row] / weight for row in rows) <= ALL_HOLD:
        return "expanded"
    if lost(read, mates, rows, row_of) >= (PART_LOST if len(mates) > 1 else ALL_LACK):
        return "excerpted"
    return "edited" if own(read, mates, rows, row_of, weight) >= EDITS else "republished"


def lost(read, mates, rows, row_of):
    lacks, weight = read.of("block_weight", turned=True), read.of("weight", turned=True)
    shares = []
    for mate, row in zip(mates, rows, strict=True):
        thirds = [lacks[row_of[third, mate]] for third in mates if (third, mate) in row_of]
        base = min(thirds) if thirds else lacks[row] if len(mates) > 1 else 0
        shares.append((lacks[row] - base) / weight[row])
    return max(shares)


def own(read, mates, rows, row_of, weight):
    def rate(row):
        edits = read.of("edits")[row] + read.of("edits", turned=True)[row]
        size = read.of("weight")[row] + read.of("weight", turned=True)[row]
        return 4 * edits / max(size - read.of("block_weight")[row] - read.of("block_weight", turned=True)[row], 1)

    both = list(zip(mates, rows, strict=True))
    copies = [each for each in both if read.kinds[each[1]] not in REWORDED]
    broad = [each for each in copies if 2 * read.of("block_weight")[each[1]] <= weight]
    use = broad or copies or both
    halves = [
        (rate(use[i][1]) + rate(use[j][1]) - rate(row_of[use[i][0], use[j][0]])) / 2
        for i in range(len(use)) for j in range(i) if (use[i][0], use[j][0]) in row_of
    ]  # fmt: skip
    return min(halves) if halves else min(rate(row) for _, row in use)


@given(stories())
@settings(max_examples=200, deadline=None)
def test_relations_and_shares_are_those_of_each_document_by_itself(story):
    read, chosen, absent, translated = story
    size = len(read.parts)
    claim = {"scope_start": None, "role": "source"}
    case = SimpleNamespace(translations=translated, credits=[claim], lengths=[100] * size)
    found = children(absent)
    relations, shares = likenesses(case, read, chosen, absent, found)
    wanted = [naive(read, chosen, source, child, translated) for source in absent for child in source.children]
    assert list(zip(relations.tolist(), shares.tolist(), strict=True)) == wanted


def test_no_absent_source_has_no_relations():
    read = Readings(*(np.zeros(0, np.int64),) * 2, *(np.zeros((0, len(NAMES)), np.int64),) * 2,
                    *(np.zeros(0),) * 2, np.zeros(0, object), np.zeros(0, np.int64), 0)  # fmt: skip
    chosen = choices_of(np.zeros(0, np.int64))
    case = SimpleNamespace(translations=np.zeros(0, np.int64), credits=[], lengths=[])
    relations, shares = likenesses(case, read, chosen, [], children([]))
    assert (len(relations), len(shares)) == (0, 0)
