-- Removes entries. KEYS: five per entry. ARGV: channel, own flags; then per entry text, operation id, condition
-- (a always, p present, or v and the expected version), previous wanted (1 or 0).
-- Returns two elements per entry: 0 refused, 1 removed, 2 absent, + 16 if published; bytes.
local REFUSED, WAS_REMOVED, ABSENT, PUBLISHED = 0, 1, 2, 16
local channel, own = ARGV[1], tonumber(ARGV[2])

local function remove(g, w, e, x, c, text, operation, condition, previous)
  local stamp, flags = partition(g, w, x, own)
  local changes = has(flags, CHANGES)
  local old = bytesOf(e, changes or previous == '1')
  if not valid(old, stamp) then return ABSENT, false end
  local answer = previous == '1' and old or false
  if condition:sub(1, 1) == 'v' and versionOf(old) ~= condition:sub(2) then return REFUSED, answer end
  redis.call('UNLINK', e)
  if has(flags, EXPIRATIONS) then forget(x, c, text) end
  if changes then publish(channel, REMOVED, operation, text, nil, payloadOf(old)) end
  return WAS_REMOVED + (changes and PUBLISHED or 0), answer
end

local answers = {}
for i = 0, #KEYS / 5 - 1 do
  local k, a = i * 5, 2 + i * 4
  answers[2 * i + 1], answers[2 * i + 2] = remove(KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4], KEYS[k + 5],
    ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4])
end
return answers
