-- Writes down how a cache is laid out, unless somebody did. KEYS: the note. ARGV: the layout. Returns what is noted.
redis.call('SET', KEYS[1], ARGV[1], 'NX')
return { redis.call('GET', KEYS[1]) }
