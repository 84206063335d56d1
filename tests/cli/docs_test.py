"""The documents: what they link to is there, and what they tell one to run works."""

import json
import os
import re
import shutil
import subprocess
import unittest

import connect_proxy
from program import BINARY, ENVIRONMENT, ROOT, ProgramTest, generated_entries, preceptron

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "src" / "README.md", ROOT / "data" / "README.md",
         *sorted((ROOT / "docs").rglob("*.md"))]


class Documents(ProgramTest):
    def test_every_link_to_a_file_leads_somewhere(self):
        broken = []
        for page in PAGES:
            for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
                if not (page.parent / target).exists():
                    broken.append(f"{page.relative_to(ROOT)}: {target}")
        self.assertEqual(broken, [])

    def test_pictures_are_small_and_all_are_shown(self):
        shown = {(page.parent / target).resolve() for page in PAGES
                 for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text())}
        pictures = set((ROOT / "docs" / "pictures").iterdir())
        self.assertEqual(shown, pictures)
        for picture in pictures:
            self.assertLess(picture.stat().st_size, 150_000, picture.name)

    def test_the_example_task_judges_what_no_built_in_task_knows(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        example = self.folder / "clinical-summary"
        shutil.copytree(ROOT / "docs" / "examples" / "clinical-summary", example)
        config = example / "config.yaml"
        text = config.read_text().replace("../../../data/sample_dataset.json", str(ROOT / "data" / "sample_dataset.json"))
        text = text.replace('provider: openai, model_id: "gpt-6-sol"',
                            f'provider: simulated, model_id: sim-strong, base_url: "{provider.address}/v1"')
        config.write_text(text + f"ca_file: {provider.ca_file}\n")
        checked = preceptron("check", "--config", config)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        self.assertIn("clinical_summary", checked.stdout)
        done = preceptron("run", "--config", config, "--progress", "none", "--format", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(json.loads(done.stdout)["scored"], 8)

    def test_an_alias_judges_them_with_another_rubric(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        shutil.copy(ROOT / "data" / "sample_dataset.json", self.folder / "dataset.json")
        config = self.write_config(provider.address, more="task_aliases: {clinical_summary: r_idea}")
        summary, done = self.summary(config, "--tasks", "clinical_summary")
        self.assertEqual((done.returncode, summary["scored"]), (0, 8), done.stderr)
        self.assertTrue((self.results / "sim-strong_clinical_summary.json").exists())


class Guides(ProgramTest):
    """A page's blocks in order: yaml and ini are the files that their first line names, sh is run, line by line.

    What the pages call a provider is the simulated one here; what they say about it stays.
    """

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

    def follow(self, page, *flags, change=lambda text: text):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2", *flags)
        self.write_dataset(generated_entries(60))
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "preceptron").symlink_to(BINARY)
        environment = {**ENVIRONMENT, "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}"}
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
                done = subprocess.run(["bash", "-c", line], cwd=self.folder, env=environment, text=True, timeout=200,
                                      stdin=subprocess.DEVNULL, capture_output=True)
                self.assertEqual(done.returncode, 0, f"{page}: {line}\n{done.stderr}")
                output[line] = done.stdout
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
                    .replace("[api.openai.com]", "[127.0.0.1]"))
        self.assertTrue(proxy.asked, "nothing went through the proxy")
        self.assertEqual(json.loads((self.results / "checkpoint" / "manifest.json").read_text())["config"]["allowed_hosts"],
                         ["127.0.0.1"])

    def test_comparing_judges(self):
        output = self.follow("comparing-judges.md")
        self.assertIn("Judge against judge", output["preceptron analyze results --statistics all"])
        self.assertTrue((self.results / "agreement.csv").exists())
        self.assertIn("Does a judge give the same score twice?", (self.results / "report.html").read_text())

    def test_reading_the_statistics(self):
        self.follow("statistics.md")

    def test_troubleshooting_quotes_what_the_program_says(self):
        sources = "".join(path.read_text() for path in sorted((ROOT / "src").rglob("*.cpp")))
        said = re.sub(r'"\s*"', "", sources)  # adjacent literals are one
        quoted = re.findall(r"^\*\*`([^`]+)`\*\*", (ROOT / "docs" / "troubleshooting.md").read_text(), re.M)
        self.assertGreater(len(quoted), 12)
        for message in quoted:
            self.assertIn(message.replace("'openai'", "'"), said, "the program no longer says this")


if __name__ == "__main__":
    unittest.main()
