"""What to ask next about an attribute: the one option that helps most, and when it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data.messages import quoted
from fairlab.typed_names import names_as_typed

TABLES = 6  # that show how far rates may be off, for as little time as they take


@dataclass(frozen=True)
class NextQuestion:
    """An option that is added to a question, or takes the place of what it said.

    Parameters
    ----------
    when : str
        What must hold for it to be the right one, and what else could be; as a clause.
    option, value : str
        As typed, with the names that were told already.
    without : tuple of str
        Options that cannot stand beside it.
    command : str
        The whole of what is typed; empty where nothing was typed.
    """

    when: str
    option: str
    value: str
    without: tuple[str, ...] = ()
    command: str = ""


def next_question(
    graph: CausalGraph,
    how: TwinSettings,
    withheld: bool,
    more_columns: bool,
    doubted: Sequence[str] = (),
    given_away: Sequence[str] = (),
) -> NextQuestion | None:
    """Choose what to ask next; None where no option of the audit tells more.

    ``doubted`` are effects that most hangs on, were they to come before the attribute;
    ``given_away`` are columns by which twins are told from people. That a difference is allowed
    is a judgement, and never proposed.

    Examples
    --------
    >>> from fairlab.causal.graph import Dag
    >>> graph = CausalGraph("fci", "sex", "bad", Dag.from_edges([("sex", "region")]))
    >>> how = TwinSettings(uncaused=("sex",), before=("age",))
    >>> asked = next_question(graph, how, False, False, ["region"])
    >>> asked.option, asked.value
    ('--before', 'age,region')
    >>> next_question(graph, how, True, False).value
    'graph.csv'
    """
    name, knowledge = quoted(graph.attribute), how.knowledge(graph.attribute)
    settled = (*knowledge.exogenous, *how.caused)
    if graph.mode not in ("given", "study") and graph.attribute not in settled:
        when = f"if nothing in the table causes {name}, without which effects are missed"
        typed = [one.name for one in how.told or () if one.by == "--exogenous"]
        return NextQuestion(when, "--exogenous", names_as_typed((*typed, graph.attribute)))
    if withheld:
        return _more_credible(graph, how, more_columns, given_away)
    if graph.mode == "fci" and not graph.descendants:
        return NextQuestion(f"with all that goes with {name} as its effect", "--graph", "none")
    doubted = [one for one in doubted if one not in how.allowed]
    if doubted:
        known = f"only if you know that {quoted(doubted[0])} comes before {name}"
        when = f"{known} (each such step tends to lower the rate)"
        return NextQuestion(when, "--before", names_as_typed((*how.before, doubted[0])))
    if how.calibrations or graph.mode == "study":
        return None
    when = f"for how far off the rates are in {TABLES} tables whose twins are known"
    return NextQuestion(when, "--calibrate", str(TABLES))


def _more_credible(
    graph: CausalGraph, how: TwinSettings, more_columns: bool, given_away: Sequence[str]
) -> NextQuestion:
    """Choose what may mend twins; that a column comes before is nothing to try for that."""
    if graph.mode != "fci":
        return NextQuestion("with the arrows that the data show", "--graph", "fci")
    open_edge = _open_edge(graph, given_away)
    if more_columns and not open_edge:
        when = f"with more than {how.largest} columns of each kind"
        return NextQuestion(when, "--columns", str(2 * how.largest))
    when = f"with arrows of your own in `graph.csv`, one a line, the cause first{open_edge}"
    return NextQuestion(when, "--graph", "graph.csv", without=("--columns",))


def _open_edge(graph: CausalGraph, given_away: Sequence[str]) -> str:
    """Name a column that gives twins away and stays, though it goes with one that moves."""
    edges, moving = graph.edges, graph.descendants
    ends = edges.loc[edges["edge"] == "<->", ["from", "to"]].to_numpy().tolist()
    for name in given_away:
        others = [one for pair in ends if name in pair for one in pair if one in moving]
        if name not in moving and others:
            touched = quoted(others[0])
            return f", above all one from {touched} to {quoted(name)}, if {touched} acts on it"
    return ""
