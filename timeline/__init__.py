"""The events of a case: dates, kinds, lanes, reading files, merging, history, layout and drawing.

Knows no web and no questions; everything works on plain values and a database session that is handed to it.
"""
