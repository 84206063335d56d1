"""The documents: what they link to is there, what they quote is said, and their example works."""

import json
import re
import shutil
import unittest

from program import ROOT, ProgramTest, preceptron

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

    def test_a_task_file_named_as_a_built_in_alias_is_stronger_than_that(self):
        (self.folder / "tasks").mkdir()
        own = (ROOT / "docs" / "examples" / "clinical-summary" / "tasks" / "clinical_summary.yaml").read_text()
        (self.folder / "tasks" / "t.yaml").write_text(own.replace("task: clinical_summary", "task: bi_triage"))
        self.write_dataset([{"id": f"e{i}", "case_id": f"c{i}", "benchmark": "bi_triage", "grade": i % 5,
                             "response": f"Answer {i}.", "case_vignette": "A case.", "final_diagnosis": "Gout"}
                            for i in range(4)])
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address, more="tasks_dir: tasks")
        for alias, judged_by in (("", "bi_triage"), ("task_aliases: {bi_triage: cpc_bond}\n", "cpc_bond")):
            config.write_text(alias + config.read_text())
            summary, done = self.summary(config, *(["--rejudge"] if alias else []))
            self.assertEqual((done.returncode, summary["scored"]), (0, 4), done.stderr)
            journal = "".join(path.read_text() for path in sorted((self.results / "checkpoint").glob("*.jsonl")))
            self.assertEqual(re.findall(r'"task":"(\w+)","variant"', journal)[-1], judged_by)

    def test_every_command_stands_in_a_block_that_a_test_runs(self):
        block = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
        unseen = [f"{page.name}: {line}" for page in sorted((ROOT / "docs").glob("*.md"))
                  for kind, text in block.findall(page.read_text()) if kind != "sh" for line in text.splitlines()
                  if line.startswith("preceptron ") and "docs/examples/" not in line]
        self.assertEqual(unseen, [])

    def test_troubleshooting_quotes_what_the_program_says(self):
        sources = "".join(path.read_text() for path in sorted((ROOT / "src").rglob("*.cpp")))
        said = re.sub(r'"\s*"', "", sources)  # adjacent literals are one
        quoted = re.findall(r"^\*\*`([^`]+)`\*\*", (ROOT / "docs" / "troubleshooting.md").read_text(), re.M)
        self.assertGreater(len(quoted), 12)
        for message in quoted:
            self.assertIn(message.replace("'openai'", "'"), said, "the program no longer says this")


if __name__ == "__main__":
    unittest.main()
