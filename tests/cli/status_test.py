"""`preceptron status`: how far a folder is, while it runs, after it was killed, and at the end."""

import json
import os
import re
import subprocess
import unittest

from program import ProgramTest, Simulator, generated_entries, preceptron, start
from several_providers import QUICK, SeveralProviders


class Status(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(80)
        self.write_dataset(self.entries)
        self.provider = self.simulator("--ttft", "80ms", "--gap", "10ms", "--events", "5")
        self.config = self.write_config(self.provider.address, more="threads: 4")

    def begin(self):
        process = start("run", "--config", self.config, "--progress", "none", stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_for(lambda: sum(map(len, self.saved().values())) >= 4 and
                      (self.results / "checkpoint" / "live.json").exists())
        return process

    def status(self, *flags):
        done = preceptron("status", self.results, *flags)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_a_living_run_is_shown_without_disturbing_it(self):
        process = self.begin()
        text = self.status()
        self.assertIn(f"process {process.pid}", text)
        self.assertIn("in flight", text)
        progress = json.loads(self.status("--format", "json"))
        self.assertEqual((progress["schema"], progress["planned"]), ("preceptron.progress/1", 80))
        self.assertEqual(process.wait(timeout=60), 0)

    def test_right_after_a_kill_it_says_what_is_saved_and_how_to_go_on(self):
        process = self.begin()
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        self.assertIn("no run is at work", self.status())  # though its number is still taken
        process.wait()
        text = self.status()
        self.assertIn("no run is at work", text)
        self.assertIn(f"to go on: preceptron run --config {self.config}\n", text)
        self.assertRegex(text, r"\nat most \d+ possibly billed twice( \(\$[\d.]+( as far as prices are known)?\))?\n")
        progress = json.loads(self.status("--format", "json"))
        self.assertEqual(progress["scored"], sum(map(len, self.saved().values())))
        self.assertEqual((progress["planned"], progress["in_flight"]), (80, 0))

    def test_a_process_that_has_got_the_number_of_a_killed_one_is_no_run(self):
        process = self.begin()
        process.kill()
        process.wait()
        live = self.results / "checkpoint" / "live.json"
        live.write_text(live.read_text().replace(f'"pid":{process.pid},', f'"pid":{os.getpid()},'))
        self.assertIn(str(os.getpid()), live.read_text())
        self.assertIn("no run is at work", self.status())

    def test_the_command_that_goes_on_is_the_one_that_was_given(self):
        self.write_dataset(self.entries, "other.json")
        process = start("run", "--dataset", "other.json", "--tasks", self.entries[0]["benchmark"], "--limit", "50",
                        "--progress", "none", cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.wait_for(lambda: self.saved())
        process.kill()
        process.wait()
        command = f"preceptron run --dataset other.json --tasks {self.entries[0]['benchmark']} --limit 50\n"
        self.assertIn(f"to go on, in {self.folder}: {command}", self.status())

    def test_going_on_takes_what_belongs_to_the_run_and_not_the_wishes_of_one(self):
        asked = ["--adopt", "--accept-failures", "--private", "--strict", "--drain", "90s"]
        done = preceptron("run", "--config", self.config, "--progress", "none", "--limit", "1", *asked, "--pilot", "1", "--yes",
                          "--retry-failed")
        self.assertEqual(done.returncode, 0, done.stderr)
        manifest = json.loads((self.results / "checkpoint" / "manifest.json").read_text())
        self.assertEqual(manifest["command"], " ".join(["preceptron run --config", str(self.config), "--limit 1", *asked]))

    def test_a_folder_that_was_private_stays_so(self):
        for flags in (["--limit", "1", "--private"], []):
            done = preceptron("run", "--config", self.config, "--progress", "none", *flags)
            self.assertEqual(done.returncode, 0, done.stderr)
            files = [path for path in self.results.rglob("*") if path.is_file()]
            self.assertGreater(len(files), 4)
            self.assertEqual({path.stat().st_mode & 0o777 for path in files}, {0o600}, flags)
        # Killed before there was a manifest.
        (self.results / "checkpoint" / "manifest.json").unlink()
        self.assertEqual(preceptron("run", "--config", self.config, "--progress", "none").returncode, 0)
        self.assertEqual((self.results / "checkpoint" / "manifest.json").stat().st_mode & 0o777, 0o600)

    def test_a_folder_becomes_private_with_all_that_is_in_it(self):
        self.results.mkdir()
        mine = self.results / "mine.txt"
        mine.write_text("not of a run")
        (self.results / "failures.jsonl").write_text('{"mine": 1}\n')
        run = ("run", "--config", self.config, "--progress", "none")
        self.assertEqual(preceptron(*run, "--limit", "1").returncode, 0)
        self.assertEqual(preceptron("report", self.results).returncode, 0)
        outside = self.folder / "outside.log"
        outside.write_text("")
        (self.results / "checkpoint" / "linked.log").symlink_to(outside)
        done = preceptron(*run, "--limit", "2", "--private")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"\d+ files of earlier runs are for the owner only now")
        files = [path for path in self.results.rglob("*") if path.is_file() and not path.is_symlink() and path != mine]
        self.assertIn("replaced-", str(files))
        self.assertEqual({path.name: path.stat().st_mode & 0o777 for path in files}, {path.name: 0o600 for path in files})
        self.assertEqual([path.stat().st_mode & 0o044 for path in (mine, outside)], [0o044, 0o044])
        again = preceptron(*run, "--limit", "2", "--private")
        self.assertNotIn("for the owner only", again.stderr)

    def test_of_links_that_of_the_checkpoint_alone_is_followed_to_private_files(self):
        real, others = self.folder / "real", self.folder / "others"
        for folder in (real, others, self.results):
            folder.mkdir()
        (others / "mine.txt").write_text("not of a run")
        (self.results / "checkpoint").symlink_to(real)
        (self.results / "replaced-20261101T000000.000Z").symlink_to(others)
        run = ("run", "--config", self.config, "--progress", "none", "--limit", "1")
        self.assertEqual(preceptron(*run).returncode, 0)
        self.assertEqual(preceptron(*run, "--private").returncode, 0)
        self.assertEqual({path.stat().st_mode & 0o777 for path in real.iterdir()}, {0o600})
        self.assertEqual((others / "mine.txt").stat().st_mode & 0o044, 0o044)

    def test_a_narrower_run_leaves_what_others_have_settled(self):
        self.assertEqual(preceptron("run", "--config", self.config, "--progress", "none").returncode, 0)
        task = self.entries[0]["benchmark"]
        done = preceptron("run", "--config", self.config, "--progress", "none", "--tasks", task, "--limit", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        progress = json.loads(self.status("--format", "json"))
        self.assertEqual((progress["planned"], progress["done"]), (80, 80))
        self.assertIn("every planned entry has a score", self.status())
        analysed = json.loads(preceptron("analyze", self.results, "--format", "json").stdout)
        self.assertEqual({cell["task"].removesuffix(".by_case") for cell in analysed["cells"]}, {e["benchmark"] for e in self.entries})

    def test_what_live_json_says_is_made_printable(self):
        done = preceptron("run", "--config", self.config, "--progress", "none", "--limit", "1")
        self.assertEqual(done.returncode, 0, done.stderr)
        bad = "x\x1b]0;owned\x07"
        lane = {"name": bad, "done": 1, "planned": 9, "sleeping": 2, "sleeps_for_s": 5, "sleeps_after": bad, "limited_by": bad,
                "advice": bad, "oldest": [{"judge": bad, "entry": bad, "age_s": 99, "state": bad}]}
        waits = {"name": "b", "paused_for_s": 30, "waits_for": bad}
        stopped = {"name": "c", "stopped": bad}
        progress = {"done": 1, "planned": 9, "elapsed_s": 9, "limited_by": bad, "lanes": [lane, waits, stopped]}
        live = self.results / "checkpoint" / "live.json"
        live.write_text(json.dumps({"pid": 1, "host": bad, "progress": progress}))
        for flags in ([], ["--format", "json"]):
            text = preceptron("status", self.results, *flags, environment={"COLUMNS": "300"}).stdout
            self.assertIn("\\x1b]0;owned", text)
            self.assertNotRegex(text, "[\x1b\x07]|\\\\u00")
        watching = start("status", self.results, "--watch", stdout=subprocess.PIPE)
        line = watching.stdout.readline()
        live.unlink()
        watching.communicate(timeout=30)
        self.assertNotIn("limited by", line)  # no run writes such a limit
        self.assertIn("; b pauses for 30s (x\\x1b", line)

    def test_repeats_that_are_asked_for_no_longer_stand_for_no_entry(self):
        text = self.config.read_text()
        self.config.write_text(text.replace("model_id: sim-strong", "model_id: sim-strong, repeats: 2"))
        done = preceptron("run", "--config", self.config, "--progress", "none", "--limit", "10")
        self.assertEqual(done.returncode, 0, done.stderr)
        settled = len(self.journal_lines())
        self.config.write_text(text)
        process = self.begin()
        process.kill()
        process.wait()
        self.assertLess(len(self.journal_lines()), settled + 80)
        scored = {r["entry_id"] for r in (line["r"] for line in self.journal_lines()) if r["type"] == "result"}
        progress = json.loads(self.status("--format", "json"))
        self.assertEqual((progress["planned"], progress["scored"]), (80, len(scored)))
        self.assertIn("to go on", self.status())

    def test_one_failure_tells_its_status_once(self):
        (self.folder / "faulty").mkdir()
        faulty = Simulator(self.folder / "faulty", "--fault", "status-500=1")
        self.addCleanup(faulty.stop)
        config = self.write_config(faulty.address, more="retries: {max_attempts: 1}")
        config.write_text(config.read_text().replace("ca_file: ", "ca_file: faulty/"))
        done = preceptron("run", "--config", config, "--progress", "none", "--limit", "1")
        self.assertEqual(done.returncode, 4, done.stderr)
        text = self.status()
        self.assertRegex(text, r"http_error, such as .*HTTP 500")
        self.assertNotRegex(text, r"HTTP (\d+): HTTP \1")

    def test_watch_ends_with_the_run(self):
        process = self.begin()
        text = self.status("--watch")
        self.assertEqual(process.wait(timeout=20), 0)
        self.assertIn("every planned entry has a score", text)
        self.assertIn("done (", text)

    def test_a_watch_whose_lines_are_not_taken_ends_at_once(self):
        process = self.begin()
        with open("/dev/full", "w") as full:
            done = preceptron("status", self.results, "--watch", stdout=full)
        self.assertIsNone(process.poll())
        self.assertEqual((done.returncode, done.stderr),
                         (74, "error: stdout could not be written: No space left on device\n"))

    def test_failures_are_told_by_class_with_an_example(self):
        for entry in self.entries:
            if entry["benchmark"] == "cpc_bond":
                entry["final_diagnosis"] = ""
        self.write_dataset(self.entries)
        self.assertEqual(self.run_config(self.config, "--tasks", "cpc_bond").returncode, 1)
        self.assertIn("missing_context, such as sim-strong, cpc_bond, entry", self.status())

    def test_entries_that_lack_something_are_not_offered_to_be_asked_again(self):
        for entry in self.entries[1:3]:
            entry["response"] = ""
        self.write_dataset(self.entries)
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 1)
        self.assertIn(f"complete these entries in the dataset ({self.folder / 'dataset.json'}), then: preceptron run --config",
                      done.stderr.splitlines()[-1])
        self.assertNotIn("--retry-failed", done.stderr)
        checked = preceptron("check", "--config", self.config)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("everything is in place, and nothing is left to ask\n", checked.stderr)

    def test_what_costs_nothing_yet_costs_nothing_in_the_folder_and_in_the_run(self):
        self.run_config(self.write_config(address="http://127.0.0.1:9", more="retries: {max_attempts: 1}"))
        shown = json.loads(self.status("--format", "json"))
        self.assertEqual((shown["cost_usd"], shown["folder"]["cost_usd"]), (0.0, 0.0))

    def test_a_folder_without_a_run_is_66(self):
        self.assertEqual(preceptron("status", self.folder).returncode, 66)


class StatusOfAStoppedJudge(SeveralProviders):
    def test_what_the_next_run_asks_is_to_ask_and_has_not_failed(self):
        self.entries[0]["response"] = ""  # missing_context: asked by no run
        self.write_dataset(self.entries)
        self.write_keys(openai="bad-key")
        bad, good = self.provider("bad", *QUICK), self.provider("good", *QUICK)
        config = self.config({"name": "good", "provider": "openai", "model_id": "sim-fair", "base_url": f"{good.address}/v1",
                              "key": "none"},
                             {"name": "bad", "provider": "openai", "model_id": "sim-fair", "base_url": f"{bad.address}/v1",
                              "key": "openai"})
        self.assertEqual(self.run_config(config).returncode, 69)
        text = preceptron("status", self.results).stdout
        rows = {(judge, task): tuple(map(int, numbers)) for judge, task, *numbers in
                re.findall(r"(?m)^(\S+) +(\S+) +(\d+) +(\d+) +(\d+) +(\d+)$", text)}
        for row, (planned, scored, failed, to_ask) in rows.items():
            self.assertEqual(scored + failed + to_ask, planned, row)
        plan = json.loads(self.run_config(config, "--dry-run", "--format", "json").stdout)
        self.assertEqual(rows, {(c["judge"], c["task"]): (c["planned"], c["reused"], c["failed"], c["to_ask"])
                                for c in plan["cells"]})
        settled, failed = len(self.entries), plan["failed"]
        self.assertIn(f" {settled + failed - 1}/{2 * settled} ", text)
        self.assertRegex(text, rf"{settled + failed - 1}/{2 * settled}  {failed} failed\n")
        self.assertRegex(text, r"failed for good:\n  \d missing_context, such as ")
        waiting = text[text.index("still to ask:\n"):]
        for kind in ("http_error", "stopped"):
            self.assertRegex(waiting, rf"\n  \d+ {kind}, such as bad, ")
        progress = json.loads(preceptron("status", self.results, "--format", "json").stdout)
        self.assertEqual(progress["done"], progress["scored"] + progress["failed"])
        self.assertEqual((progress["failed"] - progress["retryable"], progress["retryable"]), (failed, plan["to_ask"]))


if __name__ == "__main__":
    unittest.main()
