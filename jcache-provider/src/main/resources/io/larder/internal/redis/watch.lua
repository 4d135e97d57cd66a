-- Says for a while what the listeners of one JVM want. KEYS: w and x per partition. ARGV: flags, lease in milliseconds.
local heard = listeners()
for i = 1, #KEYS, 2 do
  local old = redis.call('MGET', KEYS[i])[1]
  heard.watch(KEYS[i], KEYS[i + 1], old, tonumber(ARGV[1]), tonumber(ARGV[2]))
end
return {}
