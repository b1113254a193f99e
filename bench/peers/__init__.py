"""The timeline page beside its peers: the same events in one browser, taking turns."""
