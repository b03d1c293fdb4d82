"""Faults on demand: what goes wrong with which of the next calls."""

import random
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.sandbox.wire import ApiError, too_many_requests

FaultKind = Literal["too_many_requests", "error", "delay", "reset_before", "reset_after"]
_DESCRIPTIONS = {500: "Internal Server Error", 502: "Bad Gateway", 504: "Gateway Timeout"}


DELIVERY = "webhook"
"""In the place of a method: the next deliveries to the webhook. The kind `reset_after` loses their answer."""


class Fault(BaseModel):
    """Describe one fault.

    It strikes calls of a method (`*` is every method), of one chat if that is given, `times` times or without
    end, each time with a probability. A delay comes on top of another fault; of the others the first strikes.
    """

    model_config = ConfigDict(extra="forbid")

    kind: FaultKind
    method: str = "*"
    times: int | None = Field(default=1, ge=1)
    probability: float = Field(default=1.0, gt=0, le=1)
    chat_id: int | None = None
    retry_after: int = Field(default=1, ge=1)
    seconds: float = Field(default=1.0, ge=0, le=600)
    code: int = Field(default=500, ge=400, le=599)
    description: str = ""

    def as_error(self) -> ApiError | None:
        """Give the error that the call fails with, if this fault is one."""
        if self.kind == "too_many_requests":
            return too_many_requests(self.retry_after)
        if self.kind == "error":
            return ApiError(
                self.code, self.description or _DESCRIPTIONS.get(self.code, "Internal Server Error")
            )
        return None


@dataclass(frozen=True, slots=True)
class Strike:
    """Say what strikes one call: a delay, and at most one other fault."""

    delay: float = 0.0
    fault: Fault | None = None


class FaultPlan:
    """Keep the faults that are still to strike."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._random = random.Random(0)  # noqa: S311 -- a repeatable test needs a seed, not a secret

    def add(self, fault: Fault) -> None:
        """Let a fault strike from now on."""
        self._faults.append(fault.model_copy())

    def clear(self) -> None:
        """Let nothing strike any more."""
        self._faults.clear()

    def pending(self) -> list[Fault]:
        """List the faults that can still strike."""
        return list(self._faults)

    def strike(self, method: str, chat_id: int | None) -> Strike:
        """Take what strikes this call."""
        delay, chosen = 0.0, None
        for fault in list(self._faults):
            if fault.kind != "delay" and chosen:
                continue
            if not self._hits(fault, method, chat_id):
                continue
            self._use(fault)
            if fault.kind == "delay":
                delay += fault.seconds
            else:
                chosen = fault
        return Strike(delay, chosen)

    def _hits(self, fault: Fault, method: str, chat_id: int | None) -> bool:
        every = fault.method == "*" and method != DELIVERY
        if not every and fault.method.lower() != method.lower():
            return False
        if fault.chat_id is not None and fault.chat_id != chat_id:
            return False
        return fault.probability >= 1 or self._random.random() < fault.probability

    def _use(self, fault: Fault) -> None:
        if fault.times is None:
            return
        fault.times -= 1
        if not fault.times:
            self._faults.remove(fault)
