"""What passes between the rooms: records of organisations, groups and their shops, without I/O."""
