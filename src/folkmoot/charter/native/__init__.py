"""The native form of a charter: YAML files whose top-level keys are the kinds of things a community declares."""
