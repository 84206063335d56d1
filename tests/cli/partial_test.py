"""Output folders of which a part was asked, as `preceptron analyze` and the report tell it."""

import json
import signal
import subprocess
import unittest

from program import ROOT, ProgramTest, preceptron, start
from several_providers import QUICK


class Partial(ProgramTest):
    """Whether a score is still to come depends on whether a run was to ask for it."""

    def begin(self, judges=("sim-strong",), most=12, provider=None):
        entries = json.loads((ROOT / "data/sample_dataset.json").read_text())
        self.entries = []
        for task in ("cpc_bond", "r_idea"):
            graded = [e for e in entries if e["benchmark"] == task and e.get("grade") is not None]
            self.entries += graded[:most]
        self.write_dataset(self.entries)
        self.config = self.write_config((provider or self.simulator(*QUICK)).address, judges)

    def run_part(self, *flags):
        done = self.run_config(self.config, *flags)
        self.assertEqual(done.returncode, 0, done.stderr)

    def analysis(self):
        done = preceptron("analyze", self.results, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.flow_of(done)["complete"], "still to come" not in done.stderr)
        return json.loads(done.stdout), done

    def flow_of(self, done):
        return json.loads(done.stdout)["flow"]

    def test_what_was_never_to_be_asked_is_not_still_to_come(self):
        self.begin()
        self.run_part("--tasks", "cpc_bond", "--limit", "4")
        shown, done = self.analysis()
        self.assertIn("\n4 of 24 graded entries were given to the judges: the figures are of these\n", "\n" + done.stderr)
        self.assertEqual((shown["flow"]["complete"], shown["flow"]["missing"]), (True, {"not_asked": 8}))
        cell, = (c for c in shown["cells"] if c["task"] == "cpc_bond")
        self.assertEqual((cell["n"], cell["asked"], cell["eligible"]), (4, 4, 12))
        for name, worst in cell["worst_case"].items():
            same = cell["statistics"].get(name + ".full") or cell["statistics"][name]
            self.assertAlmostEqual(worst["estimate"], same["estimate"])
        text = preceptron("analyze", self.results, "--statistics", "all").stdout
        self.assertNotIn("as wrong as it could be", text)
        self.assertEqual(preceptron("report", self.results).returncode, 0)
        page = (self.results / "report.html").read_text()
        self.assertIn("4 of 24 graded entries were given to the judges: the figures are of these.", page)
        self.assertNotIn("not finished", page)
        self.run_part()
        shown, done = self.analysis()
        self.assertEqual((shown["flow"]["missing"], "asked" in done.stderr), ({}, False), done.stderr)

    def test_judges_that_were_kept_to_one_task_each_leave_nothing_to_come(self):
        self.begin(("sim-strong", "sim-fair"))
        self.run_part("--models", "sim-strong", "--tasks", "cpc_bond", "--limit", "4")
        self.run_part("--models", "sim-strong", "--tasks", "cpc_bond")
        self.run_part("--models", "sim-fair", "--tasks", "r_idea")
        shown, done = self.analysis()
        self.assertEqual((shown["flow"]["missing"], done.stderr), ({"not_asked": 24}, ""))
        self.run_part("--models", "sim-fair", "--tasks", "cpc_bond", "--limit", "3")
        self.assertIn("27 of 48 judgements were asked for", self.analysis()[1].stderr)
        self.config.write_text(self.config.read_text().replace("name: sim-fair", "name: renamed"))
        self.run_part("--models", "sim-strong", "--tasks", "cpc_bond")
        self.assertNotIn("to come", self.analysis()[1].stderr)

    def test_what_an_interrupted_run_left_is_still_to_come_after_smaller_ones(self):
        slow = self.simulator("--ttft", "60ms", "--gap", "1ms", "--events", "2")
        self.begin(provider=slow)
        text = self.config.read_text()
        self.config.write_text(text.replace("models:", "threads: 1\nmodels:"))
        process = start("run", "--config", self.config, "--progress", "none", "--tasks", "cpc_bond",
                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_for(lambda: sum(map(len, self.saved().values())) >= 3)
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=20), 130)
        scored = len(self.saved()["sim-strong", "cpc_bond"])
        self.assertLess(scored, 12)
        manifest = self.results / "checkpoint/manifest.json"
        for _ in range(2):
            shown, done = self.analysis()
            self.assertIn(f"not finished: {12 - scored} of 12 judgements are still to come", done.stderr)
            self.assertEqual(shown["flow"]["missing"], {"not_judged": 12 - scored})
            older = json.loads(manifest.read_text())  # of a version that kept the last plan only
            older.pop("asked", None)
            manifest.write_text(json.dumps(older))
        self.run_part("--tasks", "r_idea", "--limit", "2")
        missing = self.analysis()[0]["flow"]["missing"]
        self.assertEqual(missing, {"not_judged": 12 - scored, "not_asked": 10})
        self.run_part("--limit", "2")
        self.assertEqual(self.analysis()[0]["flow"]["missing"]["not_asked"], 10)
        self.assertGreater(self.analysis()[0]["flow"]["missing"]["not_judged"], 0)
        self.run_part()
        self.assertEqual(self.analysis()[0]["flow"]["missing"], {})

    def test_entries_that_came_later_were_not_asked(self):
        provider = self.simulator(*QUICK)
        self.begin(most=6, provider=provider)
        self.run_part()
        self.begin(most=8, provider=provider)
        self.run_part("--tasks", "r_idea")
        self.assertEqual(self.analysis()[0]["flow"]["missing"], {"not_asked": 2})


if __name__ == "__main__":
    unittest.main()
