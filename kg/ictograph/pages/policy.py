"""What a page of the site may load: its own files, and pictures that a reader saves (`blob:` and `data:`)."""

from __future__ import annotations

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; "
    "form-action 'none'"
)
