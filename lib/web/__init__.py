"""The HTTP server round the script: routes, middleware, security, limits, metrics, start."""
