"""The portal: pages, templates, static files, translations. Asks reports, never a home."""
