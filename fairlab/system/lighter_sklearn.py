"""scikit-learn is imported without scipy.stats, which takes as long as all the rest of it.

It needs scipy.stats for one function that few models call, and asks SciPy for that by its full
name, so that it is imported when it is called.
"""

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

LIGHTER, HEAVY = "sklearn", "scipy.stats"


def import_lighter() -> None:
    """Spare scikit-learn the import, in the processes that are ours from the start."""
    if LIGHTER not in sys.modules and _Finder not in sys.meta_path:
        sys.meta_path.insert(0, _Finder)


class _Finder:
    """Finds scikit-learn where it is, once."""

    @staticmethod
    def find_spec(
        name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != LIGHTER:
            return None
        sys.meta_path.remove(_Finder)
        found = PathFinder.find_spec(name, path, target)
        if found is not None and found.loader is not None:
            found.loader = _Loader(found.loader)
        return found


class _Loader(Loader):
    """Runs scikit-learn while another module stands in for the heavy one."""

    def __init__(self, own: Loader) -> None:
        self._own = own

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = module.__loader__ = self._own
        stands_in = _StandsIn(HEAVY)
        sys.modules.setdefault(HEAVY, stands_in)
        try:
            self._own.exec_module(module)
        finally:
            stands_in.leave()


class _StandsIn(ModuleType):
    """Has nothing: whoever takes something from it is given what the real one has."""

    def leave(self) -> None:
        if sys.modules.get(HEAVY) is self:
            del sys.modules[HEAVY]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name != "__path__":  # which is asked for a module inside
            raise AttributeError(name)
        self.leave()
        return getattr(import_module(HEAVY), name)
