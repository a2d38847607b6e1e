"""What is known of causes beforehand: what a person says, a data set does, and its roles do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from fairlab.causal.graph_file import read_graph
from fairlab.causal.told import DATA, ROLE, SETTINGS, Told
from fairlab.causal.twin_settings import MODES, TwinSettings
from fairlab.data.dataset import Dataset

FIRST = ("before", "exogenous")  # what the study's way does not know
OTHERWISE = {"before": "allowed", "allowed": "before"}


class SpokenOf(NamedTuple):
    """A table of which something is said, where it is no ``Dataset`` yet."""

    frame: pd.DataFrame
    target: str
    sensitive: tuple[str, ...]
    causes: Mapping[str, Any]


def settled(
    how: TwinSettings, data: Dataset | SpokenOf, exogenous: Sequence[str] = (), typed: bool = False
) -> TwinSettings:
    """Fill in what nobody said of causes from what the data set says of itself.

    What is said twice is taken from ``how``, and ``told`` names what gives way; whether it can be
    is for ``refuse_contradictions``.

    Parameters
    ----------
    how : TwinSettings
    data : Dataset or SpokenOf
        Its ``causes``; without, the sensitive columns are assumed to be those that nothing causes.
    exogenous : sequence of str
        Columns that nothing causes either.
    typed : bool
        Whether all of it was typed as options.

    Returns
    -------
    TwinSettings
        Its ``uncaused``, ``before`` and ``allowed`` as names, the data set's graph where another
        way to one was not asked for, and ``told``. What is settled stays as it is.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> found = settled(TwinSettings(before=("age",)), Dataset("people", table, "bad", ("sex",)))
    >>> found.uncaused, [(one.name, one.by) for one in found.told]
    (('sex',), [('sex', 'its role'), ('age', 'the settings')])
    """
    if how.told is not None:
        return how
    graph, mode, file = how.graph, how.mode, data.causes.get("graph")
    if graph is None and mode is None and file:
        graph = read_graph(Path(str(file)))
    if graph is not None and mode is None:
        mode = "given"
    said = [
        *_exogenous(how, data, exogenous, typed),
        *(one for what in OTHERWISE for one in _either(how, data.causes, what, typed)),
        *_graphs(how, file, typed),
    ]
    told = tuple(_unknown_to_the_study(one, typed) if mode == "study" else one for one in said)

    def kept(what: str) -> tuple[str, ...]:
        named = (one.name for one in told if one.what == what and not one.yields_to)
        return tuple(dict.fromkeys(named))

    return replace(
        how,
        mode=mode or MODES[0],
        graph=graph,
        uncaused=tuple(name for name in kept("exogenous") if name not in how.caused),
        before=kept("before"),
        allowed=kept("allowed"),
        told=told,
    )


def _by(what: str, typed: bool) -> str:
    return f"--{what.replace(' ', '-')}" if typed else SETTINGS


def _exogenous(
    how: TwinSettings, data: Dataset | SpokenOf, also: Sequence[str], typed: bool
) -> Iterator[Told]:
    """Say of each column that nothing causes it, where it was said or its role lets assume it."""
    usual, by, otherwise = how.uncaused, SETTINGS, _by("not exogenous", typed)
    if usual is None:
        by = DATA if "exogenous" in data.causes else ROLE
        usual = data.causes.get("exogenous", data.sensitive)
    for name in dict.fromkeys((*usual, *also)):
        whose = _by("exogenous", typed) if name in also else by
        if whose != ROLE or name not in how.caused:
            yields = whose == DATA and name in how.caused
            yield Told("exogenous", name, whose, otherwise if yields else "")
    yield from (Told("not exogenous", name, otherwise) for name in dict.fromkeys(how.caused))


def _either(how: TwinSettings, said: Mapping[str, Any], what: str, typed: bool) -> Iterator[Told]:
    """Take what comes before, or is allowed, from whoever asks, else from the data set."""
    own, other = getattr(how, what), getattr(how, OTHERWISE[what])
    yield from (Told(what, name, _by(what, typed)) for name in dict.fromkeys(own))
    for name in dict.fromkeys(said.get(what, ())):
        if name not in own:
            contrary = what if own else OTHERWISE[what] if name in other else ""
            yield Told(what, name, DATA, contrary and _by(contrary, typed))


def _graphs(how: TwinSettings, file: object, typed: bool) -> Iterator[Told]:
    own = how.graph is not None or how.mode is not None
    if how.graph is not None:
        yield Told("graph", how.graph.file or "Dag", _by("graph", typed))
    if file:
        yield Told("graph", Path(str(file)).name, DATA, _by("graph", typed) if own else "")


def _unknown_to_the_study(one: Told, typed: bool) -> Told:
    is_first = one.by == DATA and one.what in FIRST
    return one._replace(yields_to=_by("graph", typed)) if is_first else one


def earlier_columns(how: TwinSettings, attribute: str) -> list[str]:
    """Name what comes before an attribute: its causes, or companions that are no effects."""
    known = how.knowledge(attribute)
    named = [name for tier in known.tiers for name in tier]
    before = [name for name in named if known.before(name, attribute)]
    return [name for name in dict.fromkeys((*before, *known.exogenous)) if name != attribute]


def columns_spoken_of(how: TwinSettings, *causes: Mapping[str, Any]) -> list[str]:
    """Name the columns of which something is said, by whoever asks or by the data set.

    A graph of whoever asks goes before that of the data set.
    """
    drawn = how.graph
    listed: list[str] = []
    for said in causes:
        if said.get("graph") and drawn is None and how.mode is None:
            drawn = read_graph(Path(str(said["graph"])))
        listed += (name for key, names in said.items() if key != "graph" for name in names)
    return list(dict.fromkeys((*listed, *(drawn.nodes if drawn else ()))))
