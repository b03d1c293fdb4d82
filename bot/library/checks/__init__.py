"""What must hold of the content as a whole; every fault is found in one run."""
