/**
 * helix/token-bucket.ts in the language of Redis, with Redis' clock: two processes need not agree on the time. Both must change together; a test
 * runs the same cases through both.
 */
const LOAD = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kept = redis.call('HMGET', KEYS[1], 'limit', 'points', 'at', 'blocked', 'taken', 'settled')
local limit = tonumber(kept[1] or ARGV[1])
local points = tonumber(kept[2] or limit)
local at = tonumber(kept[3] or now)
local blocked = tonumber(kept[4] or 0)
local taken = tonumber(kept[5] or 0)
local settled = tonumber(kept[6] or 0)
local rate = limit / 60000
points = math.min(limit, points + math.max(0, now - at) * rate)
local reserve = math.min(5, limit / 100)
`;

/** Two minutes without a call, and the bucket is full: as good as a new one. */
const SAVE = `
redis.call('HSET', KEYS[1], 'limit', limit, 'points', string.format('%.6f', points), 'at', string.format('%.0f', now),
  'blocked', string.format('%.0f', blocked), 'taken', taken, 'settled', settled)
redis.call('PEXPIRE', KEYS[1], 120000)
`;

/** Arguments: points per minute to assume, points wanted. Answers given, wait in ms, settled, now, limit, remaining. */
export const TAKE = `${LOAD}
local free = points - reserve
local given = 0
local wait = 0
if now >= blocked then given = math.min(tonumber(ARGV[2]), math.max(0, math.floor(free + 0.000001))) end
if given > 0 then
  points = points - given
  taken = taken + given
else
  wait = math.ceil(math.max((1 - free) / rate, blocked - now))
end
${SAVE}
return { given, wait, settled, now, limit, math.floor(points) }
`;

/**
 * Arguments: points per minute to assume; of the mark, settled and the time; of the report, limit, remaining, reset in ms (each '' if unknown)
 * and 1 if refused. Answers limit, remaining.
 */
export const SETTLE = `${LOAD}
limit = tonumber(ARGV[4]) or limit
rate = limit / 60000
reserve = math.min(5, limit / 100)
local remaining = tonumber(ARGV[5])
local reset = tonumber(ARGV[6])
settled = settled + 1
if ARGV[7] == '1' then
  points = 0
  blocked = now + math.min(reset or 0, 60000)
elseif remaining then
  local least = math.max(0, remaining - math.max(0, taken - tonumber(ARGV[2]) - 1))
  local most = remaining + 1 + (now - tonumber(ARGV[3])) * rate
  if points < least or points > most or least <= limit * 0.1 then points = least end
  points = math.min(limit, points)
  local evenly = (limit - remaining) / rate
  if remaining < 1 + reserve and reset and reset < evenly - 2000 then blocked = now + reset end
end
${SAVE}
return { limit, math.floor(points) }
`;
