"""Find the source that a name belongs to."""

from typing import Protocol

from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.errors import RequestError
from fairlab.extensions import found_modules


class ModelSource(Protocol):
    """What a file of this folder holds.

    Attributes
    ----------
    FORM : str
        How a person names one.
    """

    FORM: str

    def is_named(self, name: str) -> bool:
        """Tell whether a name is one of this source's."""

    def open_model(self, request: ModelRequest) -> NamedModel:
        """Open the model of such a name."""


def model_sources() -> dict[str, ModelSource]:
    """Find the sources that there are.

    Returns
    -------
    dict of str to ModelSource
        Modules, by the names of their files.

    Examples
    --------
    >>> sorted(model_sources())[:3]
    ['catboost_file', 'fairlab_run', 'lightgbm_file']
    """
    from fairlab.commands import model_sources as package

    return found_modules(package)


def find_model(request: ModelRequest) -> NamedModel:
    """Open the model that a person names.

    Raises
    ------
    RequestError, StoreError
        There is no such model, or it must not or cannot be opened.
    """
    known = model_sources()
    for source in known.values():
        if source.is_named(request.name):
            return source.open_model(request)
    forms = ", ".join(source.FORM for source in known.values())
    raise RequestError(f"{request.name!r} names no model. Write one as:\n{forms}.")
