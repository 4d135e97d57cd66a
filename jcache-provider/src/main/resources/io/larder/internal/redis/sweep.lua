-- Frees entries of earlier generations. KEYS: g and e per entry. Looks again at each, for it may be new by now.
for i = 1, #KEYS, 2 do
  local stamp = redis.call('MGET', KEYS[i])[1]
  if not valid(bytesOf(KEYS[i + 1], false), stamp) then redis.call('UNLINK', KEYS[i + 1]) end
end
return {}
