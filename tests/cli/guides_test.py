"""The README and the guides, followed to the letter: every command in them works."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import unittest

import connect_proxy
from program import BINARY, ENVIRONMENT, ROOT, ProgramTest, generated_entries, start
from several_providers import QUICK


class Guides(ProgramTest):
    """A page's blocks in order: yaml and ini are the files that their first line names, sh is run, line by line.

    What the pages call a provider is the simulated one here; what they say about it stays.
    """

    def setUp(self):
        super().setUp()
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "preceptron").symlink_to(BINARY)
        self.environment = {**ENVIRONMENT, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}

    def blocks(self, page):
        text = (ROOT / "docs" / page).read_text()
        found = re.findall(r"^```(yaml|ini|sh)\n(.*?)^```$", text, re.M | re.S)
        self.assertTrue(any(kind == "sh" for kind, _ in found), page)
        return found

    def redirected(self, text, provider):
        lines = []
        for line in text.splitlines():
            if "provider: openai" in line and "base_url" not in line:
                line = line.replace("}", f', base_url: "{provider.address}/v1"}}')
            lines.append(line.replace("http://localhost:8000", provider.address)
                         .replace("https://your-resource.openai.azure.com", provider.address))
        return "\n".join(lines) + "\n"

    def attempt(self, line, folder=None):
        return subprocess.run(["bash", "-c", line], cwd=folder or self.folder, env=self.environment, text=True, timeout=200,
                              stdin=subprocess.DEVNULL, capture_output=True)

    def shell(self, line, folder=None):
        done = self.attempt(line, folder)
        self.assertEqual(done.returncode, 0, f"{line}\n{done.stderr}")
        return done.stdout

    def write_study(self, provider, more="", entries=60):
        """What a page takes for granted: a configuration and its dataset."""
        self.write_dataset(generated_entries(entries))
        path = self.folder / "config.yaml"
        path.write_text(f"dataset_path: dataset.json\noutput_dir: results\nca_file: {provider.ca_file}\nmodels:\n"
                        f"  - name: my-judge\n    provider: openai\n    model_id: sim-strong\n"
                        f"    base_url: '{provider.address}/v1'\n    key: none\n" + more)
        return path

    def follow(self, page, *flags, change=lambda text: text):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2", *flags)
        self.write_dataset(generated_entries(60))
        output = {}
        for kind, block in self.blocks(page):
            if kind != "sh":
                name = re.match(r"[#;] (\S+)\n", block)
                self.assertTrue(name, f"{page}: a block without a file's name:\n{block}")
                text = change(self.redirected(block, provider))
                if kind == "yaml":
                    text += f"ca_file: {provider.ca_file}\ntask_aliases: {{bi_triage: cpc_bond}}\n" \
                        if provider.address.startswith("https") else "task_aliases: {bi_triage: cpc_bond}\n"
                (self.folder / name.group(1)).write_text(text)
                os.chmod(self.folder / name.group(1), 0o600)
                continue
            for line in block.splitlines():
                output[line] = self.shell(line)
        return output

    def test_the_first_hour_leads_to_a_report(self):
        output = self.follow("first-hour.md")
        self.assertIn("QWK", output["preceptron analyze results"])
        self.assertTrue((self.folder / "demo-output" / "report.html").exists())
        self.assertTrue((self.results / "report.html").exists())
        self.assertTrue((self.results / "my-judge_cpc_bond.json").exists())
        self.assertTrue((self.folder / "results.csv").read_text().startswith("judge,task,id"))

    def test_four_adapters_share_one_server(self):
        self.follow("local-judges.md", "--plain")
        manifest = json.loads((self.results / "checkpoint" / "manifest.json").read_text())
        self.assertEqual([judge["name"] for judge in manifest["judges"]], ["bond", "ridea", "diag", "mgmt"])
        self.assertEqual(len(manifest["config"]["accounts"]), 1)

    def test_azure(self):
        self.follow("azure.md")
        self.assertTrue((self.results / "gpt-azure_cpc_bond.json").exists())

    def test_behind_a_proxy(self):
        proxy = connect_proxy.ConnectProxy()
        self.addCleanup(proxy.stop)
        self.follow("proxy.md", change=lambda text: text.replace("proxy.example:3128", f"127.0.0.1:{proxy.port}")
                    .replace("[proxy.example, api.openai.com]", "[127.0.0.1]"))
        self.assertTrue(proxy.asked, "nothing went through the proxy")
        self.assertEqual(json.loads((self.results / "checkpoint" / "manifest.json").read_text())["config"]["allowed_hosts"],
                         ["127.0.0.1"])

    def test_comparing_judges(self):
        output = self.follow("comparing-judges.md", change=lambda text: text.replace("gpt-6-luna", "sim-noisy"))
        self.assertIn("Judge against judge", output["preceptron analyze results --statistics all"])
        self.assertTrue((self.results / "agreement.csv").exists())
        self.assertIn("Does a judge give the same score twice?", (self.results / "report.html").read_text())

    def test_the_dataset(self):
        self.write_study(self.simulator(*QUICK))
        text = (ROOT / "docs" / "dataset.md").read_text()
        smallest, from_csv = (re.search(rf"^```{kind}\n(.*?)^```$", text, re.M | re.S).group(1) for kind in ("json", "python"))
        (self.folder / "dataset.json").write_text(smallest)
        for _, block in self.blocks("dataset.md"):
            for line in block.splitlines():
                self.shell(line)
        self.assertEqual(len(json.loads((self.results / "my-judge_cpc_bond.json").read_text())), 2)

        shutil.rmtree(self.results)
        fields = re.search(r"names the fields: `([\w,]+)`", text).group(1)
        (self.folder / "grades.csv").write_text(
            f'\ufeff{fields}\r\na1,c1,cpc_bond,4.5,"Gout, or so",G\u00fcrtelrose\r\na2,c1,cpc_bond,,Gout,Gout\r\n', "utf-8")
        (self.folder / "from_csv.py").write_text(from_csv)
        self.shell(sys.executable + " from_csv.py")
        self.assertIn("1 entry without a grade not judged", self.attempt("preceptron check").stderr)
        self.shell("preceptron run")
        row, = json.loads((self.results / "my-judge_cpc_bond.json").read_text())
        self.assertEqual((row["grade"], row["response"], row["final_diagnosis"]), (4.5, "Gout, or so", "G\u00fcrtelrose"))

    def test_ratings_you_have_already(self):
        output = self.follow("ratings-files.md")
        self.assertIn("QWK", output["preceptron analyze scores.csv"])
        self.assertIn("read from scores.csv (SHA-256 ", (self.folder / "scores.html").read_text())

    def test_reading_the_statistics(self):
        self.follow("statistics.md")

    def test_long_runs(self):
        self.write_study(self.simulator(*QUICK))
        for _, block in self.blocks("long-runs.md"):
            for line in block.splitlines():
                self.shell(line)
        self.assertTrue((self.results / "my-judge_cpc_bond.json").exists())

    def test_what_can_be_changed_of_a_run_that_lives(self):
        provider = self.simulator("--ttft", "300ms", "--gap", "1ms", "--events", "2")
        config = self.write_study(provider, "    price: {input: 1, output: 1}\n", entries=600)
        tuning, pilot = [block for kind, block in self.blocks("throughput.md") if kind == "sh"]
        run = start("run", "--config", config, "--progress", "none", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(run.wait)
        self.addCleanup(run.kill)
        self.wait_for(lambda: (self.results / "checkpoint" / "live.json").exists())
        said = {}
        for line in tuning.splitlines():
            said[line] = self.shell(line.replace("openai", "openai@127.0.0.1:" + provider.address.rsplit(":")[-1]), self.folder)
        self.assertIn("threads: 10 -> 40", said["preceptron tune results/ --threads openai=40"])
        self.assertIn("threads: 40 -> 10", said["preceptron tune results/"])
        run.kill()
        run.wait()
        shutil.rmtree(self.results)
        asked = self.attempt(pilot.strip())
        self.assertEqual(asked.returncode, 4, asked.stderr)
        self.assertIn("its cost", asked.stderr)

    def test_the_simulated_provider(self):
        (_, server), (_, config), (_, commands) = self.blocks("simulator.md")
        self.write_dataset(generated_entries(20))
        serving = subprocess.Popen(["bash", "-c", "exec " + server.replace("--port 8443", "--port 0")], cwd=self.folder,
                                   env=self.environment, text=True, stdout=subprocess.PIPE)
        self.addCleanup(serving.communicate)
        self.addCleanup(serving.send_signal, signal.SIGHUP)
        address = serving.stdout.readline().split()[1]
        (self.folder / "config.yaml").write_text(config.replace("https://127.0.0.1:8443", address))
        for line in commands.splitlines():
            self.shell(line)
        self.assertTrue((self.results / "noisy_cpc_bond.json").exists())

    def test_troubleshooting(self):
        self.write_study(self.simulator(*QUICK))
        self.shell("preceptron run")
        for _, block in self.blocks("troubleshooting.md"):
            self.shell(block)

    def test_the_readme_leads_from_a_key_to_a_first_result(self):
        provider = self.simulator(*QUICK)
        for name in ("configs", "data"):
            shutil.copytree(ROOT / name, self.folder / name)
        steps = re.search(r"^## Real use\n\n```\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S).group(1)
        lines = [line.split("  #")[0].strip() for line in steps.splitlines()]
        self.assertEqual(lines[:2], ["tools/build", 'export PATH="$PWD/build/release/src:$PATH"'])
        self.shell(lines[2])
        study = self.folder / "study"
        for line in lines[3:]:
            self.shell(line, study)
            if line.endswith(" config.yaml"):  # what the README calls editing
                config = study / "config.yaml"
                config.write_text(config.read_text() + f"    base_url: '{provider.address}/v1'\nca_file: {provider.ca_file}\n")
            elif line.endswith(" config.ini"):
                keys = study / "config.ini"
                keys.write_text(keys.read_text().replace("openai = sk-...", "openai = sk-a-key-of-my-own"))
        self.assertTrue((study / "results" / "report.html").exists())
        self.assertEqual(len(provider.requests()), 1 + 20)


if __name__ == "__main__":
    unittest.main()
