"""Fit the weights of direction features to syndication trees of known truth, and measure them on trees held out.

usage: python tests/benchmarks/fit_derivations.py WAREHOUSE.duckdb TRUTH.csv [WAREHOUSE.duckdb TRUTH.csv …] [--weights]

WAREHOUSE holds the trees after `provenance trace`; TRUTH has document_id, tree, source_id, source_outlet, equivalents
and, where there is one, second_source_id.
The trees are split into five folds; each is inferred with weights fitted to the other four. The dates of the first set
are taken as they are (eight times), and wrong by their mean delay and missing (three times in ten); those of further
sets, whose outlets have habits of dating, as they are, once. Features and the bounds of their weights are those of the
model that inference uses.
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
from collections import defaultdict

import duckdb
import numpy as np
import polars as pl
from scipy.optimize import minimize

from provenance.pipeline import registry
from provenance.pipeline.inference import update_lags
from provenance.pipeline.trace import analysis_of
from provenance.settings import Settings
from provenance.stages.derivations.branching import Forest, Graph
from provenance.stages.derivations.direction_features import MODEL
from provenance.stages.derivations.frames import Inputs
from provenance.stages.derivations.match_graph import build_match_graph
from provenance.stages.derivations.observations import Observations
from provenance.stages.derivations.pair_features import pair_features
from provenance.stages.derivations.source_selection import pooled_over_duplicates, quantised
from provenance.tables import CREDITS, DOCUMENTS, MATCHES, PASSAGES, SKIPS, UNSEEN_SOURCES
from provenance.threads import Threads
from provenance.warehouse.warehouse import Warehouse

FEATURES = [*MODEL.features, *MODEL.root_features]
PAIR_FEATURES = len(MODEL.features)
NUMBERS, THREADS = Settings().derivation, Threads(os.cpu_count() or 1)
FOLDS = 5
PENALTY = 0.6
TIMES = {"as they are": 8.0, "wrong by their mean delay": 0.3, "missing": 0.3}
TIMES_OF_FURTHER_SETS = {"as they are": 1.0}
MEAN_DELAY = 14.4  # hours, of the trees


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
            update_lags(analysis_of(warehouse, "fit"), registry.stage("inference"), every)
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
    """The connected components of the pairs, and the sums over all their branchings (the matrix-tree theorem)."""

    def __init__(self, documents: np.ndarray, sources: np.ndarray, component: np.ndarray) -> None:
        self.documents, self.sources = documents, sources
        self.component = np.unique(component, return_inverse=True)[1]
        order = np.argsort(self.component, kind="stable")
        sizes = np.bincount(self.component)
        self.place = np.empty(len(component), np.int64)
        self.place[order] = np.arange(len(component)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        self.shape = (len(sizes), int(sizes.max()), int(sizes.max()))

    def components_within(self, use: np.ndarray) -> np.ndarray:
        """Return which components hold only documents that are used."""
        return np.bincount(self.component, ~use) == 0

    def weighed(self, pairs: np.ndarray, roots: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the logarithm of each component's sum over branchings, and the chance of each pair and each root."""
        greatest = roots.copy()
        np.maximum.at(greatest, self.documents, pairs)
        pairs, roots = np.exp(pairs - greatest[self.documents]), np.exp(roots - greatest)
        component = self.component[self.documents]
        head, tail = self.place[self.documents], self.place[self.sources]
        laplacian = np.zeros(self.shape)
        laplacian[:, np.arange(self.shape[1]), np.arange(self.shape[1])] = 1.0
        laplacian[self.component, self.place, self.place] = roots + np.bincount(self.documents, pairs, len(roots))
        laplacian[component, tail, head] = -pairs
        inverse = np.linalg.inv(laplacian)
        total = np.linalg.slogdet(laplacian)[1] + np.bincount(self.component, greatest)
        edge_chance = pairs * (inverse[component, head, head] - inverse[component, head, tail])
        return total, edge_chance, roots * inverse[self.component, self.place, self.place]


class Trees:
    """The features of all pairs, and which pairs the truth calls right."""

    def __init__(
        self, tables: list[pl.DataFrame], truth: dict[str, dict[str, str]], how: str, times: float = 1.0
    ) -> None:
        self.times = times
        documents, matches, passages, credits_, skips, outlets = tables
        inputs = Inputs(
            redated(documents, how), matches, passages, credits_, skips, outlets, pl.DataFrame(), UNSEEN_SOURCES.empty()
        )
        graph = build_match_graph(inputs, NUMBERS)
        self.pairs = pair_features(graph, NUMBERS, THREADS)
        self.values = MODEL.compute(Observations(graph, self.pairs, NUMBERS))
        place = {document: number for number, document in enumerate(graph.document_ids)}
        self.sources, self.as_good = [], []
        for document in graph.document_ids:
            row = truth[document]
            second = row.get("second_source_id", "")
            equivalents = {row["source_id"], second, *row["equivalents"].split()} & place.keys()
            self.sources.append({place[each] for each in equivalents} if row["source_id"] else set())
            self.as_good.append(
                {place[each] for each in equivalents} if not row["source_id"] and row["source_outlet"] else set()
            )
        ends = list(zip(self.pairs.documents.tolist(), self.pairs.sources.tolist(), strict=True))
        self.right = np.array([b in self.sources[a] or b in self.as_good[a] for a, b in ends])
        has = np.bincount(self.pairs.documents, self.right, len(self.sources)) > 0
        self.root_right = np.array([not sources or not has[at] for at, sources in enumerate(self.sources)])
        self.paired = np.bincount(self.pairs.documents, minlength=len(self.sources)) > 0
        self.fold = np.array([int(truth[document]["tree"]) % FOLDS for document in graph.document_ids])
        self.forests = Forests(self.pairs.documents, self.pairs.sources, self.pairs.components)

    def log_weights(self, theta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the logarithms of the weights of pairs and of roots."""
        return self.values.pairs @ theta[:PAIR_FEATURES], self.values.roots @ theta[PAIR_FEATURES:]

    def loss(self, theta: np.ndarray, use: np.ndarray) -> tuple[float, np.ndarray]:
        """Return minus the logarithm of the likelihood of the truth over all branchings, and its gradient."""
        pairs, roots = self.log_weights(theta)
        total, edge_chance, root_chance = self.forests.weighed(pairs, roots)
        right, edge_chance_right, root_chance_right = self.forests.weighed(
            np.where(self.right, pairs, -np.inf), np.where(self.root_right, roots, -np.inf)
        )
        used = self.forests.components_within(use)
        members, rows = used[self.forests.component], used[self.forests.component[self.pairs.documents]]
        members &= self.paired
        edge_excess = np.where(rows, edge_chance - edge_chance_right, 0)
        root_excess = np.where(members, root_chance - root_chance_right, 0)
        gradient = np.concatenate([edge_excess @ self.values.pairs, root_excess @ self.values.roots])
        return float((total - right)[used].sum()), gradient

    def inferred(self, theta: np.ndarray) -> dict[int, tuple[int, float]]:
        """Return the source of each document that has one, and its probability."""
        weights, root_weights = self.log_weights(theta)
        graph = Graph(self.pairs.sources, self.pairs.documents, weights, root_weights)
        forest = Forest.of(graph, self.pairs.components)
        edge_chance, root_chance, _ = forest.probabilities(NUMBERS, THREADS)
        identical = self.values.holds("identical")
        pooled = pooled_over_duplicates(self.pairs, edge_chance, identical, NUMBERS.duplicate_tie_break)
        pair = forest.best(quantised(pooled), quantised(NUMBERS.edge_odds * root_chance))
        sure = [at for at in np.flatnonzero(pair >= 0) if pooled[pair[at]] >= NUMBERS.edge_confidence]
        return {int(at): (int(self.pairs.sources[pair[at]]), float(pooled[pair[at]])) for at in sure}


def fit(sets: dict[str, Trees], left_out: int | None) -> np.ndarray:
    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = PENALTY * float(theta @ theta), 2 * PENALTY * theta
        for trees in sets.values():
            term, slope = trees.loss(theta, trees.fold != left_out if left_out is not None else trees.fold >= 0)
            value, gradient = value + trees.times * term, gradient + trees.times * slope
        return value, gradient

    bounds = [feature.bounds for feature in FEATURES]
    return minimize(loss, np.zeros(len(bounds)), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x


def measure(how: str, trees: Trees, thetas: list[np.ndarray]) -> None:
    answers, right, expected = 0, 0, 0
    table: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for fold, theta in enumerate(thetas):
        inferred = trees.inferred(theta)
        for document in np.flatnonzero(trees.fold == fold).tolist():
            expected += bool(trees.sources[document])
            source, chance = inferred.get(document, (None, 0.0))
            if source is None or source in trees.as_good[document]:
                continue
            answers, hit = answers + 1, source in trees.sources[document]
            right += hit
            cell = table[min(9, int(10 * chance))]
            cell[0], cell[1] = cell[0] + hit, cell[1] + 1
    precision, recall = right / answers, right / expected
    mean = 2 * precision * recall / (precision + recall)
    print(f"{how}: precision {precision:.3f}, recall {recall:.3f}, F1 {mean:.3f}")
    for cell, (hit, count) in sorted(table.items()):
        print(f"  confidence {cell / 10:.1f} to {(cell + 1) / 10:.1f}: {hit} of {count} right ({hit / count:.2f})")


def main() -> None:
    paths = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    sets = {}
    for path, truth_path in zip(paths[::2], paths[1::2], strict=True):
        with open(truth_path, encoding="utf-8", newline="") as handle:  # noqa: PTH123 - csv asks for a handle
            truth = {row["document_id"]: row for row in csv.DictReader(handle)}
        tables = frames(path)
        for how, times in (TIMES_OF_FURTHER_SETS if sets else TIMES).items():
            outlets = tables[-1].join(lags(path, redated(tables[0], how)), on="outlet_id", how="left")
            sets[f"{path}: {how}"] = Trees([*tables[:-1], outlets], truth, how, times)
    thetas = [fit(sets, fold) for fold in range(FOLDS)]
    for how, trees in sets.items():
        measure(how, trees, thetas)
    if "--weights" in sys.argv:
        for feature, weight in zip(FEATURES, fit(sets, None), strict=True):
            print(f"{feature.name:28} {weight:6.2f}  (now {feature.weight:.2f})  {feature.meaning}")


if __name__ == "__main__":
    main()
