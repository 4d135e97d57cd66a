-- What listeners want, how they are told, and the journal of expirations, kept where somebody wants flag 4; the loader
-- puts it in front of scripts that need it. All in one function: most calls are heard by nobody, and make none of it.
local function listeners()
  local GRACE_MILLIS = 3600000

  -- w is '<flags> <deadline of 1> <of 2> <of 4> <of 8> <of 16> <era of 8> <of 16>' in the server's milliseconds: a JVM
  -- that died is forgotten flag by flag although others go on. The journal begins anew with flag 4, so that nothing is
  -- announced that was removed while nobody kept it. Flags 8 and 16 get another era where they were lost for a while, so
  -- that each JVM that had one can see that it was not told of everything.
  local function watch(w, x, old, own, leaseMillis, newEra)
    local now, flags, deadlines, latest = nowMillis(), 0, {}, 0
    local known = { string.match(old or '', '^%d+ (%d+) (%d+) (%d+) (%d+) (%d+) (%d+) (%d+)$') }
    local near, sharded = known[6] or '0', known[7] or '0'
    for i, flag in ipairs({ CHANGES, OLD_VALUES, EXPIRATIONS, NEAR, SHARDED }) do
      local deadline = tonumber(known[i]) or 0
      if flag == NEAR and deadline <= now then near = newEra or '0' end
      if flag == SHARDED and deadline <= now then sharded = newEra or '0' end
      if has(own, flag) then
        if flag == EXPIRATIONS and deadline <= now then redis.call('UNLINK', x) end
        deadline = math.max(deadline, now + leaseMillis)
      end
      if deadline > now then flags = flags + flag end
      latest = math.max(latest, deadline)
      deadlines[i] = string.format('%.0f', deadline)
    end
    redis.call('SET', w, flags .. ' ' .. table.concat(deadlines, ' ') .. ' ' .. near .. ' ' .. sharded, 'PX',
      string.format('%.0f', latest - now))
    return flags, has(own, SHARDED) and sharded or near
  end

  -- The wanted flags, found being what w holds; what this JVM wants counts even where w was lost, and is put back.
  local function flagsOf(found, w, x, own)
    local flags = found and tonumber(string.match(found, '^%d+')) or 0
    return bit.band(flags, own) == own and flags or (watch(w, x, found, own, 30000))
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

  -- For an entry that is gone: claims its journal record, and announces its expiry if it was due and of this mark.
  local function announce(mark, g, x, c, text, now, channel, operation)
    local due = tonumber(redis.call('ZSCORE', x, text) or nil)
    if not due then return false end
    local bytes = bytesOf(c, true)
    local expired = due <= now and valid(bytes, mark, g, c)
    forget(x, c, text)
    if expired then publish(channel, EXPIRED, operation, text, nil, payloadOf(bytes)) end
    return expired
  end

  return { watch = watch, flagsOf = flagsOf, publish = publish, forget = forget, journalRemaining = journalRemaining,
    announce = announce, graceMillis = GRACE_MILLIS }
end
