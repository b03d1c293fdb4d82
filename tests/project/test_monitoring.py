"""The files for Grafana and Prometheus name metrics that there are."""

import json
import re
from collections.abc import Iterator

import pytest
import yaml

from bot.lib.metrics import exposition
from tests.support.paths import ROOT

MONITORING = ROOT / "deploy" / "monitoring"
NAME = re.compile(r"\b(?:winkelpeil|process)_\w+")
LABELS = re.compile(r"\b(winkelpeil_\w+)\{(\w+)=|by \((\w+)\)")


def expressions() -> Iterator[str]:
    for panel in json.loads((MONITORING / "dashboard.json").read_text())["panels"]:
        yield from (target["expr"] for target in panel["targets"])
    for group in yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"]:
        yield from (rule["expr"] for rule in group["rules"])


@pytest.mark.parametrize("expression", sorted(set(expressions())))
def test_what_is_asked_for_is_measured(expression: str) -> None:
    declared = set(re.findall(r"^# TYPE (\S+) (\S+)$", exposition()[0].decode(), re.MULTILINE))
    known = {name for name, _ in declared}
    known |= {f"{name}_bucket" for name, kind in declared if kind == "histogram"}
    named = set(NAME.findall(expression)) or {"up"}
    assert named <= known | {"up"}, named - known


def test_panels_and_rules_have_names_of_their_own() -> None:
    panels = json.loads((MONITORING / "dashboard.json").read_text())["panels"]
    assert len({panel["title"] for panel in panels}) == len({panel["id"] for panel in panels}) == len(panels)
    rules = yaml.safe_load((MONITORING / "alerts.yml").read_text())["groups"][0]["rules"]
    assert len({rule["alert"] for rule in rules}) == len(rules) > 10
    assert all(rule["annotations"]["summary"] for rule in rules)
