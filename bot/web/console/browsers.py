"""What an admin is told of the browser that wants in."""

from starlette.requests import Request

_BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def browser_of(request: Request) -> str:
    """Name browser and system in words of ours: what a browser says of itself is never shown as it is."""
    said = request.headers.get("user-agent", "")
    browser = next((name for sign, name in _BROWSERS.items() if sign in said), "browser")
    system = next((name for sign, name in _SYSTEMS.items() if sign in said), "")
    return f"{browser} ({system})" if system else browser
