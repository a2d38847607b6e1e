"""Whether and how people are asked about one by one, as a person types it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fairlab.causal.twin_settings import TwinSettings
from fairlab.commands.typed_graph import settings_typed
from fairlab.errors import RequestError


def settings_of_people(
    individual: bool, attributes: Sequence[str], typed: Mapping[str, Any]
) -> TwinSettings | None:
    """Read how people are asked about; causes are added once the data are known.

    Parameters
    ----------
    individual : bool
        Whether they are.
    attributes : sequence of str
        Which alone, as typed.
    typed : mapping of str to object
        ``graph``, ``view``, ``columns``, ``calibrate``, and what is said of causes.

    Raises
    ------
    RequestError
        How is typed, and that they are asked about is not.

    Examples
    --------
    >>> settings_of_people(False, (), {}) is None
    True
    >>> settings_of_people(True, (), {"graph": "none"}).mode
    'none'
    """
    if not individual and (attributes or any(typed.values())):
        raise RequestError(
            "--attribute, --graph, --correlations, --columns, --calibrate, --before, --exogenous,\n"
            "--not-exogenous and --allowed say how people are asked about one by one.\n"
            "Add --individual."
        )
    if not individual:
        return None
    how = settings_typed(typed.get("graph"), typed.get("view"), typed.get("columns"))
    return replace(how, calibrations=typed.get("calibrate") or 0)
