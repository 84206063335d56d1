"""tools/make_dataset.py: the same bytes every time, the published shape, any size."""

import io
import json
import subprocess
import sys
import unittest
from collections import Counter
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "make_dataset.py"
sys.path.insert(0, str(ROOT / "tools"))

import make_dataset  # noqa: E402
from synthetic_dataset import entries  # noqa: E402

PUBLISHED = {"management_reasoning": 2765, "bi_triage": 911, "cpc_bond": 853, "r_idea": 312,
             "diagnostic_reasoning": 278, "cpc_management": 131}
SCALES = {"bi_triage": (0, 2, 2.5, 3, 3.5, 4, 4.5, 5), "cpc_bond": (0, 2, 2.5, 3, 3.5, 4, 4.5, 5),
          "r_idea": [n / 2 for n in range(21)], "diagnostic_reasoning": [n / 2 for n in range(39)],
          "cpc_management": (0, 1, 2)}


def run(*arguments):
    return subprocess.run([sys.executable, "-B", str(TOOL), *arguments], capture_output=True, timeout=60)


def output(*arguments):
    done = run(*arguments)
    if done.returncode:
        raise AssertionError(done.stderr.decode())
    return done.stdout


def reference(record):
    if record["benchmark"] in ("cpc_bond", "bi_triage", "diagnostic_reasoning"):
        return record["final_diagnosis"]
    if record["benchmark"] == "cpc_management":
        return record.get("test_plan") or record["rubric"]["test_plan"]
    if record["benchmark"] == "management_reasoning":
        return json.dumps(record["rubric"])
    return record["question_text"]


class Bytes(unittest.TestCase):
    def test_the_shipped_sample_is_what_the_tool_writes(self):
        self.assertEqual(output("--sample"), (ROOT / "data" / "sample_dataset.json").read_bytes())

    def test_same_arguments_same_bytes_and_another_seed_other_bytes(self):
        self.assertEqual(output("300", "--seed", "7"), output("300", "--seed", "7"))
        self.assertNotEqual(output("300", "--seed", "7"), output("300", "--seed", "8"))

    def test_lines_and_array_hold_the_same_records(self):
        lines = [json.loads(line) for line in output("1203", "--lines").decode().splitlines()]
        self.assertEqual(json.loads(output("1203")), lines)
        self.assertEqual(len(lines), 1203)

    def test_no_entries_are_an_empty_array_or_nothing(self):
        self.assertEqual(json.loads(output("0")), [])
        self.assertEqual(output("0", "--lines"), b"")


class Shape(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.records = list(make_dataset.records(5250, seed=1, chars=600))

    def test_tasks_have_the_published_sizes(self):
        self.assertEqual(Counter(r["benchmark"] for r in self.records), PUBLISHED)

    def test_any_total_is_met_exactly(self):
        for total in (1, 7, 100, 9999, 1_000_000):
            self.assertEqual(sum(entries.proportional_counts(total)), total)

    def test_ids_are_unique(self):
        self.assertEqual(len({str(r["id"]) for r in self.records}), len(self.records))

    def test_no_responder_answers_a_question_twice(self):
        seen = Counter((r["study"], r["case_id"], r["model"], r["benchmark"], r["question_text"]) for r in self.records)
        self.assertEqual([key for key, times in seen.items() if times > 1], [])

    def test_cases_are_few_where_the_published_ones_are(self):
        cases = {}
        for r in self.records:
            cases.setdefault(r["benchmark"], set()).add(r["case_id"])
        self.assertEqual({task: len(found) for task, found in cases.items()},
                         {"management_reasoning": 5, "bi_triage": 76, "cpc_bond": 140, "r_idea": 20,
                          "diagnostic_reasoning": 6, "cpc_management": 110})

    def test_every_entry_has_an_answer_and_what_it_is_compared_with(self):
        for r in self.records:
            self.assertTrue(r["response"].strip(), r["id"])
            self.assertTrue(reference(r), r["id"])

    def test_grades_are_on_the_scale_of_the_task(self):
        for r in self.records:
            if r["benchmark"] == "management_reasoning":
                self.assertTrue(0 <= r["grade"] <= r["max_score"], r["id"])
            else:
                self.assertIn(r["grade"], SCALES[r["benchmark"]], r["id"])

    def test_no_text_has_an_unfilled_blank(self):
        for r in self.records:
            for field in ("case_vignette", "question_text", "response"):
                self.assertNotRegex(r[field], r"[{}]|\bA 8\d-|\bA 18-", r["id"])

    def test_every_entry_says_that_it_is_synthetic(self):
        for r in self.records:
            self.assertTrue(r["synthetic"] and r["study"].endswith("-synthetic"), r["id"])

    def test_management_points_add_up_to_the_maximum(self):
        for r in self.records:
            if r["benchmark"] == "management_reasoning":
                rubric = json.loads(r["rubric"]) if isinstance(r["rubric"], str) else r["rubric"]
                items = rubric["criteria"] if isinstance(rubric, dict) else rubric
                self.assertEqual(sum(item["points"] for item in items), r["max_score"], r["id"])


class Quality(unittest.TestCase):
    def test_better_answers_share_more_words_with_the_reference(self):
        by_task = {}
        for r in make_dataset.records(5250, seed=3, chars=600):
            words, answer = (set(text.lower().split()) for text in (reference(r), r["response"]))
            share = len(words & answer) / len(words)
            by_task.setdefault(r["benchmark"], []).append((r["grade"] / r["max_score"], share))
        for task in PUBLISHED.keys() - {"r_idea"}:  # its reference is in the prompt, not in the data
            found = sorted(by_task[task])
            third = len(found) // 3
            low, high = (sum(share for _, share in part) / third for part in (found[:third], found[-third:]))
            self.assertGreater(high, low + 0.2, task)

    def test_responders_differ(self):
        grades = {}
        for r in make_dataset.records(5250, seed=3, chars=600):
            grades.setdefault(r["model"], []).append(r["grade"] / r["max_score"])
        mean = {model: sum(g) / len(g) for model, g in grades.items() if len(g) > 100}
        self.assertGreater(mean["o1-preview"], mean["gpt-4"] + 0.05)
        self.assertGreater(mean["gpt-4"], mean["llama-3-70b"] + 0.05)


class Sample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.records = json.loads((ROOT / "data" / "sample_dataset.json").read_text(encoding="utf-8"))

    def test_it_has_all_tasks_and_one_that_nobody_judges(self):
        found = Counter(r["benchmark"] for r in self.records)
        self.assertEqual(found.keys() - PUBLISHED.keys(), {"clinical_summary"})
        self.assertEqual(PUBLISHED.keys() - found.keys(), set())

    def test_some_entries_have_no_grade_or_a_null_one(self):
        self.assertEqual(sum("grade" not in r for r in self.records), 3)
        self.assertEqual(sum("grade" in r and r["grade"] is None for r in self.records), 1)

    def test_rubrics_come_as_array_object_and_text(self):
        kinds = {type(r["rubric"]) for r in self.records if "rubric" in r}
        self.assertEqual(kinds, {list, dict, str})

    def test_ids_case_texts_and_numbers_come_in_their_varieties(self):
        self.assertEqual({type(r["id"]) for r in self.records}, {str, int})
        self.assertTrue(any(r["case_vignette"] == "" for r in self.records))
        self.assertEqual({type(r["grade"]) for r in self.records if r.get("grade") is not None}, {int, float})
        self.assertTrue(any(isinstance(r["grade"], float) and r["grade"] % 1 for r in self.records if r.get("grade")))

    def test_studies_and_responders_can_be_grouped(self):
        self.assertTrue({"physician", "physician+gpt-4", "gpt-4", "o1-preview"} <= {r["model"] for r in self.records})
        self.assertGreater(sum(r["study"].startswith("brodeur") for r in self.records), 50)


class CommandLine(unittest.TestCase):
    def test_wrong_arguments_are_usage_errors(self):
        for arguments in ((), ("-5",), ("many",), ("5", "--sample"), ("5", "--chars", "-1")):
            done = run(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertIn(b"usage:", done.stderr)

    def test_a_reader_that_stops_early_is_no_error_message(self):
        tool = subprocess.Popen([sys.executable, "-B", str(TOOL), "50000"], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)
        tool.stdout.readline()
        tool.stdout.close()
        self.assertEqual(tool.stderr.read(), b"")
        tool.stderr.close()
        self.assertEqual(tool.wait(timeout=60), 141)

    def test_response_length_follows_chars(self):
        def mean(chars):
            found = [len(r["response"]) for r in make_dataset.records(400, seed=1, chars=chars)]
            return sum(found) / len(found)
        self.assertGreater(mean(6000), 3 * mean(1200))

    def test_records_are_made_one_at_a_time(self):
        first = list(islice(make_dataset.records(10**9, seed=1, chars=1400), 3))
        out = io.StringIO()
        make_dataset.write(iter(first), ",\n", out)
        self.assertEqual(json.loads(f"[{out.getvalue()}]"), first)


if __name__ == "__main__":
    unittest.main()
