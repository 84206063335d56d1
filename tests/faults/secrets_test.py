"""Keys and passwords are in no file, message, core or argument (C14–C17), not even when a server says them."""

import base64
import json
import os
import signal
import subprocess
import threading
import time
import unittest
import urllib.parse
from pathlib import Path

from hostile_peer import Authority, HostilePeer, response
from proof import BINARY, ENVIRONMENT, Proof, needs, preceptron, start

from connect_proxy import ConnectProxy  # of tests/cli; proof.py finds it

KEYS = {"openai": "sk-canary-openai-8f2b1c", "openrouter": "sk-or-canary-router-77d0e1",
        "anthropic": "sk-ant-canary-anth-31f4aa", "azure": "canaryazure0123456789abcdef"}
PASSWORD = "canary/pass@word"


def forms(secret):
    """The secret as it is, in base64 at any of the three alignments, and percent-encoded."""
    yield secret.encode()
    yield urllib.parse.quote(secret, safe="").encode()
    for lead in range(3):
        encoded = base64.b64encode(b"\0" * lead + secret.encode()).decode()
        yield encoded[4 if lead else 0:].rstrip("=")[:-1].encode()[:-2]


CANARIES = {form for secret in (*KEYS.values(), PASSWORD) for form in forms(secret)}


class Secrets(Proof):
    ENTRIES = 8

    def setUp(self):
        super().setUp()
        self.entries = [{"id": f"e{i}", "case_id": f"c{i}", "benchmark": "cpc_bond", "grade": 3, "response": f"Answer {i}",
                         "final_diagnosis": "appendicitis"} for i in range(self.ENTRIES)]
        self.write_dataset(self.entries)
        self.authority = Authority(self.folder)
        keys = self.folder / "config.ini"
        keys.write_text("[api_keys]\n" + "".join(f"{name} = {KEYS[name]}\n" for name in ("openai", "openrouter", "anthropic"))
                        + f"[azure]\napi_key = {KEYS['azure']}\nendpoint = https://127.0.0.1:9\n")
        keys.chmod(0o600)

    def configure(self, address, proxy=None):
        lines = ["dataset_path: dataset.json", "output_dir: results", f"ca_file: {self.authority.file}", "threads: 2",
                 "timeouts: {connect: 2s, first_byte: 5s, idle: 5s, total: 20s}", "retries: {max_attempts: 2, max_wait: 2s}"]
        if proxy:
            lines.append(f"proxy: \"http://dr:{urllib.parse.quote(PASSWORD, safe='')}@127.0.0.1:{proxy.port}\"")
        lines.append("models:")
        for provider, path in (("openai", "/v1"), ("openrouter", "/api/v1"), ("anthropic", ""), ("azure", "")):
            lines += [f"  - name: {provider}-judge", f"    provider: {provider}", "    model_id: m",
                      f"    base_url: '{address}{path}'", "    stream: false"]
        config = self.folder / "config.yaml"
        config.write_text("\n".join(lines) + "\n")
        return config

    def assert_unseen(self, *texts):
        everything = self.artefacts() + b"".join(t if isinstance(t, bytes) else t.encode() for t in texts)
        for canary in CANARIES:
            at = everything.find(canary)
            if at >= 0:
                self.fail(f"a key was left in: {everything[max(0, at - 60):at + 80]!r}")

    def peer(self, answer):
        one = HostilePeer(answer, self.authority.certificate())
        self.addCleanup(one.stop)
        return one

    def test_a_server_that_echoes_keys_in_every_place_it_has(self):
        """In errors, bodies, header fields, the served model, streams; plain, quoted, in base64."""
        def answer(client, number, request):
            head = request.split(b"\r\n\r\n")[0].decode()
            field = next(line for line in head.split("\r\n") if line.lower().startswith(("authorization:", "x-api-key:", "api-key:")))
            key = field.split(": ")[1].removeprefix("Bearer ")
            said = [key, field, base64.b64encode(key.encode()).decode(), urllib.parse.quote(key, safe=""),
                    "".join(f"\\u{ord(c):04x}" for c in key)][number % 5]
            text = '{"score": 3, "justification": "your key is ' + said + '"}'
            place = number // 5 % 4
            if place == 0:
                client.sendall(response(json.dumps({"error": {"message": "Incorrect API key provided: " + said, "code": said,
                                                              "type": said}}).encode(), "500 Internal Server Error",
                                        ["X-Request-Id: " + said]))
            elif place == 1:
                client.sendall(response(("<html>" + head + said + "</html>").encode(), "502 Bad Gateway"))
            elif place == 2:
                client.sendall(response(("no json " + said).encode()))
            else:
                client.sendall(response(json.dumps({"model": said, "choices": [{"finish_reason": "stop", "message": {
                    "role": "assistant", "content": text}}], "content": [{"type": "text", "text": text}],
                    "stop_reason": "end_turn", "type": "message", "role": "assistant"}).encode()))
            return True
        peer = self.peer(answer)
        texts = []
        for flags in ((), ("--retry-failed",), ("--retry-failed",)):
            done = self.run_config(self.configure(peer.address), "-v", *flags)
            texts += [done.stdout, done.stderr]
        sent = b"".join(peer.requests)
        for key in KEYS.values():
            self.assertIn(key.encode(), sent)  # each was really used
        self.assertTrue(self.records("result"))
        for command in (("export", self.results, "--format", "jsonl"), ("status", self.results), ("verify", self.results),
                        ("check", "--config", self.folder / "config.yaml"), ("analyze", self.results)):
            done = preceptron(*command)
            texts += [done.stdout, done.stderr]
        self.assert_unseen(*texts)

    def test_an_echo_that_is_cut_leaves_no_more_of_a_key_than_all_keys_have_in_common(self):
        """Where the program stores only so much of a text, and where the network breaks it off."""
        key = "sk-canary-" + "".join(f"{i:02x}" for i in range(77))
        keys = self.folder / "config.ini"
        keys.write_text(f"[api_keys]\nopenai = {key}\n")
        pieces = {key[at:at + 8].encode() for at in range(len(key) - 7)}

        def answer(client, number, request):
            self.assertIn(key.encode(), request)
            kept, kind, cut = [(500, "text/plain", 0), (65536, "application/json", 0),
                               (900, "application/json", 900)][number % 3]
            text = ("x" * (kept - 60 + number) + key + " end").encode()
            head = f"HTTP/1.1 400 Bad Request\r\nContent-Type: {kind}\r\nContent-Length: {len(text)}\r\n\r\n"
            client.sendall(head.encode() + (text[:cut] if cut else text))
            return not cut
        peer = self.peer(answer)
        config = self.configure(peer.address)
        config.write_text(config.read_text().split("  - name: openrouter-judge")[0])
        done = self.run_config(config, "-v")
        self.assertGreaterEqual(len(peer.requests), 6)
        self.assertTrue(self.records("fail"))
        everything = self.artefacts() + done.stdout.encode() + done.stderr.encode()
        self.assertIn(b"xxx[key]", everything)
        self.assertEqual([piece for piece in pieces if piece in everything], [])

    def test_a_run_through_a_proxy_with_a_password(self):
        provider = self.simulator("--ttft", "5ms", "--gap", "1ms")
        proxy = ConnectProxy(user=f"dr:{PASSWORD}")
        self.addCleanup(proxy.stop)
        config = self.configure(provider.address, proxy)
        config.write_text(config.read_text().replace(str(self.authority.file), "simulated-ca.pem")
                          .replace("model_id: m", "model_id: sim-fair"))
        done = self.run_config(config, "-v")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(proxy.asked)
        self.assert_unseen(done.stdout, done.stderr, bytes(proxy.received))

    def test_bad_keys_are_told_without_being_shown(self):
        for spoil in (lambda text: text.replace("openai = ", "openai = \x01"), lambda text: text.replace("[api_keys]", "[api keys]"),
                      lambda text: text.replace("openrouter = ", "openrouter "),):
            keys = self.folder / "config.ini"
            keys.write_text(spoil(keys.read_text()))
            done = self.run_config(self.configure("https://127.0.0.1:9"))
            self.assert_unseen(done.stdout, done.stderr)
        done = self.run_config(self.configure("https://127.0.0.1:9"), "--openai-key", KEYS["openai"])
        self.assertEqual(done.returncode, 2)

    def hanging_run(self, **more):
        """A run that waits for an answer, with its keys in use."""
        asked, release = threading.Event(), threading.Event()
        self.addCleanup(release.set)

        def answer(client, number, request):
            asked.set()
            release.wait(30)
        process = start("run", "--config", self.configure(self.peer(answer).address), "--progress", "none",
                        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **more)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.assertTrue(asked.wait(20))
        return process

    @needs("ps")
    def test_arguments_and_environment_as_other_users_see_them(self):
        process = self.hanging_run()
        seen = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(process.pid)], capture_output=True).stdout
        self.assertIn(b"preceptron", seen)
        self.assert_unseen(seen, Path(f"/proc/{process.pid}/cmdline").read_bytes())

    def test_no_core_is_written_and_no_other_process_of_the_user_reads_the_memory(self):
        import resource

        def may_dump():
            resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            os.chdir(self.folder)
        process = self.hanging_run(preexec_fn=may_dump)
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        self.assertRegex(limits, r"Max core file size +0 +0")
        # A process that is not dumpable belongs to root in /proc, and PTRACE_MODE_READ is denied to its own user.
        self.assertEqual(Path(f"/proc/{process.pid}/mem").stat().st_uid, 0)
        if os.geteuid() == 0 and subprocess.run(["which", "setpriv"], capture_output=True).returncode == 0:
            self.assert_own_user_is_refused()
        process.send_signal(signal.SIGABRT)
        process.wait(timeout=20)
        self.assertEqual(process.returncode, -signal.SIGABRT)
        time.sleep(0.2)
        self.assertEqual([p.name for p in self.folder.rglob("core*") if p.is_file()], [])
        self.assert_unseen(process.communicate()[1])

    def assert_own_user_is_refused(self):
        """As nobody: the program, and another process that wants to look into it."""
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        program = subprocess.Popen([*nobody, BINARY, "simulate", "--port", "0"], stdout=subprocess.PIPE, env=ENVIRONMENT,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.addCleanup(program.communicate)
        self.addCleanup(program.kill)
        if not program.stdout.readline().startswith(b"listening"):
            self.skipTest("the program cannot be run as nobody here: " + program.stderr.read().decode())
        look = subprocess.run([*nobody, "cat", f"/proc/{program.pid}/environ"], capture_output=True)
        self.assertNotEqual(look.returncode, 0)


if __name__ == "__main__":
    unittest.main()
