import pandas as pd
import pytest
from pyarrow.parquet import ParquetFile

from fairlab.data.sets.telecom import telecom

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def table():
    return telecom(5_000, seed=4, proxy=0.5).frame


@pytest.mark.parametrize("chunk", [1_000, 65_536])
def test_the_file_holds_the_rows_of_the_table_whatever_the_chunk(tmp_path, chunk, table):
    path = tmp_path / "telecom.parquet"
    telecom.write_parquet(path, rows=5_000, seed=4, chunk=chunk, proxy=0.5)
    pd.testing.assert_frame_equal(pd.read_parquet(path), table)
    sizes = ParquetFile(path).metadata
    assert max(sizes.row_group(i).num_rows for i in range(sizes.num_row_groups)) <= chunk
    assert [file.name for file in tmp_path.iterdir()] == ["telecom.parquet"]


def test_rows_of_a_file_have_twins(tmp_path):
    path = tmp_path / "telecom.parquet"
    telecom.write_parquet(path, rows=5_000)
    frame = pd.read_parquet(path)
    twins = telecom.counterfactual(frame, "calculated_age")
    pd.testing.assert_frame_equal(telecom.counterfactual(twins, "calculated_age"), frame)
