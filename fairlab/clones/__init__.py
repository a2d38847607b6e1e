"""The clone test: invented people who differ in one attribute only, and a model that is asked.

It answers another question than the causal counterfactual: not what would have become of this
person with another attribute, but whether the model treats two equal files differently.
"""

from fairlab.callable_package import make_callable
from fairlab.lazy_names import lazily

_HOME = {
    "CloneTest": "ask_clones",
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

make_callable(__name__)

__getattr__ = lazily(__name__, _HOME)
