"""Which prompt a judge was shown: the variant of each task, or a task file for its own task."""

import json
import unittest

from answering_server import answering_server
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


class ShownPrompts(ProgramTest):
    """`check --show-prompt`: what would be sent, before it is."""

    def setUp(self):
        super().setUp()
        self.asked = []
        self.address = answering_server(self, self.answer)
        self.entries = [e | {"case_vignette": "A man of 54."} for e in generated_entries(150) if e["benchmark"] in ("cpc_bond", "r_idea")][:2]
        self.write_dataset(self.entries)

    def answer(self, _, asked):
        self.asked.append(asked)
        return 200, {"model": "m", "usage": {}, "choices": [
            {"finish_reason": "stop", "message": {"content": '{"score": 1, "justification": "-"}'}}]}

    def show(self, config, entry, *flags):
        return preceptron("check", "--config", config, "--show-prompt", entry, *flags)

    def test_it_is_what_a_run_sends(self):
        config = self.write_config(self.address, more="threads: 1")
        entry = self.entries[0]
        shown = self.show(config, entry["id"])
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertEqual((shown.stderr, self.asked), ("", []))
        self.assertFalse(self.results.exists())
        self.run_config(config, "--tasks", entry["benchmark"], "--limit", "1")
        system, user = [message["content"] for message in self.asked[0]["messages"]]
        self.assertIn(entry["response"], user)
        head, rest = shown.stdout.split("\n\n---- system ----\n", 1)
        self.assertEqual(rest, f"{system}\n\n---- user ----\n{user}" + ("" if user.endswith("\n") else "\n"))
        size = len(system.encode()) + len(user.encode())
        self.assertEqual(head, f"entry '{entry['id']}' of task {entry['benchmark']}\n"
                               f"judge sim-strong: prompt default, {size:,} bytes")

    def test_judges_that_are_asked_the_same_share_it(self):
        config = self.write_config(self.address, judges=("a", "b", "c"))
        config.write_text(config.read_text().replace("model_id: b,", "model_id: b, prompt: calibrated,"))
        shown = self.show(config, self.entries[0]["id"]).stdout
        self.assertIn("\njudges a, c: prompt default, ", shown)
        self.assertIn("\njudge b: prompt calibrated, ", shown)
        self.assertEqual(shown.count("---- system ----"), 2)
        only = self.show(config, self.entries[0]["id"], "--models", "b").stdout
        self.assertNotIn("default", only.splitlines()[1])

    def test_what_is_lacking_is_said(self):
        full, bare = self.entries
        self.write_dataset([full | {"response": ""}, bare | {"benchmark": "r_idea", "case_vignette": "", "grade": None}])
        config = self.write_config(self.address)
        done = self.show(config, full["id"])
        self.assert_refused(done, 65, f"warning: entry '{full['id']}', sim-strong: the entry has no response: nothing is sent\n",
                            "error: nothing would be sent of this entry")
        done = self.show(config, bare["id"])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("; (not available) stands for case_vignette\n", done.stdout)
        self.assertIn(f"'{bare['id']}' has no grade, and is not judged\n", done.stderr)
        done = self.show(config, full["id"], "--tasks", "management_reasoning")
        self.assertEqual(done.returncode, 65, done.stderr)

    def test_without_an_id_it_is_the_first_entry_of_each_task(self):
        first = [entry for entry in generated_entries(150) if entry["benchmark"] in ("cpc_bond", "r_idea")]
        self.write_dataset([first[0] | {"id": "ungraded", "grade": None}, *first])
        config = self.write_config(self.address)
        shown = preceptron("check", "--config", config, "--show-prompt")
        self.assertEqual(shown.returncode, 0, shown.stderr)
        by_task = {}
        for entry in first:
            by_task.setdefault(entry["benchmark"], entry["id"])
        self.assertEqual(len(by_task), 2)
        for task, id in by_task.items():
            self.assertEqual(shown.stdout.count(f"entry '{id}' of task {task}\n"), 1)
        self.assertEqual(shown.stdout.count("---- system ----"), 2)
        one = preceptron("check", "--show-prompt", "--config", config, "--tasks", "r_idea")
        self.assertEqual(one.stdout.count("---- system ----"), 1, one.stderr)
        self.write_dataset([first[0] | {"id": "lacking", "response": ""}, *first])
        self.assertEqual(preceptron("check", "--config", config, "--show-prompt").stdout, shown.stdout)

    def test_it_neither_asks_nor_takes_an_empty_id(self):
        config = self.write_config(self.address)
        for flags, words in ((("--show-prompt", "--online"), "excludes"), (("--show-prompt", ""), "'' is no entry's id"),
                             (("--show-prompt=",), "'' is no entry's id")):
            self.assert_refused(preceptron("check", "--config", config, *flags), 2, words)
        self.assertEqual(self.asked, [])

    def test_an_unknown_entry_is_refused_with_the_nearest(self):
        config = self.write_config(self.address)
        done = self.show(config, self.entries[0]["id"] + "x")
        self.assert_refused(done, 2, "has the id", f": did you mean '{self.entries[0]['id']}'?")
        self.assert_refused(self.show(config, "nowhere near any of these"), 2, f"; the first one's is '{self.entries[0]['id']}'")
        self.write_dataset([self.entries[0], self.entries[1] | {"benchmark": "unheard_of"}])
        self.assert_refused(self.show(config, self.entries[1]["id"]), 65, "no task judges its benchmark 'unheard_of': add task_aliases")


if __name__ == "__main__":
    unittest.main()
