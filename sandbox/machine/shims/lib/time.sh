# shellcheck shell=sh
# The machine's own time: the sandbox's virtual clock plus what was slept in this run.
# The sandbox writes .pretend/clock before each run: virtual and real epoch milliseconds, and how
# many virtual milliseconds pass in one real second.

HOST="$ROOT/.pretend/host"

# Sets now_ms to milliseconds since 1970. No $( ) where the clock stands still: it is called often.
read_now() {
  read -r _rn_virtual _rn_real _rn_rate <"$ROOT/.pretend/clock"
  now_ms=$_rn_virtual
  if [ "$_rn_rate" -ne 0 ]; then
    now_ms=$((now_ms + ($("$HOST/date" +%s%3N) - _rn_real) * _rn_rate / 1000))
  fi
  while read -r _rn_slept; do
    now_ms=$((now_ms + _rn_slept))
  done <"$ROOT/.pretend/slept"
}

# format_time MILLISECONDS FORMAT
format_time() { TZ=UTC0 LC_ALL=C "$HOST/date" -u -d "@$(($1 / 1000))" "+$2"; }
