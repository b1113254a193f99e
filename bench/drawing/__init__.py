"""The drawing on its own: a page with made-up events under the strictest policy, to look at and to measure."""
