"""Theory of networks: the numbers of the literature, and paths and messages as they are told."""

import itertools
from collections.abc import Callable
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray

from proofs.kernel import arenas, congestion, jackson, organization
from proofs.kernel.messages import growth_known, limit, mean_present_known, passed, shortest_paths

CRITICAL = {
    "tree of threes": Fraction(1, 27),
    "star of 20": Fraction(1, 19),
    "complete, 20": Fraction(1),
    "district": Fraction(1, 51),
    "district, ring": Fraction(1, 21),
    "district, clique": Fraction(2, 35),
}
type Holds = Callable[[organization.Hierarchy, NDArray[np.int64]], bool]
SMALL = organization.hierarchy(2, 4)


@pytest.mark.parametrize("name", CRITICAL)
def test_graphs_congest_where_they_are_known_to(name: str) -> None:
    assert congestion.critical(congestion.GRAPHS[name]) == pytest.approx(float(CRITICAL[name]), rel=1e-12)


def test_the_tree_of_threes_has_the_known_numbers_on_their_way() -> None:
    tree = congestion.GRAPHS["tree of threes"]
    assert (congestion.present(tree, 0.5), congestion.present(tree, 0.8)) == pytest.approx((4.56, 11.46), abs=5e-3)


def test_paths_give_the_betweenness_of_networkx() -> None:
    graph = nx.cycle_graph(6)
    nx.add_path(graph, [0, 3, 6, 7])
    paths = shortest_paths(graph)
    np.testing.assert_allclose(passed(paths, len(graph)) * (len(graph) - 1), congestion.worked_on(graph))
    assert limit(paths) == pytest.approx(congestion.critical(graph) * len(graph))
    rate = 0.6 * limit(paths)
    assert mean_present_known(paths, rate) == pytest.approx(congestion.present(graph, 0.6))


def test_nothing_is_left_over_up_to_the_limit_and_beyond_it_what_the_centre_cannot_pass() -> None:
    star = congestion.GRAPHS["star of 20"]
    paths, rate = shortest_paths(star), limit(shortest_paths(star))
    assert growth_known(paths, 0.999 * rate) == 0.0
    assert growth_known(paths, 1.5 * rate) == pytest.approx(0.5 / (1.5 * rate))


def test_arenas_tree_of_three_branches_and_four_levels() -> None:
    assert arenas.critical(3, 4) == pytest.approx(0.0657, abs=5e-5)
    paths = arenas.tree_paths(3, 4)
    assert passed(paths, 40.0)[0] == pytest.approx(arenas.root_traffic(3, 4))  # one message a node
    assert limit(paths) == pytest.approx(40 * arenas.critical(3, 4))


@pytest.mark.parametrize(("branches", "levels"), arenas.TREES)
def test_the_root_is_the_first_to_congest(branches: int, levels: int) -> None:
    paths = arenas.tree_paths(branches, levels)
    assert (passed(paths, 1.0) / paths.rates).argmax() == 0


def test_a_random_network_balances_and_its_desks_have_the_distribution_of_erlang() -> None:
    network = jackson.random_network(1)
    received = network.outside + network.received @ network.chances
    np.testing.assert_allclose(network.received, received)
    assert network.received.sum() == pytest.approx(3.0)  # a third leaves at each step
    assert (network.loads > 0.3).all() and (network.loads < 0.85).all()
    for desk in range(len(network.outside)):
        more = [1.0 - network.at_most(desk, n) for n in range(120)]
        assert sum(more) == pytest.approx(network.mean_number(desk))


def test_ways_go_as_the_table_of_chances_says() -> None:
    network = jackson.random_network(0)
    ptr, node = jackson.ways(network, 0, 0, 20_000)
    assert ptr[-1] / 20_000 == pytest.approx(3.0, rel=0.02)
    seen = np.bincount(node, minlength=len(network.outside)) / 20_000
    np.testing.assert_allclose(seen, network.received, rtol=0.05)


def test_a_hierarchy_knows_its_distances() -> None:
    tree = nx.balanced_tree(2, 3)
    depth = dict(nx.single_source_shortest_path_length(tree, 0))
    for a, b in ((3, 4), (7, 14), (1, 7), (5, 6), (0, 9), (3, 3), (9, 9)):
        path = nx.shortest_path(tree, a, b)
        top = min(depth[node] for node in path)
        assert SMALL.common[a, b] == top
        assert SMALL.apart[a, b] == (depth[a] - top) ** 2 + (depth[b] - top) ** 2


def test_the_published_size() -> None:
    sizes = organization.SPAN ** np.arange(organization.LEVELS)
    assert sizes.sum() == 3906


@pytest.mark.parametrize(
    ("reach", "near", "holds"),
    [
        (np.inf, 0.0, lambda tree, links: (tree.apart[tuple(links.T)] == 2).all()),
        (0.0, np.inf, lambda tree, links: (tree.common[tuple(links.T)] == 0).all()),
    ],
)
def test_links_within_teams_and_between_divisions(reach: float, near: float, holds: Holds) -> None:
    links = organization.added_links(SMALL, reach, near, 5, network=1)
    assert holds(SMALL, links) and len(np.unique(links, axis=0)) == 5
    assert (SMALL.apart[tuple(links.T)] > organization.LINKED).all() and (links[:, 0] < links[:, 1]).all()


def test_what_each_node_bears_is_what_its_messages_say() -> None:
    links = organization.added_links(SMALL, 0.5, 0.5, 6, network=2)
    onward, sent = organization.next_nodes(SMALL, links, 2), organization.chances(SMALL, 1.0)
    sender, target = np.nonzero(sent)
    ptr, node = organization.routes(onward, sender, target)
    weight = np.repeat(sent[sender, target], np.diff(ptr))
    np.testing.assert_allclose(organization.borne(SMALL, onward, sent), np.bincount(node, weight, SMALL.size))
    assert sent.sum() == pytest.approx(1.0)


def test_without_links_messages_take_the_tree() -> None:
    none = np.empty((0, 2), dtype=np.int64)
    onward = organization.next_nodes(SMALL, none, 0)
    ptr, node = organization.routes(onward, np.array([7, 3]), np.array([14, 7]))
    assert [list(node[a:b]) for a, b in itertools.pairwise(ptr)] == [[7, 3, 1, 0, 2, 6], [3]]
