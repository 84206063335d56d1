"""Signals that come while result files are being written (A14): publishing is short, and is finished."""

import json
import os
import signal
import subprocess
import unittest

from proof import BINARY, ENVIRONMENT, Proof, needs, strace


class WhilePublishing(Proof):
    ENTRIES = 60

    def begin_slowly(self, *flags, delay_us=400_000):
        """Each fsync takes long, and so does publishing; what the run says is in self.message_file."""
        self.provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        config = self.write_config(self.provider.address, more="threads: 4")
        self.assertEqual(self.run_config(config, "--limit", "1").returncode, 0)
        for path in self.results.glob("*.json*"):
            path.unlink()
        self.message_file, self.summary_file = self.folder / "messages.txt", self.folder / "summary.txt"
        with open(self.message_file, "w") as messages, open(self.summary_file, "w") as summary:
            tracer = subprocess.Popen([*strace(f"fsync:delay_enter={delay_us}"), BINARY, "run", "--config", str(config),
                                       "--progress", "none", "--format", "json", *flags], stdin=subprocess.DEVNULL,
                                      stdout=summary, stderr=messages, env=ENVIRONMENT)
        self.addCleanup(tracer.wait)
        self.addCleanup(tracer.kill)
        return tracer

    def send(self, number):
        os.kill(json.loads((self.results / "checkpoint" / "lock").read_text())["pid"], number)

    def wait_for_publishing(self, files=1):
        self.wait_for(lambda: len(list(self.results.glob("*.json"))) >= files and list(self.results.glob(".*.tmp")))

    def assert_all_is_there(self):
        summary = json.loads(self.summary_file.read_text())
        self.assertEqual(list(self.results.glob(".*.tmp")), [])
        self.assertFalse((self.results / "checkpoint" / "live.json").exists())
        rows = [row for path in self.results.glob("sim-strong_*.json") for row in json.loads(path.read_text())]
        self.assertEqual(len(rows), summary["scored"])
        self.assertTrue((self.results / "failures.jsonl").exists())

    @needs("strace")
    def test_the_first_signal_of_a_complete_run_ends_it_when_its_files_are_there(self):
        tracer = self.begin_slowly()
        self.wait_for(lambda: len(self.saved_ids()) == len(self.entries))
        self.wait_for_publishing()
        self.send(signal.SIGTERM)
        self.assertEqual(tracer.wait(timeout=60), 143, self.messages())
        self.assert_all_is_there()

    @needs("strace")
    def test_a_further_interrupt_while_files_are_written_loses_nothing(self):
        tracer = self.begin_slowly()
        self.wait_for(lambda: len(self.saved_ids()) > 12)
        self.send(signal.SIGINT)
        self.wait_for_publishing()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT):
            self.send(number)
        self.assertEqual(tracer.wait(timeout=60), 130, self.messages())
        self.assert_all_is_there()


if __name__ == "__main__":
    unittest.main()
