-- All that a change may be but a plain put. The loader makes one function of this and of what it needs, which change.lua
-- calls for changes that have to do with listeners, near caches, tags, fences, loads, or what is there already.
-- Takes what g and w hold, partition by partition. Returns a function that finds the function for an operation, and one
-- to be called at the end, which tells near caches.
-- A function for an operation takes: partition, e, c, packed, condition, whether the bytes are wanted, version, operation
-- id or token, ttl on creation, ttl, where the rest of packed begins, payload, tags, section of timing, fencing token. It
-- returns a code, and the bytes if they are wanted.
local PUT, REMOVE, TOUCH, BEGIN_LOAD = 1, 2, 3, 4
local ALWAYS, ABSENT, PRESENT, VERSION, LOAD = 0, 1, 2, 3, 4
local FAILED_LOAD = 3
local IMMEDIATE, ETERNAL, UNCHANGED = '0', '-1', '-2'
local PUBLISHED = 16
local found = ...
local head, caches = ARGV[1], ARGV[2]
local count, heard = #caches, nil
local marks, flags, near, told, sharded = {}, {}, {}, {}, nil

local function channelOf(p) return ARGV[4 + caches:byte(p)] end
local function textOf(packed, condition, at) return packed:sub(condition >= VERSION and at + 8 or at) end

local function allows(condition, packed, at, bytes)
  return condition ~= VERSION or versionOf(bytes) == packed:sub(at, at + 7)
end

-- Notes the name of an entry that is not what it was, for those who keep what they have read.
local function tell(p, packed, condition, at)
  local wanted = near[p]
  if not wanted then return end
  local text = textOf(packed, condition, at)
  if has(wanted, NEAR) then
    local cache = caches:byte(p)
    told[cache] = (told[cache] and told[cache] .. '\n' or '\1\0') .. text
  end
  if has(wanted, SHARDED) then
    sharded = sharded or {}
    sharded[p] = (sharded[p] and sharded[p] .. '\n' or '\1\0') .. text
  end
end

-- How much longer than an entry its copy in the journal lives.
local function graceOf(p) return has(flags[p], EXPIRATIONS) and heard.graceMillis or 0 end

local function isLoad(bytes, mark, token) return kindOf(bytes, mark) == LOADING and versionOf(bytes) == token end

local function currentMark(p)
  if not marks[p] then
    marks[p] = FORMAT .. head:sub(1, STAMP)
    redis.call('SET', KEYS[2 * p - 1], head:sub(1, STAMP))
  end
  return marks[p]
end

local function store(p, e, version, payload, ttl, tags, timing)
  local mark, section = currentMark(p), nil
  if tags then
    local life = ttl == UNCHANGED and redis.call('PTTL', e) or tonumber(ttl)
    section = tagging().take(tags, KEYS[2 * p - 1], head:sub(1, STAMP), life, graceOf(p))
  end
  local bytes = section and string.char(1 + TAGGED) .. mark:sub(2) .. version .. section .. payload
    or mark .. version .. payload
  if timing then bytes = string.char(bytes:byte() + TIMED) .. bytes:sub(2, HEADER) .. timing .. bytes:sub(HEADER + 1) end
  if ttl == ETERNAL then redis.call('SET', e, bytes)
  elseif ttl == UNCHANGED then redis.call('SET', e, bytes, 'KEEPTTL')
  else redis.call('SET', e, bytes, 'PX', ttl) end
  return bytes
end

-- 0 refused, 1 created, 2 updated, 3 expired on creation, 4 written: what was there does not matter, so nobody looked
local function put(p, e, c, packed, condition, wanted, version, onCreation, onUpdate, at, payload, tags, timing)
  local outdated = tags and tagging().outdated(tags, KEYS[2 * p - 1])
  if flags[p] == 0 and condition == ALWAYS and not wanted and onCreation == onUpdate and onUpdate ~= IMMEDIATE
    and onUpdate ~= UNCHANGED and not outdated then
    store(p, e, version, payload, onUpdate, tags, timing)
    tell(p, packed, condition, at)
    return 4
  end
  local flags, mark, old = flags[p], marks[p], bytesOf(e, wanted)
  local changes, keeping = has(flags, CHANGES), has(flags, EXPIRATIONS)
  local there = valid(old, mark, KEYS[2 * p - 1], e)
  local published = changes and PUBLISHED or 0
  if there and versionOf(old) == version then -- sent twice
    return ((condition == ABSENT or condition == LOAD) and 1 or 2) + published
  end
  local answer = there and wanted and old
  if outdated then return 0, answer end
  if condition ~= ALWAYS then
    if condition == ABSENT then if there then return 0, answer end
    elseif condition == LOAD then if not isLoad(old, mark, packed:sub(at, at + 7)) then return 0, answer end
    elseif not there or not allows(condition, packed, at, old) then return 0, answer end
  end
  local text, x, now = flags ~= 0 and textOf(packed, condition, at), KEYS[2 * count + p], keeping and nowMillis()
  if keeping and not there then heard.announce(mark, KEYS[2 * p - 1], x, c, text, now, channelOf(p), head:sub(STAMP + 1, STAMP + 8)) end
  local ttl = there and onUpdate or onCreation
  if there and ttl == UNCHANGED then -- and so is when it is to be refreshed
    timing = old:byte() >= TIMED and redis.call('GETRANGE', e, tostring(HEADER), tostring(HEADER + TIMING - 1))
  end
  if not there and ttl == IMMEDIATE then
    if kindOf(old, mark) then redis.call('UNLINK', e) end
    return 3
  end
  local oldPayload = there and changes and has(flags, OLD_VALUES) and payloadOf(bytesOf(e, true)) or nil
  if ttl == IMMEDIATE then
    redis.call('UNLINK', e)
    if keeping then heard.forget(x, c, text) end
  else
    local bytes = store(p, e, version, payload, ttl == UNCHANGED and not there and ETERNAL or ttl, tags, timing)
    if keeping then heard.journalRemaining(e, x, c, text, bytes, now) end
  end
  tell(p, packed, condition, at)
  if changes then heard.publish(channelOf(p), there and UPDATED or CREATED, version, text, payload, oldPayload) end
  return (there and 2 or 1) + published, answer
end

-- 0 refused, 1 removed, 2 absent
local function remove(p, e, c, packed, condition, wanted, operation, _, _, at)
  local flags = flags[p]
  local changes = has(flags, CHANGES)
  local old = bytesOf(e, changes or wanted)
  if not valid(old, marks[p], KEYS[2 * p - 1], e) then
    if condition == ALWAYS and kindOf(old, marks[p]) then redis.call('UNLINK', e) end
    return 2
  end
  if not allows(condition, packed, at, old) then return 0, wanted and old end
  redis.call('UNLINK', e)
  tell(p, packed, condition, at)
  if has(flags, EXPIRATIONS) then heard.forget(KEYS[2 * count + p], c, textOf(packed, condition, at)) end
  if changes then heard.publish(channelOf(p), REMOVED, operation, textOf(packed, condition, at), nil, payloadOf(old)) end
  return 1 + (changes and PUBLISHED or 0), wanted and old
end

-- 0 absent or another, 1 there; where nothing is left of the ttl, the operation id is that of the expiry
local function touch(p, e, c, packed, condition, wanted, operation, _, ttl, at)
  local keeping = has(flags[p], EXPIRATIONS)
  local bytes = bytesOf(e, keeping or wanted)
  local g = KEYS[2 * p - 1]
  if not valid(bytes, marks[p], g, e) or not allows(condition, packed, at, bytes) then return 0 end
  local now = keeping and nowMillis()
  if isTagged(bytes) and ttl ~= IMMEDIATE and (keeping or ttl ~= UNCHANGED) then
    tagging().touch(bytes, g, e, ttl == UNCHANGED and redis.call('PTTL', e) or tonumber(ttl), graceOf(p))
  end
  if ttl == IMMEDIATE then redis.call('UNLINK', e)
  elseif ttl == ETERNAL then redis.call('PERSIST', e)
  elseif ttl ~= UNCHANGED then redis.call('PEXPIRE', e, ttl) end
  tell(p, packed, condition, at)
  if keeping then
    local x, text = KEYS[2 * count + p], textOf(packed, condition, at)
    if ttl == IMMEDIATE then
      heard.forget(x, c, text)
      heard.publish(channelOf(p), EXPIRED, operation, text, nil, payloadOf(bytes))
    else
      heard.journalRemaining(e, x, c, text, bytes, now)
    end
  end
  return 1, wanted and bytes
end

-- Seldom needed, and so made only then.
local function makeSeldom()
  local function storeRecord(p, e, kind, token, payload, ttl)
    redis.call('SET', e, string.char(kind) .. currentMark(p):sub(2) .. token .. payload, 'PX', ttl)
  end

  -- As the change, or the code of a stale one, if a higher token made one before.
  local function fenced(change, stale)
    return function(p, e, c, packed, condition, wanted, id, onCreation, ttl, at, payload, tags, timing, token)
      local f = e:gsub('}:e:', '}:f:', 1)
      local last = redis.pcall('GET', f)
      if type(last) == 'string' and #last == #token and last > token then return stale end
      local code, bytes = change(p, e, c, packed, condition, wanted, id, onCreation, ttl, at, payload, tags, timing)
      if code % PUBLISHED ~= 0 then redis.call('SET', f, token, 'PX', 86400000) end
      return code, bytes
    end
  end

  -- 0 another load is under way (its record follows, with the milliseconds that its lease lasts), 1 there, 2 begun by the
  -- caller; 3 the load that the caller has waited for has failed; 4 and 5 what is known instead of a value, unless the caller has one
  local function beginLoad(p, e, _, packed, condition, _, token, lease, _, at)
    local bytes = bytesOf(e, true)
    if valid(bytes, marks[p], KEYS[2 * p - 1], e) then return 1, bytes end
    local kind = kindOf(bytes, marks[p])
    if kind == LOADING and versionOf(bytes) ~= token then
      return 0, bytes:sub(1, HEADER) .. struct.pack('>I4', math.max(redis.call('PTTL', e), 0))
    elseif kind == FAILED_LOAD then
      if condition == LOAD and versionOf(bytes) == packed:sub(at, at + 7) then return kind, bytes end
    elseif kind and kind ~= LOADING and condition ~= PRESENT then
      return kind, bytes
    end
    storeRecord(p, e, LOADING, token, '', lease)
    return 2
  end

  -- 0 the load is not under way any more, 1 done: taken back if the ttl is immediate, kept on for the ttl if there is no
  -- payload, else ended with a record of the kind and payload given
  local function settleLoad(p, e, _, _, _, _, token, _, ttl, _, payload)
    if not isLoad(bytesOf(e, false), marks[p], token) then return 0 end
    if ttl == IMMEDIATE then redis.call('UNLINK', e)
    elseif payload == '' then redis.call('PEXPIRE', e, ttl)
    else storeRecord(p, e, payload:byte(1), token, payload:sub(2), ttl) end
    return 1
  end

  return { fencedPut = fenced(put, 5), fencedRemove = fenced(remove, 3), beginLoad = beginLoad, settleLoad = settleLoad }
end

for p = 1, count do
  local own, wanted = head:byte(STAMP + 9 + caches:byte(p)), found[2 * p]
  marks[p], flags[p] = markOf(found[2 * p - 1]), 0
  if own ~= 0 or wanted then
    heard = heard or listeners()
    flags[p] = heard.flagsOf(wanted, KEYS[2 * p], KEYS[2 * count + p], own)
    near[p], flags[p] = flags[p] >= NEAR and flags[p], bit.band(flags[p], NEAR - 1)
  end
end

local seldom
local function changeFor(operation, fenced)
  if operation == TOUCH then return touch
  elseif operation == REMOVE and not fenced then return remove
  elseif operation == PUT and not fenced then return put end
  seldom = seldom or makeSeldom()
  return operation == PUT and seldom.fencedPut or operation == REMOVE and seldom.fencedRemove
    or operation == BEGIN_LOAD and seldom.beginLoad or seldom.settleLoad
end

-- By shard where servers are new enough and the user may; else on the channel of all, which everybody hears.
local function tellSharded(p, channel, changed)
  local done = redis.pcall('SPUBLISH', KEYS[2 * p - 1]:sub(1, -2) .. 'near', changed)
  if type(done) ~= 'number' and not has(near[p], NEAR) then redis.call('PUBLISH', channel, changed) end
end

local function tellNearCaches()
  local names = 4 + #head - STAMP - 8
  for cache, changed in pairs(told) do redis.call('PUBLISH', ARGV[names + cache], changed) end
  if not sharded then return end
  for p, changed in pairs(sharded) do tellSharded(p, ARGV[names + caches:byte(p)], changed) end
end

return changeFor, tellNearCaches
