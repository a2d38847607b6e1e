"""An address that is shown holds no secret."""

import pytest

from fairlab.data.addresses import without_password


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann:hidden@host/bank", "postgresql://ann:***@host/bank"),
        ("postgresql://ann:hid@hidden@host/bank", "postgresql://ann:***@host/bank"),
        ("postgresql://ann:hid/hidden@host/bank", "postgresql://ann:***@host/bank"),
        ("postgresql://ann:hid?hidden@host/bank", "postgresql://ann:***@host/bank"),
        ("postgresql://ann@bank:hidden@host/bank", "postgresql://ann@bank:***@host/bank"),
        ("redis://:hidden@host", "redis://:***@host"),
        ("http://host/?token=hidden", "http://host/?token=***"),
        ("http://host/?a=1&Access_Token=hidden&b=2", "http://host/?a=1&Access_Token=***&b=2"),
        ("mysql://host/bank?PASSWORD=hidden", "mysql://host/bank?PASSWORD=***"),
        ("mysql://host/bank?pwd=hidden", "mysql://host/bank?pwd=***"),
        (
            "mssql+pyodbc:///?odbc_connect=DRIVER%3Dx%3BPWD%3Dhidden",
            "mssql+pyodbc:///?odbc_connect=***",
        ),
    ],
)
def test_what_may_be_a_secret_is_not_shown(address, shown):
    assert without_password(address) == shown


@pytest.mark.parametrize(
    "address",
    ["postgresql://ann@host:5432/bank?sslmode=require", "sqlite:///a@b.db", "http://host:5000"],
)
def test_what_holds_no_secret_is_shown_whole(address):
    assert without_password(address) == address
