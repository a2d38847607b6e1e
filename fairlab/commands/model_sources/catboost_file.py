"""A model that CatBoost saved as cbm."""

from fairlab.commands.model_sources._files import has_suffix, opening, read_model_file
from fairlab.commands.model_sources._named_model import (
    LabelsAndScores,
    ModelRequest,
    NamedModel,
)

FORM = "file.cbm (CatBoost)"


def is_named(name: str) -> bool:
    """Tell whether a name is that of such a file."""
    return has_suffix(name, ".cbm")


def open_model(request: ModelRequest) -> NamedModel:
    """Read it."""
    raw, about = read_model_file(request.name)
    with opening(request.name, "Is it a classifier that save_model of CatBoost wrote?"):
        from catboost import CatBoostClassifier

        model = CatBoostClassifier()
        model.load_model(blob=raw)
        names = tuple(model.feature_names_)
    return NamedModel(
        request.name,
        lambda people: LabelsAndScores(model.predict(people), model.predict_proba(people)),
        None if names == tuple(map(str, range(len(names)))) else names,
        len(names),
        tuple(model.classes_.tolist()),
        (about,),
    )
