"""`preceptron check`: what a run would refuse, and with --online a tiny question to each judge."""

import json
import subprocess
import unittest

from program import ProgramTest, generated_entries, preceptron, start
from several_providers import QUICK, SeveralProviders
from small_task import rubric


class Check(SeveralProviders):
    def check(self, config, *flags, **more):
        return preceptron("check", "--online", "--config", config, *flags, **more)

    def test_a_list_of_authorities_that_a_run_could_not_read_is_told(self):
        broken = self.folder / "broken.pem"
        broken.write_text("no certificate")
        for address, status in (("https://127.0.0.1:9", 78), ("http://127.0.0.1:9", 0)):
            config = self.write_config(address)
            done = preceptron("check", "--config", config, environment={"SSL_CERT_FILE": str(broken)})
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertEqual(f"error: SSL_CERT_FILE {broken}: " in done.stderr, status == 78, done.stderr)

    def test_every_judge_is_asked_once_and_says_who_serves_it(self):
        openai, claude = self.provider("openai", *QUICK), self.provider("claude", *QUICK)
        config = self.config(
            {"name": "a", "provider": "openai", "model_id": "sim-fair", "base_url": f"{openai.address}/v1",
             "key": "openai"},
            {"name": "longer-name", "provider": "anthropic", "model_id": "sim-strong", "base_url": claude.address,
             "key": "none"})
        done = self.check(config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"(?m)^a            ok: served by sim-fair\S*, \d+ ms, first byte after \d+ ms$")
        self.assertRegex(done.stdout, r"(?m)^longer-name  ok: served by sim-strong")
        self.assertEqual((len(openai.requests()), len(claude.requests())), (1, 1))
        self.assertFalse(self.results.exists())
        chosen = self.check(config, "--models", "a")
        self.assertEqual(chosen.returncode, 0, chosen.stderr)
        self.assertEqual((len(openai.requests()), len(claude.requests())), (2, 1))

    def test_what_a_run_would_refuse_is_refused_here(self):
        judge = {"name": "a", "provider": "openai", "model_id": "sim-fair", "base_url": "https://127.0.0.1:1/v1",
                 "key": "none"}
        self.provider("openai", *QUICK)
        config = self.config(judge)
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = config.read_text()
        (self.folder / "file").write_text("")
        for change, status, words in (
                (("output_dir: results", "output_dir: file"), 73, f"{config}:2:13: output_dir: cannot create"),
                (("output_dir: results", "output_dir: file/below"), 73, "is no folder"),
                (("ca.pem", "nowhere.pem"), 66, "nowhere.pem")):
            config.write_text(text.replace(*change))
            done = preceptron("check", "--config", config)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertIn(words, done.stderr)
        config.write_text(text)
        self.write_dataset([entry | {"benchmark": "unheard_of"} for entry in self.entries])
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("there are entries of unheard_of", done.stderr)
        self.write_dataset([])
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 65, done.stderr)
        self.assertIn("there is no entry in it", done.stderr)
        (self.folder / "dataset.json").write_text(json.dumps({"data": self.entries}))
        done = preceptron("check", "--config", config)
        self.assertIn("it has no id: entries are expected at the top of the file, not in data", done.stderr)
        unnamed = [{name: value for name, value in entry.items() if name != "benchmark"} for entry in self.entries[:2]]
        self.write_dataset(unnamed)
        done = preceptron("check", "--config", config)
        self.assertIn("no graded entry is of a task to judge; 2 entries have no benchmark, which names the task\n", done.stderr)
        self.write_dataset([*unnamed, *self.entries[2:]])
        done = preceptron("check", "--config", config)
        self.assertIn("2 entries without benchmark not judged: it names an entry's task\n", done.stderr)
        self.write_dataset([{**entry, "response": "", "answer": entry["response"]} for entry in self.entries])
        done = preceptron("check", "--config", config)
        self.assertIn("(response), and will not be sent", done.stderr)
        self.assertIn("but nothing would be sent: no entry that is left has what its prompt needs", done.stderr)
        self.write_dataset([{**entry, "case_vignette": None} for entry in self.entries])
        done = preceptron("check", "--config", config)
        self.assertRegex(done.stderr, r"without case_vignette, so that the prompt says \"\(not available\)\": \d+ of 'bi_triage'")

    def test_what_would_not_be_judged_is_said_beforehand(self):
        provider = self.provider("openai", *QUICK)
        entries = [dict(entry) for entry in self.entries]
        entries[0]["benchmark"] = "unheard_of"
        entries[1]["response"] = ""
        self.write_dataset(entries)
        config = self.config({"name": "a", "provider": "openai", "model_id": "sim-fair",
                              "base_url": f"{provider.address}/v1", "key": "none",
                              "price": "{input: 1, output: 1}"})
        text = config.read_text()
        lacking = f"1 entry of '{entries[1]['benchmark']}' lacks what the prompt needs (response), and will not be sent: "
        for command in (("check",), ("run", "--dry-run")):
            done = preceptron(*command, "--config", config)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("1 entry of 'unheard_of' not judged: add task_aliases", done.stderr)
            self.assertIn(lacking + entries[1]["id"], done.stderr)
            self.assertNotIn("did you mean", done.stderr)
            chosen = preceptron(*command, "--config", config, "--tasks", entries[2]["benchmark"])
            self.assertEqual(chosen.returncode, 0, chosen.stderr)
            self.assertNotIn("task_aliases", chosen.stderr)  # nobody asks for other tasks
            config.write_text(f"tasks: [{entries[2]['benchmark']}]\n" + text)
            listed = preceptron(*command, "--config", config)
            self.assertIn("1 entry of 'unheard_of' not judged: add task_aliases", listed.stderr)
            config.write_text(text)
        for budget, words in (("0.006", "$0.0060 of budget_usd is left: less than the estimate of $"),
                              ("0.001", "nothing would be sent: a call may cost $0.00"), ("9", None)):
            config.write_text(text + f"budget_usd: {budget}\n")
            done = preceptron("check", "--config", config)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual("budget_usd" in done.stderr, words is not None, done.stderr)
            self.assertIn(words or "", done.stderr)

    def test_fields_of_other_names_are_told(self):
        config = self.write_config("https://127.0.0.1:9")
        right = {"id": "a", "benchmark": "cpc_bond", "response": "x", "final_diagnosis": "y", "grade": 3}
        for wrong, status, told in (
                ("id", 65, "it has no id: its fields are my_id, benchmark, response, final_diagnosis and grade"),
                ("grade", 65, "1 entry has no grade: the first one's fields are id, benchmark, response, final_diagnosis and my_grade"),
                ("response", 0, "will not be sent: a; the first one's fields are id, benchmark, my_response, ")):
            self.write_dataset([{"my_" + name if name == wrong else name: value for name, value in right.items()}])
            done = preceptron("check", "--config", config)
            self.assertEqual(done.returncode, status, done.stderr)
            self.assertIn(told, " ".join(done.stderr.split()))

    def test_a_prompt_that_does_not_name_its_scale_is_doubted(self):
        provider = self.provider("openai", *QUICK)
        judges = [{"name": name, "provider": "openai", "model_id": "sim-fair", "base_url": f"{provider.address}/v1",
                   "key": "none"} for name in ("a", "b")]
        config = self.config(*judges)
        tasks = self.folder / "tasks"
        tasks.mkdir()
        config.write_text(config.read_text() + "tasks_dir: tasks\n")
        doubt = ("warning: task 'r_idea', prompt 'default': its text never names 5, but the scale that scores are read by "
                 "is 0 to 5 in steps of 1: does it tell the judge this scale? {{scale}} stands for it")
        for most, told in ((5, 1), (10, 0)):
            (tasks / "r_idea.yaml").write_text(rubric("r_idea").replace("max: 10", f"max: {most}"))
            for command in ("check",), ("run", "--dry-run"):
                done = preceptron(*command, "--config", config)
                self.assertEqual(done.returncode, 0, done.stderr)
                said = " ".join(done.stderr.split())
                self.assertEqual((said.count(doubt), said.count("never names")), (told, told), said)

    def test_a_folder_that_a_run_would_not_write_into_is_refused_here(self):
        provider = self.provider("openai", *QUICK)
        config = self.config({"name": "a", "provider": "openai", "model_id": "sim-fair",
                              "base_url": f"{provider.address}/v1", "key": "none"})
        self.results.mkdir()
        foreign = self.results / f"a_{self.entries[0]['benchmark']}.json"
        for content, words in (("[]", "is there, though no run has written it to this folder"),
                               ('[{"id": "a", "predicted_score": 1}]', "holds scores this folder's journal does not have")):
            foreign.write_text(content)
            for command in ("check", "run"):
                done = preceptron(command, "--config", config)
                self.assertEqual(done.returncode, 73, done.stderr)
                self.assertIn(f"{foreign.name} {words}", done.stderr)
        self.assertEqual(provider.requests(), [])
        done = preceptron("run", "--config", config, "--dry-run", "--adopt")
        self.assertEqual(done.returncode, 0, done.stderr)
        foreign.unlink()
        done = preceptron("run", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.write_dataset([entry | {"id": f"other {entry['id']}"} for entry in self.entries])
        for command in ("check", "run"):
            done = preceptron(command, "--config", config)
            self.assertEqual(done.returncode, 65, done.stderr)
            self.assertIn("holds results of other entries", done.stderr)
        self.write_dataset(self.entries)
        config.write_text(config.read_text().replace("sim-fair", "sim-strong"))
        for command in ("check", "run"):
            done = preceptron(command, "--config", config)
            self.assertEqual(done.returncode, 78, done.stderr)
            self.assertIn("no longer match", done.stderr)

    def test_who_does_not_answer_is_told_with_reason_and_line_and_ends_it_with_69(self):
        provider = self.provider("openai", *QUICK)
        self.write_keys(openai="bad-key")
        common = {"provider": "openai", "base_url": f"{provider.address}/v1"}
        config = self.config({"name": "key", "model_id": "sim-fair", "key": "openai", **common},
                             {"name": "gone", "model_id": "sim-gone", "key": "none", **common},
                             {"name": "dead", "provider": "openai", "model_id": "sim-fair", "key": "none",
                              "base_url": '"https://127.0.0.1:1/v1"'},
                             {"name": "fine", "model_id": "sim-noisy", "key": "none", **common})
        done = self.check(config)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("3 of 4 judges did not answer", done.stderr)
        lines = {line.split()[0]: line for line in done.stdout.splitlines() if ": " in line}
        self.assertIn("failed: HTTP 401: the key was not accepted; correct openai under [api_keys], config.ini line 2",
                      lines["key"])
        self.assertIn(f"change model_id, config.yaml line {self.line_of(config, 'sim-gone')}", lines["gone"])
        self.assertIn("Connection refused; config.yaml line ", lines["dead"])
        self.assertIn("ok: served by sim-noisy", lines["fine"])
        self.assertNotIn("bad-key", done.stdout + done.stderr)

    def test_a_missing_key_is_reported_before_anybody_is_asked(self):
        provider = self.provider("openai", *QUICK)
        common = {"provider": "openai", "model_id": "sim-fair", "base_url": f"{provider.address}/v1"}
        config = self.config({"name": "a", "key": "lab", **common}, {"name": "b", "key": "none", **common})
        done = self.check(config)
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("no key for 'lab'", done.stderr)
        self.assertEqual(provider.requests(), [])
        self.assertEqual(self.check(config, "--models", "b").returncode, 0)

    def test_a_parameter_that_the_server_refuses_is_learnt_on_the_way(self):
        provider = self.provider("claude", *QUICK)
        config = self.config({"name": "a", "provider": "anthropic", "model_id": "sim-strong", "temperature": 0,
                              "api_version": '"2026-10-21"', "base_url": provider.address, "key": "none"})
        done = self.check(config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("temperature is no longer sent", done.stderr)
        self.assertEqual([r["status"] for r in provider.requests()], [400, 200])


class BesideARun(ProgramTest):
    def test_who_is_at_work_is_told_and_no_call_in_flight_is_possibly_billed_twice(self):
        self.write_dataset(generated_entries(300))
        config = self.write_config(self.simulator("--ttft", "80ms", "--gap", "10ms", "--events", "5").address, more="threads: 4")
        process = start("run", "--config", config, "--progress", "none", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.wait_for(lambda: self.saved() and (self.results / "checkpoint" / "live.json").exists())
        refused = self.run_config(config)
        self.assert_refused(refused, 75, f"is in use by process {process.pid} on ")
        for command, status in ((("check",), 75), (("run", "--dry-run", "--progress", "none"), 0)):
            with self.subTest(command):
                done = preceptron(*command, "--config", config)
                self.assertEqual(done.returncode, status, done.stderr)
                self.assertIn("Estimates: 4 bytes a token", done.stdout)
                self.assertIn(" at most 0 possibly billed twice\n", done.stderr)
                self.assertIn(refused.stderr.removeprefix("error: "), done.stderr)
                self.assertNotIn("everything is in place", done.stderr)
        process.kill()
        process.wait()
        done = preceptron("check", "--config", config)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stderr, r"at most [1-9] possibly billed twice")
        self.assertNotIn("in use", done.stderr)


if __name__ == "__main__":
    unittest.main()
