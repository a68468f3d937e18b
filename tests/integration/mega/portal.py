"""WSDLs and answers of portals that name things in their own way."""

from collections.abc import Iterable
from typing import Any

WSDL = """<?xml version="1.0"?>
<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:portal" targetNamespace="urn:portal" name="P">
<wsdl:types>{schema}</wsdl:types>
<wsdl:message name="i"><wsdl:part name="parameters" element="t:Listar"/></wsdl:message>
<wsdl:message name="o"><wsdl:part name="parameters" element="t:ListarResponse"/></wsdl:message>
<wsdl:message name="ri"><wsdl:part name="usuario" type="xsd:string"/></wsdl:message>
<wsdl:message name="ro"><wsdl:part name="retorno" type="t:Retorno"/></wsdl:message>
<wsdl:portType name="PT"><wsdl:operation name="Listar"><wsdl:input message="t:i"/><wsdl:output message="t:o"/>
</wsdl:operation></wsdl:portType>
<wsdl:portType name="PR"><wsdl:operation name="ListarRpc"><wsdl:input message="t:ri"/>
<wsdl:output message="t:ro"/></wsdl:operation></wsdl:portType>
<wsdl:binding name="B" type="t:PT"><soap:binding style="document"
  transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="Listar"><soap:operation soapAction=""/>
<wsdl:input><soap:body use="literal"/></wsdl:input><wsdl:output><soap:body use="literal"/></wsdl:output>
</wsdl:operation></wsdl:binding>
<wsdl:binding name="R" type="t:PR"><soap:binding style="rpc" transport="http://schemas.xmlsoap.org/soap/http"/>
<wsdl:operation name="ListarRpc"><soap:operation soapAction=""/>
<wsdl:input><soap:body use="literal" namespace="urn:portal"/></wsdl:input>
<wsdl:output><soap:body use="literal" namespace="urn:portal"/></wsdl:output></wsdl:operation></wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="t:B"><soap:address location="{address}"/></wsdl:port>
<wsdl:port name="Q" binding="t:R"><soap:address location="{address}"/></wsdl:port></wsdl:service>
</wsdl:definitions>"""

SCHEMA = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:portal"
  targetNamespace="urn:portal" elementFormDefault="qualified">
<xsd:element name="Listar"><xsd:complexType><xsd:sequence>
<xsd:element name="acesso" type="t:Acesso"/><xsd:element name="desde" type="xsd:date" minOccurs="0"/>
<xsd:element name="ate" type="xsd:string" minOccurs="0"/></xsd:sequence></xsd:complexType></xsd:element>
<xsd:complexType name="Acesso"><xsd:sequence><xsd:element name="usuario" type="xsd:string"/>
<xsd:element name="chave" type="xsd:string"/></xsd:sequence></xsd:complexType>
<xsd:complexType name="Item"><xsd:sequence><xsd:element name="Numero" type="xsd:long"/>
<xsd:element name="Ctr" type="t:Ctr"/><xsd:element name="Abertura" type="xsd:string"/>
<xsd:element name="Fim" type="xsd:string" minOccurs="0" nillable="true"/>
<xsd:element name="Fase" type="xsd:string" minOccurs="0"/></xsd:sequence>
<xsd:attribute name="tipo" type="xsd:string"/></xsd:complexType>
<xsd:complexType name="Ctr"><xsd:sequence><xsd:element name="Filial" type="xsd:int"/>
<xsd:element name="Codigo" type="xsd:double"/></xsd:sequence></xsd:complexType>
<xsd:complexType name="Itens"><xsd:sequence><xsd:element name="Item" type="t:Item" minOccurs="0"
  maxOccurs="unbounded"/></xsd:sequence></xsd:complexType>
<xsd:complexType name="Retorno"><xsd:sequence><xsd:element name="Falhou" type="xsd:boolean" minOccurs="0"/>
<xsd:element name="Motivo" type="xsd:string" minOccurs="0"/><xsd:element name="Itens" type="t:Itens"
  minOccurs="0"/></xsd:sequence></xsd:complexType>
<xsd:element name="ListarResponse"><xsd:complexType><xsd:sequence>
<xsd:element name="ListarResult" type="t:Retorno"/></xsd:sequence></xsd:complexType></xsd:element>
</xsd:schema>"""

ITEM = """<t:Item tipo="{kind}"><t:Numero>{number}</t:Numero><t:Ctr><t:Filial>1</t:Filial>
<t:Codigo>{contract}</t:Codigo></t:Ctr><t:Abertura>{opened}</t:Abertura>{ended}<t:Fase>{phase}</t:Fase></t:Item>"""


def wsdl(address: str, schema: str = SCHEMA) -> bytes:
    return WSDL.format(schema=schema, address=address).encode()


def item(
    number: object = 1,
    contract: object = "100.0",
    opened: str = "10/02/2026",
    ended: str | None = None,
    phase: str = "F1",
    kind: str = "D1",
) -> str:
    end = '<t:Fim xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>'
    return ITEM.format(
        number=number,
        contract=contract,
        opened=opened,
        phase=phase,
        kind=kind,
        ended=end if ended is None else f"<t:Fim>{ended}</t:Fim>",
    )


def answer(*items: str, failed: str = "false", why: str = "", wrapper: str = "t:ListarResult", head: str = "") -> bytes:
    inner = f"<t:Falhou>{failed}</t:Falhou><t:Motivo>{why}</t:Motivo><t:Itens>{''.join(items)}</t:Itens>"
    return envelope(f"<t:ListarResponse><{wrapper}>{inner}</{wrapper}></t:ListarResponse>", head)


def rows_schema(names: Iterable[str]) -> str:
    """The schema of an operation that gives a contract's rows, with a text for each name."""
    row = "".join(f'<xsd:element name="{name}" type="xsd:string" minOccurs="0"/>' for name in names)
    types = (
        f'<xsd:complexType name="Retorno"><xsd:sequence><xsd:element name="Linha" minOccurs="0" maxOccurs="unbounded">'
        f"<xsd:complexType><xsd:sequence>{row}</xsd:sequence></xsd:complexType></xsd:element>"
        f"</xsd:sequence></xsd:complexType>"
    )
    start, end = SCHEMA.index('<xsd:complexType name="Retorno">'), SCHEMA.index('<xsd:element name="ListarResponse">')
    return (SCHEMA[:start] + types + SCHEMA[end:]).replace('name="chave"', 'name="chave" minOccurs="0"')


def rows(names: dict[str, str], *said: dict[str, Any]) -> bytes:
    """An answer with rows."""
    lines = [
        "".join(f"<t:{names[key]}>{'' if value is None else value}</t:{names[key]}>" for key, value in row.items())
        for row in said
    ]
    inner = "".join(f"<t:Linha>{line}</t:Linha>" for line in lines)
    return envelope(f"<t:ListarResponse><t:ListarResult>{inner}</t:ListarResult></t:ListarResponse>")


def fault(code: str, text: str) -> bytes:
    return envelope(f"<s:Fault><faultcode>s:{code}</faultcode><faultstring>{text}</faultstring></s:Fault>")


def envelope(body: str, head: str = "") -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{head}<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" '
        f'xmlns:t="urn:portal"><s:Body>{body}</s:Body></s:Envelope>'
    ).encode()
