"""The shipped sample: small enough to read, with every oddity the reader has to live with."""

from . import entries as made
from .cases import summary

SEED = 20
CHARS = 750
RESPONDERS = 6  # answers to each question, so each responder once
# How many case variants of each task; the answers to a question are RESPONDERS each.
CASES = {"management_reasoning": 5, "bi_triage": 8, "cpc_bond": 10, "r_idea": 6, "diagnostic_reasoning": 6,
         "cpc_management": 6}
UNGRADED = {"cpc-0000017", "bi-0000030", "dr-0000011", "mr-0000044"}


def unknown_benchmark():
    row = 0
    for case in summary.CASES:
        for grade, response in case["answers"]:
            row += 1
            yield {"id": f"cs-{row:07d}", "case_id": case["key"], "benchmark": "clinical_summary",
                   "study": "clinical-summary-synthetic", "model": ("physician", "gpt-4")[row % 2], "grade": grade,
                   "max_score": 4, "case_vignette": case["vignette"], "question_text": summary.QUESTION,
                   "response": response, "synthetic": True}


def oddities(number, record):
    """Entries without a grade, as an absent key and as null; fields that nobody has announced."""
    if record["id"] in UNGRADED:
        if record["benchmark"] == "cpc_bond":
            record["grade"] = None
        else:
            del record["grade"]
    if number % 9 == 4:
        record["grader_initials"] = ["A.B.", "C.D."][: 1 + number % 2]
    if number % 13 == 5:
        record["session"] = {"minutes": 7.50, "blinded": True, "comment": None, "site": "α"}
    if number % 17 == 0:
        record["note"] = "Synthetic: invented case, invented answer, invented grade."
    return record


def entries():
    """The list of records, a task after the other."""
    found = []
    for number, plan in enumerate(made.PLANS):
        cases = CASES[plan.task]
        count = RESPONDERS * len(made.units(plan, cases))
        found.extend(made.plan_entries(plan, count, cases, SEED + number, CHARS))
    found.extend(unknown_benchmark())
    return [oddities(number, record) for number, record in enumerate(found)]
