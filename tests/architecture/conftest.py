import grimp
import pytest

from tests.architecture.source_tree import PACKAGE


@pytest.fixture(scope="session")
def graph() -> grimp.ImportGraph:
    """Who imports whom in the whole house, packages from outside included."""
    return grimp.build_graph(PACKAGE, include_external_packages=True, cache_dir=None)
