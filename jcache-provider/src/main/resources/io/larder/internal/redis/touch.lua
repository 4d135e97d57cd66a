-- Gives entries a new time to live. KEYS: five per entry. ARGV: channel, own flags; then per entry text, operation id
-- of the expiry that an immediate ttl is, expected version (or empty), ttl, bytes wanted (1 or 0).
-- Returns two elements per entry: 1 was there, 0 was not or is another; bytes.
local channel, own = ARGV[1], tonumber(ARGV[2])

local function expireNow(e, x, c, text, operation, keeping, bytes)
  redis.call('UNLINK', e)
  if not keeping then return end
  forget(x, c, text)
  publish(channel, EXPIRED, operation, text, nil, payloadOf(bytes))
end

local function touch(g, w, e, x, c, text, operation, expected, ttl, wanted)
  local stamp, flags = partition(g, w, x, own)
  local keeping = has(flags, EXPIRATIONS)
  local bytes = bytesOf(e, keeping or wanted == '1')
  if not valid(bytes, stamp) then return 0, false end
  if expected ~= '' and versionOf(bytes) ~= expected then return 0, false end
  local now = keeping and nowMillis()
  if ttl == IMMEDIATE then expireNow(e, x, c, text, operation, keeping, bytes)
  elseif ttl == ETERNAL then redis.call('PERSIST', e)
  elseif ttl ~= UNCHANGED then redis.call('PEXPIRE', e, ttl) end
  if keeping and ttl ~= IMMEDIATE then journalRemaining(e, x, c, text, bytes, now) end
  return 1, wanted == '1' and bytes or false
end

local answers = {}
for i = 0, #KEYS / 5 - 1 do
  local k, a = i * 5, 2 + i * 5
  answers[2 * i + 1], answers[2 * i + 2] = touch(KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4], KEYS[k + 5],
    ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5])
end
return answers
