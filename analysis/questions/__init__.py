"""Learning questions: sets to begin with, the questions of a case, and the answers to them."""
