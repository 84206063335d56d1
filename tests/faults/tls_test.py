"""Peers that nobody should trust (B11–B13) and proxies (B14): refused with a clear message, and the key is never sent."""

import contextlib
import os
import pwd
import socket
import subprocess
import threading
import time
import unittest

from hostile_peer import Authority, good, response, scored
from peer_proof import PeerProof
from proof import needs

from connect_proxy import ConnectProxy, Listener, pump  # of tests/cli; proof.py finds it


class Recorder(Listener):
    """Keeps every byte that reaches a port, and passes it on."""

    def __init__(self, port):
        self.target, self.seen = port, bytearray()
        super().__init__()

    def serve(self, client):
        with socket.create_connection(("127.0.0.1", self.target)) as server:
            back = threading.Thread(target=pump, args=(server, client), daemon=True)
            back.start()
            pump(client, server, self.seen.extend)
            back.join(2)


class Refused(PeerProof):
    def assert_refused(self, port, *words, host="127.0.0.1"):
        recorder = Recorder(port)
        self.addCleanup(recorder.stop)
        began = time.monotonic()
        done = self.run_config(self.configure(f"https://{host}:{recorder.port}"), timeout=30)
        self.assertLess(time.monotonic() - began, 15)
        self.assertEqual(done.returncode, 69, done.stderr)
        stopped, = [line for line in done.stderr.splitlines() if line.startswith("error")]
        for word in words:
            self.assertIn(word, stopped)
        self.assertGreater(len(recorder.seen), 0)
        self.assert_key_unseen(recorder.seen)
        self.assertEqual(self.records("result"), [])

    def refuse_peer(self, certificate, *words, **more):
        peer = self.peer(good, certificate)
        self.assert_refused(peer.port, *words, **more)
        self.assertEqual(peer.requests, [])

    @needs("faketime")
    def test_an_expired_certificate(self):
        self.refuse_peer(self.authority.certificate(wrapper=("faketime", "-f", "-10d")), "expired")

    @needs("faketime")
    def test_a_certificate_of_the_future(self):
        self.refuse_peer(self.authority.certificate(wrapper=("faketime", "-f", "+10d")), "not valid yet")

    def test_a_certificate_of_another_host(self):
        self.refuse_peer(self.authority.certificate("DNS:other.example,IP:127.0.0.2"), "127.0.0.1")

    def test_a_self_signed_certificate(self):
        other = Authority(self.folder, "stranger")
        self.refuse_peer((other.file, other.key), "ca_file")

    def test_an_interception_by_an_authority_nobody_trusts(self):
        self.refuse_peer(Authority(self.folder, "interceptor").certificate(), "ca_file")

    def trust(self, file):
        """The configuration names it instead of the authority."""
        self.authority.file = file

    def test_a_named_certificate_is_trusted_be_it_of_an_issuer_below_the_root_or_the_server_s_own(self):
        issuer = self.authority.issuer("issuer")
        certificate, key = issuer.certificate()
        chain = self.folder / "chain.pem"
        chain.write_text(certificate.read_text() + issuer.file.read_text())
        peer = self.peer(good, (chain, key))
        for named in (issuer.file, certificate):
            self.trust(named)
            done = self.run_config(self.configure(peer.address), "--rejudge", "--yes", timeout=30)
            self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_named_certificate_is_no_licence_for_another_host(self):
        certificate, key = self.authority.certificate("DNS:other.example")
        self.trust(certificate)
        self.refuse_peer((certificate, key), "for another host")

    @needs("openssl")
    def test_a_certificate_that_is_too_weak_is_not_to_be_named_again(self):
        port = self.openssl_server("-cipher", "ALL:@SECLEVEL=0", kind="weak")
        self.assert_refused(port, "its certificate is too weak", "key too")

    @needs("openssl")
    def test_a_server_that_wants_a_client_certificate(self):
        for version in ("-tls1_2", "-tls1_3"):
            with self.subTest(version):
                port = self.openssl_server(version, "-Verify", "1")
                self.assert_refused(port, "asks for a client certificate, which preceptron does not send")
                self.assertEqual(self.records("attempt"), [])  # nothing was tried again

    def openssl_server(self, *arguments, kind="rsa"):
        certificate, key = self.authority.certificate(kind=kind)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        server = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", certificate, "-key", key,
                                   "-quiet", "-www", *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        self.addCleanup(server.wait)
        self.addCleanup(server.kill)

        def listens():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                return True
        self.wait_for(listens)
        return port

    @needs("openssl")
    def test_tls_1_1(self):
        self.assert_refused(self.openssl_server("-tls1_1", "-cipher", "ALL:@SECLEVEL=0"), "TLS")

    @needs("openssl")
    def test_a_cipher_without_forward_secrecy(self):
        self.assert_refused(self.openssl_server("-tls1_2", "-cipher", "AES128-GCM-SHA256"), "TLS")

    @needs("openssl")
    def test_a_cbc_cipher(self):
        self.assert_refused(self.openssl_server("-tls1_2", "-cipher", "ECDHE-RSA-AES128-SHA"), "TLS")

    @needs("openssl")
    def test_the_same_server_with_what_is_wanted_is_taken(self):
        port = self.openssl_server("-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256")
        done = self.run_config(self.configure(f"https://127.0.0.1:{port}", attempts=1))
        self.assertNotIn("TLS", done.stderr)  # it is no judge, but the key was sent: it is trusted

    def test_plain_http_on_a_tls_port(self):
        class Plain(Listener):
            def serve(self, client):
                client.recv(65536)
                client.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        plain = Plain()
        self.addCleanup(plain.stop)
        self.assert_refused(plain.port, "does not speak TLS on this port", "http:// there instead of https://")
        self.assertEqual(self.records("attempt"), [])  # nothing was tried again

    def test_a_handshake_that_breaks_off_is_tried_again(self):
        class Broken(Listener):
            def serve(self, client):
                client.recv(65536)
                client.sendall(bytes.fromhex("160303007a0200"))  # of a TLS record, the first bytes
        broken = Broken()
        self.addCleanup(broken.stop)
        done = self.run_config(self.configure(f"https://127.0.0.1:{broken.port}", attempts=2), timeout=30)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn("transport", self.attempts())

    def test_plain_http_is_not_spoken_but_to_this_machine(self):
        done = self.run_config(self.configure("http://203.0.113.1:80"), timeout=30)
        self.assertEqual(done.returncode, 78, done.stderr)
        self.assertIn("allow_plain_http", done.stderr)


class ProxyInMotion(ConnectProxy):
    """Goes away behind its third tunnel, and comes back after a while."""

    def serve(self, client):
        super().serve(client)
        if len(self.asked) < 3 or self.left:  # a fourth may be asked for before the third is over
            return
        self.left = True
        self.socket.shutdown(socket.SHUT_RDWR)  # wakes who accepts
        self.socket.close()
        time.sleep(1)
        self.socket = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    left = False


class ProxyOutage(PeerProof):
    def test_a_proxy_that_is_gone_for_a_moment_is_waited_for(self):
        def once(client, number, request):
            client.sendall(response(scored(), fields=["Connection: close"]))
        peer = self.peer(once)
        proxy = ProxyInMotion()
        self.addCleanup(lambda: proxy.stop())
        config = self.configure(peer.address, more=[f"proxy: {proxy.url}"], attempts=6, threads=1)
        done = self.run_config(config, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(proxy.left)
        self.assertIn("transport", self.attempts())  # refused connections
        self.assertEqual(len(self.scores_of()), self.N)


@needs("tinyproxy")
class Tinyproxy(PeerProof):
    """B14, with a proxy of other people's making; tests/cli/proxy_test.py has the rest."""

    PASSWORD = "proxy-canary-77"

    def tinyproxy(self, *lines):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.log = self.folder / "tinyproxy.log"
        settings = self.folder / "tinyproxy.conf"
        settings.write_text("\n".join([f"Port {port}", "Listen 127.0.0.1", "Timeout 60", "MaxClients 50", "LogLevel Connect",
                                       f'LogFile "{self.log}"', f"User {pwd.getpwuid(os.geteuid()).pw_name}",
                                       *lines]) + "\n")
        proxy = subprocess.Popen(["tinyproxy", "-d", "-c", settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(proxy.wait)
        self.addCleanup(proxy.terminate)

        def listens():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                return True
        self.wait_for(listens)
        return port

    def run_through(self, port, user):
        self.served = self.peer(good)
        return self.run_config(self.configure(self.served.address, more=[f'proxy: "http://{user}@127.0.0.1:{port}"']))

    def test_a_tunnel_with_a_password(self):
        port = self.tinyproxy(f"BasicAuth dr {self.PASSWORD}")
        done = self.run_through(port, "dr:" + self.PASSWORD)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("CONNECT", self.log.read_text())
        self.assertNotIn(self.PASSWORD.encode(), self.artefacts() + done.stderr.encode())

    def test_a_wrong_password(self):
        port = self.tinyproxy(f"BasicAuth dr {self.PASSWORD}")
        done = self.run_through(port, "dr:wrong-" + self.PASSWORD)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("does not accept the user and password", done.stderr)
        self.assertNotIn(self.PASSWORD, done.stderr)
        self.assertEqual(self.served.requests, [])

    def test_a_proxy_that_forbids_the_port(self):
        done = self.run_through(self.tinyproxy("ConnectPort 443"), "dr:x")
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("403", done.stderr)
        self.assertEqual(self.served.requests, [])


if __name__ == "__main__":
    unittest.main()
