"""Classes, ranks and sums of any indicator."""
