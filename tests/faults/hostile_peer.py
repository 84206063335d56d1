"""A provider of the tests' own over TLS, that answers as each test says, and keeps what it was sent."""

import contextlib
import json
import socket
import ssl
import struct
import subprocess
import threading


def openssl(*arguments, wrapper=()):
    subprocess.run([*wrapper, "openssl", *map(str, arguments)], check=True, capture_output=True)


KEYS = {"ec": ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"), "rsa": ("-newkey", "rsa:2048"),
        "weak": ("-newkey", "rsa:1024")}


class Authority:
    """Signs certificates; `file` is what a user trusts."""

    def __init__(self, folder, name="authority"):
        self.folder, self.name = folder, name
        self.file, self.key = folder / f"{name}.pem", folder / f"{name}.key"
        openssl("req", "-x509", *KEYS["ec"], "-nodes", "-keyout", self.key, "-out", self.file, "-days", "30",
                "-subj", f"/CN=tests' own {name}")

    def issuer(self, name):
        """An authority below this one."""
        below = Authority(self.folder, name)
        request, extensions = (self.folder / f"{name}{s}" for s in (".csr", ".ext"))
        extensions.write_text("basicConstraints=critical,CA:TRUE\n")
        openssl("req", "-new", "-key", below.key, "-out", request, "-subj", f"/CN=tests' own {name}")
        openssl("x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self.key, "-CAcreateserial", "-days", "30",
                "-extfile", extensions, "-out", below.file)
        return below

    def certificate(self, names="IP:127.0.0.1", name="server", days=2, kind="ec", wrapper=()):
        """(certificate, key). With a wrapper (faketime) it is made at another time."""
        stem = self.folder / f"{self.name}-{name}"
        request, certificate, key, extensions = (stem.with_suffix(s) for s in (".csr", ".crt", ".key", ".ext"))
        extensions.write_text(f"subjectAltName={names}\n")
        openssl("req", *KEYS[kind], "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=server")
        openssl("x509", "-req", "-in", request, "-CA", self.file, "-CAkey", self.key, "-CAcreateserial", "-days", days,
                "-extfile", extensions, "-out", certificate, wrapper=wrapper)
        return certificate, key


def chat(content, **more):
    """A body in openai's format."""
    return json.dumps({"model": "m-2026", "choices": [{"index": 0, "finish_reason": "stop", "message": {
        "role": "assistant", "content": content}}], **more}).encode()


def scored(score=3, justification="Named."):
    return chat(json.dumps({"score": score, "justification": justification}))


def response(body, status="200 OK", fields=()):
    head = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *fields]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


GOOD = response(scored())


def good(client, number, request):
    """An answer of GOOD, on a connection that stays."""
    client.sendall(GOOD)
    return True


class HostilePeer:
    """`answer(connection, number, request)` sends what it likes over the socket, and returns whether the connection is
    kept. `number` counts requests from 0. `certificate` None: plain TCP."""

    def __init__(self, answer, certificate, host="127.0.0.1"):
        self.answer = answer
        self.context = None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
        self.lock = threading.Lock()
        self.requests = []  # as they came
        self.connections = 0
        self.socket = socket.create_server((host, 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def address(self):
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}"

    def accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.socket.accept()
                self.connections += 1
                threading.Thread(target=self.serve, args=(client,), daemon=True).start()

    def serve(self, client):
        with contextlib.suppress(OSError, ValueError):
            if self.context:
                client = self.context.wrap_socket(client, server_side=True)
            with client:
                while (request := self.read_request(client)) is not None:
                    with self.lock:
                        number = len(self.requests)
                        self.requests.append(request)
                    if not self.answer(client, number, request):
                        return

    @staticmethod
    def read_request(client):
        data = b""
        while b"\r\n\r\n" not in data:
            more = client.recv(65536)
            if not more:
                return None
            data += more
        head, body = data.split(b"\r\n\r\n", 1)
        length = next((int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")),
                      0)
        while len(body) < length:
            more = client.recv(65536)
            if not more:
                return None
            body += more
        return head + b"\r\n\r\n" + body

    def stop(self):
        self.socket.close()


def reset(client):
    """The connection ends with RST."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raw = socket.socket(fileno=client.detach())
    raw.close()
