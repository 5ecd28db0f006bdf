"""Paged documents as PDF."""
