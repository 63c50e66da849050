"""Downloads from the settings: projects on PyPI, container images, files of releases and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from folkmoot.model.errors import WorkspaceBroken
from folkmoot.model.facts import Stream
from folkmoot.sources.downloads.read import image_of
from folkmoot.sources.downloads.stream import Ask, Image, Project, ReleaseFiles, Tables
from folkmoot.wiring.settings import FILE, tokens
from folkmoot.wiring.streams import Place


def streams_of(place: Place) -> Iterator[Stream]:
    """Yield one stream for each [[downloads]] table. Errors: WorkspaceBroken for a table of files without a path."""
    for source in place.settings.downloads:
        if source.kind == "pypi":
            yield Project(source.name, _pypi(source.api, source.name))
        elif source.kind == "container":
            yield Image(image_of(source.name), _docker(source.api, source.name))
        elif source.kind == "release":
            name = source.name.strip().lower().removeprefix("github:")
            yield ReleaseFiles(name, _github(source.api, name))
        elif source.path:
            yield Tables(source.name, place.folder / source.path)
        else:
            raise WorkspaceBroken(
                f"the downloads of '{source.name}' have no path.",
                where=FILE,
                mend="Give their [[downloads]] table the path of a CSV or JSON file.",
            )


def _pypi(api: str, name: str) -> Ask:
    def ask(path: str) -> object:
        from folkmoot.sources.downloads.client import asked, pypistats  # the network library takes its time

        return asked(pypistats(api), path, name, mirrors=True if path.endswith("/overall") else None)

    return ask


def _github(api: str, name: str) -> Callable[[], Iterator[object]]:
    def pages() -> Iterator[object]:
        from folkmoot.sources.downloads.client import github, releases  # as above

        return releases(github(api, tokens("github")), name)

    return pages


def _docker(api: str, name: str) -> Ask:
    def ask(path: str) -> object:
        from folkmoot.sources.downloads.client import asked, docker_hub  # as above

        return asked(docker_hub(api), path, name)

    return ask
