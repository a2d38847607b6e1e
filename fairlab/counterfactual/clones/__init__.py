"""The clone test: invented people who differ in one attribute only, and a model that is asked.

It answers another question than the causal counterfactual: not what would have become of this
person with another attribute, but whether the model treats two equal files differently.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "CloneTest": "audit",
    "Clones": "cloning",
    "Model": "asking",
    "Schema": "schema",
    "approval_by_range": "ranges",
    "chosen_levels": "levels",
    "clone": "cloning",
    "clone_test": "audit",
    "compare_pairs": "pairs",
    "decide": "asking",
    "draw_clones": "cloning",
    "draw_profiles": "cloning",
    "flips_needed": "power",
    "profiles_needed": "power",
    "published_audit": "article",
    "range_figure": "figure",
    "read_schema": "declared",
    "schema_from": "declared",
    "schema_of": "from_data",
    "smallest_changes": "changes",
    "tables_of": "tables",
    "verdict": "words",
}

__all__ = list(_HOME)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
