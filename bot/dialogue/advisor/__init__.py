"""An advisor's desk: links, papers, the shops that share, and the group."""
