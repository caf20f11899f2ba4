"""What the word beside a number may be: one bit each, which `grammar` gives by one look-up.

Most words are nothing, and the finer reading that a bit stands for is not even tried.
"""

SIGN, HEDGE, WAY, MINUS, PER, PERCENT_SIGN, RANK, ORDINAL = (1 << bit for bit in range(8))
TRAP, LINE, TOP, AGED = (1 << bit for bit in range(8, 12))  # before what only looks like a figure
UNIT, AGE = (1 << bit for bit in range(12, 14))  # behind the number
ANYTHING = (1 << 14) - 1
