"""What every answer carries, so that a page can't load, send or be framed where it has no business."""

from __future__ import annotations

import base64
import hashlib
import re

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_NEVER = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

SEALED = f"default-src 'none'; {_NEVER}"
"""For what is no page: files, data, refusals. They run and load nothing, even if opened by themselves."""

_PAGE = "; ".join(
    (
        "default-src 'none'",
        # Streamlit imports the scripts of components from blobs; its own inline scripts are known by their hashes.
        "script-src 'self' blob: {hashes}",
        # Streamlit's styles are made in the page, and the drawing sets styles of elements.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self'",
        # Streamlit's style of mathematical text embeds one of its fonts.
        "font-src 'self' data:",
        "connect-src 'self'",
        _NEVER,
    )
)

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""For every answer, beside the policy."""

POLICY = b"content-security-policy"


def page_policy(body: bytes) -> bytes:
    """The content security policy of a page.

    Args:
        body: The page as it is sent; its inline scripts are allowed, and no others.
    """
    digests = [base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(body)]
    return _PAGE.format(hashes=" ".join(f"'sha256-{digest}'" for digest in digests)).encode()
