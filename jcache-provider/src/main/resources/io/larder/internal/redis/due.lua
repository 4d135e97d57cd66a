-- Finds entries whose time is over. KEYS: x per partition. ARGV: how many per partition at most.
-- Returns per partition the number of texts, then the texts.
local found, now = {}, string.format('%.0f', nowMillis())
for _, x in ipairs(KEYS) do
  local texts = redis.call('ZRANGEBYSCORE', x, '-inf', now, 'LIMIT', 0, ARGV[1])
  found[#found + 1] = #texts
  for _, text in ipairs(texts) do found[#found + 1] = text end
end
return found
