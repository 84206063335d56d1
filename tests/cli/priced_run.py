"""Tests of runs whose judge has a price."""

from program import ProgramTest, Simulator, generated_entries
from several_providers import QUICK

PRICE = "    price: {input: 100, output: 100}"


class PricedRun(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(60)
        self.write_dataset(self.entries)
        self.provider = self.simulator(*QUICK)

    def config(self, more="", judge=PRICE):
        path = self.folder / "config.yaml"
        path.write_text("\n".join([
            "dataset_path: dataset.json", "output_dir: results", "ca_file: simulated-ca.pem", "threads: 4", more,
            "models:", "  - name: j", "    provider: simulated", "    model_id: sim-strong",
            f"    base_url: '{self.provider.address}/v1'", "    max_output_tokens: 500", judge]) + "\n")
        return path

    def spent(self):
        return sum(line["r"].get("cost_usd") or 0 for line in self.journal_lines())

    def elsewhere(self, config, *flags):
        """`config` for another provider, which has its own log and authority."""
        folder = self.folder / "faulty"
        folder.mkdir()
        faulty = Simulator(folder, *QUICK, *flags)
        self.addCleanup(faulty.stop)
        config.write_text(config.read_text().replace(self.provider.address, faulty.address)
                          .replace("ca_file: ", "ca_file: faulty/"))
        return faulty
