"""A little provider of a test's own, for answers that the simulated one does not give."""

import http.server
import json
import threading


def answering_server(test, answer):
    """The address of an HTTP server on this machine, for as long as `test` goes on. `answer` is called with the path and
    the JSON of each POST, and gives status and body: text, or what becomes JSON."""
    class Answering(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = answer(self.path, asked)
            text = isinstance(body, str)
            sent = (body if text else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain" if text else "application/json")
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    test.addCleanup(server.server_close)
    test.addCleanup(server.shutdown)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
