"""How fast the running product is, measured from outside: `make bench`."""
