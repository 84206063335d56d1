"""kill -9 at random times (A1): nothing saved is lost, little is paid twice, the files come out the same."""

import random
import subprocess
import time
import unittest

from proof import Proof, generated_entries, longer, start

KILLS = longer(334, 5)  # of each number of calls in flight
PATIENCE = longer(1800, 120)  # for a whole run, in seconds


class RandomKills(Proof):
    # Calls take so long that a run which is left alone for a third of a second gets a part of them done.
    SIMULATOR = {1: ("--ttft", "2ms", "--gap", "1ms", "--events", "2"),
                 30: ("--ttft", "40ms", "--gap", "1ms", "--events", "8"),
                 300: ("--ttft", "100ms", "--gap", "10ms", "--events", "8")}

    def test_one_call_at_a_time(self):
        self.kill_again_and_again(1, KILLS * 50)

    def test_thirty_calls_at_a_time(self):
        self.kill_again_and_again(30, KILLS * 100)

    def test_three_hundred_calls_at_a_time(self):
        self.kill_again_and_again(300, KILLS * 150)

    def kill_again_and_again(self, in_flight, entries):
        self.write_dataset(generated_entries(max(400, entries)))
        provider = self.simulator(*self.SIMULATOR[in_flight])
        config = self.write_config(provider.address, more=f"threads: {in_flight}\nadaptive: false")
        chance = random.Random(in_flight)
        before, kills, again = {}, 0, 0
        while kills < KILLS:
            asked = len(provider.requests())
            process = start("run", "--config", config, "--progress", "none", stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.02, 0.5))
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
            self.assertLessEqual(paid_for_nothing, in_flight)
            again += paid_for_nothing
            before = now
        summary, done = self.summary(config, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["planned"], summary["scored"])
        for ids in self.saved().values():
            self.assertEqual(len(ids), len(set(ids)), "a result was stored twice")
        self.assertLessEqual(summary["possibly_billed_twice"], kills * in_flight)
        self.assertGreaterEqual(summary["possibly_billed_twice"], again - in_flight, "what was paid again is counted")
        disturbed = self.published()
        self.results.rename(self.folder / "disturbed")
        self.assertEqual(self.run_config(config, timeout=PATIENCE).returncode, 0)
        self.assertEqual(self.published(), disturbed)
        print(f"{in_flight} in flight: {kills} kills, {again} calls made again, "
              f"{summary['possibly_billed_twice']} counted as possibly billed twice", flush=True)


if __name__ == "__main__":
    unittest.main()
