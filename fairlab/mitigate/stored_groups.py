"""How rows fall into groups, as what JSON can hold."""

from collections.abc import Mapping
from typing import Any

from fairlab.data.bands import Bands
from fairlab.data.groups import Groups
from fairlab.data.level_names import python_value


def write_groups(groups: Groups) -> dict[str, Any]:
    """Give groups, but for the words of their levels, as what JSON can hold.

    Examples
    --------
    >>> write_groups(Groups(("sex",), levels={"sex": ["f", "m"]}))
    {'attributes': ['sex'], 'cuts': {}, 'levels': {'sex': ['f', 'm']}, 'bands': {}}
    """
    bands = {a: {"edges": [*of.edges], "names": [*of.names]} for a, of in groups.bands.items()}
    return {
        "attributes": list(groups.attributes),
        "cuts": dict(groups.cuts),
        "levels": {a: [*map(python_value, found)] for a, found in groups.levels.items()},
        "bands": bands,
    }


def read_groups(state: Mapping[str, Any]) -> Groups:
    """Restore what ``write_groups`` gave.

    Examples
    --------
    >>> groups = Groups(("age",), bands={"age": Bands((25.0,), ("18-24", "25+"))})
    >>> read_groups(write_groups(groups)).bands["age"].names
    ('18-24', '25+')
    """
    bands = {a: Bands(tuple(of["edges"]), tuple(of["names"])) for a, of in state["bands"].items()}
    return Groups(tuple(state["attributes"]), state["cuts"], {}, state["levels"], bands)
