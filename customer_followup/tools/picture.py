"""Tell a drawn signature from what only pretends to be one."""

from io import BytesIO

from PIL import Image

FORMATS = ("PNG", "JPEG")
LARGEST_BYTES = 1_000_000
"""Of a file; what a finger draws takes a tenth of that."""
LARGEST_PIXELS = 20_000_000
PAPER = 250
"""Grey of 255 from which on nothing is drawn."""


def find_picture_problem(data: bytes) -> str:
    """Return what is wrong with a picture: ``too_large``, ``unknown``, ``empty``.

    >>> find_picture_problem(b"<svg/>"), find_picture_problem(b"x" * 3_000_000)
    ('unknown', 'too_large')
    """
    if len(data) > LARGEST_BYTES:
        return "too_large"
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > LARGEST_PIXELS:
                return "too_large"
            return "" if _has_ink(image) else "empty"
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "unknown"


def _has_ink(image: Image.Image) -> bool:
    drawn = image.convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    darkest, _brightest = Image.alpha_composite(paper, drawn).convert("L").getextrema()
    return darkest < PAPER
