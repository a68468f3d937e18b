"""A mapping file: every fault at once, with its line and what to write instead."""

from pathlib import Path

import pytest
from tests.unit.settings.conftest import Folder

from cobranca.errors import ConfigurationError
from cobranca.settings import mapping_check


@pytest.fixture
def without_aviso_20(folder: Folder) -> Folder:
    """A folder from which AVISO_20 has gone."""
    folder.edit("flows.yaml", "leads_to: AVISO_20,", "leads_to: AVISO_30,")
    folder.cut("flows.yaml", "      - {status: AVISO_20,", "      - {status: AVISO_30,")
    folder.edit("statuses.yaml", "  - {code: AVISO_20, name: Aviso de 20 dias}\n", "")
    return folder


def written(folder: Folder, text: str) -> Path:
    file = folder.path.parent / "mapeamento.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(folder: Folder, text: str) -> str:
    with pytest.raises(ConfigurationError) as refused:
        mapping_check.load(written(folder, text), folder.load())
    return str(refused.value)


def pairs(*lines: str) -> str:
    return "reason: ata\nmoves:\n" + "".join(f"  - {line}\n" for line in lines)


def test_pairs_reasons_and_stars(without_aviso_20: Folder) -> None:
    text = pairs(
        "{from: COD_SOL_PARCELAS/AVISO_20, to: COD_SOL_PARCELAS/AVISO_10}",
        "{from: COD_SOL_ANTIGA/*, to: COD_SOL_PARCELAS/*, reason: mudou de nome}",
        "{from: COD_SOL_ANTIGA/AVISO_25, to: COD_SOL_PARCELAS/AVISO_30}",
    )
    found = mapping_check.load(written(without_aviso_20, text), without_aviso_20.load())
    assert [(str(move.source), str(move.target), move.reason) for move in found.moves] == [
        ("COD_SOL_PARCELAS/AVISO_20", "COD_SOL_PARCELAS/AVISO_10", None),
        ("COD_SOL_ANTIGA/*", "COD_SOL_PARCELAS/*", "mudou de nome"),
        ("COD_SOL_ANTIGA/AVISO_25", "COD_SOL_PARCELAS/AVISO_30", None),
    ]
    assert found.reason == "ata"


def test_all_faults_of_its_form_at_once(folder: Folder) -> None:
    told = refusal(
        folder,
        "motivo: ata\nmoves:\n  - {from: COD_SOL_PARCELAS, to: COD_SOL_PARCELAS/LEMBRETE}\n  - {from: A/B, de: C/D}\n",
    )
    for line in (
        "5 erros",
        "mapeamento.yaml:1: motivo: chave desconhecida `motivo`",
        "mapeamento.yaml:1: reason: falta `reason`",
        "mapeamento.yaml:3: moves[1].from: `COD_SOL_PARCELAS` não é um lugar",
        "→ escreva SOLICITACAO/STATUS ou SOLICITACAO/*",
        "mapeamento.yaml:4: moves[2].to: falta `to`",
        "mapeamento.yaml:4: moves[2].de: chave desconhecida `de`",
    ):
        assert line in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "escreva `reason: …` e `moves:`"),
        ("reason: ata\nmoves: []\n", "moves: nenhum par"),
        ("reason: ''\nmoves: [{from: A/B, to: C/D}]\n", ":1: reason: "),
        ("reason: ata\nmoves: {from: A/B, to: C/D}\n", "escreva `reason: …` e `moves:` com uma lista"),
        (
            "reason: ata\nreason: outra\nmoves: [{from: A/B, to: C/D}]\n",
            "mapeamento.yaml:2: reason: `reason` stands here twice",
        ),
        ("reason: [ata\n", "not YAML"),
        (pairs("{from: '*/AVISO_5', to: C/D}"), "moves[1].from: `*/AVISO_5` não é um lugar"),
        (pairs("{from: A//B, to: C/D}"), "`A//B` não é um lugar"),
    ],
)
def test_faults_of_form(folder: Folder, text: str, told: str) -> None:
    assert told in refusal(folder, text)


@pytest.mark.parametrize(
    ("source", "target", "told", "cure"),
    [
        ("AVISO_5", "COD_SOL_PARCELAS/AVISO_10", "a pasta ainda tem `COD_SOL_PARCELAS/AVISO_5`", "tire o par"),
        ("AVISO_20", "COD_SOL_PARCELA/AVISO_10", "não tem a solicitação `COD_SOL_PARCELA`", "`COD_SOL_PARCELAS`"),
        ("AVISO_20", "COD_SOL_PARCELAS/AVISO_25", "`COD_SOL_PARCELAS` não tem o status `AVISO_25`", "escreva `AVISO_"),
        ("AVISO_20", "COD_SOL_PARCELAS/*", "não tem o status `AVISO_20`", "escreva"),
        ("AVISO_20", "COBREL/FECHADA", "a solicitação `COBREL` não tem fluxo", "contratos, parcelas ou ações"),
    ],
)
def test_what_the_folder_says_against_it(
    without_aviso_20: Folder, source: str, target: str, told: str, cure: str
) -> None:
    refused = refusal(without_aviso_20, pairs(f"{{from: COD_SOL_PARCELAS/{source}, to: {target}}}"))
    assert "mapeamento.yaml:3: moves[1]." in refused
    assert told in refused
    assert cure in refused


def test_two_pairs_of_one_place(without_aviso_20: Folder) -> None:
    line = "{from: COD_SOL_PARCELAS/AVISO_20, to: COD_SOL_PARCELAS/AVISO_10}"
    assert "moves[2].from: `COD_SOL_PARCELAS/AVISO_20` está também em moves[1]" in refusal(
        without_aviso_20, pairs(line, line)
    )


def test_a_status_that_left_the_chain_may_be_emptied(without_aviso_20: Folder) -> None:
    """It stands in the flow still, but the machine does not come there."""
    without_aviso_20.edit(
        "statuses.yaml", "  - {code: AVISO_30,", "  - {code: AVISO_20, name: Vinte}\n  - {code: AVISO_30,"
    )
    without_aviso_20.edit(
        "flows.yaml",
        "    closing: &closing_installment",
        "      - {status: AVISO_20}\n    closing: &closing_installment",
    )
    text = pairs("{from: COD_SOL_PARCELAS/AVISO_20, to: COD_SOL_PARCELAS/AVISO_10}")
    assert len(mapping_check.load(written(without_aviso_20, text), without_aviso_20.load()).moves) == 1


def test_a_file_that_is_not_there(folder: Folder) -> None:
    with pytest.raises(ConfigurationError, match="não pode ser lido"):
        mapping_check.load(folder.path / "nada.yaml", folder.load())
