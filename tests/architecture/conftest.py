import grimp
import pytest

from tests.architecture.source_tree import PACKAGE


@pytest.fixture(scope="session")
def graph() -> grimp.ImportGraph:
    """The imports of the whole project, including those of other packages."""
    return grimp.build_graph(PACKAGE, include_external_packages=True, cache_dir=None)
