# shellcheck shell=sh
# Writes as syslog(3) does; the sandbox's own syslog.ts writes the same. Needs time.sh.

# syslog_write FACILITY PRIORITY TAG PID UNIT MESSAGE   (priority 0-7; pid and unit may be empty)
syslog_write() {
  read_now
  _sw_tag=$3${4:+[$4]}
  printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$now_ms" "$2" "$3" "$4" "$5" "$6" >>"$ROOT/.pretend/journal"
  [ -e "$ROOT/.pretend/units/rsyslog.service.active" ] || return 0
  # shellcheck source=/dev/null
  . "$ROOT/.pretend/facts/syslog"
  case $1 in
    cron) _sw_file=$log_cron ;;
    auth | authpriv) _sw_file=$log_authpriv ;;
    mail) _sw_file=$log_mail ;;
    *)
      _sw_file=$log_rest
      [ "$2" -le "$log_up_to" ] || return 0
      ;;
  esac
  read -r _sw_host <"$ROOT/etc/hostname"
  _sw_path=$ROOT/var/log/$_sw_file
  [ -e "$_sw_path" ] || { : >"$_sw_path" && chmod "$log_mode" "$_sw_path"; }
  printf '%s %s %s: %s\n' "$(time_stamp)" "${_sw_host%%.*}" "$_sw_tag" "$6" >>"$_sw_path"
}

# Of now_ms, as rsyslog writes it here.
time_stamp() {
  if [ "$log_time" = traditional ]; then
    format_time "$now_ms" '%b %e %H:%M:%S'
  else
    format_time "$now_ms" "%Y-%m-%dT%H:%M:%S.$(printf %03d $((now_ms % 1000)))000+00:00"
  fi
}
