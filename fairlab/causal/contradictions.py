"""What cannot be of all that is said of causes, found before anything is computed."""

from collections.abc import Iterator, Sequence

from fairlab.causal.assumptions import FIRST, OTHERWISE, SpokenOf, settled
from fairlab.causal.graph import graph_faults
from fairlab.causal.told import DATA, ROLE, Told, against, graph_told
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data.dataset import Dataset
from fairlab.data.messages import quoted
from fairlab.errors import RequestError, nearest

MOST_LINES = 3


def refuse_contradictions(
    how: TwinSettings, data: Dataset | SpokenOf, attributes: Sequence[str]
) -> None:
    """Refuse what is said of causes where it cannot be, with all that is wrong in three lines.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> people = Dataset("people", table, "bad", ("sex",))
    >>> refuse_contradictions(TwinSettings(before=("sex",)), people, ["sex"])
    Traceback (most recent call last):
    fairlab.errors.RequestError: before of the settings: `sex` is asked about, ... Leave it out.
    """
    faults = list(dict.fromkeys(_faults(settled(how, data), data, attributes)))
    if faults:
        shown = [*faults[: MOST_LINES - 1], " ".join(faults[MOST_LINES - 1 :])]
        raise RequestError("\n".join(filter(None, shown)))


def _faults(
    how: TwinSettings, data: Dataset | SpokenOf, attributes: Sequence[str]
) -> Iterator[str]:
    said = [one for one in how.told or () if one.by != ROLE and not one.yields_to]
    for one in said:
        if one.what != "graph":
            yield from _of_one(one, data, attributes)
    yield from _of_two(said)
    yield from _of_the_way(how, said, attributes)
    drawn = graph_told(how)
    if how.graph is None or drawn is None:
        return
    if how.mode != "given":
        yield f"{drawn.place}: the way {how.mode!r} does not follow it. Leave out one of them."
    for attribute in attributes:
        columns = list(data.frame.columns)
        yield from graph_faults(how.graph, attribute, data.target, columns, drawn.place)
        for one, (cause, effect) in against(how.graph, attribute, said):
            if (one.by == DATA) == (drawn.by == DATA):
                yield (
                    f"{drawn.place}: {cause!r} -> {effect!r} contradicts {one.place}, which names "
                    f"{effect!r}. Leave out one of them."
                )


def _of_one(one: Told, data: Dataset | SpokenOf, attributes: Sequence[str]) -> Iterator[str]:
    name, columns = quoted(one.name), data.frame.columns
    assumable = (*data.sensitive, *data.causes.get("exogenous", ()), *attributes)
    if one.name not in columns:
        yield f"{one.place}: there is no column {one.name!r}. {nearest(one.name, columns)}"
    elif one.name == data.target:
        yield f"{one.place}: {name} is the target, which all else comes before. Leave it out."
    elif one.what == "before" and one.is_own and list(attributes) == [one.name]:
        yield f"{one.place}: {name} is asked about, and does not come before itself. Leave it out."
    elif one.what == "allowed" and one.name in attributes:
        yield (
            f"{one.place}: {name} is asked about, and twins that keep it are none. Leave it out, "
            "or ask about others: --attribute."
        )
    elif one.what == "not exogenous" and one.name not in assumable:
        yield f"{one.place}: {name} is not sensitive, so that nothing is assumed. Leave it out."


def _of_two(said: Sequence[Told]) -> Iterator[str]:
    contrary = {"exogenous": "not exogenous", "before": OTHERWISE["before"]}
    for one in said:
        for other in said:
            same = one.name == other.name and (one.by == DATA) == (other.by == DATA)
            if same and contrary.get(one.what) == other.what:
                names = f"{one.place} and {other.place} both name {quoted(one.name)}"
                yield f"{names}, and contradict each other. Leave it out of one."


def _of_the_way(
    how: TwinSettings, said: Sequence[Told], attributes: Sequence[str]
) -> Iterator[str]:
    for one in said:
        if how.mode == "study" and one.what in (*FIRST, "not exogenous"):
            yield f"{one.place}: the study's way knows nothing before. Leave it out, or use fci."
        if how.mode == "none" and one.what == "not exogenous" and one.name in attributes:
            yield (
                f"{one.place}: the way `none` takes all that goes with {quoted(one.name)} for its "
                "effect. Leave it out, or use fci."
            )
