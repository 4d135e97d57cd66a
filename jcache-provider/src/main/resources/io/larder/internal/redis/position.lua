-- Says how far invalidations are. KEYS: i. ARGV: the epoch of an i that is not there. Returns the position.
return { tagging().position(KEYS[1], ARGV[1]) }
