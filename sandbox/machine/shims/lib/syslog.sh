# shellcheck shell=sh
# Writes as syslog(3) does; the sandbox's own syslog.ts writes the same. Needs time.sh.

# syslog_write FACILITY PRIORITY TAG PID UNIT MESSAGE   (priority 0-7; pid and unit may be empty)
syslog_write() {
  read_now
  _sw_tag=$3${4:+[$4]}
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$now_ms" "$2" "$3" "$4" "$5" "$6" >>"$ROOT/.pretend/journal"
  [ -e "$ROOT/.pretend/units/rsyslog.service.active" ] || return 0
  case $1 in
    cron) _sw_file=cron ;;
    authpriv) _sw_file=secure ;;
    mail) _sw_file=maillog ;;
    *) _sw_file=messages ;;
  esac
  # rsyslog.conf: everything from `info` up, but cron and mail and authpriv at any level.
  if [ "$_sw_file" = messages ] && [ "$2" -gt 6 ]; then return 0; fi
  read -r _sw_host <"$ROOT/etc/hostname"
  [ -e "$ROOT/var/log/$_sw_file" ] || (umask 077 && : >"$ROOT/var/log/$_sw_file")
  printf '%s %s %s: %s\n' "$(format_time "$now_ms" '%b %e %H:%M:%S')" "${_sw_host%%.*}" \
    "$_sw_tag" "$6" >>"$ROOT/var/log/$_sw_file"
}
