"""An HTTP proxy that opens tunnels (CONNECT), or refuses to, and keeps what it was sent."""

import base64
import contextlib
import socket
import ssl
import threading
import time


class Listener:
    """Serves each connection on the loopback in a thread of its own."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.socket.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with contextlib.suppress(OSError), client:
            self.serve(client)

    def stop(self):
        self.socket.close()


def pump(source, sink, keep=lambda data: None):
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            keep(data)
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)


def join(client, server, keep=lambda data: None):
    """Carries bytes both ways until both have ended."""
    back = threading.Thread(target=pump, args=(server, client), daemon=True)
    back.start()
    pump(client, server, keep)
    back.join()


class ConnectProxy(Listener):
    """`user`: "name:password" that it wants. `routes`: host → (host, port) that is really meant. `answer`: what it says
    instead of opening a tunnel. `piece`: bytes a write."""

    def __init__(self, user=None, routes=(), answer=None, delay=0.0, piece=1 << 16):
        self.user, self.routes, self.answer = user, dict(routes), answer
        self.delay, self.piece = delay, piece
        self.asked = []  # targets of CONNECT
        self.heads = []  # requests, as they came
        self.received = bytearray()  # through the tunnels, towards the servers
        super().__init__()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def serve(self, client):
        head = b""
        while b"\r\n\r\n" not in head:
            data = client.recv(4096)
            if not data:
                return
            head += data
        self.heads.append(head.decode("latin-1"))
        method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
        self.asked.append(target)
        time.sleep(self.delay)
        if self.answer is not None:
            return self.say(client, self.answer)
        if method != "CONNECT":
            return self.say(client, b"HTTP/1.1 405 Method Not Allowed\r\n\r\n")
        if self.user and self.authorization() not in self.heads[-1]:
            return self.say(client, b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                                    b'Proxy-Authenticate: Basic realm="tests"\r\nContent-Length: 0\r\n\r\n')
        host, port = target.rsplit(":", 1)
        with socket.create_connection(self.routes.get(host, (host, int(port)))) as server:
            self.say(client, b"HTTP/1.1 200 Connection established\r\nX-Proxy: tests\r\n\r\n")
            join(client, server, self.received.extend)

    def authorization(self):
        return "Proxy-Authorization: Basic " + base64.b64encode(self.user.encode()).decode() + "\r\n"

    def say(self, client, data):
        for at in range(0, len(data), self.piece):
            client.sendall(data[at:at + self.piece])


class TlsFront(Listener):
    """Speaks TLS with a certificate of the test's own, and passes what it reads to a plain server."""

    def __init__(self, certificate, key, server_port):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.server_port = server_port
        super().__init__()

    def serve(self, client):
        with self.context.wrap_socket(client, server_side=True) as inside, \
                socket.create_connection(("127.0.0.1", self.server_port)) as server:
            join(inside, server)
