"""CONNECT proxies: who goes through them, what they learn, and what becomes of a run that one of them stops."""

import base64
import socket
import subprocess
import time
import unittest

from connect_proxy import ConnectProxy, TlsFront
from program import ProgramTest, generated_entries, preceptron

KEY = "sk-canary-0123456789"
PASSWORD = "pass@word/canary"
QUICK = ("--ttft", "5ms", "--gap", "1ms")


class Proxy(ProgramTest):
    def setUp(self):
        super().setUp()
        self.entries = generated_entries(12)
        self.write_dataset(self.entries)
        (self.folder / "config.ini").write_text(f"[api_keys]\nopenai = {KEY}\n")
        (self.folder / "config.ini").chmod(0o600)

    def proxy(self, **how):
        one = ConnectProxy(**how)
        self.addCleanup(one.stop)
        return one

    def config(self, address, *lines):
        path = self.folder / "config.yaml"
        path.write_text("\n".join([
            "dataset_path: dataset.json", "output_dir: results", "ca_file: simulated-ca.pem", "threads: 3", *lines,
            "models:", "  - name: judge", "    provider: openai", "    model_id: sim-fair",
            f"    base_url: '{address}/v1'", "    key: openai"]) + "\n")
        return path

    def assert_scored(self, config, environment=()):
        summary, done = self.summary(config, environment=environment)
        self.assertEqual((done.returncode, summary["scored"]), (0, len(self.entries)), done.stderr)
        return done

    def assert_stopped(self, done, *words):
        """69, one sentence, and whoever refused has not seen the key."""
        self.assertEqual(done.returncode, 69, done.stderr)
        stopped = [line for line in done.stderr.splitlines() if "stopped: " in line and line.startswith("error")]
        self.assertEqual(len(stopped), 1, done.stderr)
        for word in words:
            self.assertIn(word, stopped[0])

    def artefacts(self):
        return b"".join(path.read_bytes() for path in self.results.rglob("*") if path.is_file())

    def test_a_run_goes_through_the_configured_proxy_and_shows_its_password_to_nobody_else(self):
        provider = self.simulator(*QUICK)
        proxy = self.proxy(user=f"dr.canary:{PASSWORD}", piece=1)
        config = self.config(provider.address,
                             f"proxy: 'http://dr.canary:pass%40word%2Fcanary@127.0.0.1:{proxy.port}'")
        done = self.assert_scored(config)
        self.assertEqual(set(proxy.asked), {provider.address.removeprefix("https://")})
        self.assertLessEqual(len(proxy.asked), 3)  # tunnels are kept alive like any connection
        self.assertEqual(proxy.received[:2], b"\x16\x03")  # a TLS record: all it saw is TLS
        self.assertNotIn(KEY.encode(), proxy.received)
        self.assertNotIn(KEY, "".join(proxy.heads))
        everything = self.artefacts() + (done.stdout + done.stderr).encode()
        encoded = base64.b64encode(f"dr.canary:{PASSWORD}".encode())
        for canary in (PASSWORD.encode(), b"pass%40word", b"dr.canary", encoded, KEY.encode()):
            self.assertNotIn(canary, everything)
        self.assertIn(proxy.url.encode(), self.artefacts())  # the manifest says which proxy it was

    def test_the_environment_names_a_proxy_for_hosts_that_only_the_proxy_knows(self):
        plain = self.simulator("--plain", *QUICK)
        certificate, key = self.folder / "simulated-ca.pem", self.folder / "judge.key"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", str(key), "-out", str(certificate), "-days", "2", "-subj", "/CN=judge.test",
                        "-addext", "subjectAltName=DNS:judge.test"], check=True, capture_output=True)
        front = TlsFront(certificate, key, int(plain.address.rsplit(":", 1)[1]))
        self.addCleanup(front.stop)
        proxy = self.proxy(routes={"judge.test": ("127.0.0.1", front.port)})
        config = self.config("https://judge.test")
        for name, value in (("HTTPS_PROXY", proxy.url + "/"), ("https_proxy", f"127.0.0.1:{proxy.port}")):
            with self.subTest(name):
                del proxy.asked[:]
                self.assert_scored(config, {name: value, "NO_PROXY": "judge.example,test.judge.test,10.0.0.0/8"})
                self.assertEqual(set(proxy.asked), {"judge.test:443"})
                subprocess.run(["rm", "-r", str(self.results)], check=True)
        del proxy.asked[:]
        config = self.config("https://judge.test", "retries: {max_attempts: 1}")
        for exception in ("*", "judge.test", ".test", "example.com, JUDGE.TEST:443"):
            with self.subTest(exception):
                done = self.run_config(config, "--limit", "1", environment={
                    "HTTPS_PROXY": proxy.url, "no_proxy": exception, "NO_PROXY": "another.host"})
                self.assertIn("judge.test could not be resolved", done.stderr)  # it was looked for directly
        self.assertEqual(proxy.asked, [])

    def test_no_proxy_holds_for_the_configured_proxy_too(self):
        provider = self.simulator(*QUICK)
        proxy = self.proxy()
        config = self.config(provider.address, f"proxy: {proxy.url}")
        self.assert_scored(config, {"NO_PROXY": "127.0.0.0/8"})
        self.assertEqual(proxy.asked, [])

    def test_a_proxy_of_the_environment_does_not_lead_to_this_machine(self):
        provider = self.simulator(*QUICK)
        proxy = self.proxy()
        self.assert_scored(self.config(provider.address), {"HTTPS_PROXY": proxy.url})
        self.assertEqual(proxy.asked, [])

    def test_plain_http_is_never_sent_to_a_proxy(self):
        provider = self.simulator("--plain", *QUICK)
        proxy = self.proxy()
        (self.folder / "simulated-ca.pem").unlink(missing_ok=True)
        config = self.config(provider.address, f"proxy: {proxy.url}")
        config.write_text(config.read_text().replace("ca_file: simulated-ca.pem\n", ""))
        self.assert_scored(config)
        self.assertEqual(proxy.heads, [])
        far = self.config("http://judge.test", f"proxy: {proxy.url}")
        far.write_text(far.read_text() + "    allow_plain_http: true\n")
        done = preceptron("check", "--config", far)
        self.assertIn("plain http does not go through the proxy: http://judge.test/v1", done.stderr)

    def test_a_proxy_that_refuses_stops_the_run_with_one_sentence_and_never_sees_the_key(self):
        provider = self.simulator()
        basic = b'HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm="x"\r\nX-Echo: ' + PASSWORD.encode() + b"\r\n\r\n"
        for user, answer, *words in (
                ("", basic, "wants a user and password", "HTTP 407"),
                (f"u:{PASSWORD}@".replace("/", "%2F").replace("@w", "%40w"), basic, "does not accept the user", "407"),
                ("", b"HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM\r\n\r\n", "another kind than Basic", "HTTP 407"),
                ("", b'HTTP/1.1 407 No\r\nProxy-Authenticate: NTLM, Digest realm="a, b\\"", bAsic realm="x"\r\n\r\n',
                 "wants a user and password", "HTTP 407"),
                ("", b'HTTP/1.1 407 No\r\nProxy-Authenticate: Digest realm="x, basic", Basically x\r\n\r\n',
                 "another kind than Basic", "HTTP 407"),
                ("", b"HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nno!\n", "refuses to connect", "HTTP 403"),
                ("", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "does not answer like an HTTP proxy"),
                ("", b"HTTP/1.1 200 OK\r\n\r\nhello", "spoke where")):
            with self.subTest(words[0]):
                proxy = self.proxy(answer=answer)
                config = self.config(provider.address, f"proxy: 'http://{user}127.0.0.1:{proxy.port}'")
                done = self.run_config(config)
                self.assert_stopped(done, *words, proxy.url, "proxy, config.yaml line 5")
                self.assertLessEqual(len(proxy.heads), 3)
                self.assertNotIn(KEY, "".join(proxy.heads))
                self.assertNotIn("canary", done.stderr + self.artefacts().decode())
        self.assertEqual(provider.requests(), [])

    def test_a_dead_proxy_stops_the_run(self):
        provider = self.simulator()
        with socket.create_server(("127.0.0.1", 0)) as unused:
            port = unused.getsockname()[1]
        done = self.run_config(self.config(provider.address, f"proxy: http://127.0.0.1:{port}"))
        self.assert_stopped(done, "could not connect: Connection refused", f"http://127.0.0.1:{port}")
        self.assertEqual(provider.requests(), [])

    def test_a_proxy_that_cannot_reach_the_provider_is_asked_again(self):
        provider = self.simulator(*QUICK)
        proxy = self.proxy(answer=b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
        config = self.config(provider.address, f"proxy: {proxy.url}", "retries: {max_attempts: 2}")
        done = self.run_config(config, "--limit", "1", "--tasks", "cpc_bond")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("could not reach", done.stderr)
        self.assertEqual(len(proxy.asked), 2)

    def test_the_connect_deadline_covers_the_tunnel(self):
        provider = self.simulator(*QUICK)
        proxy = self.proxy(delay=30)
        config = self.config(provider.address, f"proxy: {proxy.url}", "timeouts: {connect: 300ms}",
                             "retries: {max_attempts: 1}")
        began = time.monotonic()
        done = self.run_config(config, "--limit", "1", "--tasks", "cpc_bond")
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(f"through the proxy {proxy.url}", done.stderr)
        self.assertIn("no connection within 0.3 s", done.stderr)

    def test_a_proxy_that_cannot_be_obeyed_is_a_configuration_error_without_its_password(self):
        remote = "https://judge.test"
        for url, word in (("socks5://u:canary@p:1080", "neither SOCKS"), ("https://u:canary@p:443", "neither SOCKS"),
                          ("http://u:canary%2@p:1", "%25"), ("http://u:canary@p:99999", "port"), ("http://u:canary", "no host")):
            for name, lines, environment in (("proxy: ", [f"proxy: '{url}'"], {}),
                                             ("HTTPS_PROXY: ", [], {"HTTPS_PROXY": url})):
                with self.subTest(name + url):
                    done = self.run_config(self.config(remote, *lines), environment=environment)
                    self.assertEqual(done.returncode, 78, done.stderr)
                    self.assertIn(name, done.stderr)
                    self.assertIn(word, done.stderr)
                    self.assertNotIn("canary", done.stderr)

    def test_allowed_hosts_holds_for_the_proxy_too(self):
        config = self.config("https://judge.test", "allowed_hosts: [judge.test]")
        done = self.run_config(config, environment={"HTTPS_PROXY": "http://p.example:3128"})
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("the host 'p.example' is not in allowed_hosts", done.stderr)
        self.assertFalse(self.results.exists())


if __name__ == "__main__":
    unittest.main()
