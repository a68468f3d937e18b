"""E-mails and telephones in one form, and files as spreadsheets write them."""

import pytest

from cobranca import addresses
from cobranca.contact import people
from cobranca.errors import ConfigurationError


@pytest.mark.parametrize(
    ("channel", "text", "kept"),
    [
        ("email", " Ana.Lima+1@Exemplo.COM.br ", "ana.lima+1@exemplo.com.br"),
        ("sms", "(11) 91234-5678", "11912345678"),
        ("whatsapp", "+55 11 91234 5678", "11912345678"),
        ("phone", "011 3456-7890", "1134567890"),
        ("phone", "11 91234-5678", "11912345678"),
    ],
)
def test_addresses_have_one_form(channel: str, text: str, kept: str) -> None:
    assert addresses.normal(channel, text) == kept


@pytest.mark.parametrize(
    ("channel", "text"),
    [
        *[
            ("email", bad)
            for bad in ("", "ana", "ana@casa", "a b@c.com", "a@b@c.com", "a@-b.com", "x" * 250 + "@a.com")
        ],
        *[("sms", bad) for bad in ("1134567890", "91234-5678", "11 81234-5678", "ramal 7", "00 91234-5678")],
        *[("phone", bad) for bad in ("190", "11 8123-45678", "551134567890123")],
        ("fax", "1134567890"),
    ],
)
def test_what_is_no_address_is_refused(channel: str, text: str) -> None:
    with pytest.raises(ValueError, match=r"não é|desconhecido"):
        addresses.normal(channel, text)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_file_may_be_separated_in_several_ways(delimiter: str) -> None:
    text = "Cod_Cliente;email;UF;cidade\r\n9;a@b.com;sp;São Paulo\r\n\r\n".replace(";", delimiter)
    entries, bad = people.parse(text)
    assert bad == []
    assert entries == [people.Entry(2, 9, (("email", "a@b.com"),), "SP", "São Paulo")]


def test_bad_lines_are_named_with_their_number_and_why() -> None:
    text = "cod_cliente;email;sms;uf\n9;a@b.com;;\nx;a@b.com;;\n8;ana;;\n7;;123;\n6;;;XX\n5;a@b.com;;SP;mais\n"
    entries, bad = people.parse(text)
    assert [entry.customer_code for entry in entries] == [9]
    assert [str(line).split(":")[0] for line in bad] == [f"linha {number}" for number in (3, 4, 5, 6, 7)]
    assert ["código" in bad[0].why, "e-mail" in bad[1].why, "celular" in bad[2].why, "estado" in bad[3].why] == [
        True
    ] * 4


@pytest.mark.parametrize("header", ["", "email;sms", "cod_cliente;fax"])
def test_a_header_without_the_customer_or_any_channel_is_refused(header: str) -> None:
    with pytest.raises(ConfigurationError, match="cod_cliente;email"):
        people.parse(header + "\n1;2\n")


def test_files_of_old_spreadsheets_are_read() -> None:
    assert people.decode("cidade;São Paulo".encode("cp1252")) == "cidade;São Paulo"
    assert people.decode("cidade;São Paulo".encode("utf-8-sig")) == "cidade;São Paulo"
