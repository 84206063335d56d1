"""What signals, closed pipes and terminals do to a run: it ends in order, or not at all."""

import json
import os
import signal
import subprocess
import time
import unittest

from program import BINARY, ENVIRONMENT, ProgramTest, Simulator, generated_entries, start


class Signals(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(60)
        self.write_dataset(self.entries)

    def begin(self, *flags, threads=4, ttft="60ms", gap="10ms", **more):
        """A run that is dispatching and has saved some results."""
        self.provider = self.simulator("--ttft", ttft, "--gap", gap, "--events", "5")
        self.config = self.write_config(self.provider.address, more=f"threads: {threads}")
        more.setdefault("stdout", subprocess.PIPE)
        more.setdefault("stderr", subprocess.PIPE)
        process = start("run", "--config", self.config, "--progress", "none", *flags, **more)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_for(lambda: sum(map(len, self.saved().values())) >= 4)
        return process

    def assert_goes_on_to_the_end(self):
        summary, done = self.summary(self.config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["scored"], len(self.entries))
        return summary

    def test_the_first_interrupt_drains_and_says_so_at_once(self):
        process = self.begin(threads=8)
        before = len(self.provider.requests())
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertIn("^C: nothing new is sent; waiting for", errors)
        self.assertLessEqual(len(self.provider.requests()) - before, 8)
        # Every call that was in flight left a result: nothing was paid for in vain.
        self.assertEqual(len(self.provider.requests()), sum(map(len, self.saved().values())))
        published = {(judge, task): [row["id"] for row in json.loads((self.results / f"{judge}_{task}.json").read_text())]
                     for judge, task in self.saved()}
        self.assertEqual({cell: sorted(ids) for cell, ids in published.items()},
                         {cell: sorted(ids) for cell, ids in self.saved().items()})
        self.assertEqual(self.assert_goes_on_to_the_end()["possibly_billed_twice"], 0)

    def test_a_quiet_run_says_what_an_interrupt_does_too(self):
        process = self.begin("-q", threads=8)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertRegex(errors, r"\Awarning: \^C: nothing new is sent; waiting for \d calls? in flight \(\^C again gives (them|it) up\)\n\Z")

    def test_the_command_to_go_on_with_is_the_last_word_and_said_once(self):
        process = self.begin(stderr=subprocess.STDOUT)
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
        self.assertIn("More: preceptron report", said)
        self.assertEqual(said.splitlines()[-1], f"go on with: preceptron run --config {self.config}")
        self.assertEqual(said.count("go on with: "), 1)

    def test_an_interrupt_names_the_judges_that_never_answered(self):
        (self.folder / "failing").mkdir()
        self.failing = Simulator(self.folder / "failing", "--fault", "status-529=1", "--ttft", "5ms")
        self.addCleanup(self.failing.stop)
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        text = config.read_text().replace("ca_file: ", "ca_file: both.pem\n# ")
        (self.folder / "both.pem").write_text(provider.ca_file.read_text() + self.failing.ca_file.read_text())
        config.write_text(text + f"  - {{name: other, provider: simulated, model_id: sim-fair, base_url: '{self.failing.address}/v1'}}\n")
        process = start("run", "--config", config, "--progress", "json", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_for(lambda: len(self.failing.requests()) > 5 and
                      sum(map(len, self.saved().values())) == len(self.entries))
        time.sleep(1)  # for a look or two
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        lines = [json.loads(line) for line in said.splitlines()]
        looks = [line for line in lines if line["schema"] == "preceptron.progress/1"]
        self.assertEqual({look["eta_s"] for look in looks if look["done"] >= len(self.entries)}, {None})
        self.assertRegex(" ".join(line["message"] for line in lines if "message" in line),
                         r"no answer at all from other: \d+ calls failed, the last with http_error, HTTP 529")

    def test_the_second_interrupt_closes_now(self):
        process = self.begin(threads=8, gap="1s")
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        self.assertEqual(process.returncode, 130)
        self.assertIn("closing now", errors)
        self.assertGreater(self.assert_goes_on_to_the_end()["possibly_billed_twice"], 0)

    def assert_drains_for_as_long_as_drain_says(self, number, status):
        process = self.begin("--drain", "300ms", threads=4, gap="500ms")
        began = time.monotonic()
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
        self.assertEqual(process.returncode, status)
        self.assertGreater(time.monotonic() - began, 0.25)
        self.assertIn("at most", errors)

    def test_term_drains_for_as_long_as_drain_says(self):
        self.assert_drains_for_as_long_as_drain_says(signal.SIGTERM, 143)

    def test_hup_drains_for_as_long_as_drain_says(self):
        self.assert_drains_for_as_long_as_drain_says(signal.SIGHUP, 129)

    def test_an_ignored_signal_stays_ignored(self):
        process = self.begin(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        process.send_signal(signal.SIGHUP)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)

    def test_window_changes_and_stops_do_not_touch_the_run(self):
        process = self.begin()
        for number in (signal.SIGWINCH, signal.SIGTSTP, signal.SIGCONT, signal.SIGPIPE):
            process.send_signal(number)
            time.sleep(0.05)
        process.send_signal(signal.SIGCONT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 0)

    def test_closed_outputs_do_not_touch_the_run(self):
        reader, writer = os.pipe()
        os.close(reader)
        process = self.begin(stdout=writer, stderr=writer)
        os.close(writer)
        self.assertEqual(process.wait(timeout=60), 0)
        self.assertEqual(sum(map(len, self.saved().values())), len(self.entries))

    def test_a_run_without_any_standard_stream_finishes(self):
        self.provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(self.provider.address)
        shell = f'exec "{BINARY}" run --config "{config}" <&- >&- 2>&-'
        self.assertEqual(subprocess.run(["sh", "-c", shell], env=ENVIRONMENT, timeout=60).returncode, 0)
        for path in self.results.glob("*.json"):
            json.loads(path.read_text())
        self.assertEqual(sum(map(len, self.saved().values())), len(self.entries))

    def test_an_interrupt_while_nothing_is_to_be_asked_changes_no_file(self):
        self.begin().communicate(timeout=60)
        files = self.result_files()
        process = start("run", "--config", self.config, "--progress", "none", stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
        self.assertEqual(self.result_files(), files)


if __name__ == "__main__":
    unittest.main()
