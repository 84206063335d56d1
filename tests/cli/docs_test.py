"""The documents: what they link to is there, what they quote is said, what they list is whole, and their example works."""

import json
import re
import shutil
import unittest

import yaml

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

    def test_the_configuration_page_names_each_key_that_is_read_and_its_default(self):
        sources = {path.name: path.read_text() for path in (ROOT / "src" / "config").glob("*.?pp")}
        readers = "".join(text for name, text in sources.items() if re.match(r"(read|load)_\w+\.cpp", name))
        keys = set(re.findall(r'\b(?:get|find|find_map|find_list)\("(\w+)"', readers))
        keys |= set(re.findall(r'\b(?:require|read_main_path|optional_path)\(map, "(\w+)"', readers))
        keys |= set(re.findall(r'"(\w+_per_minute)"', (ROOT / "src" / "benchmark" / "rate_limits.hpp").read_text()))
        keys |= set(re.findall(r"\b\w+\b", re.search(r"azure_options\{([^}]+)\}", sources["keys_ini.cpp"]).group(1)))
        keys |= set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+|https?_proxy|no_proxy)"', "".join(sources.values())))

        config, manifest = self.folder / "config.yaml", self.folder / "results" / "checkpoint" / "manifest.json"
        self.write_dataset([{"id": "a", "benchmark": "r_idea", "grade": 5, "response": "Gout."}])
        config.write_text(self.write_config(self.simulator("--ttft", "1ms").address).read_text()
                          .replace("model_id:", "price: {input: 1, output: 2}, model_id:"))
        self.assertEqual(self.run_config(config).returncode, 0)
        effective = json.loads(manifest.read_text())["config"]
        judge = {name: value for name, value in effective["models"][0].items() if name != "account"}
        whole = {name: value for name, value in effective.items() if name != "accounts"}
        told = set()
        for part in (whole, judge, judge["price"], judge["limits"], effective["timeouts"], effective["retries"],
                     effective["analysis"]):
            told |= set(part)
        self.assertEqual(told - keys, set(), "read in a way that this test does not know")

        page = (ROOT / "docs" / "configuration.md").read_text()
        named = {word for cell in re.findall(r"^\|(.*)\|$", page, re.M) for word in re.findall(r"`(\w+)`", cell)} \
            | set(re.findall(r"`((?:no|https)_proxy|NO_PROXY)`", page))
        self.assertEqual(sorted(keys - named), [])

        absent = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| `([^`|]+)` \|", page, re.M))
        defaults = {**whole, **effective["timeouts"], **effective["retries"], **effective["analysis"],
                    "threads": effective["accounts"][0]["threads"],
                    **{name: judge[name] for name in ("prompt", "repeats", "stream", "structured_output", "allow_plain_http")}}
        checked = {name for name, value in defaults.items() if not isinstance(value, (dict, list)) and value is not None}
        checked -= {"dataset_path", "output_dir", "ca_file"}
        self.assertGreater(len(checked), 15)
        for name in sorted(checked):
            value = defaults[name]
            self.assertEqual(absent.get(name), json.dumps(value) if not isinstance(value, str) else value, name)

    def test_the_dataset_page_names_each_field_and_who_needs_it(self):
        page = (ROOT / "docs" / "dataset.md").read_text()
        rows = {}
        for cells in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \|(.*)\|$", page, re.M):
            rows.update({name: cells[1] for name in re.findall(r"\w+", cells[0])})
        for path in sorted((ROOT / "data" / "tasks").glob("*.yaml")):
            task = yaml.safe_load(path.read_text())
            needed = {name for item in task["requires"] for name in ([item] if isinstance(item, str) else item)}
            shown = re.findall(r"\{\{([\w|]+)\}\}", json.dumps(task["prompts"]))
            for name in needed | {*task["wants"]} | {one for names in shown for one in names.split("|")}:
                self.assertIn(name, rows)
                self.assertTrue("every task" in rows[name] or f"`{task['task']}`" in rows[name], f"{name}: {task['task']}")
        reader = (ROOT / "src" / "dataset" / "record_entry.cpp").read_text()
        known = set(re.findall(r'\{"(\w+)", &raw_fields::', reader))
        added = (ROOT / "src" / "benchmark" / "result_fields.hpp").read_text()
        known |= set(re.findall(r'"(\w+)"', added.split("result_fields{")[1]))
        self.assertGreater(len(known), 9)
        self.assertEqual([name for name in sorted(known) if f"`{name}`" not in page], [])

    def test_the_dataset_page_tells_what_check_and_run_do(self):
        complete = {"benchmark": "cpc_bond", "grade": 5, "response": "Gout", "final_diagnosis": "Gout"}
        managed = {"benchmark": "management_reasoning", "grade": 1, "response": "Rest", "rubric": [{"rest": 2}]}
        self.write_dataset([
            {**complete, "id": "e1", "response": " "}, {**complete, "id": "e2", "final_diagnosis": []},
            {**complete, "id": "e3", "grade": "4"}, {**complete, "id": "e4", "grade": None}, {**complete, "id": 17},
            {**complete, "id": "17", "benchmark": "r_idea"}, {**complete, "id": "e7", "benchmark": "CPC_Bond"},
            {**complete, "id": "e8", "grade": 9}, {**managed, "id": "m1"}, {**managed, "id": "m2", "max_score": 0},
            {**managed, "id": "m3", "max_score": "8"}, {**complete, "id": "e9", "judge": "another"}])
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        checked = preceptron("check", "--config", config)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        for line in ("warning: 1 entry has a grade that is no number and is not judged: e3",
                     "1 entry without a grade not judged",
                     "2 entries of 'cpc_bond' lack what the prompt needs (final_diagnosis and response), and will not be sent: e1, e2",
                     "warning: 1 entry has the id of an earlier one and is left out: 17",
                     "benchmark 'CPC_Bond': did you mean 'cpc_bond'?",
                     "1 entry of 'CPC_Bond' not judged: add task_aliases"):
            self.assertIn(line + "\n", checked.stderr)
        warned = re.findall(r"^warning: (.*): ([\w, ]+)$", checked.stderr, re.M)
        self.assertEqual(sorted(ids for _, ids in warned), ["17", "e3", "e8", "e9", "m2", "m3"])
        summary, _ = self.summary(config)
        self.assertEqual((summary["planned"], summary["scored"], summary["failed"]), (8, 5, {"missing_context": 3}))
        rows = json.loads((self.results / "sim-strong_management_reasoning.json").read_text())
        self.assertEqual({row["id"]: row["judge"]["context_missing"] for row in rows},
                         {name: ["case_vignette", "question_text", "max_score"] for name in ("m1", "m3")})
        rows = json.loads((self.results / "sim-strong_cpc_bond.json").read_text())
        self.assertEqual([row["judge"]["name"] for row in rows], 3 * ["sim-strong"])
        self.assertEqual(self.run_config(config, "--strict").returncode, 65)

    def test_the_configuration_page_tells_which_changes_make_results_stale(self):
        provider = self.simulator("--ttft", "1ms", "--gap", "1ms")
        self.write_dataset([{"id": "a", "benchmark": "cpc_bond", "grade": 5, "response": "Gout", "final_diagnosis": "Gout"}])
        config = self.write_config(provider.address)
        before = config.read_text()
        self.assertEqual(self.run_config(config).returncode, 0)
        table = (ROOT / "docs" / "configuration.md").read_text().split("## What makes stored results stale")[1]
        what_becomes_of = {name: result for keys, result in re.findall(r"^\| (.*) \| (.*) \|$", table, re.M)
                           for name in re.findall(r"`(\w+)`", keys)}
        of_judge = {"model_id": "sim-fair", "temperature": 0, "reasoning_effort": "low", "extra_body": "{seed: 1}",
                    "prompt": "calibrated", "max_output_tokens": 900, "stream": "false", "structured_output": "off",
                    "price": "{input: 1, output: 1}", "provider": "openai, key: none", "threads": 3,
                    "limits": "{requests_per_minute: 600}"}
        of_file = {"adaptive": "true", "timeouts": "{total: 1m}", "retries": "{max_attempts: 2}", "order": "dataset",
                   "allowed_hosts": "[127.0.0.1]", "proxy": "none", "tasks": "[cpc_bond]", "analysis": "{seed: 2}"}
        for name, value in {**of_judge, **of_file}.items():
            changed = re.sub(rf", {name}: [\w-]+", "", before)
            config.write_text(changed.replace("{name:", f"{{{name}: {value}, name:") if name in of_judge
                              else f"{name}: {value}\n" + before)
            stale = preceptron("run", "--dry-run", "--config", config).returncode == 78
            self.assertEqual(stale, what_becomes_of[name].startswith("stale"), name)

    def test_troubleshooting_quotes_what_the_program_says(self):
        sources = "".join(path.read_text() for path in sorted((ROOT / "src").rglob("*.cpp")))
        said = re.sub(r'"\s*"', "", sources)  # adjacent literals are one
        quoted = re.findall(r"^\*\*`([^`]+)`\*\*", (ROOT / "docs" / "troubleshooting.md").read_text(), re.M)
        self.assertGreater(len(quoted), 12)
        for message in quoted:
            self.assertIn(message.replace("'openai'", "'"), said, "the program no longer says this")


if __name__ == "__main__":
    unittest.main()
