"""Proof of the sandbox's rules: switched off one at a time, each must turn a test red."""
