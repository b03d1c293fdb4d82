"""An advisor's desk, one module a page: links, papers, the shops that share, and the group."""
