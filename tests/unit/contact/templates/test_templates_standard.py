"""The standard régua's texts: lawful, complete, without amounts, readable in mail programs."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cobranca import paths, settings
from cobranca.contact.templates import checks, gsm7, samples, sources, wording
from cobranca.contact.templates.checks import coverage
from cobranca.contact.templates.checks.amounts import AMOUNT
from cobranca.contact.templates.facts import Rendered
from cobranca.contact.templates.mark import number_in
from cobranca.contact.templates.messages import Messages
from cobranca.contact.templates.sender import sender

SETTINGS = settings.load(paths.CONFIG)
FOLDER = sources.read(paths.CONFIG)
MESSAGES = Messages(FOLDER)
VARIANTS = samples.variants(sender(SETTINGS))
TEXTS = sorted((source.status, source.channel) for source in FOLDER.sources.values() if source.channel)
REGUA = {
    "LEMBRETE": ("email",),
    "AVISO_5": ("email", "sms"),
    "AVISO_10": ("whatsapp", "sms", "email"),
    "AVISO_20": ("email", "whatsapp", "sms"),
    "AVISO_30": ("phone", "email"),
    "PRE_JURIDICO": ("email",),
}
VOID = {"meta", "br", "img", "hr", "link", "input"}


def rendered(channel: str | None = None) -> list[tuple[str, str, str, Rendered]]:
    return [
        (status, each, sample, MESSAGES.render(status, each, facts))
        for status, each in TEXTS
        for sample, facts in VARIANTS.items()
        if channel in (None, each)
    ]


def test_neither_faults_nor_warnings() -> None:
    assert checks.check(MESSAGES, wording.read(paths.CONFIG), sender(SETTINGS)) == []
    assert coverage.check(FOLDER, SETTINGS) == []


def test_the_whole_regua_speaks() -> None:
    assert sorted((status, channel) for status, channels in REGUA.items() for channel in channels) == TEXTS
    for source in FOLDER.sources.values():
        if source.channel:
            assert source.front.order == REGUA[source.status]


def test_r7_5_no_amount_anywhere() -> None:
    for status, channel, sample, out in rendered():
        for text in (out.subject or "", out.text, out.html or ""):
            assert not AMOUNT.search(text), (status, channel, sample)


def test_r7_3_every_subject_brings_a_reply_back() -> None:
    for _, _, sample, out in rendered("email"):
        assert number_in(f"Re: {out.subject}") == VARIANTS[sample].contract_ticket_id


def test_an_sms_is_one_message_in_every_case() -> None:
    assert len(rendered("sms")) == 24
    for status, _, sample, out in rendered("sms"):
        assert gsm7.septets(out.text) <= 160, (status, sample)
        assert set(out.text) <= gsm7.BASIC, (status, sample)
        assert "\n" not in out.text


@pytest.mark.parametrize("channel", ["email", "whatsapp", "phone"])
def test_r7_10_every_installment_is_named(channel: str) -> None:
    for status, each, sample, out in rendered(channel):
        for item in VARIANTS[sample].items:
            assert f"{item.due_on:%d/%m/%Y}" in out.text, (status, each, sample)
            assert channel != "email" or f"{item.due_on:%d/%m/%Y}" in (out.html or "")


def test_where_there_is_no_boleto_the_text_says_whom_to_ask() -> None:
    for _, _, _, out in [each for each in rendered() if each[2] == "com três parcelas"]:
        assert "(11) 4000-1234" in out.text
        assert "inha digitável:" not in out.text


def test_only_one_way_to_ask() -> None:
    """A company with an e-mail alone, or a telephone alone, is told of by that alone."""
    for changes in ({"phone": None}, {"email": None}, {"hours": None}):
        who = replace(sender(SETTINGS), **changes)
        assert checks.check(MESSAGES, wording.read(), who) == [], changes


def test_portuguese_is_accented_and_plain() -> None:
    for source in FOLDER.sources.values():
        assert not re.search(r"\b(nao|voce|negociacao|duvidas|ja pagou|boleto atualizada)\b", source.written), (
            source.name
        )
        assert "!" not in re.sub(r"<!.*?>", "", source.written), source.name


class Page(HTMLParser):
    """What an e-mail is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(params=[each for each in rendered("email") if each[0] == "LEMBRETE"], ids=lambda each: each[2])
def page(request: pytest.FixtureRequest) -> Page:
    page = Page()
    page.feed(request.param[3].html)
    assert page.open == []
    return page


def test_html_is_tables_with_styles_of_their_own(page: Page) -> None:
    """Word, which Outlook draws with, knows neither style sheets nor blocks beside each other."""
    names = {tag for tag, _ in page.tags}
    assert names <= {"html", "head", "meta", "title", "body", "table", "tr", "td", "th", "a", "br", "strong"}
    for tag, attributes in page.tags:
        assert not {"class", "id", "onclick"} & set(attributes), tag
        if tag in ("td", "th"):
            assert "style" in attributes
        assert not re.search(r"float|flex|position|margin:(?!0)|@media|url\(", attributes.get("style") or "")


def test_html_fits_a_phone_and_says_its_language(page: Page) -> None:
    attributes = dict(page.tags)
    assert attributes["html"]["lang"] == "pt-BR"
    assert {"viewport"} <= {each.get("name") for tag, each in page.tags if tag == "meta"}
    for tag, each in page.tags:
        assert each.get("width") in (None, "100%"), tag
    assert any("max-width:600px" in (each.get("style") or "") for _, each in page.tags)


def test_html_fetches_nothing(page: Page) -> None:
    """No image, no font, no script: nothing tells that it was read."""
    assert not {tag for tag, each in page.tags if "src" in each or tag in ("img", "link", "script", "iframe")}
    links = [each["href"] for tag, each in page.tags if tag == "a"]
    assert all(
        re.match(r"https://boletos\.example\.com/|mailto:relacionamento@example\.com$", str(link)) for link in links
    )


def test_the_widths_that_outlook_needs() -> None:
    html = rendered("email")[0][3].html or ""
    assert html.count("<!--[if mso]>") == html.count("<![endif]-->") == 2
    assert '<!--[if mso]><table role="presentation" width="600"' in html
