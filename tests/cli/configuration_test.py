"""Mistakes in config.yaml and config.ini end a command at once: each with its place, all in one round, and nothing is sent."""

import os
import unittest

from program import ProgramTest, generated_entries, preceptron


class Configuration(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(40)
        self.write_dataset(self.entries)

    def test_a_missing_configuration_is_66_and_names_the_absolute_path(self):
        self.assert_refused(preceptron("run", "--config", "none.yaml", cwd=self.folder), 66,
                            str(self.folder / "none.yaml"))

    def test_bad_yaml_is_78_with_line_and_column(self):
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nmodels:\n  - {name: a, provider\n")
        self.assert_refused(self.run_config(config), 78, str(config) + ":")

    def test_every_mistake_of_a_configuration_is_told_at_once(self):
        config = self.write_config(more="treads: 4\nopenai: 3\ntimeouts: {idle: soon}")
        done = self.run_config(config)
        self.assert_refused(done, 78, "threads", "indent it under threads:", "idle")
        self.assertEqual(done.stderr.count(str(config) + ":"), 3)

    def test_an_analysis_that_could_not_be_made_is_refused_before_anything_is_sent(self):
        provider = self.simulator()
        config = self.write_config(provider.address, more="analysis: {primary: qwkk}")
        asked = [("check",), ("run", "--dry-run"), ("run",)]
        for command in asked:
            self.assert_refused(preceptron(*command, "--config", config), 78, f"{config}:4:21: ", "did you mean 'qwk'?")
        (self.folder / "cases").mkdir()
        for split, status in (("nope.txt", 66), ("cases", 78)):
            self.write_config(provider.address, more=f"analysis: {{split: {split}}}")
            for command in asked:
                self.assert_refused(preceptron(*command, "--config", config), status, f"{config}:4:19: analysis.split: ",
                                    str(self.folder / split))
        self.assertFalse(self.results.exists())
        (self.folder / "nope.txt").write_text("case-1\n")
        self.write_config(provider.address, more="analysis: {split: nope.txt}")
        self.assertEqual(self.run_config(config, "--dry-run").returncode, 0)
        self.assertEqual(provider.requests(), [])

    def test_what_has_no_effect_is_a_warning(self):
        config = self.write_config(more="analysis: {families: {gpt: [gpt-9, sim-strong]}}")
        self.assertIn(f"{config}:4:29: analysis.families.gpt: 'gpt-9' is neither a judge nor a model of the dataset",
                      preceptron("check", "--config", config).stderr)
        self.write_config(more="timeouts: {first_byte: 20m, total: 5m}")
        self.assertIn(f"{config}:4:24: timeouts.first_byte is longer than timeouts.total", preceptron("check", "--config", config).stderr)
        self.write_config(more="timeouts: {total: 5m}")
        self.assertNotIn("timeouts", preceptron("check", "--config", config).stderr)
        config.write_text(config.read_text().replace("provider: simulated", "structured_output: json_object, provider: anthropic"))
        done = self.run_config(config, "--dry-run", "--strict")
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("structured_output: anthropic has no json_object", done.stderr)

    def test_names_that_are_too_long_together_for_a_result_file_are_refused_before_anything_is_sent(self):
        task = "a_task_of_a_very_long_name_" * 3
        self.write_dataset([{**entry, "benchmark": task} for entry in generated_entries(3)])
        config = self.write_config(judges=("x" * 180,), more=f"task_aliases: {{{task}: cpc_bond}}")
        for command in (("check",), ("run",)):
            self.assert_refused(preceptron(*command, "--config", config), 78, "too long for the name of a result file: shorten one")

    def test_wrong_names_of_tasks_are_told_with_all_other_mistakes(self):
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nthread: 3\ntasks: [cpc_bond, cpc_mangement, x]\n"
                          "task_aliases: {x: cpc_bund}\nmodels:\n  - {name: a, provider: openai, model_id: gpt-4o, key: none}\n")
        done = self.run_config(config)
        self.assertEqual(done.returncode, 78)
        self.assertEqual([line.split(": ", 2)[1].removeprefix(str(config)) for line in done.stderr.splitlines()],
                         [":3:1", ":4:19", ":5:19"], done.stderr)
        self.assertIn("did you mean 'cpc_management'?", done.stderr)
        wrong = config.read_text()
        for unreadable in ("task_aliases: [x]", "task_alias: {x: cpc_bond}", "tasksdir: mine",
                           "task_aliases: {x: cpc_bond}\ntask_aliases: {x: cpc_bond}"):
            config.write_text(wrong.replace("task_aliases: {x: cpc_bund}", unreadable))  # then 'x' may be right
            self.assertNotIn("no task is named", self.run_config(config).stderr)
        config.write_text(wrong)
        self.assertIn("error: --output-dir: the path is empty\n", self.run_config(config, "--output-dir", "").stderr)

    def test_mistakes_beside_those_in_the_names_of_tasks_hide_none(self):
        models = "models:\n  - {name: a, provider: openai, model_id: gpt-4o, key: none}\n"
        head = "dataset_path: dataset.json\noutput_dir: results\n"
        config = self.folder / "config.yaml"
        for text, places in (("tasks: [cpc_bnd]\ntask_aliases: {foo: cpc_bnd}\ntaskss: x\n", [":3:9", ":4:21", ":5:1"]),
                             ("tasks: [cpc_bnd, lost]\ntask_aliases: {X: cpc_bnd, lost: null, Y: lost}\n",
                              [":3:9", ":4:19", ":4:28"]),
                             ("tasks: [cpc_bnd, [1]]\n", [":3:9", ":3:18"])):
            config.write_text(head + text + models)
            done = self.run_config(config)
            self.assertEqual(done.returncode, 78)
            self.assertEqual([line.split(": ", 2)[1].removeprefix(str(config)) for line in done.stderr.splitlines()], places,
                             done.stderr)
        config.write_text(head + "tasks: [cpc_bnd]\n" + models.replace("none}", "none, prompt: defalt}"))
        self.assertEqual([line.split(": ", 3)[2] for line in self.run_config(config).stderr.splitlines()],
                         ["no task is named 'cpc_bnd'", "prompt"])

    def assert_told_alike(self, config, status, places, *flags):
        """`check` and `run` tell the same mistakes, which stand at these places of the configuration."""
        told = {command: preceptron(command, "--config", config, *flags) for command in ("check", "run")}
        for done in told.values():
            self.assertEqual([line.split(": ", 2)[1].removeprefix(str(config)) for line in done.stderr.splitlines()], places)
            self.assertEqual((done.returncode, done.stdout), (status, ""), done.stderr)
        self.assertEqual(told["check"].stderr, told["run"].stderr)
        self.assertFalse(self.results.exists())
        return told["run"].stderr

    def test_one_round_tells_the_mistakes_of_all_parts(self):
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: nowhere.json\noutput_dir: results\ntreads: 1\ntasks: [cpc_bnd]\ntask_aliases: {x: cpc_bnd}\n"
                          "ca_file: nix.pem\nbudget_usd: 1\nmodels:\n"
                          "  - {name: a, provider: openai, model_id: gpt-4o, key: none, prompt: nix.yaml}\n"
                          "  - {name: b, provider: openai, model_id: gpt-0, key: mine}\n")
        places = [":1:15", ":3:1", ":4:9", ":5:19", ":6:10", ":9:70", ":10:5", ":10:43"]
        told = self.assert_told_alike(config, 78, places)
        for words in ("there is no such file: " + str(self.folder / "nix.pem"), "no key for 'mine'", "the price of 'gpt-0'",
                      "nowhere.json", "nix.yaml"):
            self.assertIn(words, told)
        self.assertIn("no judge is named 'zzz'", self.run_config(config, "--models", "zzz").stderr)
        self.assertNotIn("no key", self.run_config(config, "--dry-run").stderr)  # a plan needs none
        (self.folder / "config.ini").write_text("[api_keys]\nmine = sk-mine\n")
        (self.folder / "config.ini").chmod(0o600)
        self.assert_told_alike(config, 78, [":1:15", ":3:1", ":4:9", ":5:19", ":6:10", ":9:70", ":10:43"])

    def test_a_mistake_that_may_be_the_reason_of_another_hides_that(self):
        config = self.folder / "config.yaml"
        text = "dataset_path: dataset.json\noutput_dir: results\nbudget_usd: 1\nmodels:\n" \
               "  - {name: a, provider: openai, model_id: gpt-0, key: none, prise: {input: 1, output: 1}}\n"
        for change, flags in (((), ()), (("key: none, prise", "kye: none, price"), ()),
                              (("name: a", "nam: a"), ("--models", "a")), (("openai", "opnai"), ())):
            config.write_text(text.replace(*change) if change else text)
            told = self.run_config(config, *flags).stderr
            self.assertIn("did you mean", told)
            for words in ("the price of", "no key for", "no judge is named"):
                self.assertNotIn(words, told)

    def test_a_missing_file_is_66_and_78_beside_other_mistakes(self):
        config = self.folder / "config.yaml"
        text = "dataset_path: dataset.json\noutput_dir: results\n{more}models:\n" \
               "  - {{name: a, provider: openai, model_id: m, key: none, base_url: 'http://127.0.0.1:9/v1'{of_judge}}}\n"
        for more, of_judge, place in (("ca_file: nix.pem\n", "", ":3:10"), ("tasks_dir: nix\n", "", ":3:12"),
                                      ("analysis: {split: nix.txt}\n", "", ":3:19"), ("", ", prompt: nix.yaml", ":4:100")):
            config.write_text(text.format(more=more, of_judge=of_judge))
            self.assertIn(str(self.folder / "nix"), self.assert_told_alike(config, 66, [place]))
            self.assertEqual(self.run_config(config, "--dry-run").returncode, 66)
            config.write_text(text.format(more=more, of_judge=of_judge) + "treads: 1\n")
            self.assertEqual(self.run_config(config).returncode, 78)
        config.write_text(text.format(more="ca_file: nix.pem\n", of_judge=""))
        (self.folder / "nix.pem").write_text("no certificate")
        told = self.assert_told_alike(config, 78, [":3:10"])
        self.assertIn("no certificate authority could be read", told)
        self.assertIn("it must be PEM: -----BEGIN CERTIFICATE-----", told)

    def test_a_missing_key_is_78_and_says_where_to_put_it(self):
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nmodels:\n"
                          "  - {name: a, provider: openai, model_id: gpt-4o}\n")
        self.assert_refused(self.run_config(config), 78, "OPENAI_API_KEY", "config.ini")

    def test_what_is_no_task_file_is_told_with_its_reason_and_never_waited_for(self):
        tasks = self.folder / "tasks"
        tasks.mkdir()
        (tasks / "empty.yaml").write_text("")
        (tasks / "folder.yaml").mkdir()
        (tasks / "link.yaml").symlink_to("gone.yaml")
        os.mkfifo(tasks / "pipe.yaml")
        config = self.write_config(more="tasks_dir: tasks")
        done = preceptron("check", "--config", config, timeout=20)
        self.assert_refused(done, 78, "empty.yaml:1:1: the file is empty", "folder.yaml: it is a folder",
                            "link.yaml: it is a link to gone.yaml, which is not there", "pipe.yaml: it is no regular file")

    def test_a_folder_of_results_that_cannot_be_is_told_with_its_place(self):
        config = self.write_config()
        config.write_text(config.read_text().replace("output_dir: results", "output_dir: dataset.json"))
        for command in ("check", "run"):
            done = preceptron(command, "--config", config)
            self.assertEqual(done.returncode, 73, done.stderr)
            self.assertIn(f"error: {config}:2:13: output_dir: cannot create {self.folder / 'dataset.json'}", done.stderr)
            done = preceptron(command, "--config", config, "--output-dir", self.folder / "dataset.json" / "x")
            self.assertEqual(done.returncode, 73, done.stderr)
            self.assertIn("error: --output-dir: cannot create ", done.stderr)

    def test_a_flag_stands_for_what_the_configuration_does_not_name(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        config = self.write_config(provider.address)
        text = config.read_text()
        data, results = ("--dataset", self.folder / "dataset.json"), ("--output-dir", self.results)
        for gone, flags in (("dataset_path: dataset.json\n", data), ("output_dir: results\n", results),
                            ("dataset_path: dataset.json\noutput_dir: results\n", data + results)):
            config.write_text(text.replace(gone, ""))
            for command in (("check",), ("run", "--limit", "1", "--progress", "none")):
                with self.subTest(gone=gone, command=command):
                    self.assert_refused(preceptron(*command, "--config", config), 78, f"no '{gone.split(':')[0]}'")
                    done = preceptron(*command, "--config", config, *flags)
                    self.assertEqual(done.returncode, 0, done.stderr)
        config.write_text(text.replace("results", "[]"))  # what is wrong stays wrong
        self.assert_refused(preceptron("check", "--config", config, *results), 78, "output_dir: expected a text")

    def test_an_unused_key_stops_no_run_and_a_doubtful_one_is_warned_of(self):
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nmodels:\n"
                          "  - {name: a, provider: openai, model_id: gpt-4o}\n")
        keys = self.folder / "config.ini"
        keys.write_text('[api_keys]\nopenai = "sk-secret"\nanthropic = z\n    y\n')
        keys.chmod(0o600)
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f"warning: {keys}:2:1: the key for 'openai' has quotes in it", done.stderr)
        self.assertNotIn("secret", done.stderr)
        config.write_text(config.read_text().replace("openai", "anthropic"))
        self.assert_refused(self.run_config(config), 78, f"error: {config}:4:5: the key for 'anthropic' contains a line break",
                            "config.ini line 3")


if __name__ == "__main__":
    unittest.main()
