"""The portal of the other ERP: operations, fields and a namespace that the example company does not know."""

OPERATIONS = {
    "EventosFase": (
        '<x:element name="Usuario" type="x:string"/><x:element name="Chave" type="x:string"/>'
        '<x:element name="Ate" type="x:string"/>'
    ),
    "EventosContrato": '<x:element name="Usuario" type="x:string"/><x:element name="Chave" type="x:string"/>',
    "UltimoProcessamento": "",
}
_EVENT = (
    ("Id", "long"),
    ("Empresa", "int"),
    ("Contrato", "long"),
    ("Faixa", "string"),
    ("Inicio", "string"),
    ("Termino", "string"),
    ("Classe", "string"),
)
_RESULT = (
    '<x:element name="Falha" type="x:boolean" minOccurs="0"/><x:element name="Texto" type="x:string" minOccurs="0"/>'
    '<x:element name="Eventos" minOccurs="0"><x:complexType><x:sequence><x:element name="Evento" type="v:Evento" '
    'minOccurs="0" maxOccurs="unbounded"/></x:sequence></x:complexType></x:element>'
    '<x:element name="Quando" type="x:dateTime" minOccurs="0"/>'
)
MAPPING = {
    "phase_occurrences": {
        "operation": "EventosFase",
        "request": {"Usuario": "{login}", "Chave": "{password}", "Ate": "{as_of:%d/%m/%Y}"},
        "records": "Resultado.Eventos.Evento",
        "fields": {
            "occurrence_code": "Id",
            "branch_code": "Empresa",
            "contract_code": "Contrato",
            "phase_code": "Faixa",
            "opened_on": "Inicio",
            "ended_on": "Termino",
        },
        "error_field": "Falha",
        "error_text_field": "Texto",
    },
    "contract_occurrences": {
        "operation": "EventosContrato",
        "request": {"Usuario": "{login}", "Chave": "{password}"},
        "records": "Resultado.Eventos.Evento",
        "fields": {
            "occurrence_code": "Id",
            "branch_code": "Empresa",
            "contract_code": "Contrato",
            "type": "Classe",
            "opened_on": "Inicio",
            "ended_on": "Termino",
        },
        "error_field": "Falha",
        "error_text_field": "Texto",
    },
}
FRESHNESS = {
    "signal": "operation",
    "operation": {
        "operation": "UltimoProcessamento",
        "request": {},
        "records": "Resultado",
        "error_field": "Falha",
        "error_text_field": "Texto",
    },
    "field": "Quando",
}
TYPES = {
    "7": {"cause": "distrato", "request": "OC_DISTRATO"},
    "8": {"cause": "transfer", "request": "OC_TRANSFERENCIA"},
    "9": {"cause": "cession", "request": "OC_CESSAO"},
    "10": {"cause": "inactivation", "request": "OC_INATIVACAO"},
}


def wsdl(address: str, without: tuple[str, ...] = ()) -> str:
    """The WSDL as served at `address`."""
    names = [name for name in OPERATIONS if name not in without]
    event = "".join(f'<x:element name="{n}" type="x:{t}" minOccurs="0"/>' for n, t in _EVENT)
    elements = "".join(
        f'<x:element name="{name}"><x:complexType><x:sequence>{OPERATIONS[name]}</x:sequence></x:complexType>'
        "</x:element>"
        f'<x:element name="{name}Response"><x:complexType><x:sequence><x:element name="Resultado"><x:complexType>'
        f"<x:sequence>{_RESULT}</x:sequence></x:complexType></x:element></x:sequence></x:complexType></x:element>"
        for name in names
    )
    messages = "".join(
        f'<w:message name="{name}{end}"><w:part name="p" element="v:{name}{end}"/></w:message>'
        for name in names
        for end in ("", "Response")
    )
    ports = "".join(
        f'<w:operation name="{n}"><w:input message="v:{n}"/><w:output message="v:{n}Response"/></w:operation>'
        for n in names
    )
    bound = "".join(
        f'<w:operation name="{n}"><s:operation soapAction="urn:{n}"/><w:input><s:body use="literal"/></w:input>'
        f'<w:output><s:body use="literal"/></w:output></w:operation>'
        for n in names
    )
    return (
        '<?xml version="1.0"?><w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" '
        'xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:x="http://www.w3.org/2001/XMLSchema" '
        'xmlns:v="urn:vizinha:carteira" targetNamespace="urn:vizinha:carteira" name="Carteira"><w:types>'
        '<x:schema targetNamespace="urn:vizinha:carteira" elementFormDefault="qualified">'
        f'<x:complexType name="Evento"><x:sequence>{event}</x:sequence></x:complexType>{elements}</x:schema></w:types>'
        f'{messages}<w:portType name="P">{ports}</w:portType><w:binding name="B" type="v:P">'
        f'<s:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>{bound}</w:binding>'
        '<w:service name="CarteiraVizinha">'
        f'<w:port name="Porta" binding="v:B"><s:address location="{address}/servicos/carteira.asmx"/></w:port>'
        "</w:service></w:definitions>"
    )
