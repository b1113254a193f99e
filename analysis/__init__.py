"""What people make of the events: perspectives, questions, session, lessons, report. Builds on `timeline`."""
