"""Which addresses are opened: https, and http on this machine only; after a redirect too."""

import http.client
from typing import IO
from urllib import request
from urllib.parse import urljoin, urlsplit

from fairlab import __version__
from fairlab.data.messages import shown
from fairlab.errors import DataError

_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def open_address(url: str, start: int, timeout: float) -> http.client.HTTPResponse:
    """Ask for the bytes behind an address.

    Parameters
    ----------
    url : str
        The address.
    start : int
        The first byte that is asked for; the server may send from 0 all the same.
    timeout : float
        Seconds that the server may be silent.

    Returns
    -------
    HTTPResponse
        To be closed by the caller.

    Raises
    ------
    DataError
        The address, or one that it leads to, is not https.
    urllib.error.URLError, TimeoutError, http.client.HTTPException
        The server is out of reach or refuses.
    """
    _refuse_open_transport(url)
    asked = request.Request(url, headers={"User-Agent": f"fairlab/{__version__}"})  # noqa: S310
    if start:
        asked.add_header("Range", f"bytes={start}-")
    return _opener().open(asked, timeout=timeout)


def _opener() -> request.OpenerDirector:
    # Built by hand: the ready-made one also opens ftp:, file: and data:.
    opener = request.OpenerDirector()
    for handler in (
        request.ProxyHandler(),
        request.HTTPHandler(),
        request.HTTPSHandler(),
        request.HTTPDefaultErrorHandler(),
        request.HTTPErrorProcessor(),
        _SafeRedirects(),
    ):
        opener.add_handler(handler)
    return opener


class _SafeRedirects(request.HTTPRedirectHandler):
    def http_error_302(
        self,
        req: request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
    ) -> http.client.HTTPResponse | None:
        target = urljoin(req.full_url, headers.get("Location", ""))
        try:
            _refuse_open_transport(target, came_from=req.full_url)
        except DataError:
            fp.close()
            raise
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def _refuse_open_transport(url: str, came_from: str = "") -> None:
    scheme, host = urlsplit(url).scheme, urlsplit(url).hostname
    stays_here = scheme == "http" and host in _THIS_MACHINE and not came_from.startswith("https:")
    if scheme == "https" or stays_here:
        return
    leads = f"{urlsplit(came_from).hostname} leads to" if came_from else "The address is"
    raise DataError(f"{leads} {shown(url)}, which is not opened: only https is safe from changes.")
