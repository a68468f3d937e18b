"""Random histories: what contracts are and what happens to them, as the ERP's users do it (mega.md §2–§4)."""

from hypothesis import strategies as st

from tests.laws.story import Born, Happening, Story

DAYS = 15
REGISTRY = ("Cheque pré-datado", "Cheque devolvido", "Cheque devolvido 2x", "Cheque normal", "Cheque depositado",
            "Cheque em custódia", "Ativo")  # fmt: skip
SOURCES = ("Carteira", "Carteira", "Carteira", "Bens", "Financiamento", "FGTS", "Subsídio")
REASONS = ("Inativada por Renegociação SACOC", "Inativada por termo", None)
LETTERS = ("Inadimplente", "Ativo", "Quitado", "Distratado", "Transferido", "Cessão de Direitos")
CATEGORIES = ("JURIDICO", "Jurídico ", "Compra e Venda", None)
CAUSES = ("distrato", "transfer", "cession", "inactivation")

seen = st.integers(1, DAYS - 1)
numbers = st.integers(1, 4)


ATTRIBUTES = (
    {"vlr_corrigido": 333.33}, {"vlr_corrigido": 0.01}, {"vlr_corrigido": 1234567.89}, {"vlr_taxas": 3.5},
    {"tipo_parcela": "Sinal"}, {"tipo_parcela": "Taxa"}, {"tipo_parcela": "Resíduo", "vlr_residuo_cobranca": 12.5},
    {"parcela_origem": "Tabela Price"}, {"parcela_origem": "Renegociação"}, {"parcela_contratual": "Não"},
    *({"receita_parcela": source} for source in SOURCES[3:]), *({"status_parcela": status} for status in REGISTRY[:-1]),
)  # fmt: skip


@st.composite
def rows(draw: st.DrawFn) -> Born:
    """An installment, overdue for long, newly, or soon; mostly an ordinary one."""
    due = draw(st.one_of(st.integers(-8, 12), st.integers(-60, -1), st.sampled_from((-95, -89, -44, -30, -20))))
    attributes: dict[str, object] = {}
    for some in draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=2)):
        attributes |= some
    return Born(due, attributes)


@st.composite
def dated(draw: st.DrawFn, earliest: int = -5, latest: int = 1, may_lack: bool = False) -> tuple[int, int | None]:
    """The day on which something shows, and the date it carries: booked late, on the day, ahead, or none."""
    day = draw(seen)
    on = day + draw(st.one_of(st.integers(-1, 0), st.integers(earliest, latest)))
    return day, None if may_lack and draw(st.integers(0, 3)) == 0 else on


@st.composite
def payment(draw: st.DrawFn) -> list[Happening]:
    """Paid, booked on the day or late; now and then reversed, and paid once more."""
    day, on = draw(dated())
    row = draw(numbers)
    happenings = [Happening(day, "pay", row, on, number=draw(st.sampled_from((1000, 55, 1033))))]
    if draw(st.integers(0, 2)) == 0:
        back = day + draw(st.integers(1, 4))
        happenings.append(Happening(back, "reverse", row))
        if draw(st.booleans()):
            happenings.append(Happening(back + draw(st.integers(1, 3)), "pay", row, back))
    return happenings


@st.composite
def cheque(draw: st.DrawFn) -> list[Happening]:
    """A row becomes a cheque, in one state after the other."""
    row = draw(numbers)
    some = draw(st.lists(st.tuples(dated(may_lack=True), st.sampled_from(REGISTRY)), min_size=1, max_size=3))
    return [Happening(day, "cheque", row, on, word) for (day, on), word in some]


@st.composite
def inactivated(draw: st.DrawFn) -> list[Happening]:
    """A row turns inactive, and perhaps comes back or is deleted."""
    (day, on), row = draw(dated(may_lack=True)), draw(numbers)
    happenings = [Happening(day, "stop", row, on, draw(st.sampled_from(REASONS)))]
    match draw(st.integers(0, 3)):
        case 0:
            happenings.append(Happening(day + draw(st.integers(1, 4)), "revive", row, day))
        case 1:
            happenings.append(Happening(day + draw(st.integers(1, 3)), "vanish", row))
    return happenings


@st.composite
def vanished(draw: st.DrawFn) -> list[Happening]:
    """A row is missing, for a day or for good."""
    day, row = draw(seen), draw(numbers)
    back = draw(st.one_of(st.none(), st.integers(1, 4)))
    return [Happening(day, "vanish", row), *([Happening(day + back, "appear", row)] if back else [])]


@st.composite
def parted(draw: st.DrawFn) -> list[Happening]:
    """A partial payment, either way (R3.7); the rest may be paid too."""
    day, on = draw(dated(latest=0))
    happenings = [Happening(day, "part", draw(numbers), on, draw(st.sampled_from(("settled", "stopped"))))]
    if draw(st.booleans()):
        happenings.append(Happening(day + draw(st.integers(1, 4)), "pay", 100 + draw(st.integers(1, 5)), day))
    return happenings


@st.composite
def renegotiated(draw: st.DrawFn) -> list[Happening]:
    """Studied, for long already or since now; then approved, refused, or neither (R3.6)."""
    day = draw(seen)
    on = day + draw(st.one_of(st.integers(-5, 0), st.integers(-45, -25)))
    happenings = [Happening(day, "study", on=on)]
    if draw(st.booleans()):
        later = day + draw(st.integers(1, 6))
        word, decided = draw(st.sampled_from(("Aprovada", "Aprovada", "Reprovada"))), draw(st.integers(-2, 1))
        happenings.append(Happening(later, "decide", 0, later + decided, word, number=draw(st.integers(0, 2))))
    return happenings


@st.composite
def ended(draw: st.DrawFn) -> list[Happening]:
    """An occurrence, the letter that goes with it or not, and sometimes the way back (R3.9)."""
    day, on = draw(dated())
    cause = draw(st.sampled_from(CAUSES))
    happenings = [Happening(day, "lodge", on=on, text=cause)] if draw(st.booleans()) else []
    after = day + draw(st.integers(0, 3))
    if cause != "inactivation" and draw(st.integers(0, 3)):
        word = dict(zip(CAUSES, LETTERS[3:], strict=False))[cause]
        happenings.append(Happening(after, "letter", on=draw(st.sampled_from((None, after, after - 1))), text=word))
    if draw(st.integers(0, 2)) == 0:
        back = after + draw(st.integers(1, 4))
        happenings.append(Happening(back, "end", on=back - draw(st.integers(0, 1))))
        happenings.append(Happening(back, "letter", on=back, text=draw(st.sampled_from(("Inadimplente", "Ativo")))))
    return happenings


@st.composite
def changed(draw: st.DrawFn) -> list[Happening]:
    """A due date or an amount, the contract's letter or category, a row that is born, a phase, an odd answer."""
    day, row = draw(seen), draw(numbers)
    one = draw(
        st.sampled_from(
            (
                Happening(day, "move", row, day - draw(st.integers(-12, 40))),
                Happening(day, "move", row, day - draw(st.integers(-12, 40))),
                Happening(day, "revalue", row, number=draw(st.sampled_from((1010, 500)))),
                Happening(day, "letter", on=day - 1, text=draw(st.sampled_from(LETTERS[:3]))),
                Happening(day, "category", text=draw(st.sampled_from(CATEGORIES))),
                Happening(day, "bear", on=day - draw(st.integers(-3, 12)), text=draw(st.sampled_from(SOURCES))),
                Happening(day, "phase", on=day - draw(st.integers(0, 1)), text=draw(st.sampled_from("1234"))),
                Happening(day, "odd", text=draw(st.sampled_from(("twice", "none", "unknown")))),
                Happening(day, "unlist"),
            )
        )
    )
    return [one, *([Happening(day + 2, "list")] if one.what == "unlist" else [])]


PLOTS = (
    payment(),
    payment(),
    cheque(),
    inactivated(),
    vanished(),
    parted(),
    renegotiated(),
    ended(),
    changed(),
    changed(),
)


@st.composite
def story(draw: st.DrawFn, code: int) -> Story:
    """A contract of one to four rows and up to four plots that may cross."""
    attributes = {
        "status_contrato": draw(st.sampled_from(("Inadimplente", "Inadimplente", "Ativo", "Quitado"))),
        "cod_empreendimento": draw(st.sampled_from((31, 32, 33))),
        "classificacaocto": draw(st.sampled_from(("Compra e Venda",) * 5 + ("Jurídico",))),
    }
    plots = draw(st.lists(st.one_of(PLOTS), max_size=4))
    happenings = sorted((one for plot in plots for one in plot), key=lambda one: one.seen)
    some = tuple(draw(st.lists(rows(), min_size=1, max_size=4)))
    return Story(code, draw(st.integers(1, 5)), some, tuple(happenings), attributes)


def portfolio(count: int) -> st.SearchStrategy[tuple[Story, ...]]:
    """Contracts of codes that follow one another; the last one has the first one's, in another branch."""
    return st.tuples(*(story(1_000 + n) for n in range(count - 1)), story(1_000)).map(_apart)


def _apart(stories: tuple[Story, ...]) -> tuple[Story, ...]:
    *others, twin = stories
    branch = others[0].branch % 5 + 1
    return (*others, Story(twin.code, branch, twin.rows, twin.happenings, twin.attributes))
