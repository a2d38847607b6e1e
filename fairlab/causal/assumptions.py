"""What is known of causes beforehand: what the roles of a data set say, and what a person does."""

from dataclasses import replace
from pathlib import Path

from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.graph_file import read_graph
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data.dataset import Dataset
from fairlab.data.messages import quoted
from fairlab.errors import RequestError, nearest


def settled(how: TwinSettings, data: Dataset) -> TwinSettings:
    """Fill in what nobody said of causes from what the data set says of itself.

    Parameters
    ----------
    how : TwinSettings
    data : Dataset
        Its ``causes``; without, the sensitive columns are those that nothing causes.

    Returns
    -------
    TwinSettings
        Its ``uncaused``, ``before`` and ``allowed`` as names, and the data set's graph where
        another way to one was not asked for.

    Raises
    ------
    RequestError
        A name is that of no column.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> settled(TwinSettings(), Dataset("people", table, "bad", ("sex",))).uncaused
    ('sex',)
    """
    said = data.causes
    uncaused = how.uncaused if how.uncaused is not None else said.get("exogenous")
    known = replace(
        how,
        uncaused=tuple(data.sensitive if uncaused is None else uncaused),
        before=tuple(how.before or said.get("before", ())),
        allowed=tuple(how.allowed or said.get("allowed", ())),
    )
    for column in (*(known.uncaused or ()), *known.before, *known.allowed):
        if column not in data.frame:
            raise RequestError(
                f"There is no column {column!r}, of which is said what causes it.\n"
                f"{nearest(column, data.frame.columns)}"
            )
    if said.get("graph") and how.graph is None and how.mode == "fci":
        return replace(known, mode="given", graph=read_graph(Path(str(said["graph"]))))
    return known


def earlier_columns(how: TwinSettings, attribute: str) -> list[str]:
    """Name what comes before an attribute: its causes, or companions that are no effects."""
    known = how.knowledge(attribute)
    named = [name for tier in known.tiers for name in tier]
    return [name for name in named if known.before(name, attribute)]


def assumed_sentences(how: TwinSettings, attribute: str, known: Knowledge) -> list[str]:
    """List what was assumed of causes, and how to say otherwise.

    Parameters
    ----------
    how : TwinSettings
    attribute : str
    known : Knowledge
        What discovery was told.

    Examples
    --------
    >>> how = TwinSettings(uncaused=("sex", "age"))
    >>> assumed_sentences(how, "sex", how.knowledge("sex"))[1]
    'Assumed: `age` is no effect of `sex` (--not-exogenous says otherwise).'
    """
    name, earlier = quoted(attribute), earlier_columns(how, attribute)
    said = []
    if attribute in known.exogenous:
        but = " but what comes before it" if earlier else ""
        said.append(f"Assumed: nothing causes {name}{but} (--not-exogenous says otherwise).")
    else:
        said.append(
            f"Nothing is assumed of what causes {name}: effects are missed (--exogenous, --before)."
        )
    companions = [other for other in earlier if other not in how.before]
    if companions:
        names = ", ".join(map(quoted, companions))
        verb = "is no effect" if len(companions) == 1 else "are no effects"
        said.append(f"Assumed: {names} {verb} of {name} (--not-exogenous says otherwise).")
    if how.before:
        names = ", ".join(map(quoted, how.before))
        said.append(f"Told: {names} may cause {name} or go with it, and never follow from it.")
    if how.allowed:
        names = ", ".join(map(quoted, how.allowed))
        said.append(
            f"Allowed: nothing moves through {names}, which twins keep. How much of the gap goes "
            "that way is not identified: the graph was found, not given (--graph)."
        )
    return said
