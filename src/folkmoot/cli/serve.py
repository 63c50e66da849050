"""``moot serve``: the portal."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console


def register(app: typer.Typer) -> None:
    """Add the verb."""

    @app.command(epilog="Example: moot serve --port 8000")
    def serve(
        context: typer.Context,
        host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
        port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    ) -> None:
        """Serve the portal until Ctrl-C."""
        from folkmoot.wiring.beside import (
            fulfil_duties,
            judge_submissions,
            poll,
            read_deliveries,
            watch_alerts,
            watch_digest,
        )
        from folkmoot.wiring.house import open_house
        from folkmoot.wiring.judging import takes_submissions
        from folkmoot.wiring.server import must_be_free, serve_portal

        must_be_free(host, port)
        house = open_house(context.obj)

        console = Console(highlight=False, soft_wrap=True)
        name = house.charter.community.name

        def say() -> None:
            console.print(f"The portal of {name}: [bold]http://{host}:{port}/[/bold]   (Ctrl-C stops it)")
            watch_alerts(house.folder, house.settings.alerts_every if house.charter.alerts else 0)
            watch_digest(house.folder, wanted=bool(house.settings.digest_to))
            fulfil_duties(house.folder, house.settings.due_every)
            judge_submissions(house.folder, wanted=takes_submissions(house))

        if console.is_terminal:
            console.print("Getting the first pages ready…", style="dim")
        poll(house.folder, house.settings.collect_every)
        read_deliveries(house.folder)
        serve_portal(host, port, ready=say)
