"""Contracts that live at random in the other ERP: more corners a day than a portfolio has in a year."""

import copy
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.foreign.makers import br, contract, occurrence, paid, renegotiation, row
from tests.foreign.server import Foreign

Raw = dict[str, Any]
REGISTRY = (
    *("Ativo", "Ativo", "Cheque pré-datado", "Cheque devolvido", "Cheque devolvido 2x", "Cheque normal"),
    *("Cheque depositado", "Cheque em custódia"),
)
SOURCES = ("Carteira", "Carteira", "Carteira", "Bens", "Financiamento", "FGTS", "Subsídio")
REASONS = ("Inativada por Renegociação SACOC", "Inativada por termo", "")
LETTERS = ("Inadimplente", "Inadimplente", "Ativo", "Quitado", "Distratado", "Transferido", "Cessão de Direitos")
CATEGORIES = ("JURIDICO", "Jurídico ", "Compra e Venda", "", None)


class Lives:
    """A portfolio of a seed; `live` makes it a later day and puts the answers into the ERP."""

    def __init__(self, seed: int, count: int, today: date) -> None:
        self.rng, self.today = Random(seed), today
        self.contracts: dict[tuple[int, int], Raw] = {}
        self.rows: dict[int, list[Raw]] = {}
        for code in range(1000, 1000 + count):
            self._born(code)

    def _born(self, code: int) -> None:
        branch = self.rng.choice((1, 2, 3, 4, 77))
        development = self.rng.choice((31, 32, 33))
        letter = self.rng.choice(LETTERS[:4])
        told = contract(code, branch, cod_empreendimento=development, status_contrato=letter, cod_cliente=code // 2)
        self.contracts[branch, code] = told
        proposals = [told["cod_proposta"]]
        if code % 20 == 0:
            twin = branch % 4 + 1
            self.contracts[twin, code] = contract(code, twin, cod_proposta=70_000 + code)
            proposals.append(70_000 + code)
        numbers = range(1, self.rng.randint(2, 8))
        self.rows[code] = [self._row(code, number, self.rng.choice(proposals)) for number in numbers]

    def _near(self, first: int, last: int) -> date:
        return self.today + timedelta(self.rng.randint(first, last))

    def _row(self, code: int, number: int, proposal: int, first: int = -60, last: int = 15) -> Raw:
        pick = self.rng.choice
        return row(
            code,
            number,
            self._near(first, last),
            cod_condicao=proposal,
            vlr_corrigido=pick((1000, 333.33, 0.01, 1234567.89)),
            vlr_taxas=pick((0, 3.5)),
            tipo_parcela=pick(("Mensal", "Mensal", "Sinal", "Taxa", "Resíduo")),
            receita_parcela=pick(SOURCES),
            status_parcela=pick(("Ativo", "Ativo", *REGISTRY)),
            parcela_origem=pick(("Contrato", "Tabela Price", "Reajuste", "Renegociação")),
        )

    def live(self, today: date, erp: Foreign) -> None:
        """What happens until `today`."""
        self.today = erp.updated_on = today
        odd = {code: self.rng.choice(("twice", "none", "unknown")) for code in self.rows if self.rng.random() < 0.03}
        for (branch, code), told in self.contracts.items():
            for one in [one for one in self.rows[code] if one["cod_condicao"] == told["cod_proposta"]]:
                if self.rng.random() < 0.15:
                    self._turn(one, told["cod_proposta"])
            self._change(told)
            if code not in odd:
                self._lodge(erp, branch, code)
            self._study(erp, told)
        erp.contracts = copy.deepcopy(list(self.contracts.values()))
        erp.rows = {code: self._answer(rows, odd.get(code)) for code, rows in self.rows.items()}

    def _turn(self, one: Raw, proposal: int) -> None:
        rng, rows = self.rng, self.rows[one["cod_contrato"]]
        dated = rng.choice((None, br(self._near(-4, 1)), br(self._near(-1, 1))))
        number = max(other["cod_parcela"] for other in rows) + 1
        match rng.choice(
            ("pay", "pay", "reverse", "stop", "revive", "cheque", "move", "value", "vanish", "part", "new")
        ):
            case "pay":
                one |= paid(self._near(-5, 1), rng.choice((1000, 55.5)))
            case "reverse":
                one |= {"situacao": "Aberto", "data_baixa": None, "vlr_pago": 0}
            case "stop":
                one |= {"status_parcela": "Inativo", "data_status": dated, "motivo_inativacao": rng.choice(REASONS)}
            case "revive" if one["status_parcela"] == "Inativo":
                one |= {"status_parcela": "Ativo", "data_status": br(self._near(-3, 0)), "motivo_inativacao": None}
            case "cheque":
                one |= {"status_parcela": rng.choice(REGISTRY), "data_status": dated}
            case "move":
                one["data_vencimento"] = br(self._near(-40, 10))
            case "value":
                one |= {"vlr_corrigido": rng.choice((1000, 0.05)), "vlr_multa": rng.choice((0, 6.67))}
            # Whose contract has titles of others, or what had ended before, is not made to vanish: such days are
            # for tests of their own.
            case "vanish" if one["status_parcela"] == "Ativo" and {r["receita_parcela"] for r in rows} <= {"Carteira"}:
                one["away"] = rng.choice((1, 1, 2, 3))
            case "part" if one["situacao"] == "Aberto":
                rest = self._row(one["cod_contrato"], number, proposal)
                rows.append(rest | {"data_vencimento": one["data_vencimento"], "parcela_origem": "Baixa Parcial"})
                one |= paid(self._near(-3, 0), 10)
            case "new":
                rows.append(self._row(one["cod_contrato"], number, proposal, -20, 2))

    def _change(self, told: Raw) -> None:
        if self.rng.random() < 0.08:
            dated = self.rng.choice((None, br(self._near(-4, 1)), br(self._near(-1, 1)), br(self._near(-30, -20))))
            told |= {"status_contrato": self.rng.choice(LETTERS), "data_status": dated}
        if self.rng.random() < 0.05:
            told["classificacaocto"] = self.rng.choice(CATEGORIES)

    def _lodge(self, erp: Foreign, branch: int, code: int) -> None:
        number = len(erp.phases) + len(erp.occurrences) + 1
        ended = self.rng.choice((None, None, self._near(0, 3)))
        if self.rng.random() < 0.1:
            phase = {"CodigoFase": self.rng.choice("12"), "DataEncerramento": ended}
            erp.phases.append(occurrence(number, code, self._near(-20, 0), branch, **phase))
        elif self.rng.random() < 0.05:
            kind = {"TipoOcorrencia": self.rng.choice(("7", "8", "9", "10")), "DataEncerramento": ended}
            erp.occurrences.append(occurrence(number, code, self._near(-5, 0), branch, **kind))

    def _study(self, erp: Foreign, told: Raw) -> None:
        some = erp.renegotiations.setdefault(told["cod_contrato"], [])
        mine = [one for one in some if one["cod_condicao"] == told["cod_proposta"]]
        undecided = [one for one in mine if one["status_reneg"] == "Em Estudo"]
        for one in undecided:
            if self.rng.random() < 0.1:
                decided = self.rng.choice((None, br(self._near(-3, -1))))
                one |= {"status_reneg": self.rng.choice(("Aprovada", "Reprovada")), "data_status": decided}
        if not undecided and self.rng.random() < 0.06:
            one = renegotiation(told["cod_contrato"], len(some) + 1, self._near(-40, 1))
            some.append(one | {"cod_condicao": told["cod_proposta"]})

    def _answer(self, rows: list[Raw], odd: str | None) -> list[Raw]:
        found = []
        for one in rows:
            if one.get("away"):
                one["away"] -= 1
            else:
                found.append({key: value for key, value in one.items() if key != "away"})
        if odd == "unknown":
            return [one | {"situacao": "Vencido"} for one in found]
        return found + copy.deepcopy(found[:1]) if odd == "twice" else [] if odd == "none" else found
