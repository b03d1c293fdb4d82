"""The page with the questionnaire as a graph."""

from starlette.responses import Response

from bot.web.console import flow
from bot.web.console.visit import Visit


async def show(visit: Visit) -> Response:
    """Draw the questions that are live."""
    content = visit.office.context().content
    graph = flow.graph_of(content, content.texts[visit.language])
    return visit.page("flow.html", graph=graph, box=flow)
