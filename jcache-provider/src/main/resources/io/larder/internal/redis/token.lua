-- Gives out a fencing token: one more than the last, and never less than the server's clock in microseconds. So tokens go
-- on rising where the last ones are lost: evicted, not replicated before a failover, not on disk before a restart.
-- KEYS: the last token. Returns the token, as text.
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local last = redis.pcall('GET', KEYS[1])
local token = string.format('%.0f', math.max((type(last) == 'string' and tonumber(last) or 0) + 1, now))
redis.call('SET', KEYS[1], token)
return { token }
