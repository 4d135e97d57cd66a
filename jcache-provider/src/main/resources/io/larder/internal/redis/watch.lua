-- Says for a while what the listeners of one JVM want. KEYS: w and x per partition. ARGV: flags, lease in milliseconds,
-- the era of flag 8 where it begins anew. Returns its era per partition.
local heard, eras = listeners(), {}
for i = 1, #KEYS, 2 do
  local old = redis.call('MGET', KEYS[i])[1]
  local _, era = heard.watch(KEYS[i], KEYS[i + 1], old, tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3])
  eras[#eras + 1] = era
end
return eras
