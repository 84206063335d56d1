"""Clocks that jump (A16), terminals that go away (A14, A15), file systems where all files have one mode, and threads that
are not to be had; tests/cli/signal_test.py has the signals themselves."""

import glob
import os
import resource
import subprocess
import time
import unittest

from proof import BINARY, ENVIRONMENT, Proof, needs, preceptron


class Clocks(Proof):
    ENTRIES = 60

    @needs("faketime")
    def test_jumps_of_a_month_either_way_end_no_deadline_and_no_call(self):
        library = next(iter(glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")), None)
        if not library:
            self.skipTest("libfaketime is not where Debian puts it")
        clock = self.folder / "clock"
        clock.write_text("+0\n")
        # Over plain HTTP: a certificate would be right to expire.
        provider = self.simulator("--plain", "--ttft", "60ms", "--gap", "10ms", "--events", "5")
        config = self.write_config(provider.address, more="threads: 3\ntimeouts: {first_byte: 3s, idle: 3s, total: 5s}\n"
                                                          "retries: {max_attempts: 1}")
        process = self.begin(config, environment={
            "LD_PRELOAD": library, "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
        began = time.monotonic()
        for jump in ("+30d", "-30d", "+3650d", "+0"):
            before = len(self.saved_ids())
            clock.write_text(jump + "\n")
            self.wait_for(lambda: process.poll() is not None or len(self.saved_ids()) > before + 5)
        process.wait(timeout=30)
        self.assertEqual(process.returncode, 0, self.messages())
        self.assert_all_scored_once(len(provider.requests()))
        self.assertEqual(self.records("attempt"), [])
        years = {record["time"][:4] for record in self.records("result")}
        self.assertGreater(len(years), 1, "the clock did not jump")
        self.assertLess(time.monotonic() - began, 30)


class Modes(Proof):
    """Drives of other systems: what is asked for makes no difference."""

    def test_a_mode_that_no_file_can_have_ends_nothing(self):
        library = os.environ.get("PRECEPTRON_FIXED_MODES", "")
        if not library:
            self.skipTest("PRECEPTRON_FIXED_MODES names no library; meson sets it")
        self.assertTrue(os.path.exists(library), library + " is not built: all would go well")
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        process = self.begin(self.write_config(provider.address), "--private", environment={"LD_PRELOAD": library})
        process.wait(timeout=30)
        self.assertEqual(process.returncode, 0, self.messages())
        self.assert_all_scored_once(len(provider.requests()))


class Threads(Proof):
    def test_a_thread_that_cannot_be_had_is_named_and_so_is_how_to_go_on(self):
        config = self.write_config()
        stack = 1 << 47  # what a thread's stack would take: all there is
        done = preceptron("run", "--config", config, "--quiet",
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (stack, resource.RLIM_INFINITY)))
        self.assert_refused(done, 74, "a thread could not be started, for want of memory",
                            "what was answered is saved, and the same command goes on")


@needs("tmux")
class Terminals(Proof):
    ENTRIES = 60

    def setUp(self):
        super().setUp()
        self.socket = self.folder / "tmux"
        self.provider = self.simulator("--ttft", "60ms", "--gap", "10ms", "--events", "5")
        self.config = self.write_config(self.provider.address, more="threads: 4")
        self.status = self.folder / "status"
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "run", "-x", "100", "-y", "30",
                  f"'{BINARY}' run --config '{self.config}' --progress live; echo $? > '{self.status}'")
        self.addCleanup(self.tmux, "kill-server", check=False)
        self.wait_for(lambda: len(self.saved_ids()) >= 4)

    def tmux(self, *arguments, check=True):
        done = subprocess.run(["tmux", "-S", self.socket, *arguments], capture_output=True, text=True,
                              env={**ENVIRONMENT, "TERM": "xterm", "LC_ALL": "C.UTF-8"})
        if check:
            self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def test_a_terminal_of_any_size_shows_progress_and_changes_nothing(self):
        for width, height in ((20, 3), (1, 1), (300, 80), (80, 24)):
            self.tmux("resize-window", "-t", "run", "-x", str(width), "-y", str(height), check=False)
            time.sleep(0.3)
        self.wait_for(self.status.exists, 60)
        self.assertEqual(self.status.read_text(), "0\n")
        self.assert_all_scored_once(len(self.provider.requests()))

    def test_c_in_the_terminal_drains(self):
        self.tmux("send-keys", "-t", "run", "C-c")
        self.wait_for(self.status.exists, 30)
        self.assertEqual(self.status.read_text(), "130\n")
        self.assertEqual(len(self.provider.requests()), len(self.saved_ids()))

    def test_a_session_that_is_killed_hangs_up_and_the_next_run_goes_on(self):
        self.tmux("kill-session", "-t", "run")
        lock = self.results / "checkpoint" / "live.json"
        self.wait_for(lambda: not lock.exists(), 30)
        self.wait_for(lambda: self.run_config(self.config).returncode == 0, 60)
        self.assert_all_scored_once(len(self.provider.requests()))


if __name__ == "__main__":
    unittest.main()
