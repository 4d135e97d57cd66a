-- Makes every entry of some tags invalid. KEYS: per partition i, then t per tag. ARGV: the epoch of an i that is not there,
-- then the tags.
local tag, hashes = tagging(), {}
for i = 2, #ARGV do hashes[i - 1] = tag.hashOf(ARGV[i]) end
for k = 1, #KEYS, #ARGV do
  redis.call('UNLINK', unpack(KEYS, k + 1, k + #hashes))
  tag.note(KEYS[k], hashes, ARGV[1])
end
return {}
