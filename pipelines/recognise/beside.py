"""What the word beside a number may be: one bit each, which `grammar` gives by one look-up.

Most words are nothing, and the finer reading that a bit stands for is not even tried.
"""

SIGN, HEDGE, WAY, PER, PERCENT_SIGN, RANK, ORDINAL = (1 << bit for bit in range(7))
TRAP, LINE, TOP, AGED = (1 << bit for bit in range(7, 11))  # before what only looks like a figure
UNIT, AGE = (1 << bit for bit in range(11, 13))  # behind the number
ANYTHING = (1 << 13) - 1
