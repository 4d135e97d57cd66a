-- Announces entries that Redis has expired. KEYS: g, w, e, x, c per entry. ARGV: channel, own flags; then per entry
-- text, operation id. Whoever takes a record out of the journal announces it: once, however many ask.
-- Returns how many were announced.
local heard = listeners()
local channel, own, now, announced = ARGV[1], tonumber(ARGV[2]), nowMillis(), 0

local function expire(g, w, e, x, c, text, operation)
  local found = redis.call('MGET', g, w)
  local mark, flags = markOf(found[1]), heard.flagsOf(found[2], w, x, own)
  local due = tonumber(redis.call('ZSCORE', x, text) or nil)
  if not due or due > now then return end
  local bytes = bytesOf(e, false)
  if valid(bytes, mark, g, e) then
    heard.journalRemaining(e, x, c, text, bytesOf(e, true), now)
    if isTagged(bytes) then tagging().touch(bytes, g, e, redis.call('PTTL', e), heard.graceMillis) end
  elseif has(flags, EXPIRATIONS) and heard.announce(mark, g, x, c, text, now, channel, operation) then
    announced = announced + 1
  end
end

for i = 0, #KEYS / 5 - 1 do
  local k, a = i * 5, 2 + i * 2
  expire(KEYS[k + 1], KEYS[k + 2], KEYS[k + 3], KEYS[k + 4], KEYS[k + 5], ARGV[a + 1], ARGV[a + 2])
end
return { announced }
