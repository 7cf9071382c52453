# shellcheck shell=sh
# What systemctl says about a unit. The caller has set unit, verb, property and value_only.
# Needs time.sh and units.sh.

state_of() {
  if is_active; then
    echo active
  elif [ -e "$STATE/$unit.failed" ]; then
    echo failed
  elif ! find_unit && is_old_systemd; then
    echo unknown
  else
    echo inactive
  fi
}

enabled_state() {
  if is_enabled; then
    echo enabled
  elif is_static; then
    echo static
  else
    echo disabled
  fi
}

missing_unit() {
  case $verb in
    enable | disable)
      if is_old_systemd; then
        echo 'Failed to execute operation: No such file or directory' >&2
      else
        echo "Failed to $verb unit: Unit file $unit does not exist." >&2
      fi
      return 1
      ;;
    is-enabled)
      echo "Failed to get unit file state for $unit: No such file or directory" >&2
      return 1
      ;;
    status)
      echo "Unit $unit could not be found." >&2
      return 4
      ;;
    stop) echo "Failed to stop $unit: Unit $unit not loaded." >&2 ;;
    cat)
      echo "No files found for $unit." >&2
      return 1
      ;;
    *) echo "Failed to $verb $unit: Unit $unit not found." >&2 ;;
  esac
  return 5
}

show_status() {
  echo "● $unit - $(description)"
  echo "   Loaded: loaded ($unit_file; $(enabled_state); vendor preset: enabled)"
  if is_active; then
    read -r since pid <"$STATE/$unit.active"
    echo "   Active: active (running) since $(format_time "$since" '%a %Y-%m-%d %H:%M:%S UTC')"
    echo " Main PID: $pid"
    return 0
  fi
  echo "   Active: $(state_of) (dead)"
  return 3
}

show_properties() {
  pid=0
  if is_active; then read -r _ pid <"$STATE/$unit.active"; fi
  load=not-found file_state=''
  if find_unit; then load=loaded file_state=$(enabled_state); fi
  sub=dead
  if is_active; then sub=running; fi
  for pair in "Id=$unit" "LoadState=$load" "ActiveState=$(state_of)" "SubState=$sub" \
    "UnitFileState=$file_state" "MainPID=$pid"; do
    case ",$property," in
      ,, | *",${pair%%=*},"*) ;;
      *) continue ;;
    esac
    if "$value_only"; then echo "${pair#*=}"; else echo "$pair"; fi
  done
}
