"""What the table shows: 88 variables, their levels, and the columns beside them."""

from fairlab.simulator.equations import EQUATIONS
from fairlab.simulator.equations.outcome import DEBTS
from fairlab.simulator.structure import Graph, parents_of

TARGET = "fraud"
BESIDE = ("applicant_id", "order_time", "part", "simulation")

HIDDEN = frozenset({
    "intent", "backing", "household_income", "signs", "accepted", "order_day", "at_night",
    "unknown_to_bureau", "debt_on_person", "debt_on_address", "debt_on_zipcode", "risk",
})  # fmt: skip

LEVELS = {
    "gender": ("M", "V", "O"),
    "employment": ("permanent", "temporary", "self-employed", "student", "retired", "none"),
    "housing": ("owned", "social rent", "private rent", "with parents"),
    "email_domain": ("gmail", "microsoft", "provider", "own", "other"),
    "device_os": ("ios", "android", "windows", "macos"),
    "browser": ("chrome", "safari", "samsung", "edge", "firefox"),
    "payment_method": ("direct debit", "transfer", "card"),
    "focumcheck_debtresult": DEBTS,
    "order_product": ("sim only", "handset", "data only"),
    "order_brand": ("none", "samsung", "apple", "other"),
    "order_contract_months": ("1", "12", "24"),
    "order_channel": ("web", "app", "phone", "shop"),
    "marketing_source": ("search", "direct", "affiliate", "social"),
    "document_type": ("driving licence", "passport", "identity card", "residence permit"),
}

BINARY = (
    "calculated_countrycode_nld", "email_verified", "order_home_delivery", "customer_existing",
    "order_keeps_number",
)  # fmt: skip
POSTCODE_INDICES = tuple(f"focumcheck_statpc{positions}index" for positions in (4, 5, 6))
DEBT_RESULT = "focumcheck_debtresult"
# The published one-hot names; the model sees the debt result itself, the audit sees these.
DEBT_INDICATORS = {f"{DEBT_RESULT}_{level}": level for level in ("d02", "d03", "d99")}

VARIABLES = tuple(name for name in EQUATIONS if name not in {*HIDDEN, *DEBT_INDICATORS, TARGET})
CONTINUOUS = tuple(name for name in VARIABLES if name not in {*LEVELS, *BINARY})
SENSITIVE = (
    "calculated_countrycode_nld", "calculated_age", "gender", *POSTCODE_INDICES, *DEBT_INDICATORS,
)  # fmt: skip


def true_graph() -> Graph:
    """Return the graph that the equations make.

    Returns
    -------
    Graph
        All variables, the hidden ones and the target; what is only recorded (ids, empty cells,
        planted bias of records) is not in it.

    Examples
    --------
    >>> true_graph().parents["focumcheck_statpc5index"]
    ('focumcheck_statpc4index', 'household_income')
    """
    return Graph({name: parents_of(equation) for name, equation in EQUATIONS.items()}, HIDDEN)
