"""Assets, one module a group, in the order of the flow: sources, reading, corpus, marts."""
