"""Answers that are stored for another question, as settings have changed: --rejudge, --keep, and which of them count."""

import json
import unittest

from changing_run import ChangingRun
from program import preceptron


class Stale(ChangingRun):
    def test_a_changed_prompt_is_refused_until_rejudge_or_keep_is_said(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config, "--tasks", "cpc_bond")
        count = len(provider.requests())
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-strong, temperature: 0.5"))
        refused = self.run_config(config, "--tasks", "cpc_bond")
        self.assertEqual(refused.returncode, 78, refused.stderr)
        self.assertIn("--rejudge", refused.stderr)
        self.assertEqual(len(provider.requests()), count)
        kept, _ = self.summary(config, "--tasks", "cpc_bond", "--keep")
        self.assertEqual(kept["requests"], 0)
        paid, done = self.summary(config, "--tasks", "cpc_bond", "--rejudge")
        self.assertEqual((done.returncode, paid["requests"]), (0, count))

    def test_once_all_is_judged_again_the_flag_is_proposed_no_more(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        bond = [entry for entry in self.entries if entry["benchmark"] == "cpc_bond"]
        del bond[0]["final_diagnosis"]
        self.write_dataset(bond)
        config = self.write_config(provider.address)
        self.run_config(config)
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-fair"))
        again = self.run_config(config, "--rejudge")
        self.assertRegex(again.stderr, r"complete these entries in the dataset .*, then: preceptron run (?!.*--rejudge)")
        same = self.run_config(config)
        self.assertEqual(same.returncode, 1, same.stderr)
        self.assertIn("no request was made", same.stderr)

    def test_after_keep_the_records_still_tell_what_changed(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config, "--tasks", "cpc_bond")
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-fair"))
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond", "--keep").returncode, 0)
        refused = self.run_config(config, "--tasks", "cpc_bond")
        self.assertEqual(refused.returncode, 78, refused.stderr)
        self.assertIn(f"no longer match (model_id changed in {config}; ", refused.stderr)

    def test_keep_uses_the_answers_of_the_configuration_where_there_are_some(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        task = self.entries[0]["benchmark"]
        self.run_config(config, "--tasks", task)
        file = next(self.results.glob(f"*_{task}.json"))
        first = file.read_text()
        text = config.read_text()
        config.write_text(text.replace("model_id: sim-strong", "model_id: sim-noisy"))
        self.run_config(config, "--tasks", task, "--rejudge")
        self.assertNotEqual(file.read_text(), first)
        config.write_text(text)
        done = self.run_config(config, "--tasks", task, "--keep")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(file.read_text(), first)

    def test_settings_that_are_as_before_again_have_their_answers_stand_again(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        task = self.entries[0]["benchmark"]

        def exported():
            done = preceptron("export", self.results, "--format", "json", "-o", "-")
            return {row["id"]: row["predicted_score"] for row in json.loads(done.stdout)}

        def stands():
            return [line["r"]["entry_id"] for line in self.journal_lines() if line["r"]["type"] == "stand"]

        self.run_config(config, "--tasks", task)
        first = exported()
        text = config.read_text()
        config.write_text(text.replace("model_id: sim-strong", "model_id: sim-noisy"))
        self.run_config(config, "--tasks", task, "--rejudge")
        self.assertNotEqual(exported(), first)
        config.write_text(text)
        self.assertEqual(preceptron("run", "--config", config, "--tasks", task, "--dry-run").returncode, 0)
        self.assertEqual(len(stands()), len(first))  # of the run that judged anew
        asked = len(provider.requests())
        self.assertEqual(self.run_config(config, "--tasks", task).returncode, 0)
        self.assertEqual(exported(), first)
        self.assertEqual(sorted(stands()), sorted([*first, *first]))
        self.run_config(config, "--tasks", task)
        self.assertEqual((len(stands()), len(provider.requests())), (2 * len(first), asked))
        config.write_text(text.replace("model_id: sim-strong", "model_id: sim-noisy"))
        self.run_config(config, "--tasks", task)
        self.assertNotEqual(exported(), first)
        self.assertEqual(preceptron("verify", self.results).returncode, 0)

    def test_who_judges_anew_and_gets_no_answers_has_none_whoever_reads_the_folder(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        task = self.entries[0]["benchmark"]
        self.run_config(config, "--tasks", task)
        file = next(self.results.glob(f"*_{task}.json"))
        text, first = config.read_text(), file.read_text()
        refusing = self.simulator("--fault", "quota=1")
        config.write_text(text.replace("model_id: sim-strong", "model_id: sim-noisy").replace(provider.address, refusing.address))
        summary, done = self.summary(config, "--tasks", task, "--rejudge")
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(summary["scored"], 0)
        self.assertEqual(json.loads(file.read_text()), [])
        status = json.loads(preceptron("status", self.results, "--format", "json").stdout)
        self.assertEqual(status["scored"], 0)
        self.assertEqual(preceptron("export", self.results, "--format", "json").stdout.strip(), "[]")
        preceptron("export", self.results, "--results")
        self.assertEqual(json.loads(file.read_text()), [])
        self.assertEqual(self.run_config(config, "--tasks", task).returncode, 78)
        asked = len(provider.requests())
        self.assertEqual(self.run_config(config, "--tasks", task, "--keep").returncode, 0)  # the old ones, after all
        self.assertEqual(file.read_text(), first)
        config.write_text(text)
        self.assertEqual(self.run_config(config, "--tasks", task).returncode, 0)
        self.assertEqual((file.read_text(), len(provider.requests())), (first, asked))


if __name__ == "__main__":
    unittest.main()
