"""A pickle or a file of joblib, which runs code of whoever made it: only with ``--trust``."""

import warnings
from io import BytesIO

from fairlab.commands.model_sources._estimators import is_estimator, named_estimator
from fairlab.commands.model_sources._files import (
    has_suffix,
    import_from_here,
    opening,
    read_model_file,
)
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.errors import RequestError

FORM = "file.pkl or file.joblib (with --trust)"
TRUSTED = "It was opened as a pickle, which may run any code, since --trust was given."


def is_named(name: str) -> bool:
    """Tell whether a name is that of such a file."""
    return has_suffix(name, ".pkl", ".pickle", ".joblib")


def open_model(request: ModelRequest) -> NamedModel:
    """Open it, where that is asked for."""
    raw, about = read_model_file(request.name)
    if not request.trust:
        raise RequestError(
            f"{request.name} is a pickle: to open it is to run whatever code its maker put there, "
            "as you.\nIf you trust whoever made it and how it came here: --trust. Better keep it "
            "as skops:\nskops.io.dump(model, 'model.skops')"
        )
    with opening(request.name), warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        import joblib

        import_from_here()
        model = joblib.load(BytesIO(raw))
    notes = dict.fromkeys(str(one.message).partition(". ")[0] + "." for one in said)
    if callable(model) and not is_estimator(model):
        return NamedModel(request.name, model, about=(about, TRUSTED, *notes))
    return named_estimator(model, request.name, about, TRUSTED, *notes)
