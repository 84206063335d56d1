"""What thousands of streams take while they wait for their next word."""

import unittest
from pathlib import Path

from program import ProgramTest, generated_entries, start

STREAMS = 2000
KIB_A_STREAM = 34  # measured: 32, and 27 MiB for the program and its dataset; 39 before the burst's memory goes
BASE_KIB = 32 * 1024


class Memory(ProgramTest):
    def resident_kib(self, pid):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1])
        return 0

    def test_a_stream_in_flight_takes_little_and_a_burst_of_handshakes_leaves_nothing_behind(self):
        self.write_dataset(generated_entries(STREAMS))
        provider = self.simulator("--ttft", "1s", "--gap", "400ms", "--events", "60")
        config = self.write_config(provider.address, more=f"threads: {STREAMS}\nadaptive: false")
        run = start("run", "--config", config, "--quiet", "--progress", "none", "--drain", "0s", stdout=-3, stderr=-3)
        self.addCleanup(run.wait)
        self.addCleanup(run.kill)
        self.wait_for(lambda: len(provider.requests()) >= STREAMS, 60)
        enough = BASE_KIB + STREAMS * KIB_A_STREAM
        seen = []

        def little():
            seen.append(self.resident_kib(run.pid))
            return seen[-1] < enough
        try:
            self.wait_for(little, 20)
        except AssertionError:
            self.fail(f"{seen[-1]:,} KiB for {STREAMS:,} streams, at most {max(seen):,}; {enough:,} were expected")


if __name__ == "__main__":
    unittest.main()
