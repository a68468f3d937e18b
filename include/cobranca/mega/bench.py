"""How fast rows are read (`make bench`): JSON through decode, landing and COPY, and calls to an ERP with latency.

Both measure the code of the batch itself; the rows and the server here are only as good as a measure needs.
"""

import asyncio
import itertools
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from psycopg import Connection

from cobranca.connections import Connection as Address
from cobranca.mega import landing
from cobranca.mega.answer import Answer
from cobranca.mega.decode import is_whole
from cobranca.mega.extract import PARTICIPANTS, RENEGOTIATIONS, ROWS
from cobranca.mega.fetching import unordered
from cobranca.mega.member import Member
from cobranca.mega.rest import Call, RestClient
from cobranca.mega.rows import Answered, Loading
from cobranca.settings import Settings
from cobranca.settings.erp import Rest

MEGABYTE: Final = 1_000_000
TEMPLATES: Final = 20
PAID_SHARE: Final = 0.8
_TOKEN: Final = b'{"accessToken":"bench"}'


@dataclass(frozen=True)
class DecodeSpeed:
    """MB are a million bytes of JSON; a core is a second of this process's CPU."""

    contracts: int
    rows: int
    staged: int
    megabytes: float
    cpu_seconds: float
    wall_seconds: float
    megabytes_a_core_second: float
    megabytes_a_second: float

    def as_dict(self) -> dict[str, object]:
        """The figures as JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class CallSpeed:
    """`share` is of what so many calls at once could do if calls cost nothing but the latency."""

    calls: int
    seconds: float
    calls_a_second: float
    possible_a_second: float
    share: float

    def as_dict(self) -> dict[str, object]:
        """The figures as JSON values."""
        return asdict(self)


def measure_decode(
    conn: Connection[Any], settings: Settings, contracts: int = 2000, rows: int = 600, as_of: date | None = None
) -> DecodeSpeed:
    """Take synthetic answers, all 41 fields, through check, landing, decode and COPY into work.stage_*.

    Making the answers is not counted. The rows stay staged in the transaction of `conn`; the landing of
    `as_of` gets an object named `bench`.
    """
    day = as_of or date(2026, 3, 10)
    source = _Synthetic(contracts, rows, day)
    loading = Loading(conn, settings, day, chunk=0)
    cpu, wall = time.process_time(), time.perf_counter()
    with landing.writing(day, "bench") as writer:
        report = loading.run(source.answered(writer))
        writer.finish()
    cpu = time.process_time() - cpu - source.cpu_seconds
    wall = time.perf_counter() - wall - source.wall_seconds
    megabytes = report.bytes / MEGABYTE
    return DecodeSpeed(contracts, report.rows, report.staged, megabytes, cpu, wall, megabytes / cpu, megabytes / wall)


def measure_calls(calls: int = 3200, latency_seconds: float = 0.05, parallel: int = 16) -> CallSpeed:
    """Call a local server that takes `latency_seconds` for each answer, as the batch calls the ERP."""
    command = [sys.executable, "-m", "cobranca.mega.bench", str(latency_seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        try:
            assert server.stdout is not None
            port = int(server.stdout.readline())
            return _timed(f"http://127.0.0.1:{port}", calls, parallel, latency_seconds)
        finally:
            server.terminate()


def _timed(url: str, calls: int, parallel: int, latency_seconds: float) -> CallSpeed:
    with RestClient(Address("bench", "http", host=url), Rest(parallel_calls=parallel)) as client:
        client.fetch(Call(ROWS, "/warm"))
        asked = (Call(ROWS, f"/api/Carteira/DadosParcelas/IdContrato={code}") for code in range(calls))
        start = time.perf_counter()
        count = sum(1 for _ in unordered(client.fetch, asked, parallel))
        seconds = time.perf_counter() - start
    possible = parallel / latency_seconds
    return CallSpeed(count, seconds, count / seconds, possible, count / seconds / possible)


class _Synthetic:
    """Answers of contracts that never were, and the time it took to make them up."""

    def __init__(self, contracts: int, rows: int, as_of: date) -> None:
        self._contracts = contracts
        chosen = random.Random(7)  # noqa: S311 - a seeded portfolio
        self._templates = [_body(chosen, rows, as_of) for _ in range(min(TEMPLATES, contracts))]
        self.cpu_seconds = self.wall_seconds = 0.0

    def answered(self, writer: landing.Writer) -> Iterator[Answered]:
        """Each contract with its answers, checked and landed as fetched ones are."""
        for code, template in zip(
            range(10_000, 10_000 + self._contracts), itertools.cycle(self._templates), strict=False
        ):
            cpu, wall = time.process_time(), time.perf_counter()
            body = template.replace(b"<contract>", b"%d" % code)
            self.cpu_seconds += time.process_time() - cpu
            self.wall_seconds += time.perf_counter() - wall
            assert is_whole(body)
            answers = [
                Answer(ROWS, 200, body, 1, code),
                Answer(RENEGOTIATIONS, 204, b"", 1, code),
                Answer(PARTICIPANTS, 204, b"", 1, code),
            ]
            for answer in answers:
                writer.write(answer)
            yield Member(1, code, code + 50_000, "first_load", True), answers


def _body(chosen: random.Random, rows: int, as_of: date) -> bytes:
    paid = int(rows * PAID_SHARE)
    made = [_row(chosen, number, rows, as_of.year - paid // 12, paid) for number in range(rows)]
    text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return text.replace('"<contract>"', "<contract>").encode()


def _row(chosen: random.Random, number: int, rows: int, first_year: int, paid: int) -> dict[str, object]:
    """A row with all 41 fields, paid on its due date while `number` is below `paid`."""
    due = f"{chosen.randint(1, 28):02d}/{number % 12 + 1:02d}/{first_year - 1 + number // 12}"
    amount = round(chosen.uniform(300, 5000), 2)
    settled = due if number < paid else None
    return {
        "cod_contrato": "<contract>",
        "cod_parcela": 1000 + number,
        "cod_condicao": 60_000,
        "cod_serie": chosen.randint(1, 5),
        "status_parcela": "Ativo",
        "data_status": "10/01/2020",
        "tipo_parcela": chosen.choice(["Mensal", "Intermediária"]),
        "sequencia": f"{number + 1:03d}/{rows:03d}",
        "data_vencimento": due,
        "data_movimento": settled,
        "vlr_original": amount,
        "vlr_corrigido": round(amount * 1.1, 2),
        "vlr_multa": 0,
        "vlr_atraso": round(amount * 0.01, 2) if number % 7 == 0 else 0.0,
        "vlr_juros": 0,
        "vlr_desconto": 0.0,
        "vlr_taxas": 5.5,
        "vlr_pago": round(amount * 1.1, 2) if settled else 0,
        "data_baixa": settled,
        "receita_pgto": "Bloqueto Bancário" if settled else None,
        "situacao": "Pago" if settled else "Aberto",
        "vlr_presente": 0,
        "vlr_residuoagerar": 0.0,
        "vlr_residuo_anual": 0.0,
        "vlr_residuo_cobranca": 0,
        "vlr_residuo_cobrado": 0,
        "rescob_re_correcaocobrada": 0,
        "receita_parcela": "Carteira",
        "parcela_contratual": "Sim",
        "parcela_termo": "Não",
        "parcela_processo": "Contrato",
        "parcela_origem": "Contrato",
        "vlr_jurosreneg": 0,
        "vlr_correcaomonetaria": round(amount * 0.1, 2),
        "data_vigenciacorrecao": "01/01/2020",
        "nosso_numero": f"{chosen.randint(0, 10**11):017d}",
        "data_Venc_boleto": due,
        "nome_banco": "Banco Itaú S.A.",
        "agencia": "1234",
        "conta_corrente": "00012345 -6",
        "motivo_inativacao": None,
    }


async def _serve(latency_seconds: float) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await _head(reader):
            if head.startswith(b"POST"):
                length = next(
                    int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
                )
                await reader.readexactly(length)
                body = _TOKEN
            else:
                await asyncio.sleep(latency_seconds)
                body = b"[]"
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))
