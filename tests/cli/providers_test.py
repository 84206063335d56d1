"""Several providers in one run: what stops one stops no other, and the user is told what to change, and where."""

import json
import re
import unittest

from answering_server import answering_server
from program import preceptron
from several_providers import QUICK, SeveralProviders


class Providers(SeveralProviders):
    def test_a_bad_key_no_quota_and_a_stall_leave_the_fourth_provider_undisturbed(self):
        bad, broke = self.provider("bad", *QUICK), self.provider("broke", "--fault", "quota=1")
        silent, good = self.provider("silent", "--fault", "stall=1"), self.provider("good", *QUICK)
        self.write_keys(openai="bad-key")
        config = self.config(
            {"name": "no-key", "provider": "openai", "model_id": "sim-fair", "base_url": f"{bad.address}/v1",
             "key": "openai"},
            {"name": "no-money", "provider": "openrouter", "model_id": "sim-fair",
             "base_url": f"{broke.address}/api/v1", "key": "openrouter"},
            {"name": "no-answer", "provider": "anthropic", "model_id": "sim-fair", "base_url": silent.address},
            {"name": "sound", "provider": "azure", "model_id": "sim-fair", "base_url": good.address,
             "api_version": '"2024-12-01-preview"'},
            more="timeouts: {first_byte: 400ms, idle: 400ms, total: 3s}\nretries: {max_wait: 2s}")
        done = self.run_config(config, "--format", "json", environment={"ANTHROPIC_API_KEY": "sk-ant-canary-0123456"})
        self.assertEqual(done.returncode, 69, done.stderr)
        cells = json.loads(done.stdout)["cells"]
        scored = {name: sum(c["scored"] for c in cells if c["judge"] == name) for name in
                  ("no-key", "no-money", "no-answer", "sound")}
        self.assertEqual(scored, {"no-key": 0, "no-money": 0, "no-answer": 0, "sound": len(self.entries)})
        self.assertEqual(len(good.requests()), len(self.entries))  # not one of them was asked twice

        refused, unpaid = sorted(self.stopped(done))
        self.assertIn("HTTP 401: the key was not accepted; correct openai under [api_keys], config.ini line 2", refused)
        self.assertIn("HTTP 402: the account has no quota or credit left; its key: openrouter under [api_keys], "
                      "config.ini line 3", unpaid)
        classes = {}
        for row in self.failures():
            classes.setdefault(row["judge"], set()).add(row["class"])
        self.assertEqual(classes, {"no-key": {"http_error", "stopped"}, "no-money": {"http_error", "stopped"},
                                   "no-answer": {"timeout", "stopped"}})
        self.assertRegex(done.stderr, r"timeout \(no-answer, .*stopped for 0\.4 s \(timeouts: idle\)")
        self.assertLessEqual(len(bad.requests()), 10)
        self.assertLessEqual(len(broke.requests()), 10)
        for canary in ("bad-key", "canary"):
            self.assertNotIn(canary, done.stderr + done.stdout)

    def server_that_refuses(self, objections):
        """The origin of a server that refuses what is asked at /NAME/… as long as the request has a certain parameter.
        `objections`: name → (parameter, status, body)."""
        def answer(path, asked):
            parameter, status, body = objections[path.split("/")[1]]
            if parameter in asked:
                return status, body
            text = '{"score": 2, "justification": "j"}'
            return 200, {"choices": [{"message": {"content": text}, "finish_reason": "stop"}],
                         "content": [{"type": "text", "text": text}], "stop_reason": "end_turn"}

        return answering_server(self, answer)

    def test_what_a_server_refuses_in_its_own_shape_is_no_longer_sent(self):
        def item(*place):
            return {"type": "extra_forbidden", "loc": ["body", *place], "msg": "Extra inputs are not permitted"}

        objections = {
            "effort": ("output_config", 400, {"type": "error", "error": {
                "type": "invalid_request_error", "message": "This model does not support the effort parameter."}}),
            "sentence": ("response_format", 422, "Failed to deserialize the JSON body into the target type: "
                         "response_format: unknown variant `json_schema`, expected `text` at line 1 column 90"),
            "object": ("stream_options", 422, {"object": "error", "message": {"detail": [item("stream_options")]},
                                               "type": "invalid_request_error", "param": None, "code": None}),
            "nested": ("stream_options", 422, {"detail": [item("stream_options", "include_usage")]}),
            "answer": ("response_format", 200, {"error": {"message": "'response_format' is not supported", "code": 400}}),
            "several": ("response_format", 422, {"detail": [item("store"), item("response_format", "type")]}),
        }
        origin = self.server_that_refuses(objections)
        judges = [{"name": name, "provider": "openai", "model_id": name, "key": "none",
                   "base_url": f"{origin}/{name}/v1"} for name in objections]
        judges[0].update(provider="anthropic", base_url=f"{origin}/effort", reasoning_effort="low",
                         structured_output="off")
        config = self.config(*judges)
        config.write_text("".join(line for line in config.read_text().splitlines(True) if "ca_file" not in line))
        summary, done = self.summary(config, environment={"ANTHROPIC_API_KEY": "sk-ant-canary-0123456"})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(summary["scored"], len(objections) * len(self.entries))

    def test_entries_that_were_refused_alike_are_asked_again_when_told_to(self):
        sound = False

        def answer(_, asked):
            if not sound:
                return 400, {"error": {"message": "the deployment is being moved", "code": "bad"}}
            return 200, {"choices": [{"message": {"content": '{"score": 2, "justification": "j"}'}, "finish_reason": "stop"}]}

        origin = answering_server(self, answer)
        config = self.config({"name": "a", "provider": "openai", "model_id": "m", "key": "none",
                              "base_url": f"{origin}/v1"}, more="threads: 1")
        config.write_text("".join(line for line in config.read_text().splitlines(True) if "ca_file" not in line))
        done = self.run_config(config)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("were all refused alike", done.stderr)
        refused = re.search(r"go on with: \S.* \(and --retry-failed, to ask again the (\d+) that failed for good\)", done.stderr)
        self.assertIsNotNone(refused, done.stderr)
        sound = True
        summary, done = self.summary(config)
        self.assertEqual(summary["failed"], {"http_error": int(refused[1])}, done.stderr)
        summary, done = self.summary(config, "--retry-failed")
        self.assertEqual((done.returncode, summary["failed"]), (0, {}), done.stderr)

    def test_a_retired_model_stops_its_judge_and_no_other_of_the_account(self):
        provider = self.provider("openai", *QUICK)
        common = {"provider": "openai", "base_url": f"{provider.address}/v1", "key": "openai"}
        config = self.config({"name": "old", "model_id": "sim-gone", **common},
                             {"name": "new", "model_id": "sim-strong", **common})
        summary, done = self.summary(config)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertEqual(summary["scored"], len(self.entries))
        sentence, = self.stopped(done)
        self.assertIn("judge 'old': HTTP 404: the model was retired", sentence)
        line = self.line_of(config, "sim-gone")
        self.assertIn(f"change model_id, config.yaml line {line} (the server says: ", sentence)
        self.assertEqual(sentence.count("HTTP 404"), 1)
        self.assertLessEqual(sum(r["model"] == "sim-gone" for r in provider.requests()), 4)

    def test_once_the_key_is_mended_the_same_command_asks_all_that_is_missing(self):
        provider = self.provider("openai", *QUICK)
        config = self.config({"name": "a", "provider": "openai", "model_id": "sim-fair", "key": "openai",
                              "base_url": f"{provider.address}/v1"})
        self.write_keys(openai="bad-key")
        self.assertEqual(self.run_config(config).returncode, 69)
        self.write_keys()
        summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["scored"]), (0, len(self.entries)), done.stderr)

    def test_a_refused_key_of_the_environment_is_named_by_its_variable(self):
        provider = self.provider("anthropic", *QUICK)
        config = self.config({"name": "a", "provider": "anthropic", "model_id": "sim-fair",
                              "base_url": provider.address, "key": "anthropic"})
        done = self.run_config(config, environment={"ANTHROPIC_API_KEY": "bad-key"})
        self.assertEqual(done.returncode, 69, done.stderr)
        sentence, = self.stopped(done)
        self.assertIn("HTTP 401: the key was not accepted; correct ANTHROPIC_API_KEY, or base_url", sentence)

    def test_a_wrong_address_is_named_with_its_line(self):
        provider = self.provider("openai", *QUICK)
        config = self.config({"name": "a", "provider": "openai", "model_id": "sim-fair", "key": "none",
                              "base_url": f"{provider.address}/v2"})
        done = self.run_config(config)
        self.assertEqual(done.returncode, 69, done.stderr)
        sentence, = self.stopped(done)
        self.assertIn("HTTP 404: the server does not know this address; check base_url, model_id and api_version, "
                      f"config.yaml line {self.line_of(config, 'model_id')}", sentence)

    def test_a_local_judge_needs_neither_key_nor_tls(self):
        provider = self.provider("local", "--plain", *QUICK)
        (self.folder / "config.ini").unlink()
        (self.folder / "ca.pem").unlink()
        config = self.config({"name": "local", "provider": "openai", "model_id": "sim-strong", "key": "none",
                              "base_url": f"{provider.address}/v1"})
        config.write_text(config.read_text().replace("ca_file: ca.pem\n", ""))
        summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["scored"]), (0, len(self.entries)), done.stderr)

    def test_a_refused_temperature_is_dropped_once_and_remembered(self):
        provider = self.provider("anthropic", *QUICK)
        config = self.config({"name": "a", "provider": "anthropic", "model_id": "sim-strong", "temperature": 0,
                              "api_version": '"2026-10-21"', "base_url": provider.address}, more="threads: 1")
        summary, done = self.summary(config, environment={"ANTHROPIC_API_KEY": "sk-ant-canary-0123456"})
        self.assertEqual((done.returncode, summary["scored"]), (0, len(self.entries)), done.stderr)
        self.assertEqual([r["status"] for r in provider.requests()].count(400), 1)
        self.assertEqual(done.stderr.count("temperature is no longer sent"), 1)
        refused, = [line["r"] for line in self.journal_lines() if line["r"]["type"] == "refused"]
        self.assertEqual((refused["judge"], refused["model_id"], refused["parameter"]), ("a", "sim-strong", "temperature"))
        done = preceptron("report", self.results)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("temperature: provider default (the one asked for was refused)",
                      (self.results / "report.html").read_text())

    def test_structured_output_is_dropped_with_one_notice(self):
        provider = self.provider("plain-text", *QUICK, "--refuse", "response_format")
        config = self.config({"name": "a", "provider": "openai", "model_id": "sim-strong", "key": "none",
                              "structured_output": "json_schema", "base_url": f"{provider.address}/v1"})
        summary, done = self.summary(config)
        self.assertEqual((done.returncode, summary["scored"]), (0, len(self.entries)), done.stderr)
        statuses = [r["status"] for r in provider.requests()]
        self.assertLessEqual(statuses.count(400), 4)  # those that were under way when it was learnt
        self.assertGreaterEqual(statuses.count(400), 1)
        self.assertEqual(done.stderr.count("response_format is no longer sent"), 1)


if __name__ == "__main__":
    unittest.main()
