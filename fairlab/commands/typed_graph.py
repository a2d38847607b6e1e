"""The way to a causal graph that a person types, or the file with one."""

from dataclasses import replace
from pathlib import Path

from fairlab.causal.discovery.subset import LARGEST
from fairlab.causal.graph_file import read_graph
from fairlab.causal.twin_settings import TwinSettings
from fairlab.errors import RequestError, nearest

FOUND = ("fci", "none", "study")


def settings_typed(
    graph: str | None, view: str | None = None, columns: int | None = None
) -> TwinSettings:
    """Read how counterfactuals are to be made.

    Parameters
    ----------
    graph : str, optional
        ``"fci"``, ``"none"``, ``"study"``, or a file with the user's own graph.
    view : str, optional
        How correlations are estimated.
    columns : int, optional
        How many columns of each kind are learned from.

    Raises
    ------
    RequestError
        There is no such mode or file, the file holds no graph, or columns are to be chosen
        though the user's graph names them.

    Examples
    --------
    >>> settings_typed("none").mode
    'none'
    """
    usual = TwinSettings(largest=columns or LARGEST)
    usual = usual if view is None else replace(usual, view=view, second=_other(view))
    if graph is None:
        return usual
    if graph in FOUND:
        return replace(usual, mode=graph)
    if columns:
        raise RequestError("--columns: your own graph says which columns; leave out one of them.")
    if not Path(graph).suffix:
        raise RequestError(
            f"There is no way {graph!r} to a graph, and it names no .toml or .csv file.\n"
            f"{nearest(graph, FOUND)}"
        )
    return replace(usual, mode="given", graph=read_graph(Path(graph)))


def _other(view: str) -> str:
    return "observed" if view == "bridge" else "bridge"
