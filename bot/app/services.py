"""The bot's background services: each runs as long as the bot, and none ends without anybody knowing."""

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self

import structlog

log = structlog.get_logger(__name__)


class ServiceEnded(Exception):
    """A background service ended that should have gone on; the bot ends, to be started anew."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The bot stopped because a part of it did: {name}; see the log above.")
        self.name = name


class Services:
    """Runs services in one task group, as an asynchronous context manager.

    Where one raises, is cancelled or returns, that is logged, the body is cancelled and the block raises:
    what the service raised where that is one of `reasons`, which say themselves why the bot ends, and
    ServiceEnded else. At the end of the block all services are cancelled and waited for.
    """

    def __init__(self, *reasons: type[Exception]) -> None:
        self._reasons = reasons
        self._group = asyncio.TaskGroup()
        self._services: list[Coroutine[Any, Any, None]] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._ending = False

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending = True
        for task in self._tasks:
            task.cancel()
        try:
            await self._group.__aexit__(kind, fault, trace)
        except BaseExceptionGroup as faults:
            # The first is the reason: the others ended because of it.
            raise faults.exceptions[0] from None
        finally:
            for service in self._services:
                # One that was cancelled before its first moment was never awaited.
                service.close()

    def run(self, name: str, service: Coroutine[Any, Any, None], *, may_end: bool = False) -> None:
        """Start a service. One that `may_end` may return when its work is done."""
        self._services.append(service)
        self._tasks.append(self._group.create_task(self._supervise(name, service, may_end)))

    def watch(self, name: str, task: "asyncio.Future[None]") -> None:
        """Watch a task that its owner starts, and ends after these services: it is not cancelled here."""
        self.run(name, _await_shielded(task))

    async def _supervise(self, name: str, service: Coroutine[Any, Any, None], may_end: bool) -> None:
        try:
            await service
        except asyncio.CancelledError:
            if self._ending:
                raise
            log.error("service_ended", service=name, reason="cancelled")  # noqa: TRY400 -- no fault of its own
        except self._reasons:
            self._ending = True
            raise
        except Exception:
            log.exception("service_ended", service=name, reason="failed")
        else:
            if may_end or self._ending:
                return
            log.error("service_ended", service=name, reason="returned")
        # The group cancels the others because of this one.
        self._ending = True
        raise ServiceEnded(name)


async def _await_shielded(task: "asyncio.Future[None]") -> None:
    await asyncio.shield(task)
