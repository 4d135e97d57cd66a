-- Takes or keeps a lease. KEYS: the lease. ARGV: who asks, milliseconds. Returns 1 if the asker has it now.
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return { 1 } end
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 0 } end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return { 1 }
