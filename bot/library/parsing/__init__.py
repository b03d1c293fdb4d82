"""From the text of a content file to plain data, and to what is wrong with it."""
