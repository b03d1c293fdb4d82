"""The renderer, loaded when the first drawing comes."""

import asyncio
from typing import TYPE_CHECKING

from bot.pictures.drawing import Drawing

if TYPE_CHECKING:
    from bot.pictures.renderer import Renderer


class NotDrawn(Exception):
    """A drawing could not be made into a picture."""


class Studio:
    """Draws beside the event loop; Typst and the fonts are loaded with the first drawing, not before."""

    def __init__(self) -> None:
        self._renderer: Renderer | None = None

    async def key(self, drawing: Drawing) -> str:
        """Name what `draw` makes of a drawing: equal keys, equal bytes."""
        return await asyncio.to_thread(_key, drawing)

    async def draw(self, drawing: Drawing, whose: int = 0) -> bytes:
        """Give the bytes of a picture (PNG) or a report (PDF), a chat's own or not. Raises NotDrawn."""
        await asyncio.to_thread(_load)
        from bot.pictures.render import CannotDraw
        from bot.pictures.renderer import Renderer

        if self._renderer is None:
            self._renderer = Renderer()
        try:
            return await self._renderer.draw(drawing, whose)
        except CannotDraw as fault:
            raise NotDrawn(str(fault)) from fault

    def close(self) -> None:
        """Let the threads end; what they are drawing is not waited for."""
        if self._renderer is not None:
            self._renderer.close()


def _load() -> None:
    import bot.pictures.renderer  # noqa: F401 -- loading it is the purpose


def _key(drawing: Drawing) -> str:
    from bot.pictures.render import key

    return key(drawing)
