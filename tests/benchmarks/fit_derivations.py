"""Fit the weights of derivations to syndication trees of known truth, and say how well they do on trees not seen.

usage: python tests/benchmarks/fit_derivations.py WAREHOUSE.duckdb TRUTH.csv [--weights]

WAREHOUSE holds the trees after `provenance trace`; TRUTH has document_id, tree, source_id, source_outlet, equivalents.
The trees are parted into five; each part is judged with weights fitted to the other four. The dates are taken as they
are (eight times), wrong by their mean delay, and missing.
"""

from __future__ import annotations

import csv
import shutil
import sys
import tempfile
from collections import defaultdict

import duckdb
import numpy as np
import polars as pl
from scipy.optimize import minimize

from provenance.pipeline import inference as judgements
from provenance.settings import Settings
from provenance.stages.derivations.branching import Forest, Graph
from provenance.stages.derivations.direction_features import ALONE_SIGNS, SIGNS, signs
from provenance.stages.derivations.match_graph import case
from provenance.stages.derivations.pair_features import readings
from provenance.stages.derivations.source_selection import graded, with_twins
from provenance.tables import CREDITS, DOCUMENTS, MATCHES, PASSAGES, SKIPS
from provenance.warehouse.warehouse import Warehouse

NAMES = [name for name, _ in SIGNS]
PARTS = 5
PENALTY = 0.05
TIMES = {"as they are": 8, "wrong by their mean delay": 1, "missing": 1}
MEAN_DELAY = 14.4  # hours, of the trees
BOUNDS = {
    "covered": (0, None), "later": (0, None), "much_later": (None, 0), "earlier": (None, -2),
    "much_earlier": (None, -2),
    "from_known": (0, 1.5), "from_agency": (0, 2), "blocks_added": (-1, 1), "blocks_lost": (0, 0.5),
    "added_and_lost": (-2, 0), "copied_elsewhere": (None, 0),
    "translated": (3, 3), "source_translated": (-3, -3), "unusual": (-0.15, -0.15),
}  # fmt: skip
ALONE_BOUNDS = {"known": (0, 1), "agency": (0, 2)}


def frames(path: str) -> list[pl.DataFrame]:
    with duckdb.connect(path, read_only=True) as db:
        tables = (("documents", DOCUMENTS), ("internal.all_matches", MATCHES), ("internal.all_passages", PASSAGES),
                  ("internal.credits", CREDITS), ("internal.skips", SKIPS))  # fmt: skip
        found = [db.sql(f"FROM {name}").pl().select(table.names()) for name, table in tables]
        return [*found, db.sql("SELECT outlet_id, kind FROM outlets").pl()]


def lags(path: str, documents: pl.DataFrame) -> pl.DataFrame:
    """The outlets' usual lags where the documents have these dates."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(path, folder)
        with duckdb.connect(copy) as db:
            db.register("dated", documents.select("document", "published_at").to_arrow())
            db.execute(
                "UPDATE internal.documents AS d SET published_at = n.published_at FROM dated AS n "
                "WHERE n.document = d.document"
            )
        with Warehouse.open(copy, read_only=False) as warehouse:
            every = warehouse.query("todo/keys").select("document")
            judgements.learn_lags(warehouse, every)
            return warehouse.query("batches/usual_lags")


def redated(documents: pl.DataFrame, how: str) -> pl.DataFrame:
    if how == "missing":
        return documents.with_columns(pl.lit(None).cast(pl.Datetime("us")).alias("published_at"))
    hours = np.random.default_rng(0).normal(0, MEAN_DELAY, documents.height) if how.startswith("wrong") else 0.0
    shift = pl.duration(
        microseconds=pl.Series(np.round(np.broadcast_to(hours, documents.height) * 3.6e9)).cast(pl.Int64)
    )
    return documents.with_columns(pl.col("published_at") + shift)


class Forests:
    """The connected parts of the pairs, and the sums over all their branchings (the matrix-tree theorem)."""

    def __init__(self, documents: np.ndarray, sources: np.ndarray, part: np.ndarray) -> None:
        self.documents, self.sources = documents, sources
        self.part = np.unique(part, return_inverse=True)[1]
        order = np.argsort(self.part, kind="stable")
        sizes = np.bincount(self.part)
        self.place = np.empty(len(part), np.int64)
        self.place[order] = np.arange(len(part)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        self.shape = (len(sizes), int(sizes.max()), int(sizes.max()))

    def parts_within(self, use: np.ndarray) -> np.ndarray:
        """Return which parts hold only documents that are used."""
        return np.bincount(self.part, ~use) == 0

    def weighed(self, pairs: np.ndarray, alone: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the logarithm of each part's sum over branchings, and the chance of each pair and of having none."""
        top = alone.copy()
        np.maximum.at(top, self.documents, pairs)
        pairs, alone = np.exp(pairs - top[self.documents]), np.exp(alone - top)
        part, at, by = self.part[self.documents], self.place[self.documents], self.place[self.sources]
        laplacian = np.zeros(self.shape)
        laplacian[:, np.arange(self.shape[1]), np.arange(self.shape[1])] = 1.0
        laplacian[self.part, self.place, self.place] = alone + np.bincount(self.documents, pairs, len(alone))
        laplacian[part, by, at] = -pairs
        inverse = np.linalg.inv(laplacian)
        total = np.linalg.slogdet(laplacian)[1] + np.bincount(self.part, top)
        chance = pairs * (inverse[part, at, at] - inverse[part, at, by])
        return total, chance, alone * inverse[self.part, self.place, self.place]


class Trees:
    """Signs of all pairs, and which of them the truth calls right."""

    def __init__(self, tables: list[pl.DataFrame], truth: dict[str, dict[str, str]], how: str) -> None:
        everything = case(redated(tables[0], how), *tables[1:], Settings())
        self.read = readings(everything)
        self.signs = signs(everything, self.read)
        place = {document: at for at, document in enumerate(everything.ids)}
        self.wanted, self.as_good = [], []
        for document in everything.ids:
            row = truth[document]
            named = {row["source_id"], *row["equivalents"].split()} & place.keys()
            self.wanted.append({place[each] for each in named} if row["source_id"] else set())
            self.as_good.append(
                {place[each] for each in named} if not row["source_id"] and row["source_outlet"] else set()
            )
        ends = list(zip(self.read.documents.tolist(), self.read.sources.tolist(), strict=True))
        self.right = np.array([b in self.wanted[a] or b in self.as_good[a] for a, b in ends])
        has = np.bincount(self.read.documents, self.right, len(self.wanted)) > 0
        self.alone_right = np.array([not want or not has[at] for at, want in enumerate(self.wanted)])
        self.paired = np.bincount(self.read.documents, minlength=len(self.wanted)) > 0
        self.part = np.array([int(truth[document]["tree"]) % PARTS for document in everything.ids])
        self.forests = Forests(self.read.documents, self.read.sources, self.read.parts)

    def loss(self, theta: np.ndarray, use: np.ndarray) -> tuple[float, np.ndarray]:
        """Return minus the logarithm of the likelihood of the truth over all branchings, and its gradient."""
        cut = len(NAMES)
        pairs, alone = self.signs.pairs @ theta[:cut], self.signs.alone @ theta[cut:]
        total, chance, none = self.forests.weighed(pairs, alone)
        right, chance_right, none_right = self.forests.weighed(
            np.where(self.right, pairs, -np.inf), np.where(self.alone_right, alone, -np.inf)
        )
        whole = self.forests.parts_within(use)
        members, rows = whole[self.forests.part], whole[self.forests.part[self.read.documents]]
        members &= self.paired
        over, over_alone = np.where(rows, chance - chance_right, 0), np.where(members, none - none_right, 0)
        gradient = np.concatenate([over @ self.signs.pairs, over_alone @ self.signs.alone])
        return float((total - right)[whole].sum()), gradient

    def judged(self, theta: np.ndarray) -> dict[int, tuple[int, float]]:
        """Return the source of each document that has one, and its probability."""
        weights, alone = self.signs.pairs @ theta[: len(NAMES)], self.signs.alone @ theta[len(NAMES) :]
        same = self.signs.pairs[:, NAMES.index("same")] > 0
        forest = Forest.of(Graph(self.read.sources, self.read.documents, weights, alone), self.read.parts)
        edge, without, _ = forest.probabilities()
        gain = with_twins(self.read, edge, same)
        chosen = forest.best(graded(gain), graded(Settings().derivation.edge_odds * without))
        told = [at for at in np.flatnonzero(chosen >= 0) if gain[chosen[at]] >= Settings().derivation.edge_confidence]
        return {int(at): (int(self.read.sources[chosen[at]]), float(gain[chosen[at]])) for at in told}


def fit(sets: dict[str, Trees], left_out: int | None) -> np.ndarray:
    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = PENALTY * float(theta @ theta), 2 * PENALTY * theta
        for how, trees in sets.items():
            some, slope = trees.loss(theta, trees.part != left_out if left_out is not None else trees.part >= 0)
            value, gradient = value + TIMES[how] * some, gradient + TIMES[how] * slope
        return value, gradient

    bounds = [BOUNDS.get(name, (None, None)) for name in NAMES]
    bounds += [ALONE_BOUNDS.get(name, (None, None)) for name in ALONE_SIGNS]
    return minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x


def measure(how: str, trees: Trees, thetas: list[np.ndarray]) -> None:
    told, right, wanted = 0, 0, 0
    table: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for part, theta in enumerate(thetas):
        judged = trees.judged(theta)
        for document in np.flatnonzero(trees.part == part).tolist():
            wanted += bool(trees.wanted[document])
            source, chance = judged.get(document, (None, 0.0))
            if source is None or source in trees.as_good[document]:
                continue
            told, hit = told + 1, source in trees.wanted[document]
            right += hit
            cell = table[min(9, int(10 * chance))]
            cell[0], cell[1] = cell[0] + hit, cell[1] + 1
    precision, recall = right / told, right / wanted
    mean = 2 * precision * recall / (precision + recall)
    print(f"dates {how}: precision {precision:.3f}, recall {recall:.3f}, F1 {mean:.3f}")
    for cell, (hit, count) in sorted(table.items()):
        print(f"  said {cell / 10:.1f} to {(cell + 1) / 10:.1f}: {hit} of {count} right ({hit / count:.2f})")


def main() -> None:
    path, truth_path = (argument for argument in sys.argv[1:3])
    with open(truth_path, encoding="utf-8", newline="") as handle:  # noqa: PTH123 - csv asks for a handle
        truth = {row["document_id"]: row for row in csv.DictReader(handle)}
    tables = frames(path)
    sets = {}
    for how in TIMES:
        outlets = tables[-1].join(lags(path, redated(tables[0], how)), on="outlet_id", how="left")
        sets[how] = Trees([*tables[:-1], outlets], truth, how)
    thetas = [fit(sets, part) for part in range(PARTS)]
    for how, trees in sets.items():
        measure(how, trees, thetas)
    if "--weights" in sys.argv:
        for name, weight in zip([*NAMES, *ALONE_SIGNS], fit(sets, None), strict=True):
            print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
