"""Several providers at once, each a simulator of its own."""

import json

from program import ProgramTest, Simulator, generated_entries

QUICK = ("--ttft", "5ms", "--gap", "1ms")
KEYS = """[api_keys]
openai = {openai}
openrouter = sk-or-canary-0123456789

[azure]
api_key = azure-canary-0123456789
"""


class SeveralProviders(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(24)
        self.write_dataset(self.entries)
        self.write_keys()
        self.authorities = []

    def write_keys(self, openai="sk-canary-0123456789"):
        path = self.folder / "config.ini"
        path.write_text(KEYS.format(openai=openai))
        path.chmod(0o600)

    def provider(self, name, *flags):
        """A simulator of its own, whose authority joins the others' in one file."""
        folder = self.folder / name
        folder.mkdir()
        one = Simulator(folder, *flags)
        self.addCleanup(one.stop)
        if one.ca_file.exists():
            self.authorities.append(one.ca_file.read_text())
        (self.folder / "ca.pem").write_text("".join(self.authorities))
        return one

    def config(self, *models, more=""):
        """`models`: the members of a judge each, a line each, so that lines can be counted."""
        lines = ["dataset_path: dataset.json", "output_dir: results", "ca_file: ca.pem", more or "threads: 4"]
        lines.append("models:")
        for model in models:
            lines += [f"  - name: {model['name']}", *(f"    {key}: {value}" for key, value in model.items()
                                                      if key != "name")]
        path = self.folder / "config.yaml"
        path.write_text("\n".join(lines) + "\n")
        return path

    def line_of(self, config, text):
        return 1 + next(i for i, line in enumerate(config.read_text().splitlines()) if text in line)

    def stopped(self, done):
        return [line for line in done.stderr.splitlines() if line.startswith("error: stopped: ")]

    def failures(self):
        return [json.loads(line) for line in (self.results / "failures.jsonl").read_text().splitlines()]
