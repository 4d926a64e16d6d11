"""Edge widths against edges whose width is known by construction."""

import math
from datetime import date

import numpy as np
import pytest
import specimens
from PIL import Image

from tui.photos.checks.sharpness import LEAST_EDGES, edge_widths, grain, typical
from tui.photos.inspect import inspect

TODAY = date(2026, 11, 22)


def edges(sigma, low=60.0, high=200.0, every=40, shift=0.3):
    """Edges across, each an integral of a Gaussian, in a plane of 200 by 400 pixels."""
    x = np.arange(400)
    row = np.full(400, low)
    for i, at in enumerate(range(every, 400 - every, every)):
        rise = [0.5 + 0.5 * math.erf((v - at - shift) / sigma / math.sqrt(2)) for v in x]
        row += (high - low) * (-1) ** i * np.array(rise)
    return np.tile(row.astype(np.float32), (200, 1))


@pytest.mark.parametrize("sigma", [1.0, 1.6, 2.5, 4.0])
def test_the_width_of_an_edge_is_the_blur_that_made_it(sigma):
    found = edge_widths(edges(sigma))
    assert len(found) > LEAST_EDGES
    pixels_own = 0.25
    assert typical(found) == pytest.approx(sigma, rel=0.1, abs=pixels_own)


@pytest.mark.parametrize("share", [0.15, 0.4, 1.2])
def test_light_does_not_change_the_width(share):
    bright, dark = edges(1.8), edges(1.8, 60 * share, 200 * share)
    assert typical(edge_widths(dark)) == pytest.approx(typical(edge_widths(bright)), rel=0.01)


def test_noise_alone_has_no_edges_worth_telling():
    noise = np.random.default_rng(1).normal(128, 3, (400, 400)).astype(np.float32)
    assert len(edge_widths(noise)) < LEAST_EDGES


@pytest.mark.parametrize("deviation", [2.0, 8.0, 15.0])
def test_grain_is_the_noise_that_was_added(deviation):
    noise = np.random.default_rng(2).normal(0, deviation, (200, 400))
    assert grain((edges(1.2) + noise).astype(np.float32)) == pytest.approx(deviation, rel=0.1)


def test_a_grainy_picture_is_asked_about():
    grainy = _boxes() + np.random.default_rng(3).normal(0, 15, (1200, 1600))
    image = Image.fromarray(np.clip(grainy, 0, 255).astype(np.uint8))
    findings = inspect(_png(image), "id", TODAY).findings
    assert [one.level for one in findings if one.check == "blur"] == ["ask"]


def test_edges_along_a_row_do_not_count_as_crossed():
    assert len(edge_widths(np.ascontiguousarray(edges(1.5).T))) == 0


@pytest.mark.parametrize("axis", [0, 1])
def test_a_hand_that_moves_one_way_is_told(axis):
    sharp = Image.fromarray(_boxes())
    length = [0, 0]
    length[axis] = 8
    moved = specimens._moved(sharp, length, 1)
    levels = [
        [one.level for one in inspect(_png(image), "id", TODAY).findings if one.check == "blur"]
        for image in (sharp, moved)
    ]
    assert levels == [[], ["problem"]]


def _boxes():
    made = np.random.default_rng(2)
    plane = np.full((1200, 1600), 180, np.uint8)
    for _ in range(150):
        x, y = made.integers(0, 1500), made.integers(0, 1150)
        plane[y : y + made.integers(15, 50), x : x + made.integers(15, 100)] = made.integers(90)
    return plane


def _png(image):
    return specimens.encoded(image.convert("RGB"), "PNG", compress_level=1)
