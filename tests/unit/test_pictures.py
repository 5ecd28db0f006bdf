"""The pictures of the README and the guides show the colours of the application, those that stand in few places too."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageColor, ImageDraw

from docs import gambar
from lib.domain.status import STATUS, status_classes

# Of 255; what nobody sees beside the next class of the legend.
NEARLY = 12
SWATCH = 20


def nearest(picture: Image.Image, colour: str) -> int:
    """How far the colour of the picture that comes nearest is from ``colour``, in the channel that differs most."""
    wanted = ImageColor.getrgb(colour)
    found = picture.convert("RGB").getcolors(picture.width * picture.height) or []
    return min(max(abs(one - other) for one, other in zip(of, wanted, strict=False)) for _count, of in found)


def test_a_class_of_few_pixels_keeps_its_colour_when_a_picture_is_made_small() -> None:
    # Regression: the two classes that are farthest behind had the same colour in the README.
    picture = Image.linear_gradient("L").convert("RGB").resize((1440, 900))
    pen = ImageDraw.Draw(picture)
    colours = [status_classes()[status].warna for status in STATUS]
    for place, colour in enumerate(colours):
        pen.rectangle((SWATCH, SWATCH * 2 * place, SWATCH * 2, SWATCH * (2 * place + 1)), fill=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    small = Image.open(io.BytesIO(gambar.of_few_colours(out.getvalue())))
    assert {colour: nearest(small, colour) for colour in colours if nearest(small, colour) > NEARLY} == {}


@pytest.mark.parametrize("name", ["peta", "ringkasan"])
def test_the_readme_shows_each_status_in_its_colour(name: str) -> None:
    picture = Image.open(gambar.FOLDER / f"{name}.png")
    colours = [status_classes()[status].warna for status in STATUS]
    assert {colour: nearest(picture, colour) for colour in colours if nearest(picture, colour) > NEARLY} == {}
