"""Public tables that stay where they are published: pinned, fetched once, and checked."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.data.fetch.cache import cached_file
    from fairlab.data.fetch.entry import Entry, named, names
    from fairlab.data.fetch.fetching import fetch
    from fairlab.data.fetch.loading import load_fetched

__all__ = ["Entry", "cached_file", "fetch", "load_fetched", "named", "names"]

_HOME = {
    "Entry": "entry",
    "cached_file": "cache",
    "fetch": "fetching",
    "load_fetched": "loading",
    "named": "entry",
    "names": "entry",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
