"""What documents have of unseen sources: arrays over all of them against plain Python over each."""

from types import SimpleNamespace
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.derivations.pair_features import MEASURE_NAMES, REWORDED_KINDS, PairFeatures
from provenance.stages.derivations.source_selection import SourceAssignment
from provenance.stages.derivations.unseen import UnseenSource
from provenance.stages.derivations.unseen_rows import children_of, relations_and_shares

NUMBERS = Settings().derivation
KINDS = ("near", "near", "partial", "translation", "paraphrase")
WEIGHTS = (0, 0, 2, 30)


@st.composite
def stories(draw):
    """Pair features of a few documents, who has which source, and who shares which unseen one."""
    size = draw(st.integers(2, 14))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    table = rng.random((size, size)) < draw(st.sampled_from([0.4, 0.8, 1.0]))
    ends = np.argwhere((table | table.T) & ~np.eye(size, dtype=bool))
    kinds = rng.choice(KINDS, (size, size))
    kind = np.array([kinds[min(pair), max(pair)] for pair in ends], object)
    pairs = pair_features(ends, rng, kind, size)
    assignment = assignment_of(forest(pairs, rng, size))
    members = [rng.permutation(size)[: rng.integers(1, size + 1)].tolist() for _ in range(draw(st.integers(1, 2)))]
    unseen = [UnseenSource(0, "credit", dict.fromkeys(children, 0.9), {children[0]: 0}) for children in members]
    return pairs, assignment, unseen, rng.integers(0, size, 1)


def assignment_of(pair):
    empty = np.zeros(0)
    return SourceAssignment(pair, empty, empty, empty, empty, 0)


def pair_features(ends, rng, kind, size):
    def measures():
        table = rng.choice(WEIGHTS, (len(ends), len(MEASURE_NAMES)))
        table[:, MEASURE_NAMES.index("weight")] = 100 + ends[:, 0]
        return table

    counts = [measures(), measures()]
    counts[1][:, MEASURE_NAMES.index("weight")] = 100 + ends[:, 1]
    shares = rng.choice([0.2, 0.5, 0.5, 0.9], (2, len(ends)))
    components = np.zeros(size, np.int64)
    return PairFeatures(ends[:, 0].copy(), ends[:, 1].copy(), *counts, *shares, kind, components, 0)


def forest(pairs, rng, size):
    """Some pairs that give documents a source, always one with a lower number."""
    pair = np.full(size, -1)
    for row in rng.permutation(len(pairs.documents)):
        if pairs.sources[row] < pairs.documents[row] and rng.random() < 0.3:
            pair[pairs.documents[row]] = row
    return pair


class Naive:
    """Relations and shares of one document after the other."""

    def __init__(self, pairs, assignment, unseen, translated):
        self.pairs, self.assignment, self.translated = pairs, assignment, translated
        ends = zip(pairs.documents.tolist(), pairs.sources.tolist(), strict=True)
        self.row_of = {ends: row for row, ends in enumerate(ends)}
        self.shown = {}  # the greatest share of its own that each document is shown to have
        for source in unseen:
            for child in source.children:
                stand_ins = self.stand_ins(source, child)
                if child not in translated and len(stand_ins) >= NUMBERS.expanded_stand_ins:
                    own_share = self.own_share(child, stand_ins)
                    if NUMBERS.own_part_share <= own_share <= NUMBERS.greatest_own_part_share:
                        self.shown[child] = max(own_share, self.shown.get(child, 0.0))

    def derives(self, document, ancestor):
        while self.assignment.pair[document] >= 0:
            document = int(self.pairs.sources[self.assignment.pair[document]])
            if document == ancestor:
                return True
        return False

    def agreeing(self, source, child):
        others = [o for o in source.children if o != child and not self.derives(o, child)]
        return [o for o in others if (child, o) in self.row_of]

    def stand_ins(self, source, child):
        others = self.agreeing(source, child)
        others = [o for o in others if self.assignment.pair[o] < 0] or others
        return sorted(others, key=lambda o: (-self.pairs.contained[self.row_of[child, o]], o))[: NUMBERS.stand_ins]

    def own_share(self, child, stand_ins):
        rows = [self.row_of[child, o] for o in stand_ins]
        weight = self.pairs.measure("weight")[rows[0]]
        return min(self.pairs.measure("block_weight")[row] / weight for row in rows)

    def answer(self, source, child):
        if child in self.translated:
            return "translated", 1.0
        agreeing = self.agreeing(source, child)
        if not agreeing:
            return "republished", 1.0
        share = max(self.pairs.contained[self.row_of[child, o]] for o in agreeing)
        return self.relation(child, self.stand_ins(source, child)), share

    def relation(self, child, stand_ins):
        pairs, row_of = self.pairs, self.row_of
        rows = [row_of[child, stand_in] for stand_in in stand_ins]
        kinds = [kind for kind, document in zip(pairs.kinds, pairs.documents, strict=True) if document == child]
        for kind, word in (("translation", "translated"), ("paraphrase", "paraphrased")):
            if {pairs.kinds[row] for row in rows} == {kind} and 2 * kinds.count(kind) >= len(kinds):
                return word
        weight = pairs.measure("weight")[rows[0]]
        own_share = self.own_share(child, stand_ins) if len(stand_ins) >= NUMBERS.expanded_stand_ins else 0.0
        least = NUMBERS.excerpt_share if len(stand_ins) > 1 else NUMBERS.single_stand_in_excerpt_share
        lacks_much = self.lost(stand_ins, rows) >= least
        if NUMBERS.own_part_share <= own_share <= NUMBERS.greatest_own_part_share:
            return "excerpted" if lacks_much and own_share < NUMBERS.excerpt_own_share else "expanded"
        if lacks_much:
            return "excerpted"
        return "edited" if own(pairs, stand_ins, rows, row_of, weight) >= NUMBERS.edit_rate else "republished"

    def lost(self, stand_ins, rows):
        lacks = self.pairs.measure("block_weight", reverse=True)
        weight = self.pairs.measure("weight", reverse=True)
        shares = []
        for stand_in, row in zip(stand_ins, rows, strict=True):
            seconds = [self.row_of[second, stand_in] for second in stand_ins if (second, stand_in) in self.row_of]
            if seconds:
                shares.append((lacks[row] - min(lacks[second] for second in seconds)) / weight[row])
            else:
                single = lacks[row] / weight[row] - self.shown.get(stand_in, 0.0)
                shares.append(single if len(stand_ins) == 1 else 0.0)
        return max(shares)


def own(pairs, stand_ins, rows, row_of, weight):
    def rate(row):
        edits = pairs.measure("edits")[row] + pairs.measure("edits", reverse=True)[row]
        size = pairs.measure("weight")[row] + pairs.measure("weight", reverse=True)[row]
        blocks = pairs.measure("block_weight")[row] + pairs.measure("block_weight", reverse=True)[row]
        return 4 * edits / max(size - blocks, 1)

    candidates = list(zip(stand_ins, rows, strict=True))
    copies = [each for each in candidates if pairs.kinds[each[1]] not in REWORDED_KINDS]
    broad = [each for each in copies if 2 * pairs.measure("block_weight")[each[1]] <= weight]
    use = (broad if len(broad) > 1 else copies) or candidates
    halves = [
        (rate(use[i][1]) + rate(use[j][1]) - rate(row_of[use[i][0], use[j][0]])) / 2
        for i in range(len(use)) for j in range(i) if (use[i][0], use[j][0]) in row_of
    ]  # fmt: skip
    return min(halves) if halves else min(rate(row) for _, row in use)


@patch("provenance.stages.derivations.relations.shown_own_shares", lambda _, documents, *__: np.zeros(len(documents)))
@given(stories())
@settings(max_examples=200, deadline=None)
def test_relations_and_shares_are_those_of_each_document_by_itself(story):
    pairs, assignment, unseen, translated = story
    size = len(pairs.components)
    claim = {"scope_start": None, "role": "source"}
    graph = SimpleNamespace(translations=translated, claim_rows=[claim], lengths=[100] * size)
    relations, shares = relations_and_shares(graph, pairs, assignment, unseen, children_of(unseen), NUMBERS)
    naive = Naive(pairs, assignment, unseen, translated)
    expected = [naive.answer(source, child) for source in unseen for child in source.children]
    assert list(zip(relations.tolist(), shares.tolist(), strict=True)) == expected


def test_no_unseen_source_has_no_relations():
    pairs = PairFeatures(*(np.zeros(0, np.int64),) * 2, *(np.zeros((0, len(MEASURE_NAMES)), np.int64),) * 2,
                         *(np.zeros(0),) * 2, np.zeros(0, object), np.zeros(0, np.int64), 0)  # fmt: skip
    assignment = assignment_of(np.zeros(0, np.int64))
    graph = SimpleNamespace(translations=np.zeros(0, np.int64), claim_rows=[], lengths=[])
    relations, shares = relations_and_shares(graph, pairs, assignment, [], children_of([]), NUMBERS)
    assert (len(relations), len(shares)) == (0, 0)
