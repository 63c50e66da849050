"""Answers on paper: charts, Markdown, printable pages and slides, the same in every place and without a web server."""
