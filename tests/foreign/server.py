"""Another company's ERP, held in memory: Mega's REST paths under a prefix, and a portal with names of its own."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from xml.sax.saxutils import escape

from tests.foreign.wsdl import wsdl
from tests.oracle.wire import Answers, Raw

USER, PASSWORD = "robô", "se:gre/do@1"
PREFIX = "/vizinha/mega"
# Our reader's names of an occurrence, and the portal's.
NAMES = {
    "CodigoOcorrencia": "Id",
    "CodigoFilial": "Empresa",
    "CodigoContrato": "Contrato",
    "CodigoFase": "Faixa",
    "DataAbertura": "Inicio",
    "DataEncerramento": "Termino",
    "TipoOcorrencia": "Classe",
}


@dataclass
class Foreign:
    """What it answers now. A value in `odd` (path ending -> status, body) goes before everything else."""

    contracts: Raw = field(default_factory=list)
    rows: dict[int, Raw] = field(default_factory=dict)
    renegotiations: dict[int, Raw] = field(default_factory=dict)
    phases: Raw = field(default_factory=list)
    occurrences: Raw = field(default_factory=list)
    updated_on: date = date(2026, 1, 1)
    odd: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    without: tuple[str, ...] = ()  # operations that its WSDL lacks
    url: str = ""

    @property
    def wsdl_url(self) -> str:
        """Where its WSDL is."""
        return f"{self.url}/servicos/carteira.asmx?singleWsdl"

    def answers(self) -> Answers:
        """The same, for the oracle: what is read is what is sent."""
        told = json.dumps(vars(self), default=str)
        copy = json.loads(told)
        rows, renegotiations = ({int(k): v for k, v in copy[n].items()} for n in ("rows", "renegotiations"))
        return Answers(copy["contracts"], copy["phases"], copy["occurrences"], rows, renegotiations)

    def get(self, path: str) -> tuple[int, bytes]:
        """The answer of a REST path."""
        for ending, reply in self.odd.items():
            if path.endswith(ending):
                return reply
        what, _, code = path.rpartition("=")
        number = int(code) if code.isdigit() else 0
        if path.endswith("/Empreendimentos"):
            return _json([{"codigo": float(c), "nome": f"E{c}"} for c in self._developments()])
        known: dict[str, Raw] = {
            "DadosContrato/IdEmpreendimento": [c for c in self.contracts if c["cod_empreendimento"] == number],
            "DadosContrato/IdContrato": [c for c in self.contracts if c["cod_contrato"] == number],
            "DadosParcelas/IdContrato": self.rows.get(number, []),
            "DadosRenegociacoes/IdContrato": self.renegotiations.get(number, []),
        }
        return _json(known.get(what.removeprefix("/api/Carteira/"), []))

    def _developments(self) -> list[int]:
        return sorted({one["cod_empreendimento"] for one in self.contracts})

    def soap(self, body: bytes) -> bytes:
        """The answer of the portal."""
        text = body.decode()
        if "UltimoProcessamento" in text:
            return _envelope("UltimoProcessamento", f"<Quando>{self.updated_on.isoformat()}T02:00:00</Quando>")
        operation = "EventosFase" if "EventosFase" in text else "EventosContrato"
        found = self.phases if operation == "EventosFase" else self.occurrences
        events = "".join(
            f"<Evento>{''.join(_element(NAMES[k], v) for k, v in one.items() if v is not None)}</Evento>"
            for one in found
        )
        return _envelope(operation, f"<Falha>false</Falha><Eventos>{events}</Eventos>")


def _element(name: str, value: Any) -> str:
    return f"<{name}>{escape(str(value))}</{name}>"


def _envelope(operation: str, inner: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>'
        f'<{operation}Response xmlns="urn:vizinha:carteira"><Resultado>{inner}</Resultado></{operation}Response>'
        "</s:Body></s:Envelope>"
    ).encode()


def _json(records: Raw) -> tuple[int, bytes]:
    return (200, json.dumps(records, ensure_ascii=False, default=str).encode()) if records else (204, b"")


@contextmanager
def serving() -> Iterator[Foreign]:
    """The ERP on a free port of this machine."""
    erp = Foreign()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer goes out whole: head and body apart would wait for each other (Nagle)
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            if self.path.startswith("/servicos"):
                self._send(200, wsdl(erp.url, erp.without).encode(), "text/xml")
            elif self.headers.get("Authorization") != "Bearer ficha":
                self._send(401, b"")
            else:
                self._send(*erp.get(self.path.removeprefix(PREFIX)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if self.path.startswith("/servicos"):
                self._send(200, erp.soap(body), "text/xml")
            elif json.loads(body).get("password") != PASSWORD or not self.path.startswith(PREFIX):
                self._send(401, b"")
            else:
                self._send(200, b'{"accessToken": "ficha", "expirationToken": "2031-05-04T10:11:12.1234567-03:00"}')

        def _send(self, status: int, body: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    erp.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield erp
    finally:
        server.shutdown()
        server.server_close()
