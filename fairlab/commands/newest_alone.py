"""That an audit is of the newest run alone, where a strategy has several."""

from shlex import quote
from typing import TYPE_CHECKING

from fairlab.commands.next_steps import store_option
from fairlab.commands.program_name import program_name
from fairlab.commands.recorded_run import Recorded
from fairlab.compare.budgets import budgets_kept

if TYPE_CHECKING:
    from fairlab.record import Store

MOST_NAMED = 6


def newest_alone(found: Recorded, store: "Store") -> str:
    """Say which one of several runs of a strategy is audited, and what has them all.

    Parameters
    ----------
    found : Recorded
        The newest one, which nobody named by its id or its seed.
    store : Store

    Returns
    -------
    str
        Empty where it is the only run of its strategy.
    """
    from fairlab.record import Ledger

    runs = Ledger(store, found.dataset).table()
    name = found.tags["fairlab.strategy"]
    own = runs[runs["strategy"] == name]
    budgets = budgets_kept(own)
    budget = budgets[own["run_id"] == found.run_id].iloc[0]
    of_several, own = budgets.nunique() > 1, own[budgets == budget]
    if len(own) == 1:
        return ""
    kept = f" and a budget of {budget}" if of_several else ""
    seeds = list(dict.fromkeys(own["seed"].astype(str)))
    listed = ", ".join(seeds[:MOST_NAMED]) + (", ..." if len(seeds) > MOST_NAMED else "")
    option = f" --budget {budget}" if of_several else ""
    return (
        f"This is the newest run alone, with seed {found.seed}{kept}, of {len(own)} of {name} "
        f"(seeds {listed}). One of them: --seed N, or its id. All seeds together, with bands:\n"
        f"{quote(program_name())} compare --against {quote(name)} --dataset {quote(found.dataset)}"
        f"{option}{store_option(store)}"
    )
