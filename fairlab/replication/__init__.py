"""The study's published figures beside those that its counts, or the simulation, give."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.replication.beside_published import replicate
    from fairlab.replication.conclusions import conclude

__all__ = ["conclude", "replicate"]


def __getattr__(name: str) -> Any:
    home = {"conclude": "conclusions", "replicate": "beside_published"}.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)
