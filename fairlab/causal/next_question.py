"""What to ask next about an attribute: the one option that helps most, and when it does."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data.messages import quoted
from fairlab.typed_names import names_as_typed


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
) -> NextQuestion | None:
    """Choose what to ask next; None where no option of the audit tells more.

    ``doubted`` are effects that most hangs on, were they to come before the attribute.

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
        return _more_credible(graph, how, more_columns)
    if graph.mode == "fci" and not graph.descendants:
        return NextQuestion(f"with all that goes with {name} as its effect", "--graph", "none")
    doubted = [one for one in doubted if one not in how.allowed]
    if doubted:
        first = quoted(doubted[0])
        when = f"if {first} comes before {name} (with --allowed if it follows and may differ)"
        return NextQuestion(when, "--before", names_as_typed((*how.before, doubted[0])))
    open_ways = [one for one in graph.descendants if one not in how.allowed]
    if not open_ways:
        return None
    when = f"if a difference through {quoted(open_ways[0])} is allowed"
    return NextQuestion(when, "--allowed", names_as_typed((*how.allowed, open_ways[0])))


def _more_credible(graph: CausalGraph, how: TwinSettings, more_columns: bool) -> NextQuestion:
    """Choose what may mend twins; that a column comes before is nothing to try for that."""
    if graph.mode != "fci":
        return NextQuestion("with the arrows that the data show", "--graph", "fci")
    if more_columns:
        when = f"with more than {how.largest} columns of each kind"
        return NextQuestion(when, "--columns", str(2 * how.largest))
    when = "with arrows of your own in `graph.csv`, one a line, the cause first"
    return NextQuestion(when, "--graph", "graph.csv", without=("--columns",))
