from pathlib import Path

import pytest

from tests.model.small import ROWS


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("city") / "small.csv"
    path.write_text("community,street,residents\n" + "\n".join(ROWS) + "\n", encoding="utf-8")
    return path
