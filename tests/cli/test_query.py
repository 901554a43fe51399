"""`liant query`, as typed."""

import pytest

from liant.cli.main import main

GOOD = '''[[query]]
name = "Orange Bank"
expr = """( "orange bank" OR (orange NEAR/3 banque)) NOT jus"""  # the bank
must = ["J’ai un compte chez Orange Bank", { text = "…", title = "La banque Orange" }]
must_not = ["un jus, Orange Bank"]
'''
CANONICAL = GOOD.replace(
    '"""( "orange bank" OR (orange NEAR/3 banque)) NOT jus"""',
    "'(\"orange bank\" OR (orange NEAR/3 banque)) AND NOT jus'",
)


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def write(content):
        path = tmp_path / "q.toml"
        path.write_text(content)
        return path

    return write


def test_check_says_nothing_of_a_good_file(file, capsys):
    assert main(["query", "check", str(file(GOOD))]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_tells_every_fault_with_its_place(file, capsys):
    path = file('[[query]]\nname="a"\nexpr="""\nx\nAND (y"""\nmist=[]\n[[query]]\nname="b"\nexpr="c d"\n')
    assert main(["query", "check", str(path)]) == 1
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert lines[0] == (
        f"{path}:5:5: a (line 2, column 5 of the expression): This bracket is never closed. Add ) where the group ends."
    )
    assert lines[1].startswith(f"{path}:9:9: b (line 1, column 3 of the expression): “c” and “d” stand side by side.")
    assert "unknown key “mist”" in lines[2]


def test_check_speaks_french_by_locale(file, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert main(["query", "check", str(file("[[query]]\nname='a'\nexpr='NOT b'\n"))]) == 1
    assert "La requête ne dit que ce qu’elle ne veut pas." in capsys.readouterr().err


@pytest.mark.parametrize("content", ["[[query]", "", "[[query]]\nname=1"])
def test_check_finds_a_file_that_is_not_one_of_queries(file, content, capsys):
    assert main(["query", "check", str(file(content))]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_absent_file_is_wrong_use(tmp_path, capsys):
    assert main(["query", "check", str(tmp_path / "none.toml")]) == 2
    assert "no such file" in capsys.readouterr().err


def test_format_prints_checks_and_writes(file, capsys):
    path = file(GOOD)
    path.chmod(0o640)
    assert main(["query", "fmt", "--check", str(path)]) == 1
    assert main(["query", "fmt", str(path)]) == 0
    assert capsys.readouterr().out == CANONICAL
    assert path.read_text() == GOOD
    assert main(["query", "fmt", "--write", str(path)]) == 0
    assert path.read_text() == CANONICAL
    assert path.stat().st_mode & 0o777 == 0o640
    assert main(["query", "fmt", "--check", str(path)]) == 0
    assert [one.name for one in path.parent.iterdir()] == ["q.toml"]


def test_format_leaves_a_wrong_file_alone(file, capsys):
    content = "[[query]]\nname='a'\nexpr='b c'\n"
    path = file(content)
    assert main(["query", "fmt", "--write", str(path)]) == 2
    assert path.read_text() == content
    assert f"{path}:3:9" in capsys.readouterr().err


def test_explain_in_both_languages(file, capsys):
    path = str(file(GOOD))
    assert main(["query", "explain", path]) == 0
    assert main(["query", "explain", "--lang", "fr", path]) == 0
    out = capsys.readouterr().out
    assert "the phrase “orange bank”" in out
    assert "l’expression «\u00a0orange bank\u00a0»" in out


def test_test_passes(file, capsys):
    assert main(["query", "test", str(file(GOOD))]) == 0
    assert capsys.readouterr().out == "3 of 3 sentences as wanted.\n"


def test_test_tells_what_failed_and_why(file, capsys):
    path = file(GOOD.replace('["un jus, Orange Bank"]', '["Orange Bank"]').replace("J’ai un compte", "Un jus"))
    assert main(["query", "test", str(path)]) == 1
    out = capsys.readouterr().out
    assert "should match “Un jus chez Orange Bank”\n  not met: NOT jus" in out
    assert "should not match “Orange Bank”\n  found: Orange Bank" in out
    assert out.endswith("1 of 3 sentences as wanted.\n")
