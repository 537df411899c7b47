"""Diagnosis: what is wrong with a run, how one can tell, why it happens, and what helps.

`facts` measures a run once, `trials` tries other learning rates on a copy of it, and each rule (in `learning`,
`passing`, `material` and `fitting`) is a small function of the facts with its threshold and its source.
"""

from glassnet.explain.diagnosis import learning, passing, material, fitting  # noqa: F401, I001 (they enter their rules)
from glassnet.explain.diagnosis.facts import Facts, examine
from glassnet.explain.diagnosis.finding import DIAGNOSES, Cure, Diagnosis, Evidence, Rule
from glassnet.explain.diagnosis.report import Report, diagnose, diagnose_view, judge

__all__ = [
    "DIAGNOSES", "Cure", "Diagnosis", "Evidence", "Facts", "Report", "Rule", "diagnose", "diagnose_view", "examine",
    "judge",
]  # fmt: skip
