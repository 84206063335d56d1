"""`preceptron run`: result files, resuming, selection, retries, concurrency."""

import gzip
import json
import os
import resource
import subprocess
import unittest

from program import BINARY, ENVIRONMENT, ProgramTest, generated_entries, preceptron, start


class Run(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(60)
        self.write_dataset(self.entries)

    def test_publishes_the_entries_as_they_were_with_finite_scores_in_dataset_order(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        summary, done = self.summary(self.write_config(provider.address, ["sim-strong", "sim-noisy"]))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["scored"], 2 * len(self.entries))
        for judge in ("sim-strong", "sim-noisy"):
            for task in {e["benchmark"] for e in self.entries}:
                rows = json.loads((self.results / f"{judge}_{task}.json").read_text())
                wanted = [e for e in self.entries if e["benchmark"] == task]
                self.assertEqual([r["id"] for r in rows], [e["id"] for e in wanted])
                for row, entry in zip(rows, wanted):
                    self.assertEqual({k: row[k] for k in entry}, entry)

    def test_a_second_run_makes_no_request_and_says_so(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.run_config(config)
        asked, files = len(provider.requests()), self.result_files()
        again = self.run_config(config)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertEqual(len(provider.requests()), asked)
        self.assertIn("60 reused", again.stderr)
        self.assertEqual(self.result_files(), files)

    def test_lines_and_gzip_are_read_like_an_array(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        lines = "".join(json.dumps(e) + "\n" for e in self.entries)
        (self.folder / "dataset.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
        self.run_config(self.write_config(provider.address))
        from_array = self.result_files()
        summary, _ = self.summary(self.write_config(provider.address, dataset="dataset.jsonl.gz"))
        self.assertEqual((summary["reused"], summary["requests"]), (60, 0))
        self.assertEqual(self.parsed(self.result_files()), self.parsed(from_array))

    def test_tasks_models_and_limit_choose_what_is_asked(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address, ["sim-strong", "sim-fair"])
        summary, _ = self.summary(config, "--models", "sim-fair", "--tasks", "cpc_bond,r_idea", "--limit", "2")
        self.assertEqual([(c["judge"], c["task"], c["planned"]) for c in summary["cells"]],
                         [("sim-fair", "cpc_bond", 2), ("sim-fair", "r_idea", 2)])

    def test_faults_are_tried_again_until_every_entry_has_a_score(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--fault", "truncate=0.1", "--fault", "reset=0.1",
                                  "--fault", "status-500=0.05")
        config = self.write_config(provider.address, more="threads: 20")
        summary, done = self.summary(config)
        self.assertGreater(summary["retries"], 0)
        self.assertEqual(summary["requests"], 60 + summary["retries"])
        # Three bad answers in a row are rare and not for good: 4, and the same command goes on.
        for _ in range(4):
            if done.returncode == 4:
                summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["scored"]), (0, 60), done.stderr)

    def test_verbose_tells_each_failure_as_it_happens(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--fault", "status-500=0.2", "--seed", "3")
        config = self.write_config(provider.address, more="threads: 4\nretries: {max_attempts: 2}")
        summary, done = self.summary(config, "-v")
        again = done.stderr.count("brought no answer (http_error, HTTP 500): sim-strong, ")
        self.assertGreater(again, 0)
        self.assertEqual(again, summary["retries"])
        for class_, count in summary["failed"].items():
            self.assertEqual(done.stderr.count(f"no score ({class_}, HTTP 500): sim-strong, "), count, done.stderr)
        self.assertGreater(sum(summary["failed"].values()), 0)
        quiet = self.run_config(config)
        self.assertNotIn("brought no answer", quiet.stderr)

    def test_judges_that_are_not_asked_decide_nothing(self):
        provider = self.simulator("--plain", "--ttft", "2ms", "--gap", "1ms")
        config = self.write_config(provider.address, more="adaptive: false")
        text = config.read_text().replace("ca_file: simulated-ca.pem\n", "").replace("sim-strong", "plain")
        config.write_text(text + "  - {name: far, provider: openai, model_id: m, key: none, threads: 10000, "
                                 "base_url: 'https://127.0.0.1:9/v1'}\n")
        (self.folder / "bad.pem").write_text("nothing")
        done = self.run_config(config, "--models", "plain", environment={"SSL_CERT_FILE": str(self.folder / "bad.pem")},
                               preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256)))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("ulimit", done.stderr)
        self.assertIn("60 of 60 planned have a score", done.stderr)

    def test_connections_after_the_first_resume_its_handshake_and_the_log_says_so(self):
        provider = self.simulator("--ttft", "2ms", "--gap", "1ms", "--fault", "reset=0.3", "--seed", "7")
        done = self.run_config(self.write_config(provider.address, more="threads: 1"))
        self.assertEqual(done.returncode, 0, done.stderr)
        end = json.loads((self.results / "checkpoint" / "run.log").read_text().splitlines()[-1])
        self.assertEqual(end["event"], "end")
        cut_off = len(provider.requests()) - len(self.entries)
        self.assertGreater(cut_off, 5)
        self.assertEqual(end["tls_handshakes"] + end["tls_resumed"], 1 + cut_off)
        self.assertGreater(end["tls_resumed"], 0.8 * cut_off)

    def test_a_key_that_is_out_of_quota_stops_its_account_with_69(self):
        provider = self.simulator("--ttft", "5ms", "--fault", "quota=1")
        summary, done = self.summary(self.write_config(provider.address, more="threads: 3"))
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertLessEqual(len(provider.requests()), 3)
        self.assertEqual(summary["scored"], 0)
        self.assertIn("quota", done.stderr)

    def test_never_more_in_flight_than_threads(self):
        provider = self.simulator("--ttft", "30ms", "--gap", "1ms")
        config = self.write_config(provider.address, more="threads: 4")
        done = preceptron("run", "--config", config, "--progress", "json")
        self.assertEqual(done.returncode, 0, done.stderr)
        progress = [json.loads(line) for line in done.stderr.splitlines()]
        seen = [p["in_flight"] for p in progress if p.get("schema") == "preceptron.progress/1"]
        self.assertTrue(seen)
        self.assertLessEqual(max(seen), 4)

    def test_repeats_ask_each_entry_as_often(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.folder / "config.yaml"
        config.write_text("dataset_path: dataset.json\noutput_dir: results\nca_file: simulated-ca.pem\n"
                          "models:\n  - {name: thrice, provider: simulated, model_id: sim-noisy, repeats: 3, "
                          f"base_url: '{provider.address}/v1'}}\n")
        summary, done = self.summary(config, "--tasks", "cpc_bond")
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = json.loads((self.results / "thrice_cpc_bond.json").read_text())
        self.assertEqual(summary["planned"], 3 * len(rows))
        for row in rows:
            self.assertEqual(len(row["judge"]["scores"]), 3)
            self.assertEqual(row["predicted_score"], row["judge"]["scores"][0])

    def test_a_second_run_on_a_folder_in_use_is_turned_away_with_75(self):
        provider = self.simulator("--ttft", "300ms", "--gap", "20ms")
        config = self.write_config(provider.address, more="threads: 2")
        first = self.start_run(config)
        self.wait_for(lambda: provider.requests())
        for second in (self.run_config(config), preceptron("export", self.results, "--results")):
            self.assertEqual(second.returncode, 75, second.stderr)
            self.assertIn(str(first.pid), second.stderr)
        self.assertEqual(preceptron("export", self.results).returncode, 0)

    def test_a_dataset_in_the_output_folder_is_none_of_another_program_whatever_leads_to_it(self):
        self.results.mkdir()
        link = self.folder / "link"
        link.symlink_to(self.folder)
        task = self.entries[0]["benchmark"]
        (self.results / f"subset_{task}.json").write_text(json.dumps([{**self.entries[0], "predicted_score": 1}]))
        config = self.write_config(self.simulator("--ttft", "5ms", "--gap", "1ms").address)
        done = self.run_config(config, "--dataset", link / "results" / f"subset_{task}.json")
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_adopts_the_result_files_of_another_program_and_asks_only_the_rest(self):
        bond = [e for e in self.entries if e["benchmark"] == "cpc_bond"]
        old = [{**e, "predicted_score": 4.0, "justification": "as before"} for e in bond[:5]]
        old.append({**bond[5], "predicted_score": 99})  # on no Bond scale
        self.results.mkdir()
        path = self.results / "sim-strong_cpc_bond.json"
        path.write_text(json.dumps(old))
        before = path.read_bytes()
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond").returncode, 73)
        summary, done = self.summary(config, "--tasks", "cpc_bond", "--adopt")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((summary["reused"], summary["requests"]), (5, len(bond) - 5))
        copies = list(self.results.glob("adopted-*/sim-strong_cpc_bond.json"))
        self.assertEqual([c.read_bytes() for c in copies], [before])
        rows = json.loads(path.read_text())
        self.assertEqual([r["id"] for r in rows], [e["id"] for e in bond])
        self.assertEqual({r["judge"]["prompt"] for r in rows[:5]}, {"unknown"})
        self.assertEqual([r["predicted_score"] for r in rows[:5]], [4.0] * 5)

    def test_a_result_file_that_cannot_be_written_is_74_and_hides_no_call_that_may_be_billed_twice(self):
        provider = self.simulator("--ttft", "300ms", "--gap", "1ms")
        config = self.write_config(provider.address, more="threads: 4")
        first = self.start_run(config)
        self.wait_for(lambda: self.saved() and len(provider.requests()) >= 8)
        first.kill()
        first.wait()
        asked = len(provider.requests())
        second = start("run", "--config", config, "--format", "json", "--progress", "none", stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE)
        self.addCleanup(second.kill)
        self.wait_for(lambda: len(provider.requests()) > asked)
        (self.results / "failures.jsonl").mkdir()
        shown, said = second.communicate(timeout=60)
        self.assertEqual(second.returncode, 74, said)
        self.assertGreater(json.loads(shown)["possibly_billed_twice"], 0)
        (self.results / "failures.jsonl").rmdir()
        self.assertEqual(self.run_config(config).returncode, 0)

    def test_a_summary_that_stdout_does_not_take_is_74_and_loses_nothing(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        for command in (("run", "--config", config, "--format", "json"), ("run", "--config", config),
                        ("demo", "--output-dir", self.folder / "demo")):
            with self.subTest(command), open("/dev/full", "w") as full:
                done = subprocess.run([BINARY, *map(str, command), "--progress", "none"], stdout=full, text=True,
                                      stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=120)
                self.assertEqual(done.returncode, 74, done.stderr)
                self.assertIn("stdout could not be written: No space left on device", done.stderr)
        self.assertEqual(sum(map(len, self.saved().values())), len(self.entries))
        summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["requests"]), (0, 0), done.stderr)
        # More than that a few have failed for good, which is 1.
        self.write_dataset([*self.entries, self.entries[0] | {"id": "without", "response": ""}])
        self.assertEqual(self.run_config(config).returncode, 1)
        with open("/dev/full", "w") as full:
            done = subprocess.run([BINARY, "run", "--config", config, "--progress", "none"], stdout=full, text=True,
                                  stderr=subprocess.PIPE, env=ENVIRONMENT, timeout=120)
        self.assertEqual(done.returncode, 74, done.stderr)

    def test_a_reader_that_leaves_is_no_failure_of_the_run(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run([BINARY, "run", "--config", self.write_config(provider.address), "--progress", "none"],
                              stdout=writer, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT, timeout=120)
        os.close(writer)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("stdout", done.stderr)

    def test_quiet_says_the_figures_and_no_more(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        done = self.run_config(self.write_config(provider.address), "--quiet")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("sim-strong", done.stdout)
        self.assertNotIn("Best", done.stdout)
        self.assertNotIn("More:", done.stdout)

    def test_failed_for_good_stays_until_it_is_to_be_tried_again(self):
        for entry in self.entries:
            if entry["benchmark"] == "cpc_bond":
                entry["final_diagnosis"] = ""
        self.write_dataset(self.entries)
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        config = self.write_config(provider.address)
        first, done = self.summary(config, "--tasks", "cpc_bond")
        self.assertEqual((done.returncode, first["requests"]), (1, 0), done.stderr)
        failures = [json.loads(line) for line in (self.results / "failures.jsonl").read_text().splitlines()]
        self.assertEqual({f["class"] for f in failures}, {"missing_context"})
        self.assertEqual(self.run_config(config, "--tasks", "cpc_bond", "--accept-failures").returncode, 0)

    def parsed(self, files):
        return {name: json.loads(text) for name, text in files.items() if name.endswith(".json")}

    def start_run(self, config):
        process = start("run", "--config", config, "--progress", "none", stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process


if __name__ == "__main__":
    unittest.main()
