"""Too few descriptors (A18)."""

import time
import unittest

from proof import Proof, cpu_seconds, open_descriptors

SLOW = ("--ttft", "60ms", "--gap", "10ms", "--events", "5")


class FewDescriptors(Proof):
    """A18"""

    def test_a_run_with_twenty_descriptors_makes_fewer_calls_at_a_time_and_fails_nothing(self):
        provider = self.simulator(*SLOW)
        config = self.write_config(provider.address, more="threads: 30")

        def few():
            import resource
            resource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))
        began = time.monotonic()
        process = self.begin(config, preexec_fn=few)
        self.wait_for(lambda: len(self.saved_ids()) >= 4)
        self.assertLessEqual(open_descriptors(process.pid), 20)
        spent = cpu_seconds(process.pid)
        process.wait(timeout=120)
        self.assertEqual(process.returncode, 0, self.messages())
        self.assertIn("what would help: a higher limit of open files (ulimit -n)", self.messages())
        self.assertNotIn("more threads", self.messages())
        self.assert_all_scored_once(len(provider.requests()))
        self.assertEqual(self.records("attempt"), [])
        self.assertLess(spent, (time.monotonic() - began) / 2, "a busy loop")

    def test_with_too_few_descriptors_for_any_call_nothing_is_begun_and_the_message_says_how_many_are_needed(self):
        provider = self.simulator(*SLOW)
        config = self.write_config(provider.address)
        for limit in (9, 11):
            done = self.run_config(config, preexec_fn=lambda: self.limit_descriptors(limit))
            self.assertEqual(done.returncode, 74, done.stderr)
            self.assertRegex(done.stderr, rf"the limit of open files \(ulimit -n\) is {limit}, and a run needs at least \d+")
            self.assertFalse((self.results / "checkpoint").exists())
        least = int(done.stderr.split("at least ")[1].split(":")[0])
        self.assertLess(least, 20)
        done = self.run_config(config, preexec_fn=lambda: self.limit_descriptors(least))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assert_all_scored_once(len(provider.requests()))

    @staticmethod
    def limit_descriptors(limit):
        import resource
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))


if __name__ == "__main__":
    unittest.main()
