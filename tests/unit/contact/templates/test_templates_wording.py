"""R7.5: what the list of forbidden words catches, and what it lets be said."""

from pathlib import Path

import pytest

from cobranca import paths
from cobranca.contact.templates import wording
from cobranca.errors import ConfigurationError

LISTS = wording.read()
THREATS = """
Seu nome será negativado.
Evite a negativação do seu CPF.
Limpe seu nome hoje.
Seu CPF vai para o SPC / S.P.C.
Incluiremos você no SERASA.
Seu nome nos órgãos de proteção ao crédito
O título será protestado em cartório.
Pague sob pena de multa.
sujeito às penalidades do contrato
Tomaremos as medidas cabíveis.
Cobrança judicial
Haverá ação judicial.
O caso será ajuizado.
Seu contrato foi encaminhado ao jurídico.
Nossos advogados entrarão em contato.
Seus bens podem ser penhorados.
O imóvel irá a leilão.
Você pode perder o seu apartamento.
Retomaremos o imóvel e haverá retomada da unidade
rescisão do contrato
O contrato será rescindido.
Isso é crime de estelionato.
A polícia será chamada.
ÚLTIMO AVISO
Esta é a sua última chance.
prazo final: amanhã
Não seja caloteiro.
Você é um devedor.
cliente inadimplente
Que vergonha!
Vamos falar com seus familiares e vizinhos.
Ligaremos para o seu trabalho.
Publicaremos seu nome na lista de devedores.
""".strip().splitlines()
DECENT = """
Ainda não identificamos o pagamento da parcela com vencimento em 02/03/2026.
Se preferir, a nossa equipe envia a você o boleto atualizado.
Podemos apresentar as opções de negociação disponíveis.
O processo de pagamento é simples.
Você pode pagar pelo seu banco, em qualquer casa lotérica.
Confirme o seu nome e a unidade 12, lote 7.
A ação é rápida: basta clicar no link.
Em caso de resposta negativa, fale conosco.
Pré-visualize o boleto no seu celular, mesmo no trabalho.
A contestação foi registrada.
Especialistas do setor financeiro atendem você.
""".strip().splitlines()


def caught(text: str, where: str = "text") -> list[str]:
    return [e.reason for e in LISTS.forbidden if e.where == where and e.severity == "error" and any(e.find(text))]


@pytest.mark.parametrize("text", THREATS)
def test_threats_and_exposure_are_caught(text: str) -> None:
    assert caught(text)
    assert caught(text.upper())
    assert caught(wording.folded(text))


@pytest.mark.parametrize("text", DECENT)
def test_decent_words_are_not(text: str) -> None:
    assert caught(text) == []


def test_every_entry_is_proved_by_an_example() -> None:
    examples = [*THREATS, "Isto é urgente", "Você deve pagar", "PAGUE HOJE MESMO SEU BOLETO", "Parcela em atraso"]
    for entry in LISTS.forbidden:
        assert any(any(entry.find(text)) for text in examples), entry.pattern


@pytest.mark.parametrize(
    "text",
    [
        "Se você já fez o pagamento, desconsidere esta mensagem.",
        "Caso já tenha efetuado o pagamento, por favor desconsidere.",
        "Se ja pagou, desconsidere.",
        "Desconsidere este aviso se o pagamento já foi feito.",
        "Seu pagamento pode ter se cruzado com este aviso.",
    ],
)
def test_ways_to_say_that_it_may_cross_with_a_payment(text: str) -> None:
    crossing = LISTS.required[0]
    assert any(crossing.find(text))
    assert not any(crossing.find("Faça o pagamento hoje mesmo."))


def test_places_are_those_of_the_text() -> None:
    text = "Ação — ÚLTIMO  AVISO"
    found = next(found for entry in LISTS.forbidden for found in entry.find(text))
    assert text[found.start() : found.end()] == "ÚLTIMO  AVISO"


def test_every_letter_folds_to_one_character() -> None:
    letters = "".join(map(chr, range(0x20, 0x2FFF)))
    assert len(wording.folded(letters)) == len(letters)


def _write(folder: Path, text: str) -> Path:
    (folder / "wording").mkdir()
    (folder / wording.FORBIDDEN).write_text(text, encoding="utf-8")
    return folder


def test_a_companys_list_adds_and_takes_nothing_away(tmp_path: Path) -> None:
    own = wording.read(_write(tmp_path, "forbidden:\n  - {pattern: amigão, reason: gíria, instead: cliente}\n"))
    assert own.forbidden[:-1] == LISTS.forbidden
    assert any(own.forbidden[-1].find("Olá, AMIGÃO!"))
    assert own.required == LISTS.required


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("forbidden:\n  - {pattern: '(', reason: a, instead: b}\n", "'('"),
        ("forbidden:\n  - {pattern: a, instead: b}\n", "reason"),
        ("forbidden:\n  - {pattern: a, reason: a, instead: b, severty: error}\n", "severty"),
        ("proibidos: []\n", "write one list, `forbidden:`"),
        ("forbidden: [\n", "forbidden.yaml:"),
    ],
)
def test_a_list_that_cannot_be_used_is_told(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ConfigurationError) as caught_error:
        wording.read(_write(tmp_path, text))
    assert word in str(caught_error.value)
    assert "wording/forbidden.yaml" in str(caught_error.value)


def test_the_standard_lists_are_the_examples() -> None:
    assert wording.read(paths.CONFIG) == LISTS
