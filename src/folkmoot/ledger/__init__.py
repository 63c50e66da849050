"""The home of recorded facts: what people do in the portal, with its audit trail. Knows no page."""
