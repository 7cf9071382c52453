# shellcheck shell=sh
# Services as plain files, read by the sandbox's units.ts. Needs time.sh and syslog.sh. What is said
# here of systemd is replaced by init-scripts.sh on a machine that has none.

STATE="$ROOT/.pretend/units"
WANTS="$ROOT/etc/systemd/system/multi-user.target.wants"

full_name() {
  case $1 in
    *.service | *.timer | *.socket | *.target | *.mount) unit=$1 ;;
    *) unit=$1.service ;;
  esac
}

# Sets unit_file to the path inside the machine, or fails when there is no such unit.
find_unit() {
  for unit_file in "/etc/systemd/system/$unit" "/usr/lib/systemd/system/$unit"; do
    [ -f "$ROOT$unit_file" ] && return 0
  done
  return 1
}

description() {
  _d_text=$(sed -n 's/^Description=//p' "$ROOT$unit_file")
  printf '%s' "${_d_text:-$unit}"
}

is_active() { [ -e "$STATE/$unit.active" ] && lasts; }

# A unit counts as active from its start on. What a package brought for it says, once and seconds
# later, whether it goes on.
lasts() {
  _l_check="$ROOT/.pretend/lib/lasts-$unit.sh"
  [ -e "$_l_check" ] || return 0
  read -r _l_since _l_pid <"$STATE/$unit.active"
  if [ "$(cat "$STATE/$unit.lasts" 2>/dev/null)" = "$_l_since $_l_pid" ]; then return 0; fi
  read_now
  [ "$((now_ms - _l_since))" -ge 4000 ] || return 0
  if sh "$_l_check" >/dev/null 2>&1; then
    echo "$_l_since $_l_pid" >"$STATE/$unit.lasts"
    return 0
  fi
  rm -f "$STATE/$unit.active"
  : >"$STATE/$unit.failed"
  return 1
}
is_enabled() { [ -L "$WANTS/$unit" ]; }
is_static() { ! grep -q '^\[Install\]' "$ROOT$unit_file"; }

# systemd 219, on Amazon Linux 2, words some answers differently.
is_old_systemd() { grep -q "^version='219" "$ROOT/.pretend/repository/systemd.info"; }

say_unit() { syslog_write daemon 6 systemd 1 '' "$1 $(description)."; }

# A check that a package brought for its unit decides whether it starts.
start_unit() {
  is_active && return 0
  _su_check="$ROOT/.pretend/lib/start-$unit.sh"
  if [ -e "$_su_check" ] && ! sh "$_su_check" >/dev/null 2>&1; then
    : >"$STATE/$unit.failed"
    echo "Job for $unit failed because the control process exited with error code." >&2
    echo "See \"systemctl status $unit\" and \"journalctl -xe\" for details." >&2
    return 1
  fi
  rm -f "$STATE/$unit.failed"
  read_now
  echo "$now_ms $$" >"$STATE/$unit.active"
  say_unit Started
}

stop_unit() {
  is_active || return 0
  rm -f "$STATE/$unit.active"
  say_unit Stopped
}

enable_unit() {
  if is_enabled || is_static; then return 0; fi
  mkdir -p "$WANTS"
  ln -s "$unit_file" "$WANTS/$unit"
  _eu_link=/etc/systemd/system/multi-user.target.wants/$unit
  if is_old_systemd; then
    echo "Created symlink from $_eu_link to $unit_file." >&2
  else
    echo "Created symlink $_eu_link → $unit_file." >&2
  fi
}

# What a package does about its service when it comes and when it goes.
register_unit() { :; }
forget_unit() { disable_unit; }

disable_unit() {
  is_enabled || return 0
  rm -f "$WANTS/$unit"
  _du_link=/etc/systemd/system/multi-user.target.wants/$unit
  if is_old_systemd; then
    echo "Removed symlink $_du_link." >&2
  else
    echo "Removed \"$_du_link\"." >&2
  fi
}

# shellcheck source=/dev/null
if [ -d "$ROOT/etc/rc.d/init.d" ]; then . "$ROOT/.pretend/lib/init-scripts.sh"; fi
