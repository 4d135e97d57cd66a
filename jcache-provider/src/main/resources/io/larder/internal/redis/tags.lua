-- Tags: their stamps, and what was invalidated lately; the loader puts it in front of scripts that need it. All in one
-- function: most calls meet no tag, and make none of it.
-- The keys are made of the name of g, since which tags an entry has stands only in its bytes: t:<tag> has a tag's stamp,
-- i says what was invalidated lately. A section of tags has per tag: stamp (6 bytes), length (1 byte), tag.
local function makeTagging()
  local SPARE_MILLIS, LATELY_MILLIS = 1000, '3600000'
  local EPOCH, POSITION, LATEST, HASH = 6, 14, 64, 4

  local function keyOf(g, name) return g:sub(1, -2) .. name end

  -- The section of an entry of which perhaps only the header was read.
  local function sectionOf(bytes, e)
    local at = afterTiming(bytes)
    if #bytes == HEADER then bytes = redis.call('GETRANGE', e, '0', '511') end
    if #bytes <= at then return nil end
    local last = at + 1 + struct.unpack('>I2', bytes, at)
    if #bytes < last then bytes = redis.call('GETRANGE', e, '0', tostring(last - 1)) end
    return #bytes >= last and bytes:sub(at + 2, last) or nil
  end

  -- The keys of an entry's tags and the stamps that it has of them; nil where the section is none of ours.
  local function stampsIn(bytes, g, e)
    local section = sectionOf(bytes, e)
    if not section then return nil end
    local keys, stamps, at = {}, {}, 1
    while at <= #section do
      local length = section:byte(at + STAMP)
      if not length or at + STAMP + length > #section then return nil end
      keys[#keys + 1] = keyOf(g, 't:' .. section:sub(at + STAMP + 1, at + STAMP + length))
      stamps[#stamps + 1] = section:sub(at, at + STAMP - 1)
      at = at + STAMP + 1 + length
    end
    return keys, stamps
  end

  -- Whether the stamps of all tags of an entry are those that the tags have now.
  local function stand(bytes, g, e)
    local keys, stamps = stampsIn(bytes, g, e)
    if not keys then return false end
    local found = #keys > 0 and redis.call('MGET', unpack(keys)) or {}
    for i = 1, #keys do
      if found[i] ~= stamps[i] then return false end
    end
    return true
  end

  -- How long a stamp must last for an entry: nil for ever. More than the entry itself, so that it never ends first, and
  -- more than the journal's copy where there is one.
  local function lifeFor(ttl, grace) return ttl >= 0 and ttl + SPARE_MILLIS + grace or nil end

  local function prolong(key, life)
    if not life then
      redis.call('PERSIST', key)
      return
    end
    local left = redis.call('PTTL', key)
    if left >= 0 and left < life then redis.call('PEXPIRE', key, string.format('%.0f', life)) end
  end

  -- Lets the stamps of a valid entry last as long as its new ttl; -1 is for ever.
  local function touch(bytes, g, e, ttl, grace)
    local life = lifeFor(ttl, grace)
    for _, key in ipairs(stampsIn(bytes, g, e)) do prolong(key, life) end
  end

  -- What a put says of its tags: 1 byte length, the position before its value was made if it has one; then per tag
  -- 1 byte length, tag.
  local function told(tags)
    local names, at = {}, 2 + tags:byte()
    while at <= #tags do
      local length = tags:byte(at)
      names[#names + 1] = tags:sub(at + 1, at + length)
      at = at + 1 + length
    end
    return names, tags:sub(2, 1 + tags:byte())
  end

  -- Takes the stamps of the tags as they are now, makes those that are not there, and returns the section.
  local function take(tags, g, candidate, ttl, grace)
    local names, keys, life = told(tags), {}, lifeFor(ttl, grace)
    if #names == 0 then return nil end
    for i, name in ipairs(names) do keys[i] = keyOf(g, 't:' .. name) end
    local found, parts = redis.call('MGET', unpack(keys)), {}
    for i, name in ipairs(names) do
      local stamp = found[i]
      if stamp and #stamp == STAMP then prolong(keys[i], life)
      else
        stamp = candidate
        if life then redis.call('SET', keys[i], stamp, 'PX', string.format('%.0f', life))
        else redis.call('SET', keys[i], stamp) end
      end
      parts[i] = stamp .. string.char(#name) .. name
    end
    local section = table.concat(parts)
    return struct.pack('>I2', #section) .. section
  end

  local function hashOf(name)
    return struct.pack('>I4', tonumber(redis.sha1hex(name):sub(1, 2 * HASH), 16))
  end

  -- What i holds; false where that is none of ours.
  local function lately(i)
    local found = redis.call('MGET', i)[1]
    return found and #found >= POSITION and (#found - POSITION) % HASH == 0 and found
  end

  -- Writes down what is invalidated. After the stamps are gone, for then a server that is full takes it all the same.
  local function note(i, hashes, epoch)
    local found = lately(i) or epoch .. struct.pack('>I8', 0)
    local count = struct.unpack('>I8', found, EPOCH + 1) + #hashes
    local latest = (table.concat(hashes) .. found:sub(POSITION + 1)):sub(1, LATEST * HASH)
    redis.call('SET', i, found:sub(1, EPOCH) .. struct.pack('>I8', count) .. latest, 'PX', LATELY_MILLIS)
  end

  -- The position now: whoever computes a value from here on can tell afterwards what was invalidated meanwhile.
  local function position(i, epoch)
    local found = lately(i)
    if found then redis.call('PEXPIRE', i, LATELY_MILLIS)
    else
      found = epoch .. struct.pack('>I8', 0)
      redis.call('SET', i, found, 'PX', LATELY_MILLIS)
    end
    return found:sub(1, POSITION)
  end

  -- Whether what a put knows may be older than an invalidation of one of its tags, or nobody can tell.
  local function outdated(tags, g)
    local names, before = told(tags)
    if before == '' or #names == 0 then return false end
    local found = lately(keyOf(g, 'i'))
    if not found or found:sub(1, EPOCH) ~= before:sub(1, EPOCH) then return true end
    local since = struct.unpack('>I8', found, EPOCH + 1) - struct.unpack('>I8', before, EPOCH + 1)
    if since < 0 or since * HASH > #found - POSITION then return true end
    for _, name in ipairs(names) do
      local hash = hashOf(name)
      for at = POSITION + 1, POSITION + since * HASH, HASH do
        if found:sub(at, at + HASH - 1) == hash then return true end
      end
    end
    return false
  end

  return { stand = stand, touch = touch, take = take, hashOf = hashOf, note = note, position = position,
    outdated = outdated }
end

local made
local function tagging()
  made = made or makeTagging()
  return made
end

-- Whether the bytes, of which perhaps only the header was read, are an entry that counts.
local function valid(bytes, mark, g, e)
  if mark and #bytes >= HEADER and bytes:sub(1, 1 + STAMP) == mark then return true end
  local sections = sectionsOf(bytes, mark)
  return sections and (sections % TIMED < TAGGED or tagging().stand(bytes, g, e))
end

local function isTagged(bytes) return bytes:byte() % TIMED >= TAGGED end
