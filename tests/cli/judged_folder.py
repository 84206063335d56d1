"""Tests of an output folder in which two judges have answered all."""

from program import ProgramTest, generated_entries


class JudgedFolder(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(40)
        self.write_dataset(self.entries)
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        done = self.run_config(self.write_config(provider.address, ["sim-strong", "sim-noisy"]))
        self.assertEqual(done.returncode, 0, done.stderr)
