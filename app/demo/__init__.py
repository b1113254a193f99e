"""The demonstration case: made from sample files by the product's own acts, so that everything in it has a history."""
