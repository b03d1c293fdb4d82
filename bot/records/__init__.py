"""What passes between the rooms, each once, without I/O: people, groups, content, counts, writes, notices."""
