"""The Nth system call of a kind kills the process (A2, A20) or fails, N = 1, 2, 3 … until a run meets none: nothing saved
is lost, no file is half written, and the next run finishes what is left."""

import json
import bisect
import os
import shutil
import unittest

from proof import Proof, longer, needs, preceptron, strace

# Kinds of calls; the number is how far apart the shortened form takes them.
KILLED = {"write": 16, "fdatasync": 4, "fsync": 4, "openat": 45, "ftruncate": 1, "rename": 1, "fallocate": 1}
FAILED = {"write:error=EIO": 35, "write:error=ENOSPC": 35, "fdatasync:error=EIO": 3, "fsync:error=EIO": 5,
          "openat:error=EMFILE": 40, "rename:error=EACCES": 2, "ftruncate:error=EIO": 1, "fallocate:error=EIO": 1,
          "connect:error=ECONNREFUSED": 1, "socket:error=EMFILE": 1}
CRASHES = {-4, -6, -7, -8, -11, 132, 134, 135, 136, 139}
IN_FLIGHT = 2


@needs("strace")
class EveryCall(Proof):
    ENTRIES = 9

    def setUp(self):
        super().setUp()
        self.provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        # A disk that refuses a write is asked again after a second: long enough.
        self.config = self.write_config(self.provider.address, more=f"threads: {IN_FLIGHT}")
        self.assertEqual(self.run_config(self.config).returncode, 0)
        self.undisturbed = self.published()

    def assert_whole(self):
        """Whatever has been published is the whole of something."""
        for path in self.results.glob("*.json"):
            json.loads(path.read_bytes())
        for path in self.results.glob("*.jsonl"):
            for line in path.read_bytes().splitlines():
                json.loads(line)

    def disturb(self, fault, n):
        """A run in a new folder whose Nth call of a kind meets the fault, and the run after it. False: it met none."""
        shutil.rmtree(self.results)
        self.results.mkdir()
        asked = len(self.provider.requests())
        done, met = self.run_faulty(fault, n)
        what = f"{fault}, call {n}: exit {done.returncode}\n{done.stderr}"
        self.assertNotIn(done.returncode, CRASHES, what)
        self.assert_whole()
        before = self.saved()
        again = self.run_config(self.config)
        self.assertEqual(again.returncode, 0, what + "\nand then:\n" + again.stderr)
        now = self.saved()
        for cell, ids in before.items():
            self.assertEqual(now[cell][:len(ids)], ids, what + "a saved result is gone")
        for ids in now.values():
            self.assertEqual(len(ids), len(set(ids)), what + "a result was stored twice")
        self.assertEqual(self.published(), self.undisturbed, what)
        self.assertEqual([path for path in self.results.iterdir() if path.name.startswith(".")], [], what)
        self.wait_for(lambda: len(self.provider.requests()) - asked >= len(self.entries))
        self.assertLessEqual(len(self.provider.requests()) - asked, len(self.entries) + IN_FLIGHT, what)
        return met

    def run_faulty(self, fault, n):
        """The run, and whether it met the fault."""
        log = self.folder / "strace.log"
        log.unlink(missing_ok=True)
        done = self.run_under(strace(f"{fault}:when={n}", log=log), self.config)
        return done, done.returncode == -9 or "INJECTED" in log.read_text()

    def disturb_every(self, faults, suffix=""):
        for fault, step in faults.items():
            n, met = 1, 0
            while self.disturb(fault + suffix, n):
                met += 1
                n += longer(1, step)
            print(f"{fault}{suffix}: {met} runs", flush=True)
            self.assertGreater(met, 0, fault)

    def test_killed_at_every_call_loses_nothing(self):
        self.disturb_every(KILLED, ":signal=KILL")

    def test_any_call_that_fails_loses_nothing_and_crashes_nothing(self):
        self.disturb_every(FAILED)


class EveryAllocation(EveryCall):
    """The Nth `operator new` fails."""

    LIBRARY = os.environ.get("PRECEPTRON_FAILING_NEW", "")

    test_killed_at_every_call_loses_nothing = None
    test_any_call_that_fails_loses_nothing_and_crashes_nothing = None

    def run_faulty(self, fault, n):
        counted = self.folder / "news"
        counted.unlink(missing_ok=True)
        done = self.run_under([], self.config, environment={"LD_PRELOAD": self.LIBRARY, "PRECEPTRON_FAIL_NEW": str(n),
                                                            "PRECEPTRON_NEWS": str(counted)})
        # A process that was ended by a signal leaves no number: its allocation failed.
        return done, not counted.exists() or int(counted.read_text()) >= n

    def test_any_allocation_that_fails_loses_nothing_and_crashes_nothing(self):
        if not self.LIBRARY:
            self.skipTest("PRECEPTRON_FAILING_NEW names no library; meson sets it")
        self.assertTrue(os.path.exists(self.LIBRARY), self.LIBRARY + " is not built: without it nothing would ever fail")
        # The first ones are made before main(), where nothing can be caught and nothing has been touched yet.
        n, met = self.first_in_main(), 0
        while self.disturb("operator new", n):
            met += 1
            n += longer(max(1, n // 200), max(1, n // 2))
        print(f"operator new: {met} runs, the last at {n}", flush=True)
        self.assertGreater(n, 1000)

    def test_a_program_that_reads_json_lines_is_told_in_one_that_memory_was_refused(self):
        if not self.LIBRARY:
            self.skipTest("PRECEPTRON_FAILING_NEW names no library; meson sets it")
        first = str(self.first_in_main())
        for number in (first, first + "+"):  # with "+" there is no memory for the message either
            failing = {"LD_PRELOAD": self.LIBRARY, "PRECEPTRON_FAIL_NEW": number}
            done = preceptron("run", "--config", self.config, "--progress", "json", environment=failing)
            self.assertEqual((done.returncode, done.stdout), (74, ""), done.stderr)
            message, = map(json.loads, done.stderr.splitlines())
            self.assertEqual((message["schema"], message["level"]), ("preceptron.message/1", "error"))
            self.assertIn("memory ran out", message["message"])
            self.assertIn("what was answered is saved, and the same command goes on", message["message"])
            done = preceptron("run", "--config", self.config, environment=failing)
            self.assertEqual((done.returncode, done.stderr), (74, f"error: {message['message']}\n"))
            done = preceptron("status", self.results, environment=failing)
            self.assertEqual((done.returncode, "same command" in done.stderr), (74, False), done.stderr)

    def test_memory_that_is_gone_for_good_ends_a_run_and_corrupts_nothing(self):
        if not self.LIBRARY:
            self.skipTest("PRECEPTRON_FAILING_NEW names no library; meson sets it")
        counted = self.folder / "news"
        environment = {"LD_PRELOAD": self.LIBRARY, "PRECEPTRON_NEWS": str(counted)}
        self.assertEqual(self.run_under([], self.config, environment=environment).returncode, 0)
        last, told = int(counted.read_text()), 0
        for share in range(20, 100, longer(1, 4)):
            shutil.rmtree(self.results, ignore_errors=True)
            done = self.run_under([], self.config, environment=environment | {
                "PRECEPTRON_FAIL_NEW": f"{last * share // 100}+"})
            told += "what was answered is saved" in done.stderr
            # Asio's own words, where it cannot end a coroutine.
            if "terminate called after throwing an instance of 'std::bad_alloc'" not in done.stderr:
                self.assertIn(done.returncode, (0, 74), (share, done.stderr))
        self.assertGreater(told, 0)

    def test_a_headline_that_cannot_be_made_is_a_warning(self):
        """All is saved by then: the run has not failed."""
        if not self.LIBRARY:
            self.skipTest("PRECEPTRON_FAILING_NEW names no library; meson sets it")
        counted = self.folder / "news"

        def run_again(n):
            return self.run_under([], self.config, environment={"LD_PRELOAD": self.LIBRARY, "PRECEPTRON_FAIL_NEW": str(n),
                                                                "PRECEPTRON_NEWS": str(counted)})

        self.assertEqual(run_again(0).returncode, 0)
        last = int(counted.read_text())
        warned = 0
        for share in range(50, 100, 5):
            done = run_again(last * share // 100)
            if "no agreement:" in done.stderr:
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn("All results are saved", done.stderr)
                warned += 1
        self.assertGreater(warned, 0)

    def first_in_main(self):
        counted = self.folder / "news"

        def in_main(n):
            done = self.run_under([], self.config, "--version", environment={"LD_PRELOAD": self.LIBRARY, "PRECEPTRON_FAIL_NEW": str(n),
                                                                             "PRECEPTRON_NEWS": str(counted)})
            # The C++ library does without some of its own, which come before.
            did_without = done.returncode == 0 and int(counted.read_text()) >= n
            return done.returncode != -6 and not did_without

        most = 10_000
        first = bisect.bisect_left(range(most), True, key=in_main)
        self.assertLess(first, most, "the program does not get to main()")
        return first


if __name__ == "__main__":
    unittest.main()
