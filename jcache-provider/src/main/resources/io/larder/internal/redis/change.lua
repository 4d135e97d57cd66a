-- Changes entries of one or more caches, one after the other in the order given.
-- KEYS: g and w per partition, x per partition; then e and c per entry.
-- ARGV: the stamp to use where there is none, the operation id of expiries that come to light, and a byte of own flags
-- per cache; a byte per partition: its cache; a byte per entry: its partition; the channel per cache, the channel of
-- changed names per cache; then per entry
-- one packed: operation, condition, bytes wanted (1 or 0), version, operation id or token, ttl on creation, ttl, the
-- version or token of the condition if it has one, key text; and after that of a put or settlement, the payload, of a put
-- its tags if 2 was added to what is wanted, of a put or removal its fencing token, 19 digits, if 4 was, and of a put its
-- section of timing if 8 was.
-- The key of the highest token yet is that of the entry with f for e.
-- Returns per entry a code, + 16 if published, + 32 if the bytes follow as an element of their own; or 64, and what
-- stopped this change, and no other, in the shape of an entry.
-- Most changes are plain: nobody wants to hear of them, and they meet nothing, or an entry without tags and timing. They are
-- made here, and no other function is made for them; the server would do that anew at each call.
local PUT, REMOVE, TOUCH, BEGIN_LOAD, SETTLE_LOAD = 1, 2, 3, 4, 5
local ALWAYS, ABSENT, PRESENT, VERSION, LOAD = 0, 1, 2, 3, 4
local IMMEDIATE, ETERNAL, UNCHANGED = '0', '-1', '-2'
local FORMAT, LOADING, STAMP, HEADER = '\1', '\2', 6, 15
local REFUSED, CREATED, UPDATED, WRITTEN, BYTES_FOLLOW, FAILED = 0, 1, 2, 4, 32, 64
local REMOVED, WAS_ABSENT, TOUCHED, BEGUN = 1, 2, 1, 2
local head, caches, places = ARGV[1], ARGV[2], ARGV[3]
local count, owners = #caches, #head - STAMP - 8
local found = redis.call('MGET', unpack(KEYS, 1, 2 * count))
local unheard, changeFor, tellNearCaches = {}, nil, nil

-- An error in the shape of an entry.
local function failed(error)
  return FAILED, FORMAT .. ('\0'):rep(HEADER - 1) .. (type(error) == 'table' and error.err or tostring(error))
end

-- What is there, whole if the bytes are wanted, and whether it meets the condition; nothing if it is not plain.
local function plainAt(mark, e, condition, expected, wanted)
  local bytes = redis.pcall('GETRANGE', e, '0', wanted and '-1' or '14')
  if bytes == '' then return bytes, condition <= ABSENT end
  if type(bytes) ~= 'string' or #bytes < HEADER or bytes:sub(1, 1 + STAMP) ~= mark then return nil end
  return bytes, condition == ALWAYS or condition == PRESENT
    or condition == VERSION and bytes:sub(2 + STAMP, HEADER) == expected
end

-- These take what functions for operations do, as far as it is of use, with the mark in front. They return what those do, or
-- nothing if the change is not plain.
local function putPlainly(mark, e, condition, expected, wanted, version, onCreation, ttl, payload)
  local code, old, met = WRITTEN, nil, nil
  if condition == LOAD then
    if redis.pcall('GETRANGE', e, '0', '14') ~= LOADING .. mark:sub(2) .. expected then return nil end
    code, ttl = CREATED, onCreation
  elseif wanted or condition ~= ALWAYS or ttl == UNCHANGED or onCreation ~= ttl then
    old, met = plainAt(mark, e, condition, expected, wanted)
    if not old or old:sub(2 + STAMP, HEADER) == version then return nil end -- or sent twice
    if not met then return REFUSED, wanted and old ~= '' and old end
    if old == '' then code, ttl = CREATED, onCreation else code = UPDATED end
  end
  if ttl == IMMEDIATE or ttl == UNCHANGED and code == CREATED then return nil end
  local entry = mark .. version .. payload
  if ttl == ETERNAL then redis.call('SET', e, entry)
  elseif ttl == UNCHANGED then redis.call('SET', e, entry, 'KEEPTTL')
  else redis.call('SET', e, entry, 'PX', ttl) end
  return code, wanted and code == UPDATED and old
end

local function removePlainly(mark, e, condition, expected, wanted)
  local old, met = plainAt(mark, e, condition, expected, wanted)
  if not old then return nil end
  if old == '' then return WAS_ABSENT end
  if met then redis.call('UNLINK', e) end
  return met and REMOVED or REFUSED, wanted and old
end

local function touchPlainly(mark, e, condition, expected, wanted, _, _, ttl)
  local bytes, met = plainAt(mark, e, condition, expected, wanted)
  if not bytes then return nil end
  if bytes == '' or not met then return REFUSED end
  if ttl == IMMEDIATE then redis.call('UNLINK', e)
  elseif ttl == ETERNAL then redis.call('PERSIST', e)
  elseif ttl ~= UNCHANGED then redis.call('PEXPIRE', e, ttl) end
  return TOUCHED, wanted and bytes
end

-- Where there is something, who begins the load wants to know it, or waits for another load.
local function beginPlainly(mark, e, _, _, _, token, lease)
  return redis.call('SET', e, LOADING .. mark:sub(2) .. token, 'NX', 'PX', lease) and BEGUN or nil
end

-- The mark of entries in a partition that nobody listens to. What can fail because somebody does comes before any change.
for p = 1, count do
  local stamp, own = found[2 * p - 1], head:byte(STAMP + 9 + caches:byte(p))
  if found[2 * p] or own ~= 0 then
    if not changeFor then changeFor, tellNearCaches = changes(found) end
  elseif stamp and #stamp == STAMP then unheard[p] = FORMAT .. stamp end
end

local answers, free, k, a = {}, 1, 3 * count, 4 + 2 * owners
for i = 1, #places do
  local packed, p, e, code, bytes = ARGV[a], places:byte(i) + 1, KEYS[k + 1], nil, nil
  local operation, condition, wanted, id, onCreation, ttl, at = struct.unpack('>BBBc8ss', packed)
  local plainly = unheard[p] and wanted < 2 and (operation == PUT and putPlainly or operation == REMOVE and removePlainly
    or operation == TOUCH and touchPlainly or operation == BEGIN_LOAD and beginPlainly)
  local ok, payload, tags, token, timing = true, nil, nil, nil, nil
  a = a + 1
  if operation == PUT or operation == SETTLE_LOAD then payload, a = ARGV[a], a + 1 end
  if plainly then
    ok, code, bytes = pcall(plainly, unheard[p], e, condition, condition >= VERSION and packed:sub(at, at + 7),
      wanted == 1, id, onCreation, ttl, payload)
  end
  if not code then
    if not changeFor then changeFor, tellNearCaches = changes(found) end
    if wanted % 4 >= 2 then tags, a = ARGV[a], a + 1 end
    if wanted % 8 >= 4 then token, a = ARGV[a], a + 1 end
    if wanted >= 8 then timing, a = ARGV[a], a + 1 end
    ok, code, bytes = pcall(changeFor(operation, token), p, e, KEYS[k + 2], packed, condition, wanted % 2 == 1, id,
      onCreation, ttl, at, payload, tags, timing, token)
  end
  if not ok then code, bytes = failed(code) end
  if bytes then answers[free], answers[free + 1], free = code + BYTES_FOLLOW, bytes, free + 2
  else answers[free], free = code, free + 1 end
  k = k + 2
end
if tellNearCaches then tellNearCaches() end
return answers
