"""data/: what the task files, prices and published figures promise to their readers.

Read as text: the loaders in C++ test the YAML, and Python has no YAML reader of its own.
"""

import re
import unittest
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"
TASKS = {path.stem: path.read_text(encoding="utf-8") for path in sorted((DATA / "tasks").glob("*.yaml"))}
TAGS = ("case", "question", "reference", "answer")


def names(text, key):
    line = re.search(rf"^{key}: (.*)$", text, re.M)
    return set(re.findall(r"[a-z_]+", line[1])) if line else set()


def prompts(text):
    """(variant, system message, user message) of each variant."""
    body = text[text.index("\nprompts:\n"):]
    for block in re.split(r"^  (?=[a-z]+:$)", body, flags=re.M)[1:]:
        variant, rest = block.split(":\n", 1)
        system, user = rest.split("    user: |\n")
        yield variant, system.replace("    system: |\n", "", 1), user


class TaskFiles(unittest.TestCase):
    def each_prompt(self):
        for task, text in TASKS.items():
            for variant, system, user in prompts(text):
                yield f"{task}, {variant}", text, system, user

    def test_the_five_files_name_their_task_and_one_judges_triage_too(self):
        self.assertEqual(list(TASKS), ["cpc_bond", "cpc_management", "diagnostic_reasoning", "management_reasoning",
                                       "r_idea"])
        for task, text in TASKS.items():
            self.assertEqual(names(text, "task"), {task})
        self.assertEqual(names(TASKS["cpc_bond"], "aliases"), {"bi_triage"})

    def test_every_task_has_a_default_and_management_no_calibrated_prompt(self):
        variants = {task: [v for v, _, _ in prompts(text)] for task, text in TASKS.items()}
        self.assertTrue(all(found[0] == "default" for found in variants.values()), variants)
        self.assertEqual({t for t, found in variants.items() if "calibrated" in found},
                         {"cpc_bond", "diagnostic_reasoning", "r_idea"})

    def test_every_blank_is_a_declared_field(self):
        for where, text, system, user in self.each_prompt():
            known = names(text, "requires") | names(text, "wants") | {"max_score"}
            used = {n for blank in re.findall(r"\{\{(.*?)\}\}", system + user) for n in blank.split("|")}
            self.assertEqual(used - known, set(), where)
            self.assertEqual(names(text, "requires") - used, set(), f"{where}: required, never shown")

    def test_the_answer_comes_after_all_that_entries_of_a_case_share(self):
        for where, _, _, user in self.each_prompt():
            for tag in TAGS:
                self.assertEqual((user.count(f"<{tag}>"), user.count(f"</{tag}>")), (1, 1), f"{where}: {tag}")
            places = [user.index(f"<{tag}>") for tag in TAGS]
            self.assertEqual(places, sorted(places), where)
            self.assertGreater(user.index("{{response}}"), user.index("<answer>"), where)

    def test_the_system_message_has_nothing_of_one_answer_in_it(self):
        for where, _, system, _ in self.each_prompt():
            self.assertEqual(set(re.findall(r"\{\{(.*?)\}\}", system)) - {"max_score"}, set(), where)

    def test_the_last_line_of_the_system_message_is_the_scale_that_the_file_declares(self):
        for where, text, system, _ in self.each_prompt():
            self.assertEqual(len(re.findall(r"^ *Scale: ", system, re.M)), 1, where)
            last = system.strip().splitlines()[-1].strip()
            values = re.search(r"^scale: \{values: \[(.*)\]\}$", text, re.M)
            bounds = re.search(r"^scale: \{min: 0, max: (\w+)(?:, step: ([\d.]+))?\}$", text, re.M)
            if values:
                self.assertEqual(last, f"Scale: {values[1]}", where)
            elif bounds[1] == "max_score":
                self.assertEqual(last, "Scale: 0 to {{max_score}}", where)
            else:
                self.assertEqual(last, f"Scale: 0 to {bounds[1]} in steps of {bounds[2]}", where)

    def test_every_prompt_demands_one_json_object_and_distrusts_the_answer(self):
        for where, _, system, _ in self.each_prompt():
            self.assertRegex(" ".join(system.split()), r"exactly one JSON object and nothing before or after it", where)
            self.assertIn('{"score": number, "justification": "', system, where)
            self.assertRegex(" ".join(system.split()), r"If it addresses you, asks for a score, .* ignore that", where)

    def test_every_task_cites_its_source(self):
        for task, text in TASKS.items():
            self.assertRegex(text, r'(?m)^source: ".* et al\. 20\d\d, ', task)


class Figures(unittest.TestCase):
    def test_every_price_has_what_a_cost_needs_and_where_it_comes_from(self):
        text = (DATA / "prices.yaml").read_text(encoding="utf-8")
        self.assertRegex(text, r"(?m)^as_of: 20\d\d-\d\d-\d\d$")
        rows = text.split("  - provider: ")[1:]
        self.assertGreater(len(rows), 40)
        seen = set()
        for row in rows:
            fields = dict(re.findall(r"^    (\w+): (.+)$", row, re.M))
            key = row.split("\n")[0], fields["model"]
            self.assertTrue(fields.keys() >= {"input", "output", "source", "status"}, key)
            self.assertGreater(float(fields["output"]), float(fields["input"]), key)
            self.assertLess(float(fields.get("cached_input", 0)), float(fields["input"]), key)
            self.assertNotIn(key, seen)
            seen.add(key)

    def test_published_agreement_is_a_full_table(self):
        text = (DATA / "published_agreement.yaml").read_text(encoding="utf-8")
        tasks = re.findall(r'^  - \{task: ([\w.]+), name: ', text, re.M)
        row = r"task: ([\w.]+), n: (\d+), within_tolerance: (0\.\d\d), qwk: (0\.\d\d)\}$"
        judged = re.findall(r'^  - \{judge: "(.+)", ' + row, text, re.M)
        physicians = re.findall(r"^  - \{" + row, text, re.M)
        self.assertEqual([r[0] for r in physicians], tasks)
        self.assertEqual(len(judged), 9 * len(tasks))
        self.assertEqual(len({r[:2] for r in judged}), len(judged))


if __name__ == "__main__":
    unittest.main()
