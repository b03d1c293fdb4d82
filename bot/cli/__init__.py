"""The `winkelpeil` command, a file for each group of subcommands."""
