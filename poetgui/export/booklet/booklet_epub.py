"""A booklet as EPUB 3: W3C's format of a zip archive with XHTML.

Written with the standard library: the kept one for Python, EbookLib, is under the AGPL.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from poetgui.export.booklet.booklet import Booklet, BookletPoem
from poetgui.grid import punctuate

STYLE = """@page { margin: 5% }
body { font-family: serif; line-height: 1.9; writing-mode: vertical-rl;
  -epub-writing-mode: vertical-rl; -webkit-writing-mode: vertical-rl }
h1, h2 { font-weight: normal }
section + section { margin-right: 3em }
.author, .note { font-size: 0.7em; color: #666 }
.author { margin-top: 4em }
nav { writing-mode: horizontal-tb; -epub-writing-mode: horizontal-tb }
"""
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""


def as_epub(booklet: Booklet, modified: datetime) -> bytes:
    """The whole file; `modified` stands in it as the moment it was made."""
    title = booklet.title or booklet.poems[0].title
    files: dict[str, str] = {}
    if booklet.title or booklet.author:
        cover = f"<h1>{escape(title)}</h1><p class='author'>{escape(booklet.author)}</p>"
        files["cover.xhtml"] = _document(title, cover)
    sections = [_section(number, poem, booklet) for number, poem in enumerate(booklet.poems)]
    if booklet.flowing:
        files["poems.xhtml"] = _document(title, "".join(sections))
        places = [f"poems.xhtml#p{number}" for number in range(len(sections))]
    else:
        places = [f"p{number}.xhtml" for number in range(len(sections))]
        for place, poem, section in zip(places, booklet.poems, sections, strict=True):
            files[place] = _document(poem.title, section)
    navigation = _navigation(booklet, places)
    package = _package(booklet, title, list(files), modified)
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        # The first file, and not compressed: by it a reader knows what the archive is.
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("book/content.opf", package)
        archive.writestr("book/nav.xhtml", navigation)
        archive.writestr("book/style.css", STYLE)
        for name, text in files.items():
            archive.writestr(f"book/{name}", text)
    return memory.getvalue()


def _section(number: int, poem: BookletPoem, booklet: Booklet) -> str:
    text = punctuate(poem.lines, poem.stops, poem.stanzas)
    rows = "".join(f"<p>{escape(row)}</p>" for row in text.split("\n"))
    author = f"<p class='author'>{escape(poem.author)}</p>" if poem.author else ""
    note = "".join(f"<p class='note'>{escape(row)}</p>" for row in poem.note.split("\n") if row)
    return (
        f"<section id='p{number}'><h2>{escape(poem.title)}</h2>{author}{rows}"
        f"{note if booklet.notes else ''}</section>"
    )


def _document(title: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh" lang="zh"><head>'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>'
        f"<body>{body}</body></html>\n"
    )


def _navigation(booklet: Booklet, places: Sequence[str]) -> str:
    """An EPUB has to have one; it is read as a page only where there is to be a contents."""
    rows = "".join(
        f"<li><a href='{place}'>{escape(poem.title)}</a></li>"
        for place, poem in zip(places, booklet.poems, strict=True)
    )
    body = f"<nav epub:type='toc' id='toc'><h1>目录</h1><ol>{rows}</ol></nav>"
    return _document("目录", body).replace(
        "<html ", '<html xmlns:epub="http://www.idpf.org/2007/ops" '
    )


def _package(booklet: Booklet, title: str, names: Sequence[str], modified: datetime) -> str:
    content = "\n".join("".join(poem.lines) for poem in booklet.poems)
    digest = hashlib.sha256(f"{title}\n{content}".encode()).hexdigest()[:32]
    items = [(f"f{number}", name, "") for number, name in enumerate(names)]
    items.append(("nav", "nav.xhtml", ' properties="nav"'))
    manifest = "".join(
        f'<item id="{id}" href="{name}" media-type="application/xhtml+xml"{more}/>'
        for id, name, more in items
    )
    order = [id for id, _, _ in items if id != "nav"]
    if booklet.contents:
        order.insert(1 if names[0] == "cover.xhtml" else 0, "nav")
    spine = "".join(f'<itemref idref="{id}"/>' for id in order)
    creator = f"<dc:creator>{escape(booklet.author)}</dc:creator>" if booklet.author else ""
    moment = modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">urn:poetgui:{digest}</dc:identifier>'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh</dc:language>{creator}"
        f'<meta property="dcterms:modified">{moment}</meta></metadata>'
        f"<manifest>{manifest}"
        '<item id="style" href="style.css" media-type="text/css"/></manifest>'
        f'<spine page-progression-direction="rtl">{spine}</spine></package>\n'
    )
