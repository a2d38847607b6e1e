import numpy as np
import pytest

from fairlab.causal.discovery.model_dag import model_dag
from fairlab.causal.graph import ARROW, CIRCLE, TAIL, Dag, Pag, edge_table, graph_faults
from fairlab.errors import RequestError


def pag(nodes: str, *edges: str) -> Pag:
    """Make a graph of edges like ``"a o-> b"``."""
    at = {name: i for i, name in enumerate(nodes)}
    sign = {"<": ARROW, ">": ARROW, "o": CIRCLE, "-": TAIL}
    marks = np.zeros((len(nodes), len(nodes)), int)
    for edge in edges:
        a, mark, b = edge.split()
        marks[at[b], at[a]], marks[at[a], at[b]] = sign[mark[0]], sign[mark[-1]]
    return Pag(tuple(nodes), marks)


def test_a_circle_is_refused_and_named():
    with pytest.raises(RequestError, match=r"in a circle: .*'a' -> 'b'") as error:
        Dag.from_edges([("a", "b"), ("b", "c"), ("c", "a")])
    assert len(str(error.value).splitlines()) <= 3


def test_all_that_does_not_fit_a_graph_is_listed():
    dag = Dag.from_edges([("gender", "income"), ("bad", "debt")])
    faults = list(graph_faults(dag, "gendr", "bad", ["gendr", "income", "bad"], "--graph"))
    assert [fault.partition(". ")[0] for fault in faults] == [
        "--graph: there is no node 'gendr', the attribute that is asked about: draw its effects",
        "--graph: there is no column 'gender'",
        "--graph: there is no column 'debt'",
        "--graph: 'bad' -> 'debt' goes out of the target, which is no cause of what was known "
        "before it",
    ]


def test_a_graph_is_written_with_all_that_its_figures_depend_on():
    drawn = [Dag.from_edges([("sex", "income")], nodes) for nodes in ([], ["home"])]
    assert list(map(str, drawn)) == ["sex -> income", "sex -> income; home"]


def test_edges_are_written_as_they_are_read():
    graph = pag("abcd", "a --> b", "a o-> c", "b <-> c", "c o-o d")
    assert graph.edges == [
        ("a", "-->", "b"),
        ("a", "o->", "c"),
        ("b", "<->", "c"),
        ("c", "o-o", "d"),
    ]
    assert graph.same_marks(graph) == 1
    assert graph.same_marks(pag("abcd", "a --> b")) == 2 / 8


def test_descendants_come_causes_first():
    dag = Dag.from_edges([("a", "d"), ("d", "b"), ("b", "c"), ("x", "c")])
    assert dag.descendants("a") == ("d", "b", "c")
    assert dag.descendants("c") == ()


def test_the_model_follows_open_edges_away_from_the_attribute_and_no_hidden_cause():
    graph = pag("abcdy", "a o-> b", "b o-o c", "b <-> d", "d --> y", "b --> y")
    assert set(model_dag(graph, "a", "y", []).edges) == {("a", "b"), ("b", "c")}
    assert ("a", "d") in model_dag(graph, "a", "y", ["d"]).edges


def test_what_causes_the_attribute_is_held_fixed_among_its_effects():
    graph = pag("acxy", "c --> a", "a --> x")
    assert set(model_dag(graph, "a", "y", ["x"]).edges) == {("c", "a"), ("a", "x"), ("c", "x")}


def test_a_discovered_circle_does_not_stop_the_model():
    graph = pag("abcy", "a --> b", "b --> c", "c --> a")
    dag = model_dag(graph, "a", "y", ["b"])
    assert ("a", "b") in dag.edges
    assert len(dag.order()) == 3


def test_the_table_of_edges_says_what_is_certain_and_what_is_used():
    graph = pag("abc", "a --> b", "b <-> c")
    table = edge_table(graph, Dag.from_edges([("a", "b"), ("a", "c")])).set_index(["from", "to"])
    assert table.loc[("a", "b")].tolist() == ["-->", True, True]
    assert table.loc[("b", "c")].tolist() == ["<->", False, False]
    assert table.loc[("a", "c")].tolist() == ["assumed", False, True]
