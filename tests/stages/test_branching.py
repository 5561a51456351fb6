"""Branchings against every branching there is."""

import itertools
import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.settings import Settings
from provenance.stages.derivations.branching import Forest, Graph, best_branching, edge_probabilities
from provenance.threads import Threads

NUMBERS, THREADS = Settings().derivation, Threads()


def probabilities(graph: Graph, **numbers: float):
    return edge_probabilities(graph, replace(NUMBERS, **numbers), THREADS)


@st.composite
def graphs(draw) -> Graph:
    nodes = draw(st.integers(1, 5))
    pairs = [(a, b) for a in range(nodes) for b in range(nodes) if a != b]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    weights = st.floats(-4, 4)
    return Graph(
        np.array([a for a, _ in edges], np.int64),
        np.array([b for _, b in edges], np.int64),
        np.array([draw(weights) for _ in edges]),
        np.array([draw(weights) for _ in range(nodes)]),
    )


def every_branching(graph: Graph):
    """Yield for every branching its edges by node (-1: none) and the logarithm of its weight."""
    choices = [[-1, *np.flatnonzero(graph.documents == node).tolist()] for node in range(graph.nodes)]
    for edges in itertools.product(*choices):
        above = [-1 if edge < 0 else int(graph.sources[edge]) for edge in edges]
        if all(ends(above, node) for node in range(graph.nodes)):
            yield edges, sum(graph.root_weights[n] if e < 0 else graph.weights[e] for n, e in enumerate(edges))


def ends(above: list[int], node: int) -> bool:
    for _ in range(len(above) + 1):
        if node < 0:
            return True
        node = above[node]
    return False


@given(graphs())
@settings(max_examples=60)
def test_probabilities_are_shares_of_all_branchings(graph: Graph):
    total, edges, alone = 0.0, np.zeros(len(graph.sources)), np.zeros(graph.nodes)
    for chosen, weight in every_branching(graph):
        total += math.exp(weight)
        for node, edge in enumerate(chosen):
            (alone if edge < 0 else edges)[node if edge < 0 else edge] += math.exp(weight)
    got_edges, got_alone, lone = probabilities(graph)
    assert lone == 0
    assert np.allclose(got_edges, edges / total, atol=1e-9)
    assert np.allclose(got_alone, alone / total, atol=1e-9)


@given(graphs())
@settings(max_examples=60)
def test_the_best_branching_is_the_best_of_all(graph: Graph):
    best = max(weight for _, weight in every_branching(graph))
    chosen = best_branching(graph, graph.weights, graph.root_weights)
    got = sum(graph.root_weights[n] if e < 0 else graph.weights[e] for n, e in enumerate(chosen))
    assert math.isclose(got, best, abs_tol=1e-9)


def test_a_graph_beyond_the_bound_is_weighed_node_by_node():
    graph = Graph(np.array([0, 1]), np.array([1, 2]), np.array([0.0, math.log(3)]), np.zeros(3))
    edges, roots, approximated = probabilities(graph, exact_documents=2)
    assert approximated == 3
    assert np.allclose(edges, [0.5, 0.75])
    assert np.allclose(roots, [1, 0.5, 0.25])


def test_a_larger_graph_is_weighed_whole_where_it_falls_apart():
    sources, documents = np.array([0, 1, 3, 4, 2]), np.array([1, 2, 4, 3, 3])
    graph = Graph(sources, documents, np.array([1.0, 2.0, 1.0, 0.5, -30.0]), np.zeros(5))
    whole = probabilities(graph)
    split = probabilities(graph, exact_documents=3)
    assert split[2] == 0
    assert np.allclose(split[0], whole[0], atol=1e-6)
    assert np.allclose(split[1], whole[1], atol=1e-6)


def test_no_source_is_preferred_to_an_edge_that_adds_as_much():
    graph = Graph(np.array([0]), np.array([1]), np.zeros(1), np.zeros(2))
    assert best_branching(graph, graph.weights, graph.root_weights).tolist() == [-1, -1]


@given(st.lists(graphs(), min_size=1, max_size=4), st.randoms())
@settings(max_examples=60)
def test_the_answer_for_each_component_is_the_one_it_has_alone(alone: list[Graph], random):
    """To the last digit, whatever stands between the nodes of a component."""
    sizes = [graph.nodes for graph in alone]
    label = [part for part, size in enumerate(sizes) for _ in range(size)]
    random.shuffle(label)
    homes = [np.flatnonzero(np.array(label) == part) for part in range(len(alone))]
    whole = Graph(
        np.concatenate([home[graph.sources] for home, graph in zip(homes, alone, strict=True)]),
        np.concatenate([home[graph.documents] for home, graph in zip(homes, alone, strict=True)]),
        np.concatenate([graph.weights for graph in alone]),
        np.concatenate([graph.root_weights for graph in alone])[np.argsort(np.concatenate(homes))],
    )
    forest = Forest.of(whole, np.array(label, np.int64))
    chance, none, _ = forest.probabilities(NUMBERS, THREADS)
    chosen, first = forest.best(whole.weights, whole.root_weights), 0
    for home, graph in zip(homes, alone, strict=True):
        edges, roots, _ = probabilities(graph)
        assert chance[first : first + len(edges)].tolist() == edges.tolist()
        assert none[home].tolist() == roots.tolist()
        best = best_branching(graph, graph.weights, graph.root_weights)
        assert chosen[home].tolist() == np.where(best >= 0, best + first, -1).tolist()
        first += len(edges)
