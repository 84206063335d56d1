"""`preceptron tune`: changes a run that lives, and leaves no other alone."""

import json
import resource
import signal
import subprocess
import time
import unittest

from program import ProgramTest, generated_entries, preceptron, start


class Tune(ProgramTest):
    def setUp(self):
        super().setUp()
        self.write_dataset(generated_entries(400))
        self.provider = self.simulator("--ttft", "100ms", "--gap", "2ms", "--events", "5")
        self.config = self.write_config(self.provider.address, more="threads: 2")

    def begin(self, *flags):
        process = start("run", "--config", self.config, "--progress", "none", *flags, stdout=subprocess.DEVNULL,
                        stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        self.wait_for(lambda: (self.results / "checkpoint" / "live.json").exists() and self.saved())
        return process

    def tune(self, *flags):
        return preceptron("tune", self.results, *flags)

    def lane(self):
        return json.loads(preceptron("status", self.results, "--format", "json").stdout)["lanes"][0]

    def records(self):
        return [line["r"] for line in self.journal_lines() if line["r"]["type"] == "tune"]

    def test_threads_take_effect_within_two_seconds_and_are_journaled(self):
        self.begin()
        began = time.monotonic()
        done = self.tune("--threads", "24")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"threads: 2 -> 24\n")
        self.wait_for(lambda: self.lane()["in_flight"] >= 20, seconds=5)
        self.assertLess(time.monotonic() - began, 3.5)
        record, = self.records()
        self.assertIn("@", record["by"])
        self.assertEqual((list(record["old"].values()), list(record["new"].values())), (["2"], ["24"]))

    def test_the_configuration_may_leave_dataset_and_folder_to_the_run_s_flags(self):
        self.config.write_text(self.config.read_text().replace("dataset_path: dataset.json\noutput_dir: results\n", ""))
        self.begin("--dataset", self.folder / "dataset.json", "--output-dir", self.results)
        self.config.write_text(self.config.read_text().replace("threads: 2", "threads: 3"))
        done = self.tune()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"threads: 2 -> 3\n")

    def test_limits_are_told_and_journaled_as_they_are(self):
        self.begin()
        for value, line in (("1.5", "none -> 1.5"), ("600", "1.5 -> 600"), ("2500.25", "600 -> 2500.25"), ("none", "2500.25 -> none")):
            done = self.tune("--limit", f"simulated.requests_per_minute={value}")
            self.assertIn(f"requests_per_minute: {line}\n", done.stdout, done.stderr)
        self.assertEqual([list(r["new"].values()) for r in self.records()], [["1.5"], ["600"], ["2500.25"], ["none"]])
        self.assertIn("; there is 'simulated", self.tune("--threads", "zzzzzz=4").stderr)

    def test_what_stdout_does_not_take_has_been_changed_all_the_same(self):
        self.begin()
        with open("/dev/full", "w") as full:
            done = preceptron("tune", self.results, "--threads", "24", stdout=full)
        self.assertEqual((done.returncode, done.stderr),
                         (74, "error: stdout could not be written: No space left on device\n"))
        self.assertEqual(len(self.records()), 1)

    def test_a_run_can_be_held_and_let_go_on(self):
        self.begin()
        self.assertEqual(self.tune("--pause").returncode, 0)
        self.wait_for(lambda: self.lane()["held"] and self.lane()["in_flight"] == 0, seconds=5)
        asked = len(self.provider.requests())
        shown = preceptron("status", self.results).stdout
        self.assertIn("held (tune --resume)", shown)
        self.assertIn("is held by tune --pause; what would help: "
                      f"preceptron tune {self.results} --resume", shown)
        self.assertNotRegex(shown, "ETA|more threads")
        self.assertEqual(len(self.provider.requests()), asked)
        self.assertEqual(self.tune("--resume").returncode, 0)
        self.wait_for(lambda: len(self.provider.requests()) > asked, seconds=5)

    def test_what_limits_it_is_of_the_limits_as_they_are_now(self):
        self.begin()
        time.sleep(9)
        self.assertEqual(self.lane()["limited_by"], "concurrency")
        account = self.lane()["name"]
        self.assertEqual(self.tune("--limit", account + ".tokens_per_minute=100").returncode, 0)
        self.wait_for(lambda: self.lane()["in_flight"] == 0, seconds=10)
        self.wait_for(lambda: self.lane()["limited_by"] == "tokens", seconds=4)

    def test_a_hold_limits_a_run_as_long_as_it_lasts(self):
        process = self.begin()
        self.assertEqual(self.tune("--pause").returncode, 0)
        self.wait_for(lambda: self.lane()["limited_by"] == "held", seconds=3)
        time.sleep(3)  # the most of the run: a shorter hold is not worth a word
        self.assertEqual(self.tune("--resume").returncode, 0)
        self.wait_for(lambda: self.lane()["limited_by"] != "held", seconds=3)
        process.send_signal(signal.SIGINT)
        self.assertRegex(process.communicate(timeout=20)[1], r"held by tune --pause in \d+ % of the time\n")

    def test_no_more_calls_at_a_time_than_sockets_may_be_open(self):
        process = start("run", "--config", self.config, "--progress", "none", stdout=subprocess.DEVNULL,
                        stderr=subprocess.PIPE, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)))
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        self.wait_for(lambda: (self.results / "checkpoint" / "live.json").exists() and self.saved())
        done = self.tune("--threads", "200")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"threads: 2 -> \d\d, the most that ulimit -n allows\n")
        self.assertEqual(process.wait(60), 0)
        self.assertNotIn("attempt", {line["r"]["type"] for line in self.journal_lines()})

    def test_a_budget_that_nobody_could_keep_to_is_refused(self):
        self.begin()
        done = self.tune("--budget-usd", "0.5", "--threads", "9")
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("budget_usd needs the price of 'sim-strong'", done.stderr)
        self.assertIn("nothing was changed", done.stderr)
        self.assertEqual((done.stdout, self.records()), ("", []))

    def test_a_budget_needs_the_prices_of_the_judges_that_are_asked(self):
        config = self.write_config(self.provider.address, ["sim-strong", "sim-fair"], more="threads: 2")
        config.write_text(config.read_text().replace("name: sim-fair", "price: {input: 1, output: 1}, name: sim-fair"))
        process = start("run", "--config", config, "--models", "sim-fair", "--progress", "none", stdout=subprocess.DEVNULL,
                        stderr=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        self.wait_for(lambda: (self.results / "checkpoint" / "live.json").exists() and self.saved())
        done = self.tune("--budget-usd", "100")
        self.assertEqual((done.returncode, done.stdout), (0, "budget_usd: none -> $100.00\n"), done.stderr)
        self.assertIn("judge 'sim-strong' is not part of this run", self.tune().stderr)

    def test_a_budget_ends_with_the_run_and_says_so(self):
        self.config.write_text(self.config.read_text().replace("name: sim-strong", "price: {input: 1, output: 1}, name: sim-strong"))
        process = self.begin()
        done = self.tune("--budget-usd", "0.000001")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, f"this budget ends with the run; for later ones set budget_usd in {self.config}\n")
        said = process.communicate(timeout=60)[1]
        self.assertEqual(process.returncode, 5, said)
        self.assertIn("the budget that tune set was reached: ", said)
        self.assertIn(f"the next run goes by budget_usd in {self.config}, not by what tune set, and without a budget where "
                      f"none is there; go on with: preceptron run --config {self.config}", said)
        self.assertNotIn("with a higher", said)

    def test_without_flags_the_edited_configuration_is_applied(self):
        self.begin()
        self.config.write_text(self.config.read_text().replace("threads: 2", "threads: 12"))
        done = self.tune()
        self.assertRegex(done.stdout, r"threads: 2 -> 12\n")
        again = self.tune()
        self.assertEqual((again.returncode, again.stdout), (0, ""), again.stderr)
        self.assertIn("nothing to change", again.stderr)

    def test_limits_of_a_judge_are_applied_and_a_new_judge_is_named(self):
        self.begin()
        text = self.config.read_text()
        judge = text.splitlines()[-1]
        limited = judge.replace("}", ", limits: {requests_per_minute: 60}}")
        self.config.write_text(text.replace(judge, limited + "\n" + judge.replace("name: ", "name: another-", 1)))
        done = self.tune()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"requests_per_minute: none -> 60\n")
        self.assertRegex(done.stderr, r"judge 'another-\S+' is not part of this run: nothing is changed for it")
        self.wait_for(lambda: self.lane()["limited_by"] == "requests", seconds=40)

    def test_a_broken_file_changes_nothing_and_says_so(self):
        self.begin()
        self.config.write_text(self.config.read_text().replace("threads: 2", "threads: [many"))
        done = self.tune()
        self.assertEqual(done.returncode, 78)
        self.assertIn("config.yaml:", done.stderr)
        self.assertIn("nothing was changed", done.stderr)
        self.assertEqual((self.records(), self.lane()["threads"]), ([], 2))

    def test_limits_are_set_and_lifted(self):
        self.begin()
        name = self.lane()["name"]
        done = self.tune("--limit", "simulated.requests_per_minute=60", "--threads", f"{name}=8")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("requests_per_minute: none -> 60", done.stdout)
        self.wait_for(lambda: self.lane()["limited_by"] == "requests", seconds=40)
        self.assertEqual(self.tune("--limit", "simulated.requests_per_minute=none").returncode, 0)
        asked = len(self.provider.requests())
        self.wait_for(lambda: len(self.provider.requests()) > asked + 20, seconds=5)

    def test_several_at_once_are_all_obeyed(self):
        self.begin()
        flags = (("--threads", "7"), ("--limit", "simulated.requests_per_minute=300"), ("--pause",))
        tuning = [start("tune", self.results, *flag, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for flag in flags]
        ended = [(process.communicate(timeout=30), process.returncode) for process in tuning]
        self.assertEqual([status for _, status in ended], [0, 0, 0], ended)
        self.assertEqual(list((self.results / "checkpoint").glob("tune*")), [])

    def test_what_is_wrong_is_told_by_name(self):
        done = self.tune("--threads", "4")
        self.assertEqual(done.returncode, 66, done.stderr)
        self.begin()
        for flags, words in ((("--threads", "opnai=3"), "no account 'opnai'"), (("--threads", "many"), "is not N"),
                             (("--threads", "=7"), "is not N"), (("--threads", "3,,4"), "more than one number"),
                             (("--threads", "3,4"), "more than one number for all"),
                             (("--threads", "simulated=3,simulated=4"), "more than one number for 'simulated'"),
                             (("--limit", "simulated.requests_per_minute=3,simulated.requests_per_minute=4"),
                              "more than one number for 'simulated.requests_per_minute'"),
                             (("--limit", "simulated.request_per_minute=3"), "did you mean 'requests_per_minute'"),
                             (("--limit", "simulated.rpm=3"), "there is no limit 'rpm'; there are 'requests_per_minute'"),
                             (("--limit", "600"), "ACCOUNT.LIMIT=N")):
            done = self.tune(*flags)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(words, done.stderr)


if __name__ == "__main__":
    unittest.main()
