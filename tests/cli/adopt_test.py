"""What `--adopt` takes of another program's result files, and what it says of the rest."""

import json
import unittest

from program import ProgramTest, generated_entries, preceptron

TASK = "cpc_bond"


class Adoption(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = [e for e in generated_entries(40) if e["benchmark"] == TASK]
        self.write_dataset(self.entries)
        self.provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        self.results.mkdir()
        self.file = self.results / f"sim-strong_{TASK}.json"
        self.config = self.write_config(self.provider.address)

    def old_rows(self, **changes):
        return [{**e, "predicted_score": 4, "justification": "as before", **changes} for e in self.entries]

    def adopt(self, content, status=0):
        self.file.write_text(content if isinstance(content, str) else json.dumps(content))
        summary, done = self.summary(self.config, "--adopt")
        self.assertEqual(done.returncode, status, done.stderr)
        return summary, " ".join(done.stderr.split())

    def configure(self, name):
        self.config.write_text("dataset_path: dataset.json\noutput_dir: results\nca_file: simulated-ca.pem\nmodels:\n  - " +
                               json.dumps({"name": name, "provider": "simulated", "model_id": "sim-strong",
                                           "base_url": self.provider.address + "/v1"}) + "\n")

    def test_files_of_judges_whose_names_ours_would_encode_are_adopted_too(self):
        for n, name in enumerate(("llama3.1:8b", "gpt 4o", "GPT-4o (mini)", "Qwen+", "modèle", "a%3Ab")):
            with self.subTest(name):
                self.configure(name)
                self.results = self.folder / f"results-{n}"
                self.results.mkdir()
                self.config.write_text(self.config.read_text().replace("results", self.results.name))
                self.file = self.results / f"{name}_{TASK}.json"
                self.file.write_text(json.dumps(self.old_rows()))
                done = self.run_config(self.config)
                self.assertEqual(done.returncode, 73, done.stderr)
                before = self.file.read_bytes()
                summary, said = self.adopt(self.old_rows())
                self.assertEqual((summary["reused"], summary["requests"]), (len(self.entries), 0), said)
                self.assertNotIn("no judge", said)
                copy, = self.results.glob("adopted-*/*")
                self.assertEqual((copy.name, copy.read_bytes(), self.file.read_bytes()), (self.file.name, before, before))
                summary, done = self.summary(self.config)
                self.assertEqual((done.returncode, summary["reused"], summary["requests"]), (0, len(self.entries), 0))
                self.assertIn("no result file of another program", self.run_config(self.config, "--adopt").stderr)

    def test_a_harmed_file_of_a_judge_whose_name_ours_would_encode_stops_the_run(self):
        self.configure("gpt 4o")
        self.file = self.results / f"gpt 4o_{TASK}.json"
        whole = json.dumps(self.old_rows())
        self.file.write_text(whole[:len(whole) // 2])
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 73, done.stderr)
        said = " ".join(done.stderr.split())
        self.assertIn("its scores would be paid for again: move it away", said)
        self.assertEqual(self.provider.requests(), [])

    def test_a_row_with_an_empty_id_is_left_out_and_no_reason_to_refuse_the_others(self):
        rows = self.old_rows()
        summary, said = self.adopt([*rows, {**rows[0], "id": ""}])
        self.assertEqual((summary["reused"], summary["requests"]), (len(rows), 0), said)

    def test_scores_that_are_stored_already_are_not_replaced(self):
        self.configure("gpt 4o")
        self.assertEqual(self.run_config(self.config, "--limit", "1").returncode, 0)
        own = self.results / f"gpt%204o_{TASK}.json"
        scored, = json.loads(own.read_text())
        self.file = self.results / f"gpt 4o_{TASK}.json"
        summary, said = self.adopt(self.old_rows(predicted_score=2))
        self.assertEqual((summary["reused"], summary["requests"]), (len(self.entries), 0), said)
        self.assertIn(f"1 row left out (1 of an entry that has a score already, first {scored['id']})", said)
        rows = {row["id"]: row for row in json.loads(own.read_text())}
        self.assertEqual(rows.pop(scored["id"]), scored)
        self.assertEqual({row["predicted_score"] for row in rows.values()}, {2})

    def test_a_file_of_which_nothing_can_be_taken_stops_no_run_once_it_is_copied_aside(self):
        first, all_of = self.entries[0]["id"], len(self.entries)
        rows = f"{all_of} rows left out ({all_of} "
        for n, (content, reason) in enumerate((
                ([], "0 rows left out;"),
                (self.old_rows(predicted_score="4"), rows + f"with a predicted_score that is no JSON number, first {first})"),
                (self.old_rows(predicted_score=None), rows + f"without a predicted_score, first {first})"),
                (self.old_rows(predicted_score=-1), rows + f"with a predicted_score off the task's scale, first {first})"),
                ([{**row, "id": "x" + row["id"]} for row in self.old_rows()],
                 rows + f"of no entry of the dataset, first x{first})"))):
            with self.subTest(reason):
                self.results = self.folder / f"results-{n}"
                self.results.mkdir()
                self.config.write_text(self.config.read_text().replace(f"results-{n - 1}" if n else "results", self.results.name))
                self.file = self.results / f"sim-strong_{TASK}.json"
                self.file.write_text(json.dumps(content))
                done = self.run_config(self.config)
                self.assertEqual(done.returncode, 73, done.stderr)
                self.assertEqual("holds scores" in done.stderr, bool(content), done.stderr)
                summary, said = self.adopt(content)
                self.assertIn("adopted 0 scored rows of 1 file; " + reason, said)
                self.assertEqual((summary["reused"], summary["scored"]), (0, all_of))
                copy, = self.results.glob("adopted-*/*")
                self.assertEqual(json.loads(copy.read_text()), content)
                self.assertEqual(self.run_config(self.config).returncode, 0)

    def test_rows_are_left_out_each_for_its_own_reason(self):
        ids = [e["id"] for e in self.entries]
        self.assertGreater(len(ids), 6)
        rows = self.old_rows()
        rows[0]["response"] += " Or not."
        rows[1]["benchmark"] = "r_idea"
        rows[2]["max_score"] = 99  # Bond scores end at 5, whatever it is
        rows[3]["grade"] = rows[3]["grade"] + 1
        del rows[4]["predicted_score"]
        rows.append({**rows[5], "predicted_score": 0})
        rows.append({"id": ids[6], "predicted_score": 1})
        self.file.write_text(json.dumps(rows))
        said = " ".join(self.run_config(self.config, "--adopt", "--dry-run").stderr.split())
        left_out = (f"1 with another response than the dataset has, first {ids[0]}; 1 of an entry of another benchmark, first {ids[1]}; "
                    f"1 without a predicted_score, first {ids[4]}; "
                    f"2 of an id that an earlier row has, first {ids[5]})")
        other_grade = f"--adopt: 1 row has another grade than the dataset, whose grade counts, first {ids[3]}"
        self.assertIn(left_out, said)
        self.assertIn(other_grade, said)
        for flags in (("--dry-run",), ()):
            done = self.run_config(self.config, "--adopt", "--strict", *flags)
            self.assertEqual((done.returncode, done.stdout), (65, ""))
            self.assertIn(f"{other_grade} error: --strict: warnings are errors", " ".join(done.stderr.split()))
        self.assertEqual(([*self.results.glob("adopted-*")], self.provider.requests()), ([], []))
        summary, said = self.adopt(rows)
        self.assertIn(left_out, said)
        self.assertIn(other_grade, said)
        scores = {row["id"]: row["predicted_score"] for row in json.loads(self.file.read_text())}
        self.assertEqual((scores[ids[3]], scores[ids[5]], scores[ids[6]]), (4, 4, 4))
        self.assertEqual((summary["reused"], summary["requests"]), (len(ids) - 3, 3))

    def test_scores_for_another_max_score_are_left_out_where_the_scale_ends_there(self):
        self.entries = [e for e in generated_entries(40) if e["benchmark"] == "management_reasoning"]
        self.write_dataset(self.entries)
        self.file = self.results / "sim-strong_management_reasoning.json"
        rows = self.old_rows(predicted_score=1)
        rows[1]["max_score"] += 1
        summary, said = self.adopt(rows)
        self.assertIn(f"1 row left out (1 with another max_score than the dataset has, first {rows[1]['id']})", said)
        self.assertEqual((summary["reused"], summary["requests"]), (len(rows) - 1, 1), said)

    def test_a_file_that_is_written_over_is_kept_in_whatever_form_it_is(self):
        self.assertEqual(self.run_config(self.config, "--limit", "1").returncode, 0)
        self.file.write_text(json.dumps(self.old_rows() * 2, indent=2))
        before = self.file.read_bytes()
        self.assertEqual(self.run_config(self.config).returncode, 0)
        copy, = self.results.glob(f"replaced-*/{self.file.name}")
        self.assertEqual(copy.read_bytes(), before)

    def test_an_entry_that_changed_later_is_asked_again_beside_what_was_adopted(self):
        half = len(self.entries) // 2
        summary, said = self.adopt(self.old_rows()[:half])
        self.assertEqual((summary["reused"], summary["requests"]), (half, len(self.entries) - half), said)
        self.entries[-1]["response"] += " And more."
        self.write_dataset(self.entries)
        summary, done = self.summary(self.config)
        self.assertEqual((done.returncode, summary["requests"]), (0, 1), done.stderr)
        # Another model beside both is told of.
        self.config.write_text(self.config.read_text().replace("model_id: sim-strong", "model_id: sim-noisy"))
        self.assertEqual(self.run_config(self.config, "--rejudge", "--limit", "2").returncode, 0)
        self.assertIn("asked for in", " ".join(preceptron("analyze", self.results).stderr.split()))

    def test_nobody_knows_what_model_served_another_program(self):
        self.adopt(self.old_rows())
        served = [row["judge"]["served_model"] for row in json.loads(self.file.read_text())]
        for kind in ("json", "jsonl"):
            text = preceptron("export", self.results, "--format", kind).stdout
            rows = json.loads(text) if kind == "json" else list(map(json.loads, text.splitlines()))
            self.assertEqual([row["served_model"] for row in rows], served)
        self.assertEqual(set(served), {None})

    def test_nobody_knows_with_what_prompt_another_program_asked(self):
        self.adopt(self.old_rows())
        self.config.write_text(self.config.read_text().replace("model_id: sim-strong", "model_id: sim-fair"))
        self.assertEqual(self.run_config(self.config, "--keep").returncode, 0)
        done = self.run_config(self.config)
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("(prompt, model_id, base_url, sampling, extra_body or the entries themselves have changed since; ", done.stderr)

    def test_a_response_is_the_same_however_its_characters_are_escaped(self):
        for entry in self.entries:
            entry["response"] += " – née"
        self.write_dataset(self.entries)  # with \u escapes
        summary, said = self.adopt(json.dumps(self.old_rows(), ensure_ascii=False))
        self.assertEqual((summary["reused"], summary["requests"]), (len(self.entries), 0), said)

    def test_a_file_that_cannot_be_read_is_not_copied_at_each_try(self):
        self.file.write_text('[{"id": "a"')
        done = self.run_config(self.config)
        self.assert_refused(done, 73, str(self.file), "it begins here and never ends", "move it away")
        self.assertNotIn("run --adopt", done.stderr)
        done = self.run_config(self.config, "--adopt")
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn(str(self.file), done.stderr)
        self.assertEqual(list(self.results.glob("adopted-*")), [])


if __name__ == "__main__":
    unittest.main()
