"""A model that xgboost saved, as JSON or UBJ."""

from typing import Any

import pandas as pd

from fairlab.commands.model_sources._files import has_suffix, opening, read_model_file
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.data.columns import typed
from fairlab.errors import RequestError

FORM = "file.json (xgboost)"


def is_named(name: str) -> bool:
    """Tell whether a name is that of such a file."""
    return has_suffix(name, ".json", ".ubj")


def open_model(request: ModelRequest) -> NamedModel:
    """Read it."""
    raw, about = read_model_file(request.name)
    with opening(request.name, "Is it what save_model of xgboost wrote?"):
        from xgboost import Booster

        booster = Booster()
        booster.load_model(bytearray(raw))
        _refuse_unknown_levels(booster, request.name)
        names = booster.feature_names
    return NamedModel(
        request.name,
        lambda people: _answer(booster, people),
        None if names is None else tuple(names),
        booster.num_features(),
        (0, 1),
        (about,),
    )


def _answer(booster: Any, people: pd.DataFrame) -> Any:
    from xgboost import DMatrix

    rows: Any = typed(people).astype(dict.fromkeys(_categories(booster), "category"))
    if booster.feature_names is None:
        rows = rows.to_numpy()
    # All trees where training was not stopped early.
    trees = (0, int(booster.attr("best_iteration") or -1) + 1)
    return booster.predict(DMatrix(rows, enable_categorical=True), iteration_range=trees)


def _categories(booster: Any) -> list[str]:
    """List the columns that it reads as categories, of numbers too."""
    kinds = zip(booster.feature_names or (), booster.feature_types or (), strict=False)
    return [name for name, kind in kinds if kind == "c"]


def _refuse_unknown_levels(booster: Any, name: str) -> None:
    """Refuse categories by number alone: those of the table would get other numbers, unnoticed."""
    asked = _categories(booster)
    if not asked:
        return
    known = dict(booster.get_categories(export_to_arrow=True).to_arrow())
    lost = [feature for feature in asked if known.get(feature) is None]
    if lost:
        raise RequestError(
            f"{name} reads {lost[0]!r} as a category and does not say which levels it has: it was "
            "saved by\nan xgboost before 3.1, or trained without a frame. Save it again with a "
            "newer one, or name\nthe model as module:estimator."
        )
