-- Writes entries. KEYS: five per entry. ARGV: channel, own flags, stamp to use where there is none, operation id of an
-- expiry that comes to light; then per entry text, version, payload, condition (a always, n absent, p present, or v
-- and the expected version), ttl on creation, ttl on update, previous wanted (1 or 0).
-- Returns two elements per entry: 0 refused, 1 created, 2 updated, 3 expired on creation, + 16 if published; bytes.
local REFUSED, WAS_CREATED, WAS_UPDATED, NOT_ADDED, PUBLISHED = 0, 1, 2, 3, 16
local channel, own, candidate, expiryOperation = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]

local function allows(condition, there, bytes)
  local kind = condition:sub(1, 1)
  if kind == 'a' then return true end
  if kind == 'n' then return not there end
  return there and (kind == 'p' or versionOf(bytes) == condition:sub(2))
end

local function store(e, bytes, ttl)
  if ttl == ETERNAL then redis.call('SET', e, bytes)
  elseif ttl == UNCHANGED then redis.call('SET', e, bytes, 'KEEPTTL')
  else redis.call('SET', e, bytes, 'PX', ttl) end
end

local function put(g, w, e, x, c, text, version, payload, condition, onCreation, onUpdate, previous)
  local stamp, flags = partition(g, w, x, own)
  local changes = has(flags, CHANGES)
  local old = bytesOf(e, previous == '1')
  local there = valid(old, stamp)
  local answer = there and previous == '1' and old or false
  local published = changes and PUBLISHED or 0
  if there and versionOf(old) == version then -- sent twice
    return (condition == 'n' and WAS_CREATED or WAS_UPDATED) + published, false
  end
  if not allows(condition, there, old) then return REFUSED, answer end
  local keeping = has(flags, EXPIRATIONS)
  local now = keeping and nowMillis()
  if keeping and not there then announce(stamp, x, c, text, now, channel, expiryOperation) end
  local ttl = there and onUpdate or onCreation
  if not there and ttl == IMMEDIATE then return NOT_ADDED, false end
  if not there and ttl == UNCHANGED then ttl = ETERNAL end
  local oldPayload = there and changes and has(flags, OLD_VALUES) and payloadOf(bytesOf(e, true)) or nil
  if ttl == IMMEDIATE then
    redis.call('UNLINK', e)
    if keeping then forget(x, c, text) end
  else
    if not stamp then stamp = candidate; redis.call('SET', g, stamp) end
    local bytes = FORMAT .. stamp .. version .. payload
    store(e, bytes, ttl)
    if keeping then journalRemaining(e, x, c, text, bytes, now) end
  end
  if changes then publish(channel, there and UPDATED or CREATED, version, text, payload, oldPayload) end
  return (there and WAS_UPDATED or WAS_CREATED) + published, answer
end

local answers = {}
for i = 0, #KEYS / 5 - 1 do
  local k, a = i * 5, 4 + i * 7
  answers[2 * i + 1], answers[2 * i + 2] = put(KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4], KEYS[k + 5],
    ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4], ARGV[a + 5], ARGV[a + 6], ARGV[a + 7])
end
return answers
