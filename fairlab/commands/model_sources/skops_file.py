"""A file of skops: models of scikit-learn without pickle; what may be any code is refused."""

from fairlab.commands.model_sources._estimators import named_estimator
from fairlab.commands.model_sources._files import (
    has_suffix,
    import_from_here,
    opening,
    read_model_file,
)
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel

FORM = "file.skops"
ADVICE = "If you trust whoever made it: --trust"


def is_named(name: str) -> bool:
    """Tell whether a name is that of such a file."""
    return has_suffix(name, ".skops")


def open_model(request: ModelRequest) -> NamedModel:
    """Read it, if all that it holds is known or trusted."""
    raw, about = read_model_file(request.name)
    with opening(request.name):
        from fairlab.learn.formats.skops import read_skops

        if request.trust:
            import_from_here()
        model = read_skops(raw, request.name, None if request.trust else ADVICE)
    return named_estimator(model, request.name, about)
