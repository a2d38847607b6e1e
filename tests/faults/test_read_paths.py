"""What fairlab reads can never run code: its source names nothing that would."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import fairlab
from fairlab.record import ui
from fairlab.record.store import Store

SOURCE = Path(fairlab.__file__).parent
FILES = sorted([*SOURCE.rglob("*.py"), *(SOURCE.parent / "experiments").glob("*.py")])
MODULES = {
    "pickle", "cPickle", "dill", "shelve", "marshal", "yaml", "jsonpickle", "code", "cloudpickle"
}  # fmt: skip
FUNCTIONS = {"eval", "exec", "compile", "__import__"}
METHODS = {
    ".read_pickle", ".to_pickle", ".exec_module", ".extractall", ".unpack_archive", "os.system",
    "os.popen", "joblib.load", "torch.load", "pyfunc.load_model", "sklearn.load_model",
}  # fmt: skip
SETTINGS = {"allow_pickle", "shell"}
ALLOWED = {
    # One's own experiment scripts are code; workers of one's own are sent them by value.
    ("scripts.py", ".exec_module"),
    ("scripts.py", "cloudpickle"),
    # scikit-learn itself, as it is imported.
    ("lighter_sklearn.py", ".exec_module"),
    # A person names another's model (--model), and is told that it may run code.
    ("foreign.py", "pyfunc.load_model"),
    # A pickle is opened where a person says --trust alone, and says on the page that it was.
    ("pickle_file.py", "joblib.load"),
}


def named(path: Path) -> Iterator[str]:
    """Name what a file imports and calls: ``module``, ``function``, ``.method``, ``a.method``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").partition(".")[0]
        elif isinstance(node, ast.Call):
            yield from (word.arg for word in node.keywords if word.arg in SETTINGS)
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                owner = getattr(node.func.value, "attr", getattr(node.func.value, "id", ""))
                yield from (f".{node.func.attr}", f"{owner}.{node.func.attr}")


def runs_code(path: Path) -> set[str]:
    return set(named(path)) & (MODULES | FUNCTIONS | METHODS | SETTINGS)


def test_nothing_that_runs_code_is_on_a_read_path():
    assert {(path.name, name) for path in FILES for name in runs_code(path)} == ALLOWED


@pytest.mark.parametrize(
    "code",
    [
        "import pickle",
        "from yaml import load",
        "eval(x)",
        "pd.read_pickle(x)",
        "np.load(x, allow_pickle=True)",
        "joblib.load(x)",
        "subprocess.run(x, shell=True)",
        "mlflow.sklearn.load_model(x)",
    ],
)
def test_the_search_finds_what_it_looks_for(code, tmp_path):
    path = tmp_path / "module.py"
    path.write_text(code)
    assert runs_code(path)


def test_the_user_interface_is_served_to_this_machine_alone(monkeypatch):
    typed = []

    class Server:
        pid = -1

        def __init__(self, command: list[str], **_: object) -> None:
            typed.extend(command)

    monkeypatch.setattr(ui.subprocess, "Popen", Server)
    monkeypatch.setattr(ui, "_check_port", lambda port: None)
    monkeypatch.setattr(ui, "_answering", lambda server, address, log: address)
    monkeypatch.setattr(ui, "_stop", lambda server: None)
    with ui.serving(Store("sqlite:////tmp/mlflow.db"), 5001) as address:
        assert address == "http://127.0.0.1:5001"
    assert typed[typed.index("--host") + 1] == "127.0.0.1"


def test_no_other_address_is_ever_listened_on():
    words = ("0.0.0.0", '"::"', ".listen(", "HTTPServer(", "create_server(")
    found = {path.name for path in FILES for word in words if word in path.read_text()}
    assert found == set()
