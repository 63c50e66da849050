"""The group registry of Kubernetes, ``sigs.yaml``, read as it is."""

from __future__ import annotations

from folkmoot.charter.dialects.kubernetes.registry import read, recognises

__all__ = ["read", "recognises"]
