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
-- Most changes are plain: puts, and loads that begin where nothing is, of which nobody wants to hear, and before which
-- nothing stands in the way. They are made here, and no other function is made for them; the server would do that anew at
-- each call.
local PUT, BEGIN_LOAD, SETTLE_LOAD = 1, 4, 5
local ALWAYS, ABSENT, PRESENT, VERSION, LOAD = 0, 1, 2, 3, 4
local IMMEDIATE, ETERNAL, UNCHANGED = '0', '-1', '-2'
local FORMAT, LOADING, STAMP, HEADER = '\1', '\2', 6, 15
local CREATED, UPDATED, WRITTEN, BYTES_FOLLOW, FAILED = 1, 2, 4, 32, 64
local BEGUN = 2
local head, caches, places = ARGV[1], ARGV[2], ARGV[3]
local count, owners = #caches, #head - STAMP - 8
local found = redis.call('MGET', unpack(KEYS, 1, 2 * count))
local unheard, changeFor, tellNearCaches = {}, nil, nil

-- An error in the shape of an entry.
local function failed(error)
  return FAILED, FORMAT .. ('\0'):rep(HEADER - 1) .. (type(error) == 'table' and error.err or tostring(error))
end

-- Nothing if it takes more to put this one: where it matters what there is, there may be something that is neither nothing
-- nor what the condition asks for. Expected is the version or token of the condition.
local function putPlainly(mark, e, condition, expected, version, onCreation, onUpdate, payload)
  local code, ttl = WRITTEN, onUpdate
  if condition ~= ALWAYS or onUpdate == UNCHANGED then
    local old = redis.pcall('GETRANGE', e, '0', condition >= VERSION and '14' or '6')
    if old == '' and condition <= ABSENT or condition == LOAD and old == LOADING .. mark:sub(2) .. expected then
      code, ttl = CREATED, onCreation
    elseif old == mark and (condition == ALWAYS or condition == PRESENT)
      or condition == VERSION and old == mark .. expected then code = UPDATED
    else return nil end
  elseif onCreation ~= onUpdate then return nil end
  if ttl == IMMEDIATE or ttl == UNCHANGED and code == CREATED then return nil end
  local entry, stored = mark .. version .. payload, nil
  if ttl == ETERNAL then stored = redis.pcall('SET', e, entry)
  elseif ttl == UNCHANGED then stored = redis.pcall('SET', e, entry, 'KEEPTTL')
  else stored = redis.pcall('SET', e, entry, 'PX', ttl) end
  if stored.err then return failed(stored) end
  return code
end

-- Nothing if there is something: who begins the load wants to know it, or waits for another load.
local function beginPlainly(mark, e, token, lease)
  local stored = redis.pcall('SET', e, LOADING .. mark:sub(2) .. token, 'NX', 'PX', lease)
  if not stored then return nil end
  if stored.err then return failed(stored) end
  return BEGUN
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
  if unheard[p] and operation == PUT and wanted == 0 then
    code, bytes = putPlainly(unheard[p], e, condition, condition >= VERSION and packed:sub(at, at + 7), id, onCreation,
      ttl, ARGV[a + 1])
    if code then a = a + 2 end
  elseif unheard[p] and operation == BEGIN_LOAD then
    code, bytes = beginPlainly(unheard[p], e, id, onCreation)
    if code then a = a + 1 end
  end
  if not code then
    if not changeFor then changeFor, tellNearCaches = changes(found) end
    local ok, payload, tags, token, timing
    a = a + 1
    if operation == PUT or operation == SETTLE_LOAD then payload, a = ARGV[a], a + 1 end
    if wanted % 4 >= 2 then tags, a = ARGV[a], a + 1 end
    if wanted % 8 >= 4 then token, a = ARGV[a], a + 1 end
    if wanted >= 8 then timing, a = ARGV[a], a + 1 end
    ok, code, bytes = pcall(changeFor(operation, token), p, e, KEYS[k + 2], packed, condition, wanted % 2 == 1, id,
      onCreation, ttl, at, payload, tags, timing, token)
    if not ok then code, bytes = failed(code) end
  end
  if bytes then answers[free], answers[free + 1], free = code + BYTES_FOLLOW, bytes, free + 2
  else answers[free], free = code, free + 1 end
  k = k + 2
end
if tellNearCaches then tellNearCaches() end
return answers
