"""Asks a model on the user's own machine, through the interface that such servers share, and nobody else."""

import http.client
import ipaddress
import json
import socket
import ssl
import time
from urllib.parse import urlsplit

from tollbook.errors import ExtractorError
from tollbook.model.case import Extractor

LARGEST_ANSWER = 4 * 1024 * 1024  # bytes
_PIECE = 65_536


def ask(settings: Extractor, instructions: str, text: str) -> str:
    """Return what a model answers to a text.

    The address must be of this machine, or one that the settings allow by name; it is resolved once and connected to by
    number. Redirects are not followed, and no proxy is used.

    Args:
        settings: Where the server listens, which model, how long to wait.
        instructions: What the model is to do.
        text: The text.

    Returns:
        The answer's words.

    Raises:
        ExtractorError: When the address is another machine's, or the server does not answer in time or in form.
    """
    body = {
        "model": settings.model,
        "temperature": 0,
        "seed": 0,
        "stream": False,
        "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
    }
    try:
        answer = json.loads(_post(settings, json.dumps(body).encode()))
        words = answer["choices"][0]["message"]["content"]
    except (json.JSONDecodeError, UnicodeDecodeError, LookupError, TypeError) as fault:
        raise _failed(settings, "the answer is not in the form of /chat/completions") from fault
    if not isinstance(words, str):
        raise _failed(settings, "the answer holds no words")
    return words


def _post(settings: Extractor, body: bytes) -> bytes:
    parts = urlsplit(settings.url)
    until = time.monotonic() + settings.timeout
    connection = _connection(settings, parts.scheme, parts.hostname or "", parts.port)
    try:
        path = parts.path.rstrip("/") + "/chat/completions"
        headers = {"Host": parts.netloc, "Content-Type": "application/json", "Accept": "application/json"}
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise _failed(settings, f"the server answered with status {response.status}, which is not followed")
        return _whole(settings, response, until)
    except TimeoutError as fault:
        raise _failed(settings, f"the server did not answer within {settings.timeout:g} seconds") from fault
    except (OSError, http.client.HTTPException) as fault:
        raise _failed(settings, f"the server cannot be reached: {fault}") from fault
    finally:
        connection.close()


def _whole(settings: Extractor, response: http.client.HTTPResponse, until: float) -> bytes:
    """Return an answer's bytes, as many as are allowed, and no later than is allowed."""
    pieces, size = [], 0
    while piece := response.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_ANSWER:
            raise _failed(settings, f"the answer is longer than {LARGEST_ANSWER:,} bytes")
        if time.monotonic() > until:
            raise TimeoutError
    return b"".join(pieces)


def _connection(settings: Extractor, scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    address = _address(settings, host, port or (443 if scheme == "https" else 80))
    if scheme == "https":
        return http.client.HTTPSConnection(
            address, port, timeout=settings.timeout, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(address, port, timeout=settings.timeout)


def _address(settings: Extractor, host: str, port: int) -> str:
    """Return the number of a host, all of whose numbers are this machine's or allowed."""
    try:
        found = sorted({str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    except OSError as fault:
        raise _failed(settings, f"the name '{host}' has no address: {fault}") from fault
    for number in found:
        if not ipaddress.ip_address(number.partition("%")[0]).is_loopback and number not in settings.allow:
            raise ExtractorError(
                f"{number} is not this machine's address, and texts are sent to no other",
                where=settings.url,
                mend='use 127.0.0.1, or name a machine of your own network: allow = ["192.168.0.7"]',
            )
    return found[0]


def _failed(settings: Extractor, what: str) -> ExtractorError:
    return ExtractorError(
        what,
        where=f"{settings.url}, model {settings.model}",
        mend='start the server, correct [reading.extractor] in case.toml, or go on without it: on_failure = "warn"',
    )
