"""Rows of DadosParcelas that came by SOAP, as the JSON that the REST call would have given.

The settings map names of DadosParcelas (or ours) to those of the WSDL; from there on all rows take one way.
"""

import re
from typing import Final

import msgspec

from cobranca.mega.answer import Answer
from cobranca.mega.records import INSTALLMENT
from cobranca.mega.xmlrecords import records
from cobranca.settings.erp import Operation

_CODES: Final = ("cod_contrato", "cod_parcela", "cod_condicao")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_OURS: Final = dict(INSTALLMENT.keys)


def as_json(answer: Answer, operation: Operation) -> bytes:
    """The answer's rows as a list of JSON objects; a code is a number there, an amount stays text.

    Raises:
        Refusal: the answer is not XML.
    """
    found = records(answer.endpoint, answer.body, answer.records, operation.fields)
    return msgspec.json.encode(
        [{_OURS.get(name, name): _value(_OURS.get(name, name), text) for name, text in said.items()} for said in found]
    )


def _value(key: str, text: str | None) -> str | msgspec.Raw | None:
    if text is not None and key in _CODES and _NUMBER.fullmatch(text):
        return msgspec.Raw(text.encode())
    return text
