import json
from pathlib import Path

import pandas as pd

import fairlab
from fairlab.compare.mixed_versions import mixed_versions, other_versions
from fairlab.versions import library_versions, told


def test_the_build_of_xgboost_is_named_with_its_version():
    assert library_versions()["xgboost"].startswith("3.")
    assert library_versions()["xgboost"].endswith(")")


def test_two_builds_of_one_version_are_told_apart():
    builds = [{"GCC_VERSION": [10, 3, 1], "USE_CUDA": True}, {"GCC_VERSION": [14, 2, 1]}]
    runs = pd.DataFrame({"versions": [json.dumps({"xgboost": told(each)}) for each in builds]})
    assert mixed_versions(runs) == (
        "Made with different versions: "
        "xgboost gcc 10.3.1, CUDA (1 run) and gcc 14.2.1, CPU (1 run)."
    )
    assert other_versions(runs, {"xgboost": "gcc"}) == other_versions(pd.DataFrame(), {}) == ""


def test_the_three_places_that_say_the_version_agree():
    root = Path(__file__).parents[1]
    for name, line in (("pyproject.toml", 'version = "{}"'), ("CITATION.cff", "version: {}")):
        assert f"\n{line.format(fairlab.__version__)}\n" in (root / name).read_text(), name
