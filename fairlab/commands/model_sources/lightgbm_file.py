"""A model that LightGBM saved as text."""

import re
from typing import Any

import pandas as pd

from fairlab.commands.model_sources._files import has_suffix, opening, read_model_file
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.data.columns import typed
from fairlab.errors import RequestError

FORM = "file.txt (LightGBM)"
UNNAMED = re.compile(r"Column_\d+")


def is_named(name: str) -> bool:
    """Tell whether a name is that of such a file."""
    return has_suffix(name, ".txt")


def open_model(request: ModelRequest) -> NamedModel:
    """Read it."""
    raw, about = read_model_file(request.name)
    if not raw.startswith(b"tree"):  # LightGBM would print what is wrong, past us
        raise RequestError(f"{request.name} is no model that save_model of LightGBM wrote.")
    with opening(request.name):
        from lightgbm import Booster

        booster = Booster(model_str=raw.decode("utf-8"))
        names = booster.feature_name()
        infos = booster.dump_model(num_iteration=1)["feature_infos"]
    categories = [name for name in names if infos.get(name, {}).get("values")]
    return NamedModel(
        request.name,
        lambda people: _answer(booster, people, categories),
        None if all(map(UNNAMED.fullmatch, names)) else tuple(names),
        len(names),
        (0, 1),
        (about,),
    )


def _answer(booster: Any, people: pd.DataFrame, categories: list[str]) -> Any:
    """Ask it with columns of categories where it was trained with such, of numbers too."""
    rows = typed(people)
    numbered = {name: "category" for name in categories if name in rows}
    return booster.predict(rows.astype(numbered) if booster.pandas_categorical else rows)
