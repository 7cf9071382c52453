# shellcheck shell=sh
# The package database: what the sandbox offers lies in .pretend/repository, as NAME.info and the
# files in NAME/ (see package.ts); what is installed has a file in .pretend/installed.
# Removing a package needs time.sh, syslog.sh and units.sh.

REPOSITORY="$ROOT/.pretend/repository"
INSTALLED="$ROOT/.pretend/installed"
# An edited configuration outlives its package, as .rpmsave.
keep_edited=true

is_offered() { grep -qs "^source='repository'" "$REPOSITORY/$1.info"; }
is_installed() { [ -e "$INSTALLED/$1" ]; }

# Sets version, arch, files, config, directories, commands, requires, recommends and source: words
# without blanks.
# shellcheck source=/dev/null
read_package() {
  . "$REPOSITORY/$1.info"
  if [ "$arch" = native ]; then read -r arch <"$ROOT/.pretend/facts/architecture"; fi
}

# A file that a person or a test puts there plays an outage.
is_repository_away() { [ -e "$ROOT/.pretend/repository-down" ] || [ -e "$ROOT/.pretend/no-network" ]; }

full_package_name() { read_package "$1" && printf '%s-%s.%s' "$1" "$version" "$arch"; }

is_config() {
  case " $config " in *" $1 "*) ;; *) return 1 ;; esac
}

# Adds to $missing_packages what has to be installed for these names, dependencies first.
collect_missing() {
  for _cm_name; do
    case " $missing_packages " in *" $_cm_name "*) continue ;; esac
    is_installed "$_cm_name" && continue
    read_package "$_cm_name"
    for _cm_required in $requires; do
      is_installed "$_cm_required" || missing_packages="$missing_packages $_cm_required"
    done
    missing_packages="$missing_packages $_cm_name"
  done
}

install_package() {
  read_package "$1"
  for _ip_path in $directories; do mkdir -p "$ROOT/$_ip_path"; done
  for _ip_path in $files; do
    _ip_source=$REPOSITORY/$1/$_ip_path
    mkdir -p "$ROOT/${_ip_path%/*}"
    if is_config "$_ip_path" && [ -e "$ROOT/$_ip_path" ]; then
      # %config(noreplace): a file that was there before stays.
      cmp -s "$_ip_source" "$ROOT/$_ip_path" && continue
      cp -p "$_ip_source" "$ROOT/$_ip_path.rpmnew"
      echo "warning: /$_ip_path created as /$_ip_path.rpmnew" >&2
    else
      cp -p "$_ip_source" "$ROOT/$_ip_path"
    fi
  done
  for _ip_command in $commands; do
    ln -sf "../shims/$_ip_command" "$ROOT/.pretend/bin/$_ip_command"
  done
  for_each_service register_unit
  : >"$INSTALLED/$1"
}

# for_each_service COMMAND: with `unit` set to each service among $files
for_each_service() {
  for _fes_path in $files; do
    case $_fes_path in
      */systemd/system/*.service | etc/rc.d/init.d/*) full_name "${_fes_path##*/}" ;;
      *) continue ;;
    esac
    if find_unit; then "$1"; fi
  done
}

stop_for_good() { stop_unit && forget_unit; }

# Its services stop first, as a package's %preun does.
remove_package() {
  read_package "$1"
  for_each_service stop_for_good
  for _rp_path in $files; do
    if is_config "$_rp_path" && "$keep_edited" && [ -e "$ROOT/$_rp_path" ] &&
      ! cmp -s "$REPOSITORY/$1/$_rp_path" "$ROOT/$_rp_path"; then
      mv "$ROOT/$_rp_path" "$ROOT/$_rp_path.rpmsave"
      echo "warning: /$_rp_path saved as /$_rp_path.rpmsave" >&2
    else
      rm -f "$ROOT/$_rp_path"
    fi
    remove_empty "${_rp_path%/*}"
  done
  for _rp_path in $directories; do remove_empty "$_rp_path"; done
  for _rp_command in $commands; do rm -f "$ROOT/.pretend/bin/$_rp_command"; done
  rm -f "$INSTALLED/$1"
}

# Adds to $going, before it, what needs one of these and goes with it.
add_dependents() {
  for _ad_home in "$INSTALLED"/*; do
    _ad_other=${_ad_home##*/}
    case " $going " in *" $_ad_other "*) continue ;; esac
    read_package "$_ad_other"
    for _ad_name in $going; do
      case " $requires " in *" $_ad_name "*) ;; *) continue ;; esac
      going="$_ad_other $going"
      add_dependents
      return
    done
  done
}

# Removes a directory and its parents as long as they are empty and not the system's own.
remove_empty() {
  case $1 in
    etc/?* | opt/?* | var/lib/?* | var/spool/?*) ;;
    *) return 0 ;;
  esac
  case $1 in
    opt/aws | etc/default | etc/logrotate.d | etc/sysconfig | etc/systemd* | etc/rc.d*) return 0 ;;
  esac
  if rmdir "$ROOT/$1" 2>/dev/null; then remove_empty "${1%/*}"; fi
}
