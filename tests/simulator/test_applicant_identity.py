import numpy as np
import pytest

from fairlab.data.sets.telecom import telecom


@pytest.mark.slow
def test_identities_fit_to_the_rows(data):
    frame = data.frame.head(3_000)
    people = telecom.identities(frame)
    age = (frame["order_time"] - people["birth_date"]).dt.days / 365.25
    assert (age - frame["calculated_age"]).abs().max() < 0.06
    dutch = frame["calculated_countrycode_nld"] == 1
    assert ((people["document_country"] == "NL") == dutch).all()
    assert (people["document_type"] == frame["document_type"]).all()
    assert people["phone"].str.startswith("+31").all()


def test_postcodes_nest_and_have_one_risk_index_each(data):
    frame = data.frame.head(20_000)
    people = telecom.identities(frame)
    known = frame["focumcheck_statpc4index"].notna()
    assert people["postcode4"].notna().equals(known)
    assert people.loc[known, "postcode6"].str.fullmatch(r"[1-9]\d{3}[A-Z]{2}").all()
    for short, long in (("postcode4", "postcode5"), ("postcode5", "postcode6")):
        assert (people.loc[known, long].str[:-1] == people.loc[known, short]).all()
    indices = frame["focumcheck_statpc4index"].groupby(people["postcode4"]).nunique()
    assert indices.max() == 1


def test_names_go_with_gender(data):
    people = telecom.identities(data)
    names = {g: set(people["first_name"][data.frame["gender"] == g]) for g in "MV"}
    assert len(names["M"] & names["V"]) < 0.2 * len(names["M"])


def test_the_same_row_has_the_same_identity_alone(data):
    whole = telecom.identities(data)
    some = telecom.identities(data.frame.iloc[[70, 5]])
    assert some.equals(whole.iloc[[70, 5]])


def test_identities_are_no_columns_of_the_table(data):
    people = telecom.identities(data.frame.head(10))
    new = set(people.columns) - {"document_type", "applicant_id"}
    assert not new & set(data.frame.columns)
    assert "applicant_id" not in data.features
    assert np.array_equal(people["applicant_id"], data.frame["applicant_id"].head(10))
