"""Whether a host is this machine itself."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Tell whether a host, a name or an address without brackets or port, is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
