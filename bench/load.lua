-- Sends prepared requests one after another; begins anew at the end unless they may be used only once.
-- Arguments: a file with one "header-line-block<TAB>body" per line, and "once" or "again".
local requests = {}
local count = 0
local next_one = 0
local once

function init(args)
  once = args[2] == "once"
  local method, path
  for line in io.lines(args[1]) do
    if not method then
      method, path = line:match("^(%S+) (%S+)$")
    else
      local token, body = line:match("^(%S+)\t?(.*)$")
      count = count + 1
      requests[count] = wrk.format(method, path, {
        ["Authorization"] = token,
        ["Content-Type"] = body ~= "" and "application/json" or nil
      }, body ~= "" and body or nil)
    end
  end
end

function request()
  next_one = next_one + 1
  if next_one > count then
    if once then
      -- Shows up as an error in the report.
      return wrk.format("GET", "/out-of-prepared-requests")
    end
    next_one = 1
  end
  return requests[next_one]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format(
    'RESULT {"requests":%d,"micros":%d,"failed":%d,"p50":%.3f,"p99":%.3f}\n',
    summary.requests, summary.duration, e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
