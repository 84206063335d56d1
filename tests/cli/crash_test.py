"""kill -9 at random times: nothing saved is lost, little is paid twice, the files come out the same."""

import os
import random
import subprocess
import time
import unittest

from program import ProgramTest, generated_entries, start

# The short form; `tools/test --all` sets more.
KILLS = int(os.environ.get("PRECEPTRON_KILLS", "8"))
IN_FLIGHT = 30


class Crash(ProgramTest):
    def test_kills_lose_nothing_and_the_result_files_are_those_of_an_undisturbed_run(self):
        self.write_dataset(generated_entries(max(400, KILLS * 60)))
        provider = self.simulator("--ttft", "40ms", "--gap", "1ms", "--events", "8")
        config = self.write_config(provider.address, more=f"threads: {IN_FLIGHT}")
        chance = random.Random(1)
        before, kills = {}, 0
        while kills < KILLS:
            asked = len(provider.requests())
            process = start("run", "--config", config, "--progress", "none", stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.35))
            process.kill()
            if process.wait() == 0:
                break
            kills += 1
            # What was in flight is still being logged by the simulator.
            time.sleep(0.15)
            now = self.saved()
            for cell, ids in before.items():
                self.assertEqual(now[cell][:len(ids)], ids, "a saved result is gone")
            new = sum(map(len, now.values())) - sum(map(len, before.values()))
            paid_for_nothing = len(provider.requests()) - asked - new
            self.assertLessEqual(paid_for_nothing, IN_FLIGHT)
            before = now
        summary, done = self.summary(config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["planned"], summary["scored"])
        for ids in self.saved().values():
            self.assertEqual(len(ids), len(set(ids)), "a result was stored twice")
        self.assertLessEqual(summary["possibly_billed_twice"], kills * IN_FLIGHT)
        disturbed = self.published_without_timings()
        self.results.rename(self.folder / "disturbed")
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assertEqual(self.published_without_timings(), disturbed)

    def published_without_timings(self):
        """The files' bytes but for what differs between any two runs: how long a call took."""
        import re
        pattern = rb'"(latency_ms|first_byte_ms|attempts)": ?[0-9.]+'
        return {name: re.sub(pattern, rb'"\1": 0', text) for name, text in self.result_files().items()}


if __name__ == "__main__":
    unittest.main()
