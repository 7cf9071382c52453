# Reads one JSON value and prints a line per scalar: its path, a tab, its text. Exits 1, with what
# is wrong, when it is not JSON. `a.b[0].c<TAB>"text"`

function fail(what) { print "invalid JSON near character " at ": " what > "/dev/stderr"; bad = 1; exit 1 }
function peek() {
  while (at <= size && index(" \t\r\n", substr(text, at, 1))) at++
  return substr(text, at, 1)
}
function expect(character) {
  if (peek() != character) fail("expected " character)
  at++
}
function scalar(pattern,   rest) {
  rest = substr(text, at)
  if (!match(rest, pattern)) fail("unexpected " substr(rest, 1, 1))
  at += RLENGTH
  return substr(rest, 1, RLENGTH)
}
function string() { peek(); return scalar("^\"([^\"\\\\]|\\\\.)*\"") }
function value(path,   c) {
  c = peek()
  if (c == "{") object(path)
  else if (c == "[") list(path)
  else if (c == "\"") print path "\t" string()
  else print path "\t" scalar("^(true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?)")
}
function object(path,   key) {
  expect("{")
  if (peek() == "}") { at++; return }
  while (1) {
    key = string()
    expect(":")
    value(path (path == "" ? "" : ".") substr(key, 2, length(key) - 2))
    if (peek() == "}") { at++; return }
    expect(",")
  }
}
function list(path,   i) {
  expect("[")
  if (peek() == "]") { at++; return }
  while (1) {
    value(path "[" i++ + 0 "]")
    if (peek() == "]") { at++; return }
    expect(",")
  }
}
{ text = text $0 "\n" }
END {
  if (bad) exit 1
  at = 1; size = length(text)
  value("")
  if (peek() != "") fail("something follows the value")
}
