-- What every script shares; the loader puts it in front. A partition is five keys, always in this order:
--   g stamp, w what listeners want, e one entry, x journal of due times, c the journal's copy of that entry.
-- An entry is '\1' .. stamp (6 bytes) .. version (8 bytes) .. payload, and is valid only with the stamp that g holds.
local FORMAT, STAMP, HEADER, GRACE_MILLIS = '\1', 6, 15, 3600000
local CHANGES, OLD_VALUES, EXPIRATIONS = 1, 2, 4
local CREATED, UPDATED, REMOVED, EXPIRED = 0, 1, 2, 3
local IMMEDIATE, ETERNAL, UNCHANGED = '0', '-1', '-2'
local has = function(flags, flag) return bit.band(flags, flag) ~= 0 end

local function nowMillis()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Another type than a string counts as no bytes: nothing that somebody left under our keys may stop us.
local function bytesOf(e, whole)
  local bytes = redis.pcall('GETRANGE', e, 0, whole and -1 or HEADER - 1)
  return type(bytes) == 'string' and bytes or ''
end

local function valid(bytes, stamp)
  return stamp and #bytes >= HEADER and bytes:sub(1, 1) == FORMAT and bytes:sub(2, 1 + STAMP) == stamp
end

local function versionOf(bytes) return bytes:sub(2 + STAMP, HEADER) end
local function payloadOf(bytes) return bytes:sub(HEADER + 1) end

-- w is '<flags> <deadline of 1> <deadline of 2> <deadline of 4>' in the server's milliseconds: a JVM that died is
-- forgotten flag by flag although others go on. The journal begins anew with flag 4, so that nothing is announced
-- that was removed while nobody kept it.
local function watch(w, x, old, own, leaseMillis)
  local now, flags, deadlines, latest = nowMillis(), 0, {}, 0
  local known = { string.match(old or '', '^%d+ (%d+) (%d+) (%d+)$') }
  for i, flag in ipairs({ CHANGES, OLD_VALUES, EXPIRATIONS }) do
    local deadline = tonumber(known[i]) or 0
    if has(own, flag) then
      if flag == EXPIRATIONS and deadline <= now then redis.call('UNLINK', x) end
      deadline = math.max(deadline, now + leaseMillis)
    end
    if deadline > now then flags = flags + flag end
    latest = math.max(latest, deadline)
    deadlines[i] = string.format('%.0f', deadline)
  end
  redis.call('SET', w, flags .. ' ' .. table.concat(deadlines, ' '), 'PX', string.format('%.0f', latest - now))
  return flags
end

-- The stamp (or false) and the wanted flags; what this JVM wants counts even where w was lost, and is put back.
local function partition(g, w, x, own)
  local found = redis.call('MGET', g, w)
  local stamp = found[1] and #found[1] == STAMP and found[1]
  local flags = found[2] and tonumber(string.match(found[2], '^[0-7]')) or 0
  if bit.band(flags, own) ~= own then flags = watch(w, x, found[2], own, 30000) end
  return stamp, flags
end

-- Layout: format, kind + 16 if a payload follows + 32 if an old one, operation id, key text, payload, old payload.
local function publish(channel, kind, operation, text, payload, old)
  local head = kind + (payload and 16 or 0) + (old and 32 or 0)
  redis.call('PUBLISH', channel, struct.pack('>BB', 1, head) .. operation
    .. struct.pack('>I4', #text) .. text .. struct.pack('>I4', payload and #payload or 0) .. (payload or '') .. (old or ''))
end

local function forget(x, c, text)
  redis.call('ZREM', x, text)
  redis.call('UNLINK', c)
end

-- Keeps a copy until the expiry was announced. `now` is taken before the entry got its ttl, so nothing is due early.
local function journal(x, c, text, bytes, now, ttl)
  redis.call('SET', c, bytes, 'PX', string.format('%.0f', ttl + GRACE_MILLIS))
  redis.call('ZADD', x, string.format('%.0f', now + ttl), text)
  if redis.call('PTTL', x) < ttl + GRACE_MILLIS then
    redis.call('PEXPIRE', x, string.format('%.0f', ttl + GRACE_MILLIS))
  end
end

local function journalRemaining(e, x, c, text, bytes, now)
  local ttl = redis.call('PTTL', e)
  if ttl < 0 then return forget(x, c, text) end
  journal(x, c, text, bytes, now, ttl)
end

-- For an entry that is gone: claims its journal record, and announces its expiry if it was due and of this stamp.
local function announce(stamp, x, c, text, now, channel, operation)
  local due = tonumber(redis.call('ZSCORE', x, text) or nil)
  if not due then return false end
  local bytes = bytesOf(c, true)
  local expired = due <= now and valid(bytes, stamp)
  forget(x, c, text)
  if expired then publish(channel, EXPIRED, operation, text, nil, payloadOf(bytes)) end
  return expired
end
