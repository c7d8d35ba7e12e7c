"""Trouble tickets."""
