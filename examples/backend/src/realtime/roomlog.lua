-- One step of the log of one channel. KEYS: the log's facts, the log, a nonce, the pace of a user.
-- ARGV: see roomlog-redis.ts. Read with an empty event, else append.
local facts, log, nonce, pace = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local event, now, newEpoch, knownEpoch, knownSeq = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4], tonumber(ARGV[5])

-- A log that is lost, whole or in part, goes on as another one: no number ever stands for two events.
local epoch = redis.call('HGET', facts, 'epoch')
local seq = tonumber(redis.call('HGET', facts, 'seq') or '0')
if not epoch or (epoch == knownEpoch and seq < knownSeq) then
  redis.call('DEL', facts, log)
  redis.call('HSET', facts, 'epoch', newEpoch, 'seq', 0)
  -- Whoever asks for a log that is none leaves no more than this, and not for long.
  redis.call('PEXPIRE', facts, event == '' and tonumber(ARGV[8]) or 86400000)
  epoch, seq = newEpoch, 0
end

if event == '' then
  local after, count = tonumber(ARGV[6]), tonumber(ARGV[7])
  local found = redis.call('XRANGE', log, string.format('%.0f-0', after + 1), '+', 'COUNT', count)
  local page = { epoch, string.format('%.0f', seq) }
  for _, one in ipairs(found) do
    page[#page + 1] = one[1]
    page[#page + 1] = one[2][2]
  end
  return page
end

local topic, nonceMs, answer = ARGV[6], tonumber(ARGV[7]), ARGV[8]
local slowModeMs, perSecond, burst = tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])
local revision, revisionIs = ARGV[12], tonumber(ARGV[13])
local keptEvents, keptMs, idleMs, maxSkewMs = tonumber(ARGV[14]), tonumber(ARGV[15]), tonumber(ARGV[16]), tonumber(ARGV[17])

if nonceMs > 0 then
  -- What was answered in a log that is lost was lost with it.
  local before = redis.call('GET', nonce)
  if before and string.sub(before, 1, #epoch) == epoch then return { 'again', epoch, string.sub(before, #epoch + 2) } end
end
if revision ~= '' and tonumber(redis.call('HGET', facts, revision) or '0') ~= revisionIs then return { 'stale' } end
if burst > 0 then
  local known = redis.call('HMGET', pace, 'left', 'at', 'taken')
  -- Of before a clock was set back.
  if known[2] and tonumber(known[2]) - now > maxSkewMs then known = { false, false, false } end
  local left, at, taken = tonumber(known[1] or burst), tonumber(known[2] or now), tonumber(known[3] or -slowModeMs)
  if slowModeMs > 0 and now < taken + slowModeMs then return { 'slow_mode', string.format('%.0f', taken + slowModeMs - now) } end
  left = math.min(burst, left + math.max(0, now - at) / 1000 * perSecond)
  if left < 1 then return { 'rate_limited', string.format('%.0f', math.max(1, math.ceil((1 - left) / perSecond * 1000))) } end
  redis.call('HSET', pace, 'left', tostring(left - 1), 'at', math.max(at, now), 'taken', now)
  redis.call('PEXPIRE', pace, math.max(slowModeMs, math.ceil(burst / perSecond * 1000)) + 1000)
end
if revision ~= '' then redis.call('HINCRBY', facts, revision, 1) end

seq = redis.call('HINCRBY', facts, 'seq', 1)
local place = string.format('%.0f', seq)
local at = string.format('%.0f', now)
redis.call('XADD', log, place .. '-0', 'e', at .. ' ' .. event)
if nonceMs > 0 then redis.call('SET', nonce, epoch .. ' ' .. place .. ' ' .. at .. ' ' .. answer, 'PX', nonceMs) end
redis.call('PEXPIRE', facts, idleMs)
redis.call('PEXPIRE', log, idleMs)

-- Some at a time: twice as many as came since, so that it catches up, and nobody waits for it.
if seq % 64 == 0 then
  local spare = math.min(128, redis.call('XLEN', log) - keptEvents)
  if spare > 0 then
    local firstKept
    for _, one in ipairs(redis.call('XRANGE', log, '-', '+', 'COUNT', spare + 1)) do
      firstKept = one[1]
      if tonumber(string.match(one[2][2], '^%d+')) >= now - keptMs then break end
    end
    redis.call('XTRIM', log, 'MINID', firstKept)
  end
end
redis.call('PUBLISH', topic, epoch .. ' ' .. place .. ' ' .. at .. ' ' .. event)
return { 'appended', epoch, place .. ' ' .. at }
