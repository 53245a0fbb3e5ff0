-- wrk script: POST a real signal, each with an id of its own. BENCH_BODY: its JSON up to the externalId; BENCH_TOKENS: a client a line
local hex = "0123456789abcdef"
math.randomseed(os.time() + tonumber(tostring({}):sub(8), 16) % 1000000)
local function r(n) local t = {} for i = 1, n do local k = math.random(16) t[i] = hex:sub(k, k) end return table.concat(t) end
local body = io.open(os.getenv("BENCH_BODY")):read("*a")
local tokens, at, keyed = {}, 0, os.getenv("BENCH_KEYED") == "yes"
for line in io.lines(os.getenv("BENCH_TOKENS")) do tokens[#tokens + 1] = "Bearer " .. line end
request = function()
  at = at % #tokens + 1
  local headers = {["Content-Type"] = "application/json", ["Authorization"] = tokens[at]}
  if not keyed then return wrk.format("POST", "/v1/signals", headers, body .. "}") end
  headers["Idempotency-Key"] = r(8) .. "-" .. r(4) .. "-4" .. r(3) .. "-8" .. r(3) .. "-" .. r(12)
  return wrk.format("POST", "/v1/signals", headers, body .. ', "externalId": "B-' .. r(16) .. '"}')
end
done = function(s, l, q)
  io.write(string.format("RES rps=%.0f p50=%.2fms p99=%.2fms non2xx=%d sockerr=%d\n", s.requests/(s.duration/1e6), l:percentile(50)/1000, l:percentile(99)/1000, s.errors.status, s.errors.connect+s.errors.read+s.errors.write+s.errors.timeout))
end
