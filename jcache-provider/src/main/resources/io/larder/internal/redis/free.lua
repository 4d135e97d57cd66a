-- Ends a lease if the one who asks has it. KEYS: the lease. ARGV: who asks. Returns 1 if it has ended now.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return { 0 } end
return { redis.call('UNLINK', KEYS[1]) }
