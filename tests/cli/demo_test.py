"""`preceptron demo`: the first thing a newcomer does."""

import json
import re
import signal
import subprocess
import unittest
from pathlib import Path

from program import ProgramTest, preceptron, start

TASKS = {"bi_triage", "cpc_bond", "cpc_management", "diagnostic_reasoning", "management_reasoning", "r_idea"}


class Demo(ProgramTest):
    def demo(self, *flags):
        return preceptron("demo", "--output-dir", self.results, *flags)

    def test_judges_the_sample_with_three_judges_and_publishes_every_cell(self):
        done = self.demo("--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        summary = json.loads(done.stdout)
        self.assertEqual(summary["schema"], "preceptron.run/1")
        self.assertEqual(summary["scored"], summary["planned"])
        self.assertEqual({(c["judge"], c["task"]) for c in summary["cells"]},
                         {(judge, task) for judge in ("sim-strong", "sim-fair", "sim-noisy") for task in TASKS})
        dataset = {e["id"]: e for e in json.loads((self.results / "dataset.json").read_text())}
        for cell in summary["cells"]:
            rows = json.loads((self.results / f"{cell['judge']}_{cell['task']}.json").read_text())
            self.assertEqual(len(rows), cell["scored"])
            for row in rows:
                original = dataset[row["id"]]
                self.assertEqual({k: row[k] for k in original}, original)
                self.assertIsInstance(row["predicted_score"], (int, float))
                self.assertEqual(row["judge"]["name"], cell["judge"])

    def test_a_second_demo_asks_nothing_and_leaves_the_same_files(self):
        self.demo()
        first = self.result_files()
        again = self.demo("--format", "json")
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(json.loads(again.stdout)["requests"], 0)
        self.assertEqual(self.result_files(), first)

    def test_somebody_s_own_files_are_left_alone(self):
        self.results.mkdir()
        (self.results / "config.yaml").write_text("dataset_path: dataset.json\n")
        (self.results / "dataset.json").write_text("[]")
        done = self.demo()
        self.assertEqual(done.returncode, 73, done.stderr)
        self.assertIn("give another --output-dir", done.stderr)
        self.assertEqual({path.name: path.read_text() for path in self.results.iterdir()},
                         {"config.yaml": "dataset_path: dataset.json\n", "dataset.json": "[]"})

    def test_of_two_at_once_one_works_and_the_other_writes_nothing(self):
        for number in range(3):
            folder = self.folder / str(number)
            both = [start("demo", "--output-dir", folder, "--progress", "none", stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) for _ in range(2)]
            said = {process.returncode: text for process, text in [(p, p.communicate(timeout=60)[1]) for p in both]}
            self.assertEqual(set(said), {0, 75}, said)
            self.assertIn(f"{folder} is in use by process", said[75])

    def test_one_that_was_killed_before_its_first_file_is_begun_again(self):
        (self.results / "checkpoint").mkdir(parents=True)
        (self.results / "checkpoint" / "lock").touch()
        self.assertEqual(self.demo("--format", "json").returncode, 0)

    def test_signals_come_to_the_run_s_own_thread_only(self):
        process = start("demo", "--output-dir", self.results, "--progress", "none", stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        tasks = Path(f"/proc/{process.pid}/task")
        wanted = sum(1 << (number - 1) for number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM))

        def others():
            return [task for task in tasks.iterdir() if task.name != str(process.pid)]
        # A thread that is just being made blocks them for a moment anyway.
        self.wait_for((self.results / "checkpoint" / "run.log").exists)
        self.assertTrue(others())  # the simulated provider
        for task in others():
            blocked = int(re.search(r"^SigBlk:\s*(\w+)", (task / "status").read_text(), re.M)[1], 16)
            self.assertEqual(blocked & wanted, wanted)

    def test_a_file_in_the_folder_s_place_is_named_as_one(self):
        self.results.write_text("mine")
        done = self.demo()
        self.assertEqual((done.returncode, self.results.read_text()), (73, "mine"))
        self.assertIn("is no folder: give another --output-dir", done.stderr)

    def test_its_configuration_says_how_to_run_it_by_hand(self):
        self.demo()
        config = self.results / "config.yaml"
        provider = self.simulator()
        config.write_text(config.read_text().replace("https://127.0.0.1/v1", provider.address + "/v1")
                          .replace('output_dir: "."', 'output_dir: "mine"').replace("simulated-ca.pem", str(provider.ca_file)))
        done = preceptron("run", "--config", config, "--limit", "2")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_says_where_the_results_are_and_what_was_not_judged(self):
        done = self.demo()
        self.assertIn(str(self.results), done.stderr)
        self.assertIn("not judged: add task_aliases", done.stderr.strip().splitlines()[-1])
        self.assertEqual(preceptron("report", self.results).returncode, 0)
        shown = preceptron("analyze", self.results, "--statistics", "all").stdout
        self.assertRegex(shown, r"\n *not judged: \S+ +-\d+\n")
        self.assertRegex((self.results / "report.html").read_text(), r"not judged: \w+")


if __name__ == "__main__":
    unittest.main()
