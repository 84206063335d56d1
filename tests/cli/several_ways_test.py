"""Answers that count together though they were asked for in several ways: what `analyze` and the report's methods say of them."""

import json
import re
import unittest
from pathlib import Path

from changing_run import ChangingRun
from program import preceptron


class SeveralWays(ChangingRun):
    def test_that_answers_were_asked_for_in_several_ways_is_noted_as_long_as_they_count(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        task = self.entries[0]["benchmark"]
        count = [e["benchmark"] for e in self.entries].count(task)
        self.assertGreater(count, 3)
        strong = config.read_text()
        fair = strong.replace("model_id: sim-strong", "model_id: sim-fair")
        noisy = strong.replace("model_id: sim-strong", "model_id: sim-noisy")

        def run(text, *flags, status=0):
            config.write_text(text)
            done = self.run_config(config, "--tasks", task, *flags)
            self.assertEqual(done.returncode, status, done.stderr)
            return [(*note["ways"], note["more"]) for note in self.ways()]

        self.assertEqual(run(strong), [])
        self.assertEqual(run(fair, "--keep"), [])  # asks nothing
        self.assertEqual(run(fair, "--rejudge", "--limit", "1"), [(count, count - 1, 1, "")])
        self.assertEqual(run(fair, "--rejudge", "--limit", "2"), [(count, count - 2, 2, "")])
        self.assertEqual(run(fair, "--rejudge"), [])
        authority = (self.folder / "simulated-ca.pem").read_text()
        refusing = self.simulator("--fault", "quota=1")
        (self.folder / "simulated-ca.pem").write_text(authority + (self.folder / "simulated-ca.pem").read_text())
        self.assertEqual(run(noisy.replace(provider.address, refusing.address), "--rejudge", "--limit", "1", status=69), [])
        self.assertEqual(run(noisy, "--rejudge", "--limit", "2"), [(count, count - 2, 2, "")])
        self.assertEqual(run(strong, "--rejudge", "--limit", "1"), [(count, count - 1, 1, ", in up to 2 ways")])
        self.assertEqual(run(fair), [])  # all have an answer of that way

    def judge_in_methods(self):
        done = preceptron("report", self.results)
        self.assertEqual(done.returncode, 0, done.stderr)
        page = re.sub(r"<[^>]*>", " ", (self.results / "report.html").read_text())
        return page[page.index("Judges: "):page.index(" Tasks: ")], page

    def test_methods_do_not_claim_the_last_settings_for_answers_of_others(self):
        """Where no answer of a task is of the last configuration: it was not planned, or --keep kept them all."""
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        tasks = [entry["benchmark"] for entry in self.entries]
        first, second = sorted(set(tasks), key=tasks.count)[-2:]
        count, both = tasks.count(first), tasks.count(first) + tasks.count(second)
        text = config.read_text()

        def run(temperature, *flags):
            config.write_text(text.replace("model_id: sim-strong", f"model_id: sim-strong, temperature: {temperature}"))
            self.assertEqual(self.run_config(config, *flags).returncode, 0)
            notes = json.loads(preceptron("analyze", self.results, "--format", "json").stdout)["notes"]
            return [note for note in notes if "in another way than the last run was configured" in note]

        self.assertEqual(run(0, "--tasks", first), [])
        self.assertNotIn("last run", self.judge_in_methods()[0])
        for flags in (("--tasks", second), ("--tasks", f"{first},{second}", "--keep")):
            note, = run(1, *flags)
            self.assertIn(f"all {count} answers of 'sim-strong' about {first} that count were asked for", note)
            judge, page = self.judge_in_methods()
            self.assertIn(f"temperature 1, prompt default; so the last run was configured: {count} of {both} answers were "
                          "asked for in another way (sampling or prompt)", judge)
            self.assertIn(note.replace("'", "&#39;") if "&#39;" in page else note, page)
        self.assertEqual(run(1, "--tasks", first, "--rejudge"), [])
        self.assertNotIn("last run", self.judge_in_methods()[0])

    def test_methods_name_the_prompts_that_were_sent(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config, "--tasks", "cpc_bond")
        sent = re.search(r"default prompt ([0-9a-f]{12})\)", self.judge_in_methods()[1])[1]
        tasks = self.folder / "tasks"
        tasks.mkdir()
        rubric = (Path(__file__).parents[2] / "data" / "tasks" / "cpc_bond.yaml").read_text()
        (tasks / "cpc_bond.yaml").write_text(rubric.replace("experienced physician", "seasoned physician"))
        config.write_text(config.read_text() + "tasks_dir: tasks\n")
        refused = self.run_config(config, "--tasks", "cpc_bond")
        self.assertIn(f"(prompt changed in {tasks}; the results are in", refused.stderr)
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond", "--keep").returncode, 0)
        self.assertIn(f"default prompt {sent})", self.judge_in_methods()[1])
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond", "--rejudge", "--limit", "1").returncode, 0)
        self.assertRegex(self.judge_in_methods()[1], rf"default prompt {sent} and [0-9a-f]{{12}}\)")


if __name__ == "__main__":
    unittest.main()
