"""A function or an estimator of a module of one's own, as ``module:name``."""

import re
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import ModuleType

from fairlab.commands.model_sources._estimators import is_estimator, named_estimator
from fairlab.commands.model_sources._files import import_from_here, in_a_line
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.data.messages import quoted
from fairlab.errors import RequestError, nearest

FORM = "module:function, module:estimator"
PYTHON = re.compile(r"(?P<module>[^\W\d][\w.]*):(?P<name>[^\W\d]\w*)")


def is_named(name: str) -> bool:
    """Tell whether a name is one of Python's.

    Examples
    --------
    >>> is_named("bank.rules:approve"), is_named("models:/credit/1")
    (True, False)
    """
    return PYTHON.fullmatch(name) is not None


def open_model(request: ModelRequest) -> NamedModel:
    """Import it, from the current folder too."""
    asked = PYTHON.fullmatch(request.name)
    assert asked
    home = _imported(asked["module"])
    found = getattr(home, asked["name"], None)
    about = f"The model is {quoted(asked['name'])} of the module {_told(home)}."
    if is_estimator(found):
        return named_estimator(found, request.name, about)
    if not callable(found) or isinstance(found, type):
        known = [n for n, one in vars(home).items() if n[0] != "_" and _can_be_asked(one)]
        raise RequestError(
            f"{asked['module']} has no function and no estimator {asked['name']!r}. "
            f"{nearest(asked['name'], known)}"
        )
    return NamedModel(request.name, found, about=(about,))


def _can_be_asked(found: object) -> bool:
    return not isinstance(found, type) and (callable(found) or is_estimator(found))


def _imported(module: str) -> ModuleType:
    import_from_here()
    try:
        return import_module(module)
    except (Exception, SystemExit) as error:  # whatever a stranger's module may raise
        raise RequestError(
            f"The module {module!r} cannot be imported: {in_a_line(error)}.\n"
            "It is looked for in the current folder and among what is installed."
        ) from error


def _told(home: ModuleType) -> str:
    path = Path(home.__file__ or "")
    if not path.is_file():
        return quoted(home.__name__)
    digest = sha256(path.read_bytes()).hexdigest()
    return f"{quoted(home.__name__)} ({quoted(path.name)}, SHA-256 `{digest}`)"
