"""A task file of a few lines, whose prompts a test can write down itself."""

SYSTEM = "Grade the answer from 0 to 10, as JSON with score and justification."
_FILE = """task: {task}
title: Clinical reasoning
source: these tests
scale: {{min: 0, max: 10, step: 1}}
requires: [response]
prompts:
  default:
    system: "{system}"
    user: "{{{{response}}}}"
"""


def rubric(task):
    return _FILE.format(task=task, system=SYSTEM)
