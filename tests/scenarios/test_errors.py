"""One line says what is wrong and where."""

import pickle

from scenarios.errors import InputError, nearest


def test_the_message_names_file_line_field_found_and_allowed() -> None:
    error = InputError("residents", "-4", "a whole\nnumber", file="a.csv", line=3)
    assert str(error) == error.message == "a.csv:3: residents: found -4; allowed a whole number"
    assert InputError("t", 2, "0 to 1").message == "t: found 2; allowed 0 to 1"


def test_it_survives_the_way_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(InputError("a", "b", "c", file="d", line=5)))
    assert (error.file, error.line, error.field, error.found, error.allowed) == ("d", 5, "a", "b", "c")


def test_the_nearest_word_is_named_or_all_of_them() -> None:
    assert nearest("netwrok", ["hierarchy", "network"]) == "'network' (the nearest)"
    assert nearest("zzz", ["hierarchy", "network"]) == "hierarchy, network"
    assert nearest("zzz", [f"key{i}" for i in range(96)]).endswith("key9, … (96 in all)")
