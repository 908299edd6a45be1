# report.json as workflow commands: an error for each requirement that fails the run, a warning for each other one that is violated and for
# each reason why something could not be judged. Text of a merchant may stand in them, so it is escaped.
def data: split("%") | join("%25") | split("\r") | join("%0D") | split("\n") | join("%0A");
def property: data | split(":") | join("%3A") | split(",") | join("%2C");
def annotation(level; title; lines): "::\(level) title=\(title | property)::\(lines | join("\n") | data)";

(.checks[]
  | .expectedFailure as $expected
  | "\(.requirement) \(.title)" as $title
  | ["expected: \(.expected)", "came: \(.came)", if .cause then "likely: \(.cause)" else empty end] as $lines
  | if .verdict == "PASS" and $expected then
      annotation("error"; $title; ["It was expected to fail, and holds: take it off the list of expected failures."])
    elif .verdict == "FAIL" and ($expected | not) then annotation("error"; $title; $lines)
    elif .verdict == "WARNING" and ($expected | not) then annotation("warning"; $title; $lines)
    else empty end),
([.checks[] | select(.verdict == "INCONCLUSIVE")]
  | group_by(.reason)[]
  | annotation("warning"; "\(length) inconclusive"; [.[0].reason // "", (map(.requirement) | join(" "))]))
