"""nginx as the provider: one worker on the server's core, TLS 1.3, keep-alive, every answer written beforehand."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import time
from pathlib import Path

from . import answers
from .cores import SERVER, Process

MODULES = [Path("/usr/lib/nginx/modules"), Path("/usr/lib64/nginx/modules"), Path("/usr/share/nginx/modules")]

# A and C are files, so that nothing but nginx's own C code runs; the file answers a POST because a refusal (405) is
# turned into it. `add_trailer` without a value leaves nothing behind but the chunked encoding that every provider's
# stream has. B needs a flush after each event, which a file cannot have: a few lines of Perl inside nginx print them.
CONFIG = """
{perl_module}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
daemon off;
worker_rlimit_nofile 20000;
events {{ worker_connections 16384; }}
http {{
    access_log off;
    client_body_buffer_size 32k;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    open_file_cache max=16;
    {perl_requires}
    server {{
        listen 127.0.0.1:{port} ssl backlog=16384;
        ssl_certificate {folder}/server.pem;
        ssl_certificate_key {folder}/server.key;
        ssl_protocols TLSv1.3;
        ssl_buffer_size 16k;
        root {folder}/answers;
        location /a/ {{ error_page 405 =200 /answer-a; return 405; }}
        location /c/ {{ error_page 405 =200 /answer-c; return 405; }}
        location /d/ {{ error_page 405 =200 /answer-d; return 405; }}
        location /b/ {{ {perl_handler} }}
        location = /answer-a {{ alias {folder}/answers/a; types {{}} default_type text/event-stream; add_trailer X-End ""; }}
        location = /answer-c {{ alias {folder}/answers/c; types {{}} default_type application/json; }}
        location = /answer-d {{ alias {folder}/answers/d; types {{}} default_type text/event-stream; add_trailer X-End ""; }}
    }}
}}
"""
PERL = """package events;
use nginx;
open(my $file, '<', '{folder}/answers/a') or die; local $/ = "\\n\\n"; my @events = <$file>; close $file;
splice(@events, -2, 2, $events[-2] . $events[-1]); # the mark at the end goes with the last event
sub begin {{
    my $r = shift;
    $r->has_request_body(\\&answer) ? return OK : return HTTP_BAD_REQUEST;
}}
sub answer {{
    my $r = shift;
    $r->send_http_header("text/event-stream");
    for (@events) {{ $r->print($_); $r->flush; }}
    return OK;
}}
1;
"""


def perl_module():
    return next((path for path in (d / "ngx_http_perl_module.so" for d in MODULES) if path.exists()), None)


def make_certificates(folder):
    """An authority of our own and a certificate for 127.0.0.1 that it signed (EC P-256)."""
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=bench authority")
    openssl("req", *key, "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1")
    (folder / "extensions").write_text("subjectAltName=IP:127.0.0.1,DNS:localhost\nbasicConstraints=critical,CA:FALSE\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "extensions", "-out", "server.pem")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Nginx:
    def __init__(self, folder):
        if not shutil.which("nginx"):
            raise FileNotFoundError("nginx is not installed")
        self.folder, self.port, self.authority = folder, free_port(), folder / "ca.pem"
        self.has_events = perl_module() is not None
        folder.mkdir()
        # Workers of a master that root started run as another user, who must be able to look in.
        folder.parent.chmod(0o755)
        make_certificates(folder)
        bodies = folder / "answers"
        bodies.mkdir()
        (bodies / "a").write_text("".join(answers.openai_events()))
        (bodies / "c").write_text(answers.openai_whole())
        (bodies / "d").write_text("".join(answers.anthropic_events()))
        (folder / "events.pm").write_text(PERL.format(folder=folder))
        perl = self.has_events
        (folder / "nginx.conf").write_text(CONFIG.format(
            folder=folder, port=self.port, perl_module=f"load_module {perl_module()};" if perl else "",
            perl_requires=f"perl_modules {folder}; perl_require events.pm;" if perl else "",
            perl_handler="perl events::begin;" if perl else "return 501;"))

    def address(self, load):
        return f"https://127.0.0.1:{self.port}/{load}"

    @contextlib.contextmanager
    def running(self):
        log = open(self.folder / "stderr", "w")
        with log, Process(["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"], SERVER, stderr=log) as process:
            self.wait_until_it_answers(process)
            yield self

    def wait_until_it_answers(self, process):
        context = ssl.create_default_context(cafile=self.authority)
        for _ in range(200):
            if not process.running():
                break
            try:
                with context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 1), server_hostname="127.0.0.1"):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("nginx does not answer: " + (self.folder / "stderr").read_text()[-500:])
