"""SCORM 1.2: a ZIP with a manifest and a page that tells the platform score, place and completion."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ictograph.site.courses.packed import packed

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The manifest of SCORM 1.2 (ADL, 2001), with one item that is one page.
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier={manifest} version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd
 http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">
 <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
 <organizations default="ictograph"><organization identifier="ictograph"><title>{title}</title>
  <item identifier="item" identifierref="page" isvisible="true"><title>{title}</title></item>
 </organization></organizations>
 <resources><resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">
{files}
 </resource></resources>
</manifest>
"""


def scorm(identifier: str, title: str, files: Mapping[str, bytes]) -> bytes:
    """The package.

    Args:
        identifier: of what is packed; letters, digits and hyphens.
        title: what a platform calls it.
        files: as `pieces` gives them, `index.html` among them.
    """
    listed = "\n".join(f"  <file href={quoteattr(name)}/>" for name in sorted(files))
    manifest = _MANIFEST.format(manifest=quoteattr(f"ictograph-{identifier}"), title=escape(title), files=listed)
    return packed({**files, "imsmanifest.xml": manifest.encode()})
