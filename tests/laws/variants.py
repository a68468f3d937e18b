"""Companies: what the flags of the settings turn."""

from pathlib import Path

from tests.foreign.world import Files, folder_of, without_gates


def _flags(**values: object):
    def change(files: Files) -> None:
        files["company.yaml"].setdefault("flags", {}).update(values)

    return change


def _two_developments(files: Files) -> None:
    files["integration.yaml"]["developments"] = [31, 32]


def _other_waits(files: Files) -> None:
    """The régua in other steps: 1, 4, 9, 15, 30 …"""
    flow = next(one for one in files["flows.yaml"]["flows"] if one["code"] == "COBRANCA_PARCELAS")
    waits = iter(("1 days", "3 days", "5 days", "6 days", "15 days", "15 days", "45 days"))
    for step in flow["steps"][2:-1]:
        step["wait"] = next(waits)


def _origin_first(files: Files) -> None:
    """Renegotiated debt goes to the lawyers' titles, before any mark."""
    rule = {"priority": 5, "name": "Renegociada", "matches_on": "origin", "values": ["Renegociação"]}
    files["routing.yaml"]["routing"].insert(0, rule | {"installment_request": "COD_SOL_JURIDICO"})


def _more_actions(files: Files) -> None:
    """Actions on the category, and a status in which a contract waits two days for a call."""
    flows = {flow["code"]: flow["steps"] for flow in files["flows.yaml"]["flows"]}
    for status, value in (("CATEGORIA_J", "JURIDICO"), ("LIMPAR_CATEGORIA", "limpar")):
        flows["ACOES"].append({"status": status, "integration": {"method": "category", "value": value}})
    flows["COBRANCA_CONTRATOS"].append(
        {"status": "RETORNO", "linear": True, "wait": "2 days", "leads_to": "EM_NEGOCIACAO"}
    )
    for status in ("CATEGORIA_J", "LIMPAR_CATEGORIA", "RETORNO"):
        files["statuses.yaml"]["statuses"].append({"code": status, "name": status})


def _own(files: Files) -> None:
    """Actions are of the contract, not of its customer."""
    flow = next(one for one in files["flows.yaml"]["flows"] if one["code"] == "ACOES")
    for step in flow["steps"]:
        step["integration"]["scope"] = "contract"


CHANGES = {
    "plain": (),
    "none": (_flags(business_days="none"),),
    "grace": (_flags(grace_days=2, charges="compute", business_days="none"),),
    "auto": (_flags(auto_close_contract=True, total_terms=["corrected", "fine"], tolerance=800),),
    "types": (_flags(gerar_todos_tp_parcelas=False, installment_types=["Mensal", "Resíduo", "Sinal"]),),
    "developments": (_two_developments,),
    "own": (_own,),
    "waits": (_other_waits, _origin_first),
}


def variant(folder: Path, name: str) -> Path:
    """The settings folder of a variant, whose gates let every share pass."""

    def change(files: Files) -> None:
        without_gates(files)
        files["company.yaml"]["chunks"] = 2
        _more_actions(files)
        for one in CHANGES[name]:
            one(files)

    return folder / name if (folder / name).exists() else folder_of(folder / name, change)
