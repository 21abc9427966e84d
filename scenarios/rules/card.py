"""What a rule is, says and costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RuleCard:
    """What a rule is, says and costs; `poles` gives (hierarchy, network) by key.

    `passage` quotes the article; benefit and price without a Chinese text are told in English.
    """

    id: str
    keys: tuple[str, ...]
    zh: str
    en: str
    explanation_zh: str
    explanation_en: str
    attribute: Literal["rights", "capability", "fusion"]
    level: Literal["district", "street", "community"]
    group: Literal["clarity", "ties", "capacity", "voice"]
    passage: str
    benefit: str
    price: str
    parameters: tuple[str, ...]
    poles: dict[str, tuple[object, object]]
    benefit_zh: str = ""
    price_zh: str = ""

    def __repr__(self) -> str:
        return f"<RuleCard {self.id} {self.en}: {', '.join(self.keys)}>"

    def at(self, pole: Literal["hierarchy", "network"]) -> dict[str, object]:
        """What the rule's keys are at a pole: a scenario takes it by `replace`."""
        return {key: values[pole == "network"] for key, values in self.poles.items()}

    def told(self, lang: str) -> tuple[str, str, str, str]:
        """(name, explanation, benefit, price) in a language, `en` or `zh`."""
        if lang == "zh":
            return self.zh, self.explanation_zh, self.benefit_zh or self.benefit, self.price_zh or self.price
        return self.en, self.explanation_en, self.benefit, self.price
