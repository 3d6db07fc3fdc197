"""Bar charts that print without JavaScript and without a stylesheet.

Drawn as SVG in the page itself: the program that makes a PDF neither runs scripts nor
always reaches the server for a picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH = 640
LABEL_WIDTH = 210
VALUE_WIDTH = 80
BAR_HEIGHT = 16
ROW_HEIGHT = 24
LONGEST_LABEL = 30
FONT = "Noto Sans CJK SC, Noto Sans, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart.

    :param label: what it is
    :param value: how long it is
    :param text: the value in words; stands at the end of the row
    :param mark: the value of a goal, drawn as a line across the bar
    :param colour: of the bar
    """

    label: str
    value: float
    text: str
    mark: float | None = None
    colour: str = "#71639e"


def draw_bars(bars: Sequence[Bar], title: str, full: float | None = None) -> Markup:
    """Return a chart of horizontal bars as SVG; nothing for no bars.

    Texts are put into it as texts, whatever is written in them.

    :param title: for who has the picture read to them
    :param full: the value that a bar as long as there is room stands for; the largest
        value if left out

    >>> print(draw_bars([Bar("<b>", 1, "1")], "Contacts").count("&lt;b&gt;"))
    1
    """
    if not bars:
        return Markup()
    values = [max(bar.value, bar.mark or 0) for bar in bars]
    full = full or max([*values, 0]) or 1
    rows = (_draw_bar(bar, number, full) for number, bar in enumerate(bars))
    # without a viewBox, as what makes the page ready for paper spells it otherwise
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title}" '
        'width="{width}" height="{height}" font-family="{font}" font-size="12" '
        'style="display: block">'
        "{rows}</svg>"
    ).format(
        title=title,
        width=WIDTH,
        height=len(bars) * ROW_HEIGHT,
        font=FONT,
        rows=Markup().join(rows),
    )


def _draw_bar(bar: Bar, number: int, full: float) -> Markup:
    top = number * ROW_HEIGHT + (ROW_HEIGHT - BAR_HEIGHT) // 2
    room = WIDTH - LABEL_WIDTH - VALUE_WIDTH
    length = _get_length(bar.value, full, room)
    label = bar.label
    if len(label) > LONGEST_LABEL:
        label = f"{label[: LONGEST_LABEL - 1]}…"
    drawn = Markup(
        '<text x="0" y="{base}" fill="#000000">{label}</text>'
        '<rect x="{left}" y="{top}" width="{room}" height="{height}" fill="#eeeeee">'
        "</rect>"
        '<rect x="{left}" y="{top}" width="{length}" height="{height}" '
        'fill="{colour}"></rect>'
        '<text x="{right}" y="{base}" fill="#000000">{text}</text>'
    ).format(
        base=top + BAR_HEIGHT - 4,
        label=label,
        left=LABEL_WIDTH,
        top=top,
        room=room,
        height=BAR_HEIGHT,
        length=length,
        colour=bar.colour,
        right=LABEL_WIDTH + room + 8,
        text=bar.text,
    )
    if bar.mark is None:
        return drawn
    mark = LABEL_WIDTH + _get_length(bar.mark, full, room)
    return drawn + Markup(
        '<line x1="{x}" y1="{y1}" x2="{x}" y2="{y2}" stroke="#d23f3a" '
        'stroke-width="2"></line>'
    ).format(x=mark, y1=top - 3, y2=top + BAR_HEIGHT + 3)


def _get_length(value: float, full: float, room: int) -> float:
    """Return the length of a bar in points, never beyond the room there is."""
    return round(min(max(value, 0) / full, 1) * room, 1)
