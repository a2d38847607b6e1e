"""The published audit: a decision tree that learned from biased loans, and three cloned people."""

import pandas as pd

from fairlab.clones.asking import AskedModel, decide
from fairlab.clones.cloning import clone
from fairlab.clones.declared import schema_from
from fairlab.clones.schema import Schema
from fairlab.data.dataset import Dataset
from fairlab.data.sets.loans import loans

CODES = {"Male": 1, "Female": 0}
PUBLISHED = {
    "1f1721e1-19af-4bd1-8488-6abf01404ef9": 44815,
    "5c862597-7f55-43f4-9d6e-ac9cc0b9083e": 47436,
    "3479d4cf-0d9b-4f06-9c43-1c3b7e787830": 58194,
}
FORM = {
    "name": "loans",
    "attributes": ["Gender"],
    "columns": {
        "Applicant_ID": "id",
        "First_Name": {
            "field": "first_name",
            "follows": "Gender",
            "by": {"Male": {"gender": "male"}, "Female": {"gender": "female"}},
        },
        "City": "city",
        "Gender": ["Male", "Female"],
        "Income": {"from": 30_000, "to": 119_999},
    },
}


def published_schema(seed: int = 0) -> Schema:
    """Declare the article's applicants, with a first name and a city beside what the tree reads.

    Parameters
    ----------
    seed : int
        From which Mimesis invents values.

    Returns
    -------
    Schema
        Incomes cover the whole range of the training data, not the article's 40,000 to 70,000
        alone, so that it shows where the bias ends.
    """
    return schema_from(FORM, seed)


def published_tree(data: Dataset | None = None) -> AskedModel:
    """Fit the article's decision tree.

    Parameters
    ----------
    data : Dataset, optional
        Loans to learn from; the published ones when left out.

    References
    ----------
    Palomares Carrascosa, I., on auditing a loan approval model with counterfactual clones made
    by Mimesis; section 2, "Training the Decision Tree Classifier".
    """
    from sklearn.tree import DecisionTreeClassifier

    frame = (data or loans()).frame
    tree = DecisionTreeClassifier(max_depth=3, random_state=42)
    tree.fit(_coded(frame), frame["Approved"])
    return AskedModel(
        "decision tree", lambda people: tree.predict(_coded(people)), ("Gender", "Income")
    )


def training_rates() -> pd.Series:
    """Give the share of approvals by gender in the data that the tree learned from.

    Returns
    -------
    Series
        By gender and label.

    References
    ----------
    Palomares Carrascosa, I., section 1, "Simulating Biased Data".

    Examples
    --------
    >>> training_rates()["Female"].round(3).to_dict()
    {0: 0.537, 1: 0.463}
    """
    return loans().frame.groupby("Gender", observed=True)["Approved"].value_counts(normalize=True)


def published_audit() -> pd.DataFrame:
    """Repeat the published audit of three cloned applicants.

    Returns
    -------
    DataFrame
        The table that the article prints last.

    References
    ----------
    Palomares Carrascosa, I., sections 3 to 5.

    Examples
    --------
    >>> print(published_audit()[["Gender", "Income", "Predicted_Approval"]])
       Gender  Income Predicted_Approval
    0    Male   44815           Approved
    1  Female   44815             Denied
    4    Male   58194           Approved
    5  Female   58194             Denied
    2    Male   47436           Approved
    3  Female   47436             Denied
    """
    base = pd.DataFrame({"Applicant_ID": list(PUBLISHED), "Income": list(PUBLISHED.values())})
    genders = pd.DataFrame({"Gender": list(CODES)}, index=list(CODES))
    clones = clone(base, genders).frame
    decided = decide(published_tree(), clones)
    clones["Predicted_Approval"] = pd.Series(decided).map({True: "Approved", False: "Denied"})
    shown = ["Applicant_ID", "Gender", "Income", "Predicted_Approval"]
    return clones[shown].sort_values("Applicant_ID", kind="stable")


def _coded(people: pd.DataFrame) -> pd.DataFrame:
    codes = people["Gender"].map(CODES).astype(int)
    return pd.DataFrame({"Gender_Code": codes, "Income": people["Income"]})
