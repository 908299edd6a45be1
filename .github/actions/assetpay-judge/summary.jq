# report.json as Markdown: the counts, what is violated, and why the rest was not judged.

# Text that neither Markdown nor HTML takes for markup, on one line: it may be a merchant's.
def plain:
  (. // "")[0:400] | explode
  | map(if . < 32 then " "
        elif . > 126 or . == 32 or . == 44 or . == 45 or (. >= 48 and . <= 57) or (. >= 65 and . <= 90) or (. >= 97 and . <= 122) then [.] | implode
        else "&#\(.);" end)
  | join("");
def row(cells): "| \(cells | join(" | ")) |";
def table(head; rows): if rows == [] then empty else "", row(head), row(head | map("---")), rows[] end;

def verdict: if .expectedFailure then (if .verdict == "PASS" then "holds, though expected to fail" else "\(.verdict), as expected" end)
  else .verdict end;
def likely: if .cause then "<br>likely: \(.cause | plain)" else "" end;

"### AssetPay: " + (
  if .exitStatus == 0 then "everything that must hold does"
  elif .exitStatus == 1 then "something does not hold that must, or holds that was expected to fail"
  else "not everything that must hold could be judged" end),
"",
(.summary | to_entries | map(select(.value > 0) | "\(.value) \(.key | ascii_upcase)") | join(", "))
  + " in \(.durationMillis / 1000 | floor) s",
table(["Requirement", "Verdict", "Expected", "What came"];
  [.checks[] | select(.verdict == "FAIL" or .verdict == "WARNING" or (.verdict == "PASS" and .expectedFailure))
    | row(["\(.requirement | plain) \(.title | plain)", verdict, (.expected | plain), (.came | plain) + likely])]),
table(["Not judged", "Why"];
  [.checks | map(select(.verdict == "INCONCLUSIVE" or .verdict == "SKIPPED")) | group_by([.verdict, .reason])[]
    | row([(map(.requirement | plain) | join(" ")), "\(.[0].verdict): \(.[0].reason | plain)"])])
