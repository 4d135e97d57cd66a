-- What scripts on entries share; the loader puts it in front of them.
-- A partition has three keys: g stamp, w what listeners want, x journal of due times; an entry has two: e itself, c the
-- journal's copy of it. An entry is '\1' .. stamp (6 bytes) .. version (8 bytes) .. payload, and is valid only with the
-- stamp that g holds, so '\1' .. stamp is the mark by which valid entries are told from others. Flags in the upper half
-- of the first byte say what stands between version and payload: a section of timing, then one of tags (2 bytes length,
-- then the rest; see tags.lua), which has a word in what is valid.
-- In the place of an entry there may be a record of another kind, told by its first byte: a load is under way, a load has
-- failed, there is known to be no value, a failure is kept. In the version's place it has the token of the load. For
-- everything but loads it is not there.
local FORMAT, STAMP, HEADER = '\1', 6, 15
local TAGGED, TIMED, TIMING = 16, 32, 20
local LOADING, KEPT_FAILURE = 2, 5
local CHANGES, OLD_VALUES, EXPIRATIONS, NEAR = 1, 2, 4, 8
local CREATED, UPDATED, REMOVED, EXPIRED = 0, 1, 2, 3

local function nowMillis()
  local time = redis.call('TIME')
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
end

-- Another type than a string counts as no bytes: nothing that somebody left under our keys may stop us.
-- Numbers for commands are strings here and elsewhere: Redis takes longer to print one than to read the header.
local function bytesOf(e, whole)
  local bytes = redis.pcall('GETRANGE', e, '0', whole and '-1' or '14')
  return type(bytes) == 'string' and bytes or ''
end

-- What g holds, as a mark; false where that is no stamp.
local function markOf(stamp) return stamp and #stamp == STAMP and FORMAT .. stamp end

-- The kind of a record that is no entry, if it is of the stamp that g holds; else nil.
local function kindOf(bytes, mark)
  local kind = mark and #bytes >= HEADER and bytes:byte(1)
  if kind and kind >= LOADING and kind <= KEPT_FAILURE and bytes:sub(2, 1 + STAMP) == mark:sub(2) then return kind end
end

local function versionOf(bytes) return bytes:sub(2 + STAMP, HEADER) end

-- Flags from 48 down to 0; nil where the bytes are no entry of this mark.
local function sectionsOf(bytes, mark)
  if not mark or #bytes < HEADER or bytes:sub(2, 1 + STAMP) ~= mark:sub(2) then return nil end
  local kind = bytes:byte()
  return (kind == 1 or kind == 1 + TAGGED or kind == 1 + TIMED or kind == 1 + TAGGED + TIMED) and kind - 1 or nil
end

-- Where the section of tags begins, or the payload if there is none.
local function afterTiming(bytes) return HEADER + 1 + (bytes:byte() >= TIMED and TIMING or 0) end

local function payloadOf(bytes)
  if bytes:byte() == 1 then return bytes:sub(HEADER + 1) end
  local at = afterTiming(bytes)
  if bytes:byte() % TIMED < TAGGED then return bytes:sub(at) end
  return bytes:sub(at + 2 + struct.unpack('>I2', bytes, at))
end

local function has(flags, flag) return flags ~= 0 and bit.band(flags, flag) ~= 0 end
