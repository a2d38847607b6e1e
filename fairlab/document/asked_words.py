"""What only a person can say of a system, and which point of the law asks for it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """A text that a person is asked for.

    Parameters
    ----------
    key : str
        ``table.name`` in the file of a person.
    label : str
        What it is called in the document.
    explanation : str
        What to write, in one line.
    point : str
        Of the law, see `fairlab.document.law.POINTS`; several are parted by commas.
    """

    key: str
    label: str
    explanation: str
    point: str

    @property
    def points(self) -> list[str]:
        """The points of the law, one by one."""
        return self.point.split(", ")


_ROWS = """
system.name | Name | What the system is called. | Annex IV 1(a)
system.provider | Provider | Who provides it: name and address. | Annex IV 1(a), Art. 13(3)(a)
system.version | Version | Its version, and how it relates to earlier ones. | Annex IV 1(a)
system.purpose | Intended purpose | What it is meant to do and for whom, and what it is not to be used for. | Annex IV 1(a), Art. 13(3)(b)(i)
system.risk_class | Class of risk | Whether it is high-risk and why: Annex III 5(b) names creditworthiness, and leaves out the detection of financial fraud. | Art. 6
system.interaction | Interaction | Which other systems it takes data from and hands scores or decisions to. | Annex IV 1(b)
system.updates | Updates | What has to be done when software is updated. | Annex IV 1(c)
system.forms | Forms | How it is delivered: a service, a package, files. | Annex IV 1(d)
system.hardware | Hardware | What it is to run on. | Annex IV 1(e)
system.pictures | Pictures | Where pictures of the product are that it is a component of; "none" where it is of none. | Annex IV 1(f)
system.interface | User interface | What the people who use it see. | Annex IV 1(g)
system.instructions | Instructions for use | Where they are. | Annex IV 1(h)
system.lifetime | Lifetime and care | How long it is expected to be used, and what has to be done to keep it up. | Art. 13(3)(e)
decisions.decided | What is decided | What is decided about a person, and what follows for one who is flagged. | Annex IV 2(b)
decisions.who_decides | Who decides | Whether the system or a person decides in the end, and which person. | Annex IV 2(e)
decisions.automated | Automated decisions | Whether decisions rest on the score alone, also where a person nearly always follows it, and how somebody gets a person to decide anew. | GDPR Art. 22
decisions.process | Process | The deployer's process that the decision is part of. | Art. 27(1)(a)
decisions.period | Period and frequency | From when to when it is used, how often, about how many people. | Art. 27(1)(b)
decisions.persons | Persons and groups | Who is likely to be affected, vulnerable groups among them. | Art. 27(1)(c)
development.choices | Design choices | Why this kind of model, and what was assumed about people. | Annex IV 2(b)
development.trade_off | Trade-offs | Why this strategy among those that were tried, accuracy and fairness weighed. | Annex IV 2(b)
development.third_parties | Third parties | Which pre-trained systems, tools and data of others were used, and how. | Annex IV 2(a)
development.architecture | Architecture | How the parts of the software build on each other. | Annex IV 2(c)
development.machine | Machines | On what it was trained and tested. | Annex IV 2(c)
development.planned_changes | Planned changes | Changes that are determined beforehand, such as training anew each quarter. | Annex IV 2(f), Art. 13(3)(c)
development.security | Cybersecurity | What protects the model, its data and its outputs. | Annex IV 2(h), Art. 13(3)(b)(ii)
development.metrics | Why these metrics | Which errors cost whom what, and why these metrics show it. | Annex IV 4
data.origin | Origin | Where the data come from, and for what they were collected at first. | Art. 10(2)(b)
data.period | Period | From when to when the rows are. | Annex IV 2(d)
data.selection | Selection | Which people are in the data and which are not, such as those refused before. | Annex IV 2(d)
data.labelling | Labelling | How it is known who had the bad event, and when. | Art. 10(2)(c)
data.cleaning | Cleaning | What was removed, filled in or changed. | Art. 10(2)(c)
data.representative | Representative | How the people in the data compare to those whom the system is used on. | Art. 10(3)
data.gaps | Gaps | What is missing in the data, and what is done about it. | Art. 10(2)(h)
data.feedback | Feedback | Whether its decisions shape later data, as where nobody learns what a refused person would have done, and what is done about it. | Art. 10(2)(f)
data.special_categories | Special categories | Which sensitive attributes are special categories (GDPR Art. 9: origin, religion, health; gender and age are none), on what ground they are processed, and who may see them. | Art. 10(5)
data.impact_assessment | Data protection | Where the data protection impact assessment is, which an assessment by Art. 27 complements. | GDPR Art. 35
data.input | Input data | What the data that it is given must be like. | Annex IV 3, Art. 13(3)(b)(vi)
oversight.measures | Oversight | What people do to watch it and to stop it. | Art. 27(1)(e), Art. 13(3)(d)
oversight.people | Who oversees | Who does, with what training and authority. | Annex IV 2(e)
oversight.interpretation | Interpretation | What helps them to understand a score or a decision. | Annex IV 3, Art. 13(3)(b)(iv), Art. 13(3)(b)(vii)
oversight.logs | Logs | What it logs of its use, and how deployers collect, keep and read that. | Art. 13(3)(f)
risks.management | Risk management | How risks are found, weighed and dealt with, over the whole lifecycle. | Annex IV 5
risks.foreseen | Foreseen outcomes | Unintended outcomes that can be foreseen, and where risks come from. | Annex IV 3, Art. 13(3)(b)(iii)
risks.harms | Harms | Which harms are likely for whom. | Art. 27(1)(d)
risks.response | When a risk comes true | Who does what, and who is told. | Art. 27(1)(f)
risks.complaints | Complaints | How a person can complain, and gets a decision explained. | Art. 27(1)(f), Art. 86
lifecycle.changes | Changes | What was changed since the first version, and when. | Annex IV 6
lifecycle.monitoring | Monitoring plan | What is watched after deployment, how often, by whom, and from what on is acted. | Annex IV 9
standards.applied | Harmonised standards | Which are applied, in full or in part. | Annex IV 7
standards.other | Other solutions | Other standards, and what is done where none is applied. | Annex IV 7
standards.declaration | Declaration of conformity | Where the copy of the EU declaration is. | Annex IV 8
sign_off.name | Signed by | Who answers for this document. | Annex IV 2(g)
sign_off.role | Role | In what role. | Annex IV 2(g)
sign_off.date | Date | When it was signed. | Annex IV 2(g)
"""  # noqa: E501

ASKED = tuple(
    Asked(*(part.strip() for part in line.split(" | "))) for line in _ROWS.strip().splitlines()
)
