"""Organisations with their advisors, the links they share, and what shops let them see: records, no I/O."""
