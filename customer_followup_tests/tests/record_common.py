"""What the tests of the record share: a drawn signature, and a record to sign."""

from base64 import b64encode
from io import BytesIO

from PIL import Image, ImageDraw


def draw_signature(size=(300, 100), kind="PNG", line=True):
    """Return a picture as a browser sends it: a line on transparent ground, or none."""
    mode, ground = ("RGBA", (0, 0, 0, 0)) if kind == "PNG" else ("RGB", "white")
    image = Image.new(mode, size, ground)
    if line:
        width, height = size
        ImageDraw.Draw(image).line([(5, height - 5), (width - 5, 5)], "black", 4)
    file = BytesIO()
    image.save(file, kind)
    return b64encode(file.getvalue()).decode()


SIGNATURE = draw_signature()
# what is refused, and with which words
BAD_SIGNATURES = {
    "is empty": draw_signature(line=False),
    "has no ink": draw_signature(kind="JPEG", line=False),
    "weighs 3 MB": b64encode(b"x" * 3_000_000).decode(),
    "has too many points": draw_signature(size=(6000, 6000)),
    "is a GIF": draw_signature(kind="GIF"),
    "is a drawing with a script": b64encode(b"<svg><script/></svg>").decode(),
    "is no file": "not a picture!",
    "is a number": 7,
    "is a list": [1],
}
REFUSED = "too large|no picture|is empty|cannot hold"


class RecordMixin:
    """Fills in the record of a visit with Ms Lin."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.create_contact(cls.customer)
        cls.contact.lang = "en_US"
        cls.visit = cls.create_followup(method="on_site")
        cls.fill(cls.visit)

    @classmethod
    def fill(cls, followup, **vals):
        followup.write(
            {
                "contact_id": cls.contact.id,
                "result": "well",
                "satisfaction": "4",
                "customer_opinion": "Dry <b>bags</b> <script>alert(1)</script>",
                **vals,
            }
        )
