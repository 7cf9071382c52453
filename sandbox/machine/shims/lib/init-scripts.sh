# shellcheck shell=sh
# Services of init scripts, enabled by links in the directories of run levels. Replaces what
# units.sh says of systemd; a service keeps its `.service` in $unit.

script_name() { printf %s "${unit%.service}"; }

find_unit() {
  unit_file=/etc/rc.d/init.d/$(script_name)
  [ -f "$ROOT$unit_file" ]
}

description() { sed -n 's/^# description: //p' "$ROOT$unit_file"; }

# in_run_level LEVEL: started there
in_run_level() { [ -L "$ROOT/etc/rc.d/rc$1.d/S90$(script_name)" ]; }

# Where the machine is when it is up.
is_enabled() { in_run_level 3; }
is_static() { return 1; }

# Nobody logs that a service started.
say_unit() { :; }

# link_run_levels LEVELS: started in those, stopped in the others
link_run_levels() {
  forget_unit
  for _lrl_level in 0 1 2 3 4 5 6; do
    _lrl_kind=K60
    case $1 in *"$_lrl_level"*) _lrl_kind=S90 ;; esac
    mkdir -p "$ROOT/etc/rc.d/rc$_lrl_level.d"
    ln -s "../init.d/$(script_name)" "$ROOT/etc/rc.d/rc$_lrl_level.d/$_lrl_kind$(script_name)"
  done
}

enable_unit() { link_run_levels 2345; }
disable_unit() { link_run_levels none; }
register_unit() { link_run_levels none; }

forget_unit() {
  for _fu_level in 0 1 2 3 4 5 6; do
    rm -f "$ROOT/etc/rc.d/rc$_fu_level.d/S90$(script_name)" \
      "$ROOT/etc/rc.d/rc$_fu_level.d/K60$(script_name)"
  done
}
