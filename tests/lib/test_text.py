from bot.lib.text import one_line


def test_a_text_of_several_lines_becomes_one() -> None:
    assert one_line("  Bakker\n\n van\u00a0der \t Meer\u2028") == "Bakker van der Meer"
    assert one_line(" \n ") == ""
