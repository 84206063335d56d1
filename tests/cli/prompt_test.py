"""Which prompt a judge was shown: the variant of each task, or a task file for its own task."""

import json
import unittest

from program import ProgramTest, generated_entries, preceptron
from several_providers import QUICK
from small_task import rubric


class Prompts(ProgramTest):
    def setUp(self):
        super().setUp()
        self.tasks = ("cpc_bond", "management_reasoning", "r_idea")
        entries = generated_entries(150)
        self.write_dataset([entry for task in self.tasks for entry in [e for e in entries if e["benchmark"] == task][:2]])
        self.provider = self.simulator(*QUICK)

    def config(self, prompt):
        path = self.write_config(self.provider.address)
        path.write_text(path.read_text().replace("model_id: sim-strong", f"model_id: sim-strong, prompt: {prompt}"))
        return path

    def prompts(self):
        """The prompt that results name, by task."""
        found = {}
        for task in self.tasks:
            rows = json.loads((self.results / f"sim-strong_{task}.json").read_text())
            found[task], = {row["judge"]["prompt"] for row in rows}
        return found

    def methods(self):
        self.assertEqual(preceptron("report", self.results).returncode, 0)
        page = (self.results / "report.html").read_text()
        return page[page.index("<section id=methods>"):]

    def test_a_task_without_the_variant_is_judged_by_its_default_and_says_so(self):
        self.assertEqual(self.run_config(self.config("calibrated")).returncode, 0)
        self.assertEqual(self.prompts(), {"cpc_bond": "calibrated", "management_reasoning": "default", "r_idea": "calibrated"})
        self.assertIn("prompts calibrated (cpc_bond, r_idea) and default (management_reasoning)", self.methods())

    def test_a_task_file_is_the_prompt_of_its_own_task_only(self):
        mine = self.folder / "mine.yaml"
        mine.write_text(rubric("r_idea"))
        self.assertEqual(self.run_config(self.config("default"), "--tasks", "cpc_bond", "--limit", "1").returncode, 0)
        done = self.run_config(self.config("mine.yaml"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.prompts(), {"cpc_bond": "default", "management_reasoning": "default", "r_idea": str(mine)})
        self.assertIn("prompts default (cpc_bond, management_reasoning) and mine.yaml (r_idea)", self.methods())

    def test_a_task_file_of_no_known_task_is_refused_with_its_place(self):
        (self.folder / "mine.yaml").write_text(rubric("r_ideas"))
        done = self.run_config(self.config("mine.yaml"))
        self.assert_refused(done, 78, "config.yaml:", "mine.yaml is for a task that is not known, 'r_ideas': did you mean 'r_idea'?")
        self.assertFalse(self.results.exists())


if __name__ == "__main__":
    unittest.main()
