import pytest

from fairlab.causal.graph_file import read_graph
from fairlab.errors import DataError, RequestError

ARROWS = [("sex", "income"), ("income", "debt")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "cause,effect\nsex,income\n\n income , debt\n"),
        ("a.csv", "sex,income\nincome,debt\n"),
        ("a.csv", "\ufeffCause,Effect\nsex,income\nincome,debt\n"),
        ("a.toml", 'edges = [["sex", "income"], ["income", "debt"]]'),
    ],
)
def test_both_forms_are_read(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert sorted(read_graph(tmp_path / name).edges) == sorted(ARROWS)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "sex,income\nincome,sex\n", "runs in a circle"),
        ("a.csv", "sex,sex\n", "runs in a circle"),
        ("a.csv", "sex\n", "arrow 1 is not a cause and an effect"),
        ("a.csv", "sex,\n", "arrow 1 is not a cause and an effect"),
        ("a.csv", "sex\nsex,income\nsex, income\n", "arrow 3 is arrow 2 again: sex -> income"),
        ("a.csv", "", "holds no arrows"),
        ("a.csv", 'sex,"income\n', "cannot be read as a graph"),
        ("a.toml", 'nodes = ["sex"]', "holds no arrows"),
        ("a.toml", "edges = [[1, 2]]", "arrow 1 is not a cause and an effect"),
        ("a.toml", "edges = 1", "arrow 1 is not a cause and an effect"),
        ("a.toml", "edges = [", "cannot be read as a graph"),
        ("a.txt", "", "neither"),
    ],
)
def test_what_is_no_graph_is_told_in_three_lines(tmp_path, name, text, said):
    (tmp_path / name).write_text(text)
    with pytest.raises(RequestError, match=said) as error:
        read_graph(tmp_path / name)
    assert len(str(error.value).splitlines()) <= 3


def test_a_file_that_is_not_text_or_not_there_is_told(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="not in UTF-8"):
        read_graph(tmp_path / "a.csv")
    with pytest.raises(RequestError, match="There is no file"):
        read_graph(tmp_path / "b.csv")
