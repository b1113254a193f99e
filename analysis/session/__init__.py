"""The learning session: its agenda and clock, where it is now, and what people write during it."""
