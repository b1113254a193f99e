"""Who somebody is: links, signed-in browsers, and the secrets behind them."""
