"""The clone test: invented people who differ in one attribute only, and a model that is asked.

It answers another question than the causal counterfactual: not what would have become of this
person with another attribute, but whether the model treats two equal files differently.
"""

from importlib import import_module
from typing import Any

from fairlab.callable_package import make_callable

_HOME = {
    "CloneTest": "ask_clones",
    "Clones": "cloning",
    "AskedModel": "asking",
    "Schema": "schema",
    "approval_by_range": "approval_ranges",
    "chosen_levels": "level_choice",
    "clone": "cloning",
    "clone_test": "ask_clones",
    "compare_pairs": "pairs",
    "decide": "asking",
    "draw_clones": "cloning",
    "draw_profiles": "cloning",
    "flips_needed": "power",
    "profiles_needed": "power",
    "published_audit": "article",
    "range_figure": "approval_figure",
    "read_schema": "declared",
    "schema_from": "declared",
    "schema_of": "from_data",
    "smallest_changes": "changes",
    "tables_of": "result_tables",
    "verdict": "describe_clones",
}

__all__ = list(_HOME)


make_callable(__name__)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
