"""The golden record: what the application shows and hands out, hashed, so that a move of code is seen to change nothing."""
