"""The report of a learning session: composed once, frozen when agreed, written in several forms."""
