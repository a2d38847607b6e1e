"""The strategies that can work on some data, where all there are were asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fairlab.errors import DataError, RequestError

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.experiment.design import Design
    from fairlab.experiment.strategy import Strategy


def able_strategies(
    strategies: Sequence["Strategy"], dataset: "Dataset", design: "Design", seed: int
) -> tuple[list["Strategy"], list[str]]:
    """Leave out the strategies that refuse the data or lack a library, before any training.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    dataset : Dataset
    design : Design
    seed : int
        Of the training rows that they are shown.

    Returns
    -------
    kept : list of Strategy
    told : list of str
        Why the others are left out.

    Raises
    ------
    RequestError, DataError
        What the first one refuses, where none is left; or what the data lack for any of them.
    """
    design.check(dataset, seed)
    train, kept, why = design.split(dataset, seed).train, [], {}
    for strategy in strategies:
        lacking = [name for name in strategy.needs if name in why]
        try:
            if lacking:
                raise RequestError(f"It is held against {lacking[0]}.")
            strategy.check(train)
            strategy.check_rows(dataset)
        except (RequestError, DataError) as error:
            why[strategy.name] = error
        else:
            kept.append(strategy)
    if not kept:
        raise next(iter(why.values()))
    return kept, [_told(name, error) for name, error in why.items()]


def _told(name: str, error: RequestError | DataError) -> str:
    why = " ".join(error.typed.split())
    needed = why.removeprefix(f"{name} ")
    return f"{name} is left out{': ' if needed == why else ', as it '}{needed}"
