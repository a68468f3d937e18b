"""Answers of the ERP, made to order."""

import json
from typing import Any

ROW: dict[str, Any] = {
    "cod_contrato": 100,
    "cod_parcela": 1,
    "cod_condicao": 500,
    "cod_serie": 1,
    "status_parcela": "Ativo",
    "data_status": "01/01/2025",
    "tipo_parcela": "Mensal",
    "sequencia": "001/020",
    "data_vencimento": "10/02/2026",
    "data_movimento": None,
    "vlr_original": 139000,
    "vlr_corrigido": 140000.55,
    "vlr_multa": 0,
    "vlr_atraso": 0.0,
    "vlr_juros": 0,
    "vlr_desconto": 0,
    "vlr_taxas": 5.5,
    "vlr_pago": 0,
    "data_baixa": None,
    "receita_pgto": None,
    "situacao": "Aberto",
    "receita_parcela": "Carteira",
    "parcela_contratual": "Sim",
    "parcela_termo": "Não",
    "parcela_origem": "Contrato",
    "nosso_numero": "0000123",
    "data_Venc_boleto": "10/02/2026",
    "conta_corrente": "0001 -2",
    "motivo_inativacao": None,
}
PAID: dict[str, Any] = {"situacao": "Pago", "data_baixa": "11/02/2026", "vlr_pago": 140006.05}

CONTRACT: dict[str, Any] = {
    "cod_filial": 1,
    "nome_filial": "Matriz",
    "cod_contrato": 100,
    "cod_proposta": 500,
    "nome_cliente": "Ana Lima",
    "tipo_pessoa": "F",
    "cod_cliente": 9,
    "cpf_cnpj_cliente": "123.456.789-01",
    "tipo_contrato": "Venda",
    "data_status": "01/01/2025",
    "status_contrato": "Ativo",
    "classificacaocto": "Compra e Venda",
    "perc_multa": 2,
    "perc_mora": 1,
    "cod_empreendimento": 7,
    "nome_empreendimento": "Jardim",
    "nome_bloco": "A",
    "nome_unidade": "101",
    "data_EntregaChaves": None,
}


def row(**other: Any) -> dict[str, Any]:
    """A row of DadosParcelas."""
    return ROW | other


def contract(**other: Any) -> dict[str, Any]:
    """A record of DadosContrato."""
    return CONTRACT | other


def body(*records: dict[str, Any]) -> bytes:
    """A list of records as JSON."""
    return json.dumps(records, ensure_ascii=False).encode()
