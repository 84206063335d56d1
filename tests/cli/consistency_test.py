"""All commands say the same of one folder: after the dataset or the configuration has changed, and after failures."""

import csv
import fcntl
import io
import json
import unittest

from program import ProgramTest, generated_entries, preceptron
from several_providers import QUICK


class Consistency(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = [e for e in generated_entries(150) if e["benchmark"] in ("cpc_bond", "r_idea")]
        self.bond = [e for e in self.entries if e["benchmark"] == "cpc_bond"]
        self.write_dataset(self.entries)
        self.provider = self.simulator(*QUICK)
        self.config = self.write_config(self.provider.address)

    def status(self):
        done = preceptron("status", self.results, "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def export(self):
        done = preceptron("export", self.results)
        self.assertEqual(done.returncode, 0, done.stderr)
        return list(csv.DictReader(io.StringIO(done.stdout))), done.stderr

    def analysed(self):
        done = preceptron("analyze", self.results, "--format", "json", "--replicates", "100")
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def assert_all_say(self, left_out):
        """Those who only read the folder, too."""
        self.assertEqual(self.analysed()["notes"].count(left_out), 1)
        self.assertIn(left_out, " ".join(preceptron("analyze", self.results).stdout.split()))
        self.assertIn(left_out, preceptron("report", self.results).stderr)
        self.assertIn(left_out, (self.results / "report.html").read_text())
        for form in ("text", "json"):
            self.assertEqual(preceptron("status", self.results, "--format", form).stderr, left_out + "\n")

    def test_what_an_earlier_run_left_is_the_same_to_all(self):
        provider = self.simulator("--fault", "garbage=0.4", "--seed", "3", *QUICK)
        self.write_config(provider.address, judges=("A", "B", "C"), more="retries: {max_attempts: 1}")
        self.assertEqual(self.run_config(self.config, "--tasks", "cpc_bond", "--models", "A,B", "--limit", "10").returncode, 4)
        done = self.run_config(self.config, "--tasks", "r_idea", "--models", "C")
        self.assertEqual(done.returncode, 4, done.stderr)
        failures = [json.loads(line) for line in (self.results / "failures.jsonl").read_text().splitlines()]
        beside = sum(failure["judge"] != "C" for failure in failures)
        self.assertTrue(0 < beside < len(failures))
        status, text = self.status(), preceptron("status", self.results).stdout
        planned = 20 + sum(entry["benchmark"] == "r_idea" for entry in self.entries)
        self.assertEqual([status[name] for name in ("planned", "done", "failed", "retryable")],
                         [planned, planned, len(failures), len(failures)])
        rows = {tuple(line.split()[:2]): [int(n) for n in line.split()[2:]] for line in text.splitlines() if line[:2] in ("A ", "B ", "C ")}
        for (judge, task), (_, _, failed, to_ask) in rows.items():
            self.assertEqual((failed, to_ask), (0, sum((f["judge"], f["task"]) == (judge, task) for f in failures)))
        self.assertEqual(self.analysed()["flow"]["missing"]["bad_body"], len(failures))
        self.assertIn(f"\n{beside} to ask are of earlier runs: for these, leave out --tasks, --models or --limit\n"
                      f"to go on: preceptron run --config {self.config} --models C --tasks r_idea\n", text)

    def test_an_example_is_one_of_those_that_are_counted(self):
        gone, kept = self.bond[:2]
        for entry in (gone, kept):
            entry["final_diagnosis"] = ""
        self.write_dataset(self.bond)
        self.assertEqual(self.run_config(self.config).returncode, 1)
        self.assertIn(f"2 missing_context, such as sim-strong, cpc_bond, entry {gone['id']}", preceptron("status", self.results).stdout)
        self.write_dataset([entry for entry in self.bond if entry is not gone])
        self.assertEqual(self.run_config(self.config).returncode, 1)
        text = preceptron("status", self.results).stdout
        self.assertIn("  1 missing_context", text)
        self.assertNotIn(gone["id"], text)

    def test_a_changed_dataset_is_the_same_to_all(self):
        tasks = ("--tasks", "cpc_bond")
        self.assertEqual(self.run_config(self.config, *tasks).returncode, 0)
        gone, moved, changed, *rest = self.bond
        changed = {**changed, "response": changed["response"] + " And more."}
        added = {**changed, "id": "new-1"}
        entries = [{**moved, "benchmark": "nobody's"}, changed, *rest, added]
        self.write_dataset(entries)
        summary, done = self.summary(self.config, *tasks)
        judged = len(entries) - 1
        self.assertEqual((done.returncode, summary["scored"], summary["planned"]), (0, judged, judged), done.stderr)
        left_out = "2 stored results left out: 2 of entries that are not in the dataset any more, or are of another benchmark now"
        self.assertIn(left_out, done.stderr)
        status = self.status()
        self.assertEqual([status[name] for name in ("planned", "done", "scored", "failed")], [judged, judged, judged, 0])
        rows, said = self.export()
        self.assertEqual({row["id"] for row in rows}, {e["id"] for e in entries[1:]})
        self.assertEqual(len(rows), judged)
        self.assertTrue(all(row["grade"] and row["case_id"] for row in rows))
        self.assertEqual(said.count(left_out), 1, said)
        self.assert_all_say(left_out)
        self.assertEqual(self.analysed()["flow"]["analysed"], judged)
        self.assertEqual(len(json.loads((self.results / "sim-strong_cpc_bond.json").read_text())), judged)
        text = preceptron("status", self.results).stdout
        self.assertIn("every planned entry has a score", text)
        self.write_dataset(self.entries)  # as it was: what was stored counts again
        asked = len(self.provider.requests())
        summary, done = self.summary(self.config, *tasks)
        self.assertEqual((summary["scored"], len(self.provider.requests())), (len(self.bond), asked), done.stderr)
        self.assertEqual(len(self.export()[0]), len(self.bond))
        self.assertEqual(self.status()["done"], len(self.bond))

    def test_repeats_and_judges_that_are_not_asked_for_any_more_are_left_out_by_all(self):
        text = self.config.read_text()
        self.config.write_text(text.replace("model_id: sim-strong", "model_id: sim-strong, repeats: 2"))
        self.assertEqual(self.run_config(self.config, "--limit", "4").returncode, 0)
        self.config.write_text(text)
        summary, done = self.summary(self.config, "--limit", "4")
        self.assertEqual((summary["planned"], summary["scored"]), (8, 8))
        self.assertIn("8 stored results left out: 8 of repeats that are not asked for any more", done.stderr)
        rows, said = self.export()
        self.assertEqual((len(rows), {row["repeat"] for row in rows}, self.status()["done"]), (8, {"0"}, 8))
        self.assertIn("8 of repeats that are not asked for any more", said)
        self.assert_all_say("8 stored results left out: 8 of repeats that are not asked for any more")
        self.config.write_text(text.replace("name: sim-strong", "name: another"))
        self.assertEqual(self.run_config(self.config, "--limit", "4").returncode, 0)
        rows, said = self.export()
        self.assertEqual((len(rows), {row["judge"] for row in rows}, self.status()["done"]), (8, {"another"}, 8))
        self.assertIn("16 of judges that are not configured any more", said)
        self.assert_all_say("16 stored results left out: 16 of judges that are not configured any more")

    def test_failures_of_entries_that_are_gone_are_no_failures_of_the_folder(self):
        lacking = {**self.bond[0], "final_diagnosis": ""}
        self.write_dataset([lacking, *self.bond[1:]])
        self.assertEqual(self.run_config(self.config).returncode, 1)
        self.assertEqual((self.status()["failed"], self.status()["done"]), (1, len(self.bond)))
        self.write_dataset(self.bond[1:])
        self.assertEqual(self.run_config(self.config).returncode, 0)
        status = self.status()
        self.assertEqual((status["failed"], status["done"], status["planned"]), (0, len(self.bond) - 1, len(self.bond) - 1))
        self.assertNotIn("missing_context", preceptron("status", self.results).stdout)
        self.assertEqual(preceptron("report", self.results).returncode, 0)
        self.assertNotIn("missing_context", (self.results / "report.html").read_text())

    def stop_at_the_budget(self):
        price = "max_output_tokens: 500, price: {input: 100, output: 100}"
        self.write_config(self.provider.address, more="budget_usd: 1\nthreads: 4")
        self.config.write_text(self.config.read_text().replace("model_id: sim-strong", "model_id: sim-strong, " + price))
        done = preceptron("run", "--config", self.config, "--format", "json", "--progress", "json")
        self.assertEqual(done.returncode, 5, done.stderr)
        lines = [json.loads(line) for line in done.stderr.splitlines()]
        return json.loads(done.stdout), [line for line in lines if line["schema"] == "preceptron.progress/1"][-1]

    def test_failed_and_done_mean_the_same_in_all_outputs(self):
        summary, last = self.stop_at_the_budget()
        status, names = self.status(), ("planned", "done", "scored", "failed", "retryable")
        self.assertEqual([status[name] for name in names], [last[name] for name in names])
        self.assertEqual((status["failed"], status["retryable"]), (summary["failed"]["budget"],) * 2)
        flow = self.analysed()["flow"]
        self.assertEqual((flow["missing"], flow["complete"]), (summary["failed"], False))
        self.assertIn("with a higher budget_usd, to go on: preceptron run", preceptron("status", self.results).stdout)
        # Neither done nor failed for people: it is still to come.
        text = preceptron("status", self.results).stdout
        self.assertEqual(status["put_off"], summary["failed"]["budget"])
        self.assertRegex(text, rf"\n *\S+ % \S+ {status['scored']}/{status['planned']}  \$")
        rows = [line.split() for line in text.splitlines() if line.startswith("sim-strong ")]
        self.assertEqual([int(row[4]) for row in rows], [0] * len(rows))
        self.assertEqual(sum(int(row[5]) for row in rows), status["put_off"])
        # A narrower run leaves the others' failures as they are.
        failing = [cell["task"] for cell in summary["cells"] if cell["failed"]][-1]
        task, = {"cpc_bond", "r_idea"} - {failing}
        self.config.write_text(self.config.read_text().replace("budget_usd: 1\n", "budget_usd: 1000\n"))
        self.assertEqual(self.run_config(self.config, "--tasks", task).returncode, 0)
        status = self.status()
        left = next(cell["failed"] for cell in summary["cells"] if cell["task"] == failing)
        self.assertEqual([status[name] for name in ("planned", "done", "failed", "retryable", "put_off")],
                         [last["planned"], last["planned"], left, left, left])
        self.assertFalse(self.analysed()["flow"]["complete"])
        self.assertEqual(self.run_config(self.config).returncode, 0)
        status = self.status()
        self.assertEqual((status["done"], status["failed"], self.analysed()["flow"]["complete"]), (status["planned"], 0, True))

    def test_tasks_that_were_left_out_are_no_unknown_ones(self):
        self.write_dataset([*self.entries, {**self.bond[0], "id": "x", "benchmark": "nobody's"},
                            {**self.bond[1], "id": "y", "benchmark": "mine"}])
        self.config.write_text(self.config.read_text().replace("models:", "tasks: [cpc_bond]\ntask_aliases: {mine: r_idea}\nmodels:"))
        self.assertEqual(self.run_config(self.config).returncode, 0)
        flow = self.analysed()["flow"]
        self.assertEqual(flow["unknown_benchmark"], {"nobody's": 1})
        self.assertEqual(flow["not_selected"], {"r_idea": len(self.entries) - len(self.bond), "mine": 1})

    def test_fields_of_ours_that_entries_have_are_named_once(self):
        own = {"judge": "Dr. X", "justification": "so", "predicted_score": 1}
        self.write_dataset([{**e, **own} for e in self.entries])
        for done in (preceptron("check", "--config", self.config), self.run_config(self.config)):
            self.assertEqual(done.returncode, 0, done.stderr)
            warning, = [line for line in done.stderr.splitlines() if line.startswith("warning: ")]
            self.assertTrue(warning.startswith(f"warning: {len(self.entries)} entries have fields 'predicted_score', "
                                               "'justification' and 'judge' of their own; in result files they are "
                                               f"replaced: {self.entries[0]['id']}, "), warning)

    def test_fields_of_ours_that_entries_have_end_a_strict_run_before_it_asks(self):
        self.write_dataset([{**self.bond[0], "judge": "Dr. X"}, *self.bond[1:]])
        done = self.run_config(self.config, "--strict")
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn(f"warning: 1 entry has a field 'judge' of its own; in result files it is replaced: {self.bond[0]['id']}\n",
                      done.stderr)
        self.assertFalse(self.results.exists())
        self.assertEqual(self.run_config(self.config).returncode, 0)
        self.write_dataset(self.bond)
        self.assertEqual(self.run_config(self.config, "--strict").returncode, 0)

    def test_what_no_longer_matches_is_told_with_what_has_changed(self):
        self.assertEqual(self.run_config(self.config, "--limit", "1").returncode, 0)
        text = self.config.read_text()
        for old, new, words in (("model_id: sim-strong", "model_id: sim-fair", "model_id"),
                                ("model_id: sim-strong", "model_id: sim-strong, temperature: 0.5", "temperature"),
                                ("model_id: sim-strong", "model_id: sim-fair, prompt: calibrated", "prompt and model_id")):
            self.config.write_text(text.replace(old, new))
            done = self.run_config(self.config, "--limit", "1")
            self.assertEqual(done.returncode, 78)
            self.assertIn(f"({words} changed in {self.config};", done.stderr)

    def test_the_analysis_is_frozen_before_the_first_call(self):
        text = self.config.read_text()
        settings = "analysis: {{primary: qwk, margin: {}}}\n".format
        self.config.write_text(text + settings(0.05))
        self.assertEqual(self.run_config(self.config, "-q", "--limit", "1").returncode, 0)
        manifest = self.results / "checkpoint" / "manifest.json"
        frozen = json.loads(manifest.read_text())["analysis"]
        self.assertEqual((frozen["primary"], frozen["margin"]), ("qwk", 0.05))
        self.config.write_text(text + settings(0.2))
        self.assertEqual(self.run_config(self.config, "-q", "--limit", "2").returncode, 0)
        self.assertEqual(json.loads(manifest.read_text())["analysis"], frozen)
        self.assertIn("changed since it was frozen at this folder's first call: margin 0.05, now 0.2", self.analysed()["notes"])

    def test_an_analysis_leaves_the_manifest_of_a_run_at_work_alone(self):
        self.assertEqual(self.run_config(self.config, "-q", "--limit", "1").returncode, 0)
        manifest = self.results / "checkpoint" / "manifest.json"
        older = json.loads(manifest.read_text())
        older.pop("analysis")  # as versions before left it
        manifest.write_text(json.dumps(older))
        with open(self.results / "checkpoint" / "lock", "r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            note = " ".join(self.analysed()["notes"])
            self.assertIn("the settings could not be kept for later analyses", note)
            self.assertIn("in use", note)
        self.assertNotIn("analysis", json.loads(manifest.read_text()))
        self.assertNotIn("could not be kept", " ".join(self.analysed()["notes"]))
        self.assertEqual(json.loads(manifest.read_text())["analysis"]["primary"], "qwk")

    def test_no_table_is_written_over_the_folder_s_own_results(self):
        self.assertEqual(self.run_config(self.config, "--limit", "1").returncode, 0)
        before = self.result_files()
        (self.folder / "link").symlink_to(self.results / "sim-strong_r_idea.json")
        for target in (self.results / "sim-strong_r_idea.json", self.results / "failures.jsonl", self.folder / "link"):
            for command in ("export", "analyze", "report"):
                done = preceptron(command, self.results, "-o", target)
                self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
                self.assertIn("is one of the folder's own results", done.stderr)
        self.assertEqual(self.result_files(), before)
        self.assertEqual(preceptron("export", self.results, "-o", self.results / "all.csv").returncode, 0)

    def test_a_dry_run_counts_what_adoption_would_take(self):
        self.results.mkdir()
        rows = [{"id": e["id"], "predicted_score": 4.0} for e in self.bond] + [{"id": "strange", "predicted_score": 4.0}]
        file = self.results / "sim-strong_cpc_bond.json"
        file.write_text(json.dumps(rows))
        done = self.run_config(self.config, "--adopt", "--dry-run", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        plan = json.loads(done.stdout)
        self.assertEqual((plan["reused"], plan["to_ask"]), (len(self.bond), len(self.entries) - len(self.bond)))
        self.assertIn(f"would adopt {len(self.bond)} scored rows of 1 file, and leave out 1 row", done.stderr)
        self.assertEqual(list(self.results.iterdir()), [file])
        summary, done = self.summary(self.config, "--adopt")
        self.assertEqual((summary["reused"], done.returncode), (plan["reused"], 0), done.stderr)

    def test_a_dry_run_is_json_where_that_is_asked_for(self):
        self.config.write_text(self.config.read_text().replace("model_id: sim-strong", "model_id: sim-strong, price: {input: 1, output: 2}"))
        self.write_dataset([*self.entries, {**self.bond[0], "id": "x", "benchmark": "nobody's"}])
        self.assertEqual(self.run_config(self.config, "--limit", "2").returncode, 0)
        done = self.run_config(self.config, "--dry-run", "--format", "json")
        plan = json.loads(done.stdout)
        total = len(self.entries)
        self.assertEqual((plan["schema"], plan["planned"], plan["reused"], plan["to_ask"], plan["requests"], plan["unknown_benchmark"]),
                         ("preceptron.plan/1", total, 4, total - 4, total - 4, {"nobody's": 1}))
        self.assertEqual({c["task"] for c in plan["cells"]}, {"cpc_bond", "r_idea"})
        for name in ("planned", "reused", "failed", "to_ask", "requests", "input_tokens", "output_tokens"):
            self.assertAlmostEqual(sum(c[name] for c in plan["cells"]), plan[name], delta=1)
        self.assertAlmostEqual(plan["cost_usd"], sum(c["cost_usd"] for c in plan["cells"]))
        self.assertGreater(plan["cost_usd"], 0)
        self.assertGreater(plan["least_time_s"], 0)


if __name__ == "__main__":
    unittest.main()
