"""What a rule is, says and costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RuleCard:
    """What a rule is, says, gains and costs, in both languages; `sanshe.RULES` holds those of the model.

    Attributes:
        id: `R`, `C` or `F` with a number: rights, capability, fusion. An extension takes a letter of its own.
        keys: The settings of `Scenario.rules` that make the rule.
        zh: Its name in Chinese.
        en: Its name in English.
        explanation_zh: What it settles, in Chinese.
        explanation_en: What it settles, in English.
        attribute: `rights`, `capability` or `fusion` (权利、能力、融合).
        level: Who decides it: `district`, `street` or `community`.
        group: What it works through: `clarity`, `ties`, `capacity` or `voice`.
        passage: The passage of the article it rests on, as quoted.
        benefit: What it is good for, in English.
        price: What it costs, in English.
        parameters: The parameters that set how strong benefit and price are.
        poles: (value in the hierarchy, value in the network) by key.
        benefit_zh: The benefit in Chinese; without it the English text is told.
        price_zh: The price in Chinese; likewise.

    Examples:
        >>> import sanshe
        >>> card = sanshe.RULES[0]
        >>> card
        <RuleCard R1 Enforcement moved to the streets: enforcement_seat>
        >>> card.benefit, card.price
        ('A shorter chain and local knowledge', 'Six teams lose pooling and surge capacity')
        >>> sanshe.load("hierarchy").replace(**card.at("network")).rules.enforcement_seat
        'street'
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
        """What the rule's keys are at a pole, for `Scenario.replace`.

        Args:
            pole: `hierarchy` or `network`.

        Returns:
            Values by key.
        """
        return {key: values[pole == "network"] for key, values in self.poles.items()}

    def told(self, lang: str) -> tuple[str, str, str, str]:
        """The card in words.

        Args:
            lang: `en` or `zh`.

        Returns:
            (name, explanation, benefit, price).
        """
        if lang == "zh":
            return self.zh, self.explanation_zh, self.benefit_zh or self.benefit, self.price_zh or self.price
        return self.en, self.explanation_en, self.benefit, self.price
