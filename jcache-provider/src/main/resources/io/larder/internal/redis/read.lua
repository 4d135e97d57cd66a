-- Reads from the master, whatever the client's read mode says. KEYS: what to read. Returns the bytes.
return redis.call('MGET', unpack(KEYS))
