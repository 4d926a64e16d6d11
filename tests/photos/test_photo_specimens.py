"""The specimens are what they should be: else the checks would be measured on nothing."""

import numpy as np
import pytest
import specimens


@pytest.mark.parametrize(
    ("text", "digit"), [("L898902C3", "6"), ("740812", "2"), ("120415", "9"), ("520727", "3")]
)
def test_check_digits_are_those_of_icao_9303(text, digit):
    assert specimens.check_digit(text) == digit


def test_the_lines_of_a_card_are_as_the_example_of_icao_9303_part_5():
    assert specimens.mrz("ERIKSSON<<ANNA<MARIA", "D23145890", "740812", "120415") == [
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ]


def test_a_seed_makes_one_picture():
    wanted = specimens.scene(7, size=(320, 240))
    first, again = (np.asarray(specimens.picture(wanted)) for _ in range(2))
    other = np.asarray(specimens.picture(specimens.scene(8, size=(320, 240))))
    assert (first == again).all()
    assert (first != other).any()
