-- Says for a while what the listeners of one JVM want. KEYS: w and x per partition. ARGV: flags, lease in milliseconds,
-- the era of flags 8 and 16 where they begin anew. Returns that of 16 if it is wanted, else that of 8, per partition.
local heard, eras = listeners(), {}
for i = 1, #KEYS, 2 do
  local old = redis.call('MGET', KEYS[i])[1]
  local _, era = heard.watch(KEYS[i], KEYS[i + 1], old, tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3])
  eras[#eras + 1] = era
end
return eras
