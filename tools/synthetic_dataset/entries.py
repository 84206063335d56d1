"""Dataset records: which case, which question, who answers, how well, and the published fields."""

import json
from dataclasses import dataclass
from random import Random
from typing import Callable

from . import answers, grading
from .cases import cpc, diagnostic, management, r_idea, triage

# A responder's skill is the middle of the quality of the answers; chance spreads them by +-SPREAD.
LANGUAGE_MODELS = (("gpt-4", 0.58), ("gpt-4o", 0.62), ("o1-preview", 0.74), ("llama-3-70b", 0.42))
PEOPLE = (("physician", 0.48), ("physician+gpt-4", 0.58))
SPREAD = 0.42

BOND_QUESTION = "List your differential diagnosis, most likely first."
TEST_QUESTION = "Which diagnostic tests would you order next?"


@dataclass(frozen=True)
class TaskPlan:
    """How one benchmark's entries are made."""

    task: str
    entries: int  # in the published dataset
    cases: int  # about as many as the published dataset has
    written: list  # the cases of the content module
    prefix: str  # of the ids; "" makes ids integers
    studies: tuple  # an early one, of people and gpt-4, and a later one, of the other models
    answer: Callable  # (unit, quality, chars, rng) -> text, worth
    grade: Callable  # (worth, most, rng) -> grade
    most: int  # the scale's maximum; 0 where each question has its own
    fields: Callable  # (unit, number of the study) -> the task's own fields


@dataclass(frozen=True)
class Unit:
    """One question of one case."""

    number: int  # among the units of its task
    case_id: str
    case: dict
    vignette: str
    question: tuple  # management only: text, rubric items, weak sentences


def bond_fields(u, study):
    """The earlier study's case texts are withheld, as copyright withholds them in the published data."""
    return {"case_vignette": u.vignette if study else "", "question_text": BOND_QUESTION,
            "final_diagnosis": u.case["diagnosis"]}


def triage_fields(u, _):
    return {"case_vignette": "" if u.number % 2 else u.vignette, "question_text": BOND_QUESTION,
            "final_diagnosis": u.case["diagnosis"]}


def plan_fields(u, _):
    fields = {"case_vignette": "", "question_text": TEST_QUESTION}
    if u.number % 5 == 3:
        fields["rubric"] = {"test_plan": u.case["test"]}
    else:
        fields["test_plan"] = u.case["test"]
    return fields


def r_idea_fields(u, _):
    if u.number % 2:
        return {"case_vignette": u.vignette, "question_text": r_idea.QUESTION}
    return {"case_vignette": "", "question_text": f"{u.vignette}\n\n{r_idea.QUESTION}"}


def diagnostic_fields(u, _):
    return {"case_vignette": u.vignette, "question_text": diagnostic.QUESTION, "final_diagnosis": u.case["final"]}


def management_fields(u, _):
    """The rubric comes as an array, as an object and as a string of JSON: all three occur."""
    text, items, _ = u.question
    rubric = [{"criterion": criterion, "points": points} for points, criterion, _ in items]
    forms = (rubric, json.dumps(rubric, ensure_ascii=False), {"criteria": rubric, "scoring": "additive"})
    return {"case_vignette": u.vignette, "question_text": text, "rubric": forms[u.number % 3]}


def on_case(answer):
    """An answer to the case as a whole, in the form of TaskPlan.answer."""
    return lambda u, quality, chars, rng: answer(u.case, quality, chars, rng)


def on_question(answer):
    return lambda u, quality, chars, rng: answer(u.question, quality, chars, rng)


PLANS = (
    TaskPlan("management_reasoning", 2765, 5, management.CASES, "mr",
             ("goh2025-synthetic", "brodeur2024-grey-matters-synthetic"),
             on_question(answers.management), grading.summed_grade, 0, management_fields),
    TaskPlan("bi_triage", 911, 76, triage.CASES, "bi",
             ("bidmc-triage-synthetic", "bidmc-triage-synthetic"),
             on_case(answers.differential), grading.bond_grade, 5, triage_fields),
    TaskPlan("cpc_bond", 853, 140, cpc.CASES, "cpc",
             ("kanjee2023-synthetic", "brodeur2024-cpc-synthetic"),
             on_case(answers.differential), grading.bond_grade, 5, bond_fields),
    TaskPlan("r_idea", 312, 20, r_idea.CASES, "",
             ("cabral2024-synthetic", "brodeur2024-healer-synthetic"),
             on_case(answers.r_idea), grading.summed_grade, 10, r_idea_fields),
    TaskPlan("diagnostic_reasoning", 278, 6, diagnostic.CASES, "dr",
             ("goh2024-synthetic", "brodeur2024-landmark-synthetic"),
             on_case(answers.reflection), grading.summed_grade, 19, diagnostic_fields),
    TaskPlan("cpc_management", 131, 110, cpc.CASES, "tp",
             ("brodeur2024-testing-synthetic", "brodeur2024-testing-synthetic"),
             on_case(answers.testing_plan), grading.plan_grade, 2, plan_fields),
)


def proportional_counts(total):
    """Entries of each plan for `total` in all, in the published proportions (largest remainder)."""
    published = sum(p.entries for p in PLANS)
    counts = [total * p.entries // published for p in PLANS]
    rest = sorted(range(len(PLANS)), key=lambda i: -(total * PLANS[i].entries % published))
    for i in rest[: total - sum(counts)]:
        counts[i] += 1
    return counts


def units(plan, cases):
    """Questions of `cases` case variants; the written cases take turns, with other age and sex."""
    found = []
    for variant in range(cases):
        case = plan.written[variant % len(plan.written)]
        round_ = variant // len(plan.written)
        youngest, oldest = case["ages"]
        age = youngest + (5 + 7 * variant) % (oldest - youngest + 1)
        vignette = case["vignette"].format(
            article="An" if age in (18, *range(80, 90)) else "A", age=age,
            person=case["persons"][round_ % len(case["persons"])])
        case_id = f"{case['key']}-{round_ + 1:02d}"
        for question in case.get("questions", ((),)):
            found.append(Unit(len(found), case_id, case, vignette, question))
    return found


def responder(number):
    """(name, skill, number of the study) of a question's answer `number`, from 0.

    Four language models, then people without end: each has a number and a skill of their own."""
    if number < len(LANGUAGE_MODELS):
        name, skill = LANGUAGE_MODELS[number]
        return name, skill, 0 if name == "gpt-4" else 1
    person, kind = divmod(number - len(LANGUAGE_MODELS), len(PEOPLE))
    name, skill = PEOPLE[kind]
    if person:
        name = f"{name}-{person + 1:03d}"
        skill += (person * 389 % 1000) / 5000 - 0.1
    return name, skill, 0


def plan_entries(plan, count, cases, seed, chars):
    """Yields `count` records of one task, all answers to a question next to each other."""
    rng = Random(seed).random
    all_units = units(plan, cases)
    each, more = divmod(count, len(all_units))
    row = 0
    for u in all_units:
        most = float(sum(points for points, _, _ in u.question[1]) if u.question else plan.most)
        own_fields = [plan.fields(u, study) for study in range(len(plan.studies))]
        for number in range(each + (u.number < more)):
            name, skill, study = responder(number)
            quality = skill + SPREAD * (rng() + rng() - 1)
            human = number >= len(LANGUAGE_MODELS)
            length = int(chars * (0.4 + (0.6 if human else 0.9) * rng()))
            text, worth = plan.answer(u, quality, length, rng)
            grade = plan.grade(worth, most, rng)
            row += 1
            yield {
                "id": f"{plan.prefix}-{row:07d}" if plan.prefix else 30000000 + row,
                "case_id": u.case_id,
                "benchmark": plan.task,
                "study": plan.studies[study],
                "model": name,
                # Both ways of writing a whole number occur, so a reader has to keep them apart.
                "grade": int(grade) if number % 2 and grade == int(grade) else grade,
                "max_score": int(most),
                **own_fields[study],
                "response": text,
                "synthetic": True,
            }
