"""A model on the user's own machine: asked there and nowhere else, and every failure is told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tollbook.errors import ExtractorError
from tollbook.model.case import Extractor
from tollbook.sources import ask

Serve = Callable[[Callable[[BaseHTTPRequestHandler], None]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a stand-in server on this machine that answers as told; stopped at the end."""
    servers: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                answer(self)

            def log_message(self, *_: Any) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/v1"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def _reply(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def test_the_model_is_asked_and_its_words_come_back(serve: Serve) -> None:
    asked: list[tuple[str, Any]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        asked.append((handler.path, json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))))
        _reply(handler, json.dumps({"choices": [{"message": {"content": "{}"}}]}).encode())

    assert ask(Extractor(serve(answer), "tiny"), "do this", "a text") == "{}"
    (path, body), *_ = asked
    assert path == "/v1/chat/completions"
    assert body["model"] == "tiny"
    assert [message["content"] for message in body["messages"]] == ["do this", "a text"]


def test_a_redirect_is_not_followed(serve: Serve) -> None:
    def elsewhere(handler: BaseHTTPRequestHandler) -> None:
        raise AssertionError("the redirect was followed")

    target = serve(elsewhere)
    url = serve(lambda handler: _reply(handler, b"", 307, Location=f"{target}/chat/completions"))

    with pytest.raises(ExtractorError, match="status 307"):
        ask(Extractor(url, "tiny"), "", "")


@pytest.mark.parametrize("body", [b"no json", b"[]", b'{"choices": []}', b'{"choices": [{"message": {"content": 3}}]}'])
def test_an_answer_of_another_form_is_an_error(serve: Serve, body: bytes) -> None:
    with pytest.raises(ExtractorError):
        ask(Extractor(serve(lambda handler: _reply(handler, body)), "tiny"), "", "")


def test_a_server_that_is_silent_or_gone_is_an_error(serve: Serve) -> None:
    silent = serve(lambda _: time.sleep(1))

    with pytest.raises(ExtractorError, match="did not answer within"):
        ask(Extractor(silent, "tiny", timeout=0.2), "", "")
    with pytest.raises(ExtractorError, match="cannot be reached"):
        ask(Extractor("http://127.0.0.1:9/v1", "tiny", timeout=0.5), "", "")


@pytest.mark.parametrize("host", ["192.0.2.7", "10.0.0.8", "8.8.8.8"])
def test_no_other_machine_is_asked(host: str) -> None:
    with pytest.raises(ExtractorError, match="not this machine's address"):
        ask(Extractor(f"http://{host}/v1", "tiny", timeout=0.2), "", "")
