-- Frees entries of earlier generations. KEYS: g and e per entry. Looks again at each, for it may be new by now.
for i = 1, #KEYS, 2 do
  local mark = markOf(redis.call('MGET', KEYS[i])[1])
  local bytes = bytesOf(KEYS[i + 1], false)
  if not valid(bytes, mark, KEYS[i], KEYS[i + 1]) and not kindOf(bytes, mark) then redis.call('UNLINK', KEYS[i + 1]) end
end
return {}
