"""Entries that have changed in the dataset since they were judged: which are judged again, and what the result files hold."""

import json
import unittest

from answering_server import answering_server
from changing_run import ChangingRun
from program import preceptron


class ChangedEntries(ChangingRun):
    def test_an_entry_that_changed_in_the_dataset_is_judged_again_and_no_other(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config)
        changed = [dict(e) for e in self.entries]
        for entry in changed[:3]:
            entry["response"] += " And one thing more."
        self.write_dataset(changed)
        for again in ("check", "run"):
            more = ["--dry-run"] if again == "run" else []
            done = preceptron(again, "--config", config, *more)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("3 results are of entries that have changed in the dataset since", done.stderr)
        some, done = self.summary(config, "--limit", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        rest, done = self.summary(config)
        self.assertEqual((done.returncode, some["requests"] + rest["requests"]), (0, 3), done.stderr)
        last, _ = self.summary(config)
        self.assertEqual((last["reused"], last["requests"]), (60, 0))
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-fair"))
        refused = self.run_config(config)
        self.assertEqual(refused.returncode, 78)
        self.assertEqual(self.ways(), [])
        self.assertEqual(self.run_config(config, "--rejudge", "--limit", "1").returncode, 0)
        tasks = [e["benchmark"] for e in self.entries]
        self.assertEqual({note["task"]: note["ways"] for note in self.ways()},
                         {task: (tasks.count(task), tasks.count(task) - 1, 1) for task in set(tasks) if tasks.count(task) > 1})
        asked = len(provider.requests())
        self.assertEqual(self.run_config(config).returncode, 78)  # the rest is paid for by --rejudge only
        self.assertEqual(len(provider.requests()), asked)

    def test_after_a_rejudge_a_changed_entry_is_judged_again_as_long_as_its_answer_is_of_these_settings(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        task = self.entries[0]["benchmark"]
        strong = config.read_text()
        fair = strong.replace("model_id: sim-strong", "model_id: sim-fair")

        def run(text, *flags):
            """Exit status, and how many were asked."""
            config.write_text(text)
            asked = len(provider.requests())
            done = self.run_config(config, "--tasks", task, *flags)
            return done.returncode, len(provider.requests()) - asked

        of_task = [n for n, e in enumerate(self.entries) if e["benchmark"] == task]

        def change(place):
            entry = self.entries[of_task[place]]
            self.entries[of_task[place]] = {**entry, "response": entry["response"] + " And more."}
            self.write_dataset(self.entries)

        self.assertEqual(run(strong), (0, len(of_task)))
        self.assertEqual(run(fair, "--rejudge"), (0, len(of_task)))
        change(0)
        self.assertEqual(run(fair), (0, 1))
        self.assertEqual(run(fair), (0, 0))
        change(1)
        self.assertEqual(run(strong), (78, 0))  # of the first nothing but sim-fair's answer is stored
        self.assertEqual(run(strong, "--rejudge"), (0, 2))
        change(2)  # its answer has stood before, and stands again
        self.assertEqual(run(strong), (0, 1))
        # Of answers of which only some were judged anew, those that were not are not paid for unasked.
        noisy = strong.replace("model_id: sim-strong", "model_id: sim-noisy")
        self.assertEqual(run(noisy, "--rejudge", "--limit", "1"), (0, 1))
        self.assertEqual(run(noisy), (78, 0))

    def test_where_every_entry_has_changed_nothing_is_paid_for_again_unasked(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config)
        asked = len(provider.requests())
        self.write_dataset([{**e, "response": e["response"] + "."} for e in self.entries])
        self.assertEqual(preceptron("check", "--config", config).returncode, 78)
        done = self.run_config(config)
        self.assertEqual((done.returncode, len(provider.requests())), (78, asked))
        limited = self.run_config(config, "--limit", "9")  # what it leaves out has changed, too
        self.assertEqual((limited.returncode, len(provider.requests())), (78, asked), limited.stderr)
        self.assertIn("60 stored results no longer match (the text of all their entries changed in ", done.stderr)
        self.assertIn("--rejudge", done.stderr)
        self.assertEqual(self.run_config(config, "--rejudge").returncode, 0)
        self.assertEqual(len(provider.requests()), 2 * asked)

    def test_the_files_of_tasks_and_judges_that_are_left_out_follow_the_dataset_too(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address, judges=("sim-strong", "sim-fair"))
        self.assertEqual(self.run_config(config).returncode, 0)
        gone = [e for e in self.entries if e["benchmark"] == "cpc_management"]
        self.assertGreater(len(gone), 0)
        changed = next(e for e in self.entries if e["benchmark"] == "cpc_bond")
        entries = [{**e, "grade": None if e in gone else 0 if e is changed else e["grade"]} for e in self.entries]
        self.write_dataset(entries)
        self.assertEqual(self.run_config(config, "--models", "sim-strong").returncode, 0)
        for judge in ("sim-strong", "sim-fair"):
            self.assertEqual(json.loads((self.results / f"{judge}_cpc_management.json").read_text()), [])
            rows = json.loads((self.results / f"{judge}_cpc_bond.json").read_text())
            self.assertEqual({row["grade"] for row in rows if row["id"] == changed["id"]}, {0})
        # A dataset without a task says nothing of its files: each task may have a dataset of its own.
        before = (self.results / "sim-fair_bi_triage.json").read_text()
        self.write_dataset([e for e in entries if e["benchmark"] == "cpc_bond"])
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assertEqual((self.results / "sim-fair_bi_triage.json").read_text(), before)

    def test_a_score_of_what_an_entry_said_before_is_in_no_file_whatever_a_run_asks(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address, judges=("sim-strong", "sim-fair"))
        self.assertEqual(self.run_config(config).returncode, 0)
        asked = len(provider.requests())
        tasks = [e["benchmark"] for e in self.entries]
        task = max(set(tasks), key=tasks.count)
        changed = [e for e in self.entries if e["benchmark"] == task][-1]  # behind --limit 1
        other = next(name for name in tasks if name != task)

        def holders():
            return [judge for judge in ("sim-strong", "sim-fair") for row in
                    json.loads((self.results / f"{judge}_{task}.json").read_text()) if row["id"] == changed["id"]]

        self.write_dataset([{**e, "x-note": "in no prompt"} for e in self.entries])
        self.assertEqual(self.run_config(config, "--tasks", other).returncode, 0)
        self.assertEqual(holders(), ["sim-strong", "sim-fair"])
        for flags in ("--tasks", other), ("--limit", "1"), ("--models", "sim-fair"):
            with self.subTest(flags=flags):
                self.write_dataset([{**e, "response": "Something else."} if e is changed else e for e in self.entries])
                done = self.run_config(config, *flags)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertRegex(" ".join(done.stderr.split()),
                                 r"warning: (1 result|2 results) beside what this run asks (is|are) of entries that have changed")
                self.assertEqual(holders(), ["sim-fair"] if flags[0] == "--models" else [])
                said = json.loads(preceptron("analyze", self.results, "--format", "json").stdout)
                self.assertFalse(said["flow"]["complete"])
                self.write_dataset(self.entries)  # as it was: its scores count again
                self.assertEqual(self.run_config(config).returncode, 0)
                self.assertEqual(holders(), ["sim-strong", "sim-fair"])
        self.assertEqual(len(provider.requests()), asked + 1)

    def test_scores_that_are_published_beside_a_changed_entry_are_doubted(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.assertEqual(self.run_config(config).returncode, 0)
        doubt = "warning: where an entry has changed since, its score is of what stood there before"
        self.assertNotIn(doubt, preceptron("export", self.results, "--results").stderr)
        self.write_dataset([{**e, "response": "Something else."} for e in self.entries])
        self.assertIn(doubt, preceptron("export", self.results, "--results").stderr)

    def test_an_entry_that_lost_its_grade_leaves_the_result_file(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config)
        task = self.entries[0]["benchmark"]
        file = next(path for path in self.results.glob("*.json") if path.name.endswith(f"_{task}.json"))
        rows = len(json.loads(file.read_text()))
        for grade in (None, "n/a"):
            self.write_dataset([{**self.entries[0], "grade": grade}, *self.entries[1:]])
            done = self.run_config(config)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertRegex(done.stderr, "1 entry (without a grade|has a grade that is no number)")
            self.assertEqual(len(json.loads(file.read_text())), rows - 1)
            self.assertEqual(preceptron("export", self.results, "--results").returncode, 0)
            self.assertTrue(all(isinstance(row["grade"], (int, float)) for row in json.loads(file.read_text())))

    def test_entries_whose_benchmark_was_renamed_are_not_paid_for_again_unasked(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address, more="task_aliases: {renamed: cpc_bond}")
        self.run_config(config, "--tasks", "cpc_bond,r_idea")
        count = len(provider.requests())
        moved = sum(entry["benchmark"] == "cpc_bond" for entry in self.entries)
        names = {"cpc_bond": "renamed"}
        self.write_dataset([entry | {"benchmark": names.get(entry["benchmark"], entry["benchmark"])} for entry in self.entries])
        flags = ("--tasks", "renamed,r_idea")
        for more in ((), ("--keep",), ("--dry-run",), ("--limit", "2")):
            refused = self.run_config(config, *flags, *more)
            self.assertEqual(refused.returncode, 78, refused.stderr)
            self.assertIn(f"{moved} stored results are of entries whose benchmark was 'cpc_bond' and is 'renamed' now", refused.stderr)
        self.assertEqual(len(provider.requests()), count)
        paid, done = self.summary(config, *flags, "--rejudge")
        self.assertEqual((done.returncode, paid["requests"]), (0, moved), done.stderr)
        again, done = self.summary(config, *flags)
        self.assertEqual((done.returncode, again["requests"]), (0, 0), done.stderr)

    def test_what_failed_for_good_under_the_new_benchmark_is_not_refused_once_more(self):
        answers = ["2", "none"]
        address = answering_server(self, lambda *_: (200, {"model": "m", "usage": {}, "choices": [
            {"finish_reason": "stop", "message": {"content": f'{{"score": {answers[0]}, "justification": "-"}}'}}]}))
        entries = [entry for entry in self.entries if entry["benchmark"] == "cpc_bond"]
        self.write_dataset(entries)
        config = self.write_config(address, more="task_aliases: {renamed: cpc_bond}")
        self.assertEqual(self.run_config(config).returncode, 0)
        self.write_dataset([entry | {"benchmark": "renamed"} for entry in entries])
        answers.pop(0)
        self.assertEqual(self.run_config(config).returncode, 78)
        self.assertEqual(self.run_config(config, "--rejudge").returncode, 1)
        again, done = self.summary(config)
        self.assertEqual((done.returncode, again["requests"]), (1, 0), done.stderr)

    def test_a_single_entry_that_was_moved_to_another_task_is_asked_again(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config, "--tasks", "cpc_bond")
        first = next(entry for entry in self.entries if entry["benchmark"] == "cpc_bond")
        self.write_dataset([entry | {"benchmark": "r_idea"} if entry["id"] == first["id"] else entry for entry in self.entries])
        paid, done = self.summary(config, "--tasks", "cpc_bond,r_idea")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(paid["requests"], 1 + sum(entry["benchmark"] == "r_idea" for entry in self.entries))

    def test_a_dataset_in_another_order_resumes(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config)
        self.write_dataset(list(reversed(self.entries)))
        summary, _ = self.summary(config)
        self.assertEqual((summary["reused"], summary["requests"]), (60, 0))


if __name__ == "__main__":
    unittest.main()
