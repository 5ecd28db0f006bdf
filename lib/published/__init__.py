"""What is published now, as one process holds it: for the pages, the routes, the reports and the terminal."""
