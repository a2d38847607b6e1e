"""What a table looks like before any model sees it: its sections as frames, figures and a page."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.explore.exploration import Exploration, explore

__all__ = ["Exploration", "explore"]

_HOME = {
    "Exploration": "exploration",
    "explore": "exploration",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
