"""What a script defines is told by the code of the script: who edits it asks for other runs."""

import ast
from types import FunctionType, ModuleType
from typing import Any

from fairlab.experiment.identity.array_text import digest

MARK = "__fairlab_code__"  # on the class or function: workers are given it without its module
SETTINGS = "strategy"  # each setting that is given here is told by itself


def mark_code(module: ModuleType, source: str | bytes) -> None:
    """Mark every class and function that a script defines with a hash of all its code.

    All of it, since a class may call what stands beside it. Comments, docstrings, layout and
    the statement that assigns ``strategy`` are left out.

    Parameters
    ----------
    module : ModuleType
        The script once it was run.
    source : str or bytes
        Its text.

    Examples
    --------
    >>> script, other = ModuleType("script"), ModuleType("script")
    >>> for module, source in ((script, "def f(): return 1"), (other, "def f(): return 2 # !")):
    ...     exec(source, vars(module))
    ...     mark_code(module, source)
    >>> code_of(script.f) == code_of(other.f)
    False
    """
    tree = ast.parse(source)
    tree.body = [one for one in tree.body if not _is_told(one)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]
    _mark(module, module.__name__, f"@{digest(ast.unparse(tree))}")


def code_of(value: Any) -> str:
    """Give the mark of a class or a function; nothing of what no script defines."""
    return vars(value).get(MARK, "") if isinstance(value, type | FunctionType) else ""


def _mark(holder: Any, module: str, code: str) -> None:
    for held in list(vars(holder).values()):
        value = getattr(held, "__func__", held)  # of a static or a class method
        is_own = isinstance(value, type | FunctionType) and value.__module__ == module
        if is_own and not code_of(value):
            setattr(value, MARK, code)
            _mark(value, module, code)


def _is_told(node: ast.stmt) -> bool:
    told = isinstance(node, ast.Assign) and [ast.unparse(one) for one in node.targets] == [SETTINGS]
    return told or _is_text(node)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
