"""The portal's pages: each asks one report and hands its answer to a template."""
