"""Records of DadosContrato and DadosParcelas, whole, with what a test wants different."""

from datetime import date
from typing import Any

Raw = dict[str, Any]


def br(day: date | None) -> str | None:
    """DD/MM/YYYY."""
    return day.strftime("%d/%m/%Y") if day else None


def contract(code: int, branch: int = 77, **other: Any) -> Raw:
    """An overdue contract of a branch that the settings do not list."""
    return {
        "cod_filial": branch,
        "nome_filial": "Vizinha",
        "cod_contrato": code,
        "cod_proposta": 50_000 + code,
        "nome_cliente": f"CLIENTE {code}",
        "tipo_pessoa": "F",
        "cod_cliente": 9_000 + code,
        "cpf_cnpj_cliente": "529.982.247-25",
        "valor_contrato": 139000,
        "tipo_contrato": "Venda",
        "data_cadastro": "10/01/2020",
        "status_contrato": "Inadimplente",
        "data_status": "10/01/2020",
        "classificacaocto": "Compra e Venda",
        "data_classificacaocto": "10/01/2020",
        "perc_multa": 2,
        "perc_mora": 1,
        "tipo_estrutura": "Unidade",
        "status_estrutura": "Vendida",
        "cod_empreendimento": 31,
        "cod_est_emp": "V31",
        "nome_empreendimento": "Vila Vizinha",
        "cod_etapa": 1,
        "cod_st_etapa": "01",
        "nome_etapa": "Única",
        "cod_bloco": 2,
        "cod_est_bloco": "B",
        "nome_bloco": "Bloco B",
        "cod_unidade": 3,
        "cod_est_unidade": "33",
        "nome_unidade": "Casa 33",
        "data_entrega": None,
        "data_assinatura": "10/01/2020",
        "desc_classificacao": "Carteira própria",
        "data_EntregaChaves": None,
        **other,
    }


def row(code: int, number: int, due_on: date | None, **other: Any) -> Raw:
    """An open installment of R$ 1.000,00."""
    return {
        "cod_contrato": code,
        "cod_parcela": number,
        "cod_condicao": 50_000 + code,
        "cod_serie": 1,
        "status_parcela": "Ativo",
        "data_status": "10/01/2020",
        "tipo_parcela": "Mensal",
        "sequencia": f"{number:03}/120",
        "data_vencimento": br(due_on) or "01/01/0001",
        "data_movimento": None,
        "vlr_original": 900,
        "vlr_corrigido": 1000,
        "vlr_multa": 0,
        "vlr_atraso": 0,
        "vlr_juros": 0,
        "vlr_desconto": 0,
        "vlr_taxas": 0,
        "vlr_pago": 0,
        "data_baixa": None,
        "receita_pgto": None,
        "situacao": "Aberto",
        "vlr_presente": 1000,
        "vlr_residuoagerar": 0,
        "vlr_residuo_anual": 0,
        "vlr_residuo_cobranca": 0,
        "vlr_residuo_cobrado": 0,
        "rescob_re_correcaocobrada": 0,
        "receita_parcela": "Carteira",
        "parcela_contratual": "Sim",
        "parcela_termo": "Não",
        "parcela_processo": "Contrato",
        "parcela_origem": "Contrato",
        "vlr_jurosreneg": 0,
        "vlr_correcaomonetaria": 0,
        "data_vigenciacorrecao": None,
        "nosso_numero": "000123",
        "data_Venc_boleto": None,
        "nome_banco": None,
        "agencia": None,
        "conta_corrente": None,
        "motivo_inativacao": None,
        **other,
    }


def paid(on: date, amount: float = 1000) -> Raw:
    """What a settled row says."""
    return {"situacao": "Pago", "data_baixa": br(on), "vlr_pago": amount, "receita_pgto": "Pix"}


def renegotiation(code: int, number: int, since: date, state: str = "Em Estudo", on: date | None = None) -> Raw:
    """A record of DadosRenegociacoes."""
    return {
        "cod_contrato": code,
        "cod_renegociacao": number,
        "cod_condicao": 50_000 + code,
        "data_geracao": br(since),
        "status_reneg": state,
        "data_status": br(on),
        "valor_renegociado": 5000,
        "tipo_reneg": "SACOC",
    }


def occurrence(number: int, code: int, opened_on: date, branch: int = 77, **other: Any) -> Raw:
    """An occurrence of a phase (CodigoFase) or of a type (TipoOcorrencia), by our reader's names."""
    found = {"CodigoOcorrencia": number, "CodigoFilial": branch, "CodigoContrato": code, "DataAbertura": br(opened_on)}
    ended = {k: br(v) if isinstance(v, date) else v for k, v in other.items()}
    return {"DataEncerramento": None, **found, **ended}
