"""What the law asks technical documentation for, point by point, in few words of our own."""

EDITION = (
    "Regulation (EU) 2024/1689 (AI Act) as published in the Official Journal, L series, on "
    "12 July 2024"
)
LATER = (
    "Points of the GDPR are those of Regulation (EU) 2016/679. What was amended later is not taken "
    "into account; nor are national laws."
)

POINTS = {
    "Art. 6": "whether the system is high-risk, and by which point of Annex III",
    "Art. 10(2)(b)": "where the data come from, and for what they were collected",
    "Art. 10(2)(c)": "how the data were prepared: labelling, cleaning, enrichment",
    "Art. 10(2)(f)": "examination of the data for possible biases",
    "Art. 10(2)(g)": "measures to detect, prevent and mitigate these biases",
    "Art. 10(2)(h)": "gaps and shortcomings of the data, and how they can be addressed",
    "Art. 10(3)": "whether the data are representative of those whom the system is used on",
    "Art. 10(5)": "on what ground special categories of personal data are processed",
    "Art. 13(3)(a)": "who provides it, and how they are reached",
    "Art. 13(3)(b)(i)": "instructions for use: the intended purpose",
    "Art. 13(3)(b)(ii)": "instructions for use: accuracy, robustness and cybersecurity",
    "Art. 13(3)(b)(iii)": "instructions for use: circumstances that may lead to risks",
    "Art. 13(3)(b)(iv)": "instructions for use: what can explain its output",
    "Art. 13(3)(b)(v)": "instructions for use: performance for specific persons or groups",
    "Art. 13(3)(b)(vi)": "instructions for use: input data, and the data sets used",
    "Art. 13(3)(b)(vii)": "instructions for use: what helps to interpret its output",
    "Art. 13(3)(c)": "instructions for use: changes that are determined beforehand",
    "Art. 13(3)(d)": "instructions for use: human oversight",
    "Art. 13(3)(e)": "instructions for use: resources, expected lifetime and care",
    "Art. 13(3)(f)": "instructions for use: how logs are collected, stored and read",
    "Art. 27(1)(a)": "the deployer's processes in which the system is used",
    "Art. 27(1)(b)": "for how long and how often it is used",
    "Art. 27(1)(c)": "the persons and groups likely to be affected",
    "Art. 27(1)(d)": "the harms that are likely to affect them",
    "Art. 27(1)(e)": "how human oversight is implemented",
    "Art. 27(1)(f)": "what is done when a risk comes true: governance, complaints",
    "Art. 86": "the explanation that somebody affected may ask for",
    "GDPR Art. 22": "decisions that rest on automated processing alone",
    "GDPR Art. 35": "the data protection impact assessment",
    "Annex IV 1(a)": "purpose, provider, version and its relation to earlier ones",
    "Annex IV 1(b)": "what it interacts with that is no part of it",
    "Annex IV 1(c)": "versions of software, and what updates require",
    "Annex IV 1(d)": "the forms in which it is placed on the market or put into service",
    "Annex IV 1(e)": "the hardware that it is to run on",
    "Annex IV 1(f)": "pictures of the products that it is a component of",
    "Annex IV 1(g)": "the deployer's user interface, in short",
    "Annex IV 1(h)": "instructions for use for the deployer",
    "Annex IV 2(a)": "how it was developed, and with what of third parties",
    "Annex IV 2(b)": "design: logic, assumptions, what it optimises, trade-offs",
    "Annex IV 2(c)": "architecture, and the computing resources used",
    "Annex IV 2(d)": "the data: origin, scope, selection, labelling, cleaning",
    "Annex IV 2(e)": "an assessment of the human oversight that is needed",
    "Annex IV 2(f)": "changes that are determined beforehand",
    "Annex IV 2(g)": "how it was validated and tested; accuracy, robustness, discrimination",
    "Annex IV 2(h)": "cybersecurity",
    "Annex IV 3": "capabilities and limits, accuracy by group, risks, oversight, input data",
    "Annex IV 4": "why the metrics are appropriate",
    "Annex IV 5": "the risk management system of Art. 9",
    "Annex IV 6": "changes through the lifecycle",
    "Annex IV 7": "harmonised standards that are applied, or other solutions",
    "Annex IV 8": "a copy of the EU declaration of conformity",
    "Annex IV 9": "the monitoring after it is on the market, with its plan",
}
