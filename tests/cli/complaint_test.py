"""What cannot work ends at once: one clear message, the right exit status, and nothing is sent."""

import json
import subprocess
import unittest
import urllib.request

from answering_server import answering_server
from program import ROOT, ProgramTest, generated_entries, preceptron, start


class Complaint(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(40)
        self.write_dataset(self.entries)

    def test_a_missing_dataset_is_66_and_names_the_path(self):
        provider = self.simulator()
        config = self.write_config(provider.address, dataset="nowhere.json")
        self.assert_refused(self.run_config(config), 66, str(self.folder / "nowhere.json"))
        self.assertEqual(provider.requests(), [])
        self.assertFalse(self.results.exists())

    def test_a_bad_dataset_is_65_with_the_byte_or_line(self):
        provider = self.simulator()
        (self.folder / "dataset.json").write_text('[{"id": "a", "benchmark": "cpc_bond"},\n {"id": "b",, }]')
        self.assert_refused(self.run_config(self.write_config(provider.address)), 65,
                            str(self.folder / "dataset.json"), "line 2")
        self.assertEqual(provider.requests(), [])

    def test_an_entry_that_no_table_can_name_is_not_paid_for(self):
        provider = self.simulator()
        config = self.write_config(provider.address)
        for empty in ("", " "):
            self.write_dataset([*self.entries, {**self.entries[0], "id": empty}])
            for command in ("run", "check"):
                done = preceptron(command, "--config", config)
                self.assert_refused(done, 65, f"record {len(self.entries)} (line", "its id is empty")
        self.assertEqual(provider.requests(), [])
        self.assertFalse(self.results.exists())

    def test_a_wrong_key_stops_the_account_with_69_after_the_calls_in_flight(self):
        provider = self.simulator("--ttft", "5ms")
        (self.folder / "config.ini").write_text("[api_keys]\nsimulated = bad-key\n")
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nca_file: simulated-ca.pem\nthreads: 4\n"
                          "models:\n  - {name: a, provider: openai, model_id: sim-fair, key: simulated, "
                          f"base_url: '{provider.address}/v1'}}\n")
        done = self.run_config(config)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("401", done.stderr)
        self.assertIn("config.ini", done.stderr)
        self.assertNotIn("bad-key", done.stderr)
        self.assertLessEqual(len(provider.requests()), 4)

    def test_failures_for_good_stay_known_where_trying_them_again_was_stopped(self):
        provider = self.simulator("--ttft", "5ms")
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nca_file: simulated-ca.pem\nthreads: 1\nmodels:\n"
                          "  - {name: a, provider: openai, model_id: sim-fair, key: simulated, max_output_tokens: 1, "
                          f"base_url: '{provider.address}/v1'}}\n")

        def classes():
            return [json.loads(line)["class"] for line in (self.results / "failures.jsonl").read_text().splitlines()]

        keys = self.folder / "config.ini"
        keys.write_text("[api_keys]\nsimulated = good\n")
        self.assertEqual(self.run_config(config).returncode, 1)
        self.assertEqual(classes(), ["length"] * len(self.entries))
        keys.write_text("[api_keys]\nsimulated = bad-key\n")
        done = self.run_config(config, "--retry-failed")
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn(f"{len(self.entries) - 1} stopped", done.stderr)
        self.assertEqual(classes().count("length"), len(self.entries) - 1)
        keys.write_text("[api_keys]\nsimulated = good\n")
        asked = len(provider.requests())
        self.run_config(config)
        self.assertLessEqual(len(provider.requests()), asked + 1)

    def test_an_account_without_credit_is_not_told_to_send_a_key(self):
        provider = self.simulator("--ttft", "5ms", "--fault", "quota=1")
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nca_file: simulated-ca.pem\nmodels:\n"
                          f"  - {{name: a, provider: openai, model_id: sim-fair, key: none, base_url: '{provider.address}/v1'}}\n")
        done = self.run_config(config)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("no quota or credit left", done.stderr)
        self.assertNotIn("no key was sent", done.stderr)

    def server_that_answers(self, status, message):
        """The address of a server on this machine that refuses every request in these words."""
        body = {"error": {"message": message, "type": "invalid_request_error"}}
        return answering_server(self, lambda *_: (status, body)) + "/v1"

    def test_a_request_log_that_cannot_be_written_is_told_once(self):
        process = start("simulate", "--plain", "--log", "/dev/full", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        address = process.stdout.readline().split()[1]
        for _ in range(2):
            urllib.request.urlopen(f"{address}/v1/models").close()
        process.terminate()
        said = process.communicate(timeout=20)[1]
        self.assertEqual((process.returncode, said.splitlines()), (
            0, ["warning: cannot write the request log /dev/full: No space left on device"]))

    def test_that_no_key_was_sent_is_told_wherever_the_failure_is(self):
        config = self.folder / "config.yaml"
        for status, told in ((401, "HTTP 401: no key was sent: give the judge a key"),
                             (403, "HTTP 403: this account may not use the service; no key was sent: give the judge a key")):
            address = self.server_that_answers(status, "You didn't provide one.")
            config.write_text(f"dataset_path: dataset.json\noutput_dir: results-{status}\nthreads: 2\nmodels:\n"
                              f"  - {{name: a, provider: openai, model_id: m, key: none, base_url: '{address}'}}\n")
            asked = preceptron("check", "--online", "--config", config)
            self.assertIn(told, asked.stdout + asked.stderr)
            done = self.run_config(config)
            self.assertEqual(done.returncode, 69, done.stderr)
            self.assertIn(told + " (the server says: ", done.stderr)
            self.assertNotIn("not accepted", done.stderr)
            lines = (self.folder / f"results-{status}" / "failures.jsonl").read_text().splitlines()
            told_of = {(f["class"], f["message"]) for f in map(json.loads, lines)}
            self.assertLessEqual({("http_error", told + ": You didn't provide one.")}, told_of)
            self.assertTrue(all(message.startswith(told) for _, message in told_of), told_of)

    def test_a_judges_own_scale_decides_whether_a_grade_is_off_it(self):
        self.write_dataset([{**e, "grade": 8} for e in generated_entries(60) if e["benchmark"] == "cpc_bond"])
        (self.folder / "mine.yaml").write_text(
            (ROOT / "data" / "tasks" / "cpc_bond.yaml").read_text().replace("{values: [0, 2, 2.5, 3, 3.5, 4, 4.5, 5]}", "{min: 0, max: 10}"))
        config = self.write_config()
        self.assertIn("have a grade below or above", self.run_config(config, "--dry-run").stderr)
        config.write_text(config.read_text().replace("model_id: sim-strong", "model_id: sim-strong, prompt: ./mine.yaml"))
        done = self.run_config(config, "--dry-run", "--strict")
        self.assertEqual((done.returncode, "have a grade" in done.stderr), (0, False), done.stderr)

    def test_one_entry_is_left_out_and_several_are(self):
        config = self.write_config()
        first, second = self.entries[:2]
        self.write_dataset([*self.entries, first, {**second, "id": "x", "grade": "good"}])
        done = self.run_config(config, "--dry-run")
        self.assertIn(f"1 entry has the id of an earlier one and is left out: {first['id']}\n", done.stderr)
        self.assertIn("1 entry has a grade that is no number and is not judged: x\n", done.stderr)
        self.write_dataset([*self.entries, first, second])
        self.assertIn("2 entries have the id of an earlier one and are left out: ",
                      self.run_config(config, "--dry-run").stderr)
        self.write_dataset([{**e, "grade": str(e["grade"])} for e in self.entries])
        done = self.run_config(config)
        self.assertEqual(done.returncode, 65)
        self.assertIn(f"; {len(self.entries)} entries have a grade that is no number (a text, say)", done.stderr)

    def test_a_list_that_is_cut_short_ends_in_what_the_locale_can_write(self):
        self.write_dataset([*self.entries, *self.entries])
        config = self.write_config()
        for locale, end in (("C.UTF-8", ", …\n"), ("C", ", ...\n")):
            done = self.run_config(config, "--dry-run", environment={"LC_ALL": locale})
            warning = next(line for line in done.stderr.splitlines(True) if "have the id of an earlier one" in line)
            self.assertTrue(warning.endswith(end), warning)
            self.assertEqual(done.stderr.isascii(), locale == "C")
        done = preceptron("run", "--config", config, "--dry-run", "--progress", "json", environment={"LC_ALL": "C"})
        self.assertTrue(any(json.loads(line)["message"].endswith(", …") for line in done.stderr.splitlines()), done.stderr)

    def test_a_certificate_nobody_vouches_for_is_refused_before_the_key_is_sent(self):
        provider = self.simulator()
        stranger = self.folder / "stranger.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", str(self.folder / "stranger.key"), "-out", str(stranger), "-days", "2", "-subj",
                        "/CN=stranger"], check=True, capture_output=True)
        config = self.write_config(provider.address, more="retries: {max_attempts: 1}")
        config.write_text(config.read_text().replace("simulated-ca.pem", "stranger.pem"))
        done = self.run_config(config)
        self.assertIn("certificate", done.stderr)
        self.assertIn("ca_file", done.stderr)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertEqual(provider.requests(), [])

    def test_grades_off_their_scale_are_warned_of_and_refused_when_strict(self):
        entries = [e for e in generated_entries(60) if e["benchmark"] == "cpc_bond"]
        self.assertGreaterEqual(len(entries), 3)
        entries[0]["grade"], entries[1]["grade"], entries[2]["grade"] = 50, -1, 2.25  # a mean of physicians
        self.write_dataset(entries)
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        config = self.write_config(provider.address)
        warning = f"2 entries have a grade below or above the scores of the task, and so no judge can agree: " \
                  f"{entries[0]['id']}, {entries[1]['id']}\n"
        for flags, status in ((("--dry-run",), 0), (("--dry-run", "--strict"), 65), (("--strict",), 65)):
            done = self.run_config(config, *flags)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertIn(warning, done.stderr)
        self.assertEqual(provider.requests(), [])
        self.assertEqual(self.run_config(config).returncode, 0)
        del entries[:2]
        self.write_dataset(entries)
        self.assertEqual(self.run_config(config, "--strict").returncode, 0)

    def test_a_maximum_that_leaves_no_scale_is_told_and_not_sent(self):
        entries = [e for e in generated_entries(60) if e["benchmark"] == "management_reasoning"][:4]
        self.assertEqual(len(entries), 4)
        for entry, none in zip(entries, (0, -1)):
            entry["max_score"], entry["grade"] = none, 0
        self.write_dataset(entries)
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--events", "2")
        config = self.write_config(provider.address)
        ids = f"{entries[0]['id']}, {entries[1]['id']}\n"
        checked = preceptron("check", "--config", config)
        self.assertIn("2 entries of 'management_reasoning' lack what the prompt needs (max_score above 0), and will not be sent: " +
                      ids,
                      checked.stderr)
        for flags in ((), ("--dry-run",)):
            done = self.run_config(config, *flags)
            self.assertIn("2 entries have a max_score that is not above the task's lowest score and are not sent: " + ids,
                          done.stderr)
        self.assertEqual(len(provider.requests()), 2)
        failures = [json.loads(line) for line in (self.results / "failures.jsonl").read_text().splitlines()]
        self.assertEqual([(f["id"], f["class"], f["message"]) for f in failures],
                         [(e["id"], "missing_context", "the entry has no max_score above 0") for e in entries[:2]])

    def test_a_folder_of_foreign_result_files_is_refused(self):
        self.results.mkdir()
        precious = self.results / "sim-strong_cpc_bond.json"
        precious.write_text("[]")
        provider = self.simulator()
        done = self.run_config(self.write_config(provider.address))
        self.assert_refused(done, 73, str(precious))
        self.assertEqual(precious.read_text(), "[]")
        self.assertEqual(provider.requests(), [])

    def assert_adoption_of(self, name, rows, words):
        """A run refuses this file; --adopt lets it lie, and so do all runs from then on, as long as it stays the same."""
        self.results.mkdir()
        foreign = self.results / name
        foreign.write_text(json.dumps(rows))
        (self.results / "notes.json").write_text('[{"predicted_score": 1}]')
        (self.results / "notes_cpc_bond.json").write_text('{"predicted_score": 1}')
        (self.results / "more_cpc_bond.json").write_text('[{"id": "a"}]')
        before = {path.name: path.read_bytes() for path in self.results.glob("*.json")}
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        config = self.write_config(provider.address)
        for command in (("check",), ("run",)):
            self.assertEqual(preceptron(*command, "--config", config).returncode, 73)
        self.assertIn(f"error: {foreign} holds scores that no run", self.run_config(config).stderr)
        self.assertEqual(provider.requests(), [])
        self.assertIn(words[0], self.run_config(config, "--adopt", "--dry-run").stderr)
        self.assertEqual(list(self.results.glob("adopted-*")), [])
        done = self.run_config(config, "--adopt")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(words[1], done.stderr)
        self.assertEqual([path.name for path in self.results.glob("adopted-*/*")], [name])
        self.assertEqual({path.name: path.read_bytes() for path in self.results.glob("*.json") if path.name in before}, before)
        self.assertEqual(self.run_config(config).returncode, 0)
        self.assertIn("no result file of another program", self.run_config(config, "--adopt").stderr)
        foreign.write_text(json.dumps(rows[1:]))
        self.assertEqual(self.run_config(config).returncode, 73)

    def test_result_files_of_judges_that_are_not_configured_are_refused_and_copied_aside(self):
        rows = [{"id": e["id"], "predicted_score": 4} for e in self.entries if e["benchmark"] == "cpc_bond"]
        self.assert_adoption_of("other_cpc_bond.json", rows,
                                ("other_cpc_bond.json is of no judge that is configured, and would be copied aside",
                                 "other_cpc_bond.json is of no judge that is configured: copied to "))

    def test_result_files_of_tasks_without_entries_are_refused_and_copied_aside(self):
        self.entries = [e for e in self.entries if e["benchmark"] != "r_idea"]
        self.write_dataset(self.entries)
        self.assert_adoption_of("sim-strong_r_idea.json", [{"id": f"x{n}", "predicted_score": 4} for n in range(3)],
                                ("would adopt 0 scored rows of 1 file, and leave out 3 rows",
                                 "adopted 0 scored rows of 1 file; 3 rows left out"))

    def test_scores_of_cells_that_a_run_leaves_out_are_adopted_for_the_next(self):
        rows = [{"id": e["id"], "predicted_score": 4} for e in self.entries if e["benchmark"] == "cpc_bond"]
        self.results.mkdir()
        (self.results / "sim-strong_cpc_bond.json").write_text(json.dumps(rows))
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        config = self.write_config(provider.address)
        self.assertEqual(self.run_config(config, "--tasks", "r_idea").returncode, 73)
        done = self.run_config(config, "--tasks", "r_idea", "--adopt")
        self.assertEqual(done.returncode, 0, done.stderr)
        summary, done = self.summary(config, "--tasks", "cpc_bond")
        self.assertEqual((summary["requests"], summary["scored"]), (0, len(rows)), done.stderr)

    def test_the_results_of_earlier_runs_are_foreign_to_none(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        self.assertEqual(self.run_config(self.write_config(provider.address, ["sim-strong", "sim-fair"])).returncode, 0)
        config = self.write_config(provider.address, ["sim-fair"])
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond").returncode, 0)
        (self.results / "checkpoint" / "journal.jsonl").write_bytes(b"")  # the manifest still knows them
        for path in self.results.glob("sim-fair_*"):
            path.unlink()
        self.assertEqual(self.run_config(config).returncode, 0)

    def test_a_failures_file_of_another_program_is_kept_aside(self):
        for number, flags in enumerate(((), ("--adopt",))):
            self.results = self.folder / f"results-{number}"
            self.results.mkdir()
            (self.results / "failures.jsonl").write_text('{"mine": 1}\n')
            provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
            if flags:
                rows = [{"id": e["id"], "predicted_score": 4} for e in self.entries if e["benchmark"] == "cpc_bond"]
                (self.results / "sim-strong_cpc_bond.json").write_text(json.dumps(rows))
            config = self.write_config(provider.address)
            for _ in range(2):
                done = self.run_config(config, "--output-dir", self.results, *flags)
                self.assertEqual(done.returncode, 0, done.stderr)
            copy, = self.results.glob("replaced-*/*")
            self.assertEqual((copy.name, copy.read_text()), ("failures.jsonl", '{"mine": 1}\n'))
            self.assertEqual((self.results / "failures.jsonl").read_text(), "")

    def test_a_failures_file_of_another_program_is_kept_aside_after_a_run_that_was_refused(self):
        self.results.mkdir()
        (self.results / "failures.jsonl").write_text('{"mine": 1}\n')
        rows = [{"id": e["id"], "predicted_score": 4} for e in self.entries if e["benchmark"] == "cpc_bond"]
        (self.results / "sim-strong_cpc_bond.json").write_text(json.dumps(rows))
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms", "--events", "3")
        config = self.write_config(provider.address)
        self.assertEqual(self.run_config(config).returncode, 73)
        self.assertEqual((self.results / "failures.jsonl").read_text(), '{"mine": 1}\n')
        done = self.run_config(config, "--adopt")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("failures.jsonl is of another program", done.stderr)
        done = self.run_config(config, "--adopt")
        self.assertEqual(done.returncode, 0, done.stderr)
        copy, = self.results.glob("replaced-*/*")
        self.assertEqual((copy.name, copy.read_text()), ("failures.jsonl", '{"mine": 1}\n'))


if __name__ == "__main__":
    unittest.main()
