"""The REST client against a real server that misbehaves."""

import datetime as dt
import ipaddress
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from email.utils import format_datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.integration.mega.conftest import QUICK, REST, connection
from tests.integration.mega.erp import NOTHING, Erp, Reply, as_json, serving

from cobranca.connections import Connection
from cobranca.mega.refusals import CallFailed, SignInRefused
from cobranca.mega.rest import Call, RestClient
from cobranca.mega.retry import Patience
from cobranca.settings.erp import Rest

PATH = "/api/Carteira/DadosParcelas/IdContrato=1"
CALL = Call("DadosParcelas", PATH, 1, 1)


def test_an_answer_is_kept_as_it_came(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, Reply(body='[{"Nome": "Órgão"}]'.encode()))
    answer = client.fetch(CALL)
    assert (answer.body, answer.status, answer.contract) == ('[{"Nome": "Órgão"}]'.encode(), 200, 1)


def test_nothing_found_is_nothing(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, NOTHING, Reply(200, b""))
    assert [client.fetch(CALL).body, client.fetch(CALL).body] == [b"", b""]


def test_sign_in_sends_tenant_and_grant_type_and_every_call_the_token(erp: Erp) -> None:
    with RestClient(connection(erp, tenant="acme", prefix="/v1/"), REST, QUICK) as client:
        erp.on(f"/v1{PATH}", as_json(1))
        client.fetch(CALL)
    (path, headers, _), (_, called, _) = erp.seen
    assert path == "/v1/api/Auth/SignIn"
    assert (headers["tenantid"], headers["granttype"]) == ("acme", "Api")
    assert (called["authorization"], called["accept"]) == ("Bearer token-1", "application/json")


def test_threads_share_one_sign_in(erp: Erp, client: RestClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: client.fetch(CALL), range(40)))
    assert erp.sign_ins == 1


def test_a_token_refused_midway_is_renewed_once_for_all(erp: Erp, client: RestClient) -> None:
    client.fetch(CALL)
    erp.token = "somebody else signed in"
    with ThreadPoolExecutor(8) as pool:
        assert {answer.status for answer in pool.map(lambda _: client.fetch(CALL), range(40))} == {204}
    assert erp.sign_ins == 2


def test_a_call_that_stays_forbidden_is_asked_twice_and_fails_alone(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, Reply(403))
    answer = client.try_fetch(CALL)
    assert (answer.status, answer.why) == (403, "HTTP 403")
    assert erp.calls[PATH] == 2


def test_a_refused_user_ends_everything_at_once(erp: Erp, client: RestClient) -> None:
    erp.password = "another"
    for _ in range(3):
        with pytest.raises(SignInRefused, match="mega_rest") as refused:
            client.try_fetch(CALL)
        assert "segredo" not in str(refused.value)
    assert len(erp.seen) == 1


def test_a_sign_in_without_a_token_is_refused(erp: Erp, client: RestClient) -> None:
    erp.on("/api/Auth/SignIn", Reply(200, b"<html>login</html>"))
    with pytest.raises(SignInRefused, match="accessToken"):
        client.fetch(CALL)


def test_retry_after_is_honoured_in_seconds_and_as_a_date(erp: Erp, client: RestClient) -> None:
    soon = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2), usegmt=True)
    busy = [Reply(429, headers={"Retry-After": "0.3"}), Reply(503, headers={"Retry-After": soon})]
    erp.on(PATH, *busy, as_json(1))
    start = time.monotonic()
    assert client.fetch(CALL).body == b"[1]"
    assert 0.8 < time.monotonic() - start < 4


def test_retry_after_may_be_asked_for_more_often_than_retries(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, *[Reply(429, headers={"Retry-After": "0"})] * 6, as_json(1))
    assert client.fetch(CALL).body == b"[1]"


def test_429_without_a_time_waits_by_the_clients_own(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, Reply(429), Reply(429), as_json(1))
    assert client.fetch(CALL).body == b"[1]"
    erp.on(PATH, Reply(429))
    assert "429" in (client.try_fetch(CALL).why or "")


def test_a_wait_of_hours_is_not_waited(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, Reply(429, headers={"Retry-After": "7200"}))
    assert client.try_fetch(CALL).status == 429


@pytest.mark.parametrize(
    "bad", [Reply(500), Reply(502), Reply(cut=True, body=b"[1, 2, 3, 4]"), Reply(body=b'[{"a": 1}, {"')]
)
def test_what_may_pass_is_tried_again(erp: Erp, client: RestClient, bad: Reply) -> None:
    erp.on(PATH, bad, bad, as_json(1))
    assert client.fetch(CALL).body == b"[1]"
    assert erp.calls[PATH] == 3


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (Reply(500), "HTTP 500 .3 times"),
        (Reply(body=b'[{"a'), "cut or is not JSON"),
        (Reply(cut=True, body=b"[1, 2]"), "network"),
    ],
)
def test_what_does_not_pass_is_said(erp: Erp, client: RestClient, bad: Reply, why: str) -> None:
    erp.on(PATH, bad)
    with pytest.raises(CallFailed, match=why):
        client.fetch(CALL)
    assert erp.calls[PATH] == 3


def test_a_client_error_is_not_tried_again(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, Reply(400, b'{"title": "Bad Request"}'))
    assert client.try_fetch(CALL).why == "HTTP 400"
    assert erp.calls[PATH] == 1


def test_a_slow_answer_times_out_and_is_tried_again(erp: Erp) -> None:
    erp.on(PATH, Reply(delay=0.8), as_json(1))
    with RestClient(connection(erp), Rest(timeout_seconds=0.3), QUICK) as client:
        assert client.fetch(CALL).body == b"[1]"


def test_nobody_there_is_a_network_error() -> None:
    nobody = Connection("mega_rest", "http", host="http://127.0.0.1:9")
    with RestClient(nobody, REST, Patience(0)) as client, pytest.raises(SignInRefused, match="network error"):
        client.fetch(CALL)


def test_redirects_stay_on_the_host(erp: Erp, client: RestClient) -> None:
    erp.on("/elsewhere", as_json(1))
    erp.on(PATH, Reply(302, headers={"Location": "/api/elsewhere"}))
    erp.on("/api/elsewhere", as_json(7))
    assert client.fetch(CALL).body == b"[7]"
    with serving() as other:
        erp.on(PATH, Reply(307, headers={"Location": f"{other.url}/api/x"}))
        with pytest.raises(CallFailed, match="another host"):
            client.fetch(CALL)
        assert other.seen == []


def test_compressed_answers_and_other_charsets(erp: Erp, client: RestClient) -> None:
    erp.on(PATH, Reply(body=b"[1]", headers={"Content-Encoding": "gzip"}))
    assert client.fetch(CALL).body == b"[1]"
    erp.on(
        PATH, Reply(body='["é"]'.encode("latin-1"), headers={"Content-Type": "application/json; charset=iso-8859-1"})
    )
    assert client.fetch(CALL).body == '["é"]'.encode()


def test_netrc_does_not_take_the_tokens_place(erp: Erp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine localhost login x password y\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with RestClient(connection(erp), REST, QUICK) as client:
        assert client.fetch(CALL).status == 204


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))
    with serving(context) as erp, RestClient(connection(erp), REST, QUICK) as client:
        with pytest.raises(SignInRefused, match="TLS"):
            client.fetch(CALL)
        assert erp.seen == []


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file
