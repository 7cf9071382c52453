# shellcheck shell=sh
# What apt-get does, over packages.sh. Needs time.sh, syslog.sh, units.sh and packages.sh.

# Lists of what there is; an image comes without them.
LISTS="$ROOT/.pretend/apt-lists"

# Sets verb, names and what the options say.
read_arguments() {
  verb='' names='' assume_yes=false quiet=false simulate=false recommends_wanted=true lock_timeout=0
  while [ $# -gt 0 ]; do
    case $1 in
      -y | --yes | --assume-yes) assume_yes=true ;;
      -q | -qq | --quiet) quiet=true ;;
      -s | --simulate | --dry-run) simulate=true ;;
      --no-install-recommends) recommends_wanted=false ;;
      --purge) purge=true ;;
      -o) read_option "$2" && shift ;;
      -o*) read_option "${1#-o}" ;;
      -*) ;;
      *) if [ -z "$verb" ]; then verb=$1; else names="$names $1"; fi ;;
    esac
    shift
  done
}

# Names of options are the same in capitals and small letters.
read_option() {
  case $(printf %s "$1" | tr '[:upper:]' '[:lower:]') in
    dpkg::lock::timeout=*) lock_timeout=${1#*=} ;;
    apt::install-recommends=0 | apt::install-recommends=false) recommends_wanted=false ;;
  esac
}

say() { "$quiet" || echo "$1"; }

# A person or a test writes into .pretend/dpkg-lock for how many more seconds somebody holds it.
wait_for_lock() {
  [ -e "$ROOT/.pretend/dpkg-lock" ] || return 0
  read -r held <"$ROOT/.pretend/dpkg-lock"
  if [ "$lock_timeout" -ge 0 ] && [ "$lock_timeout" -lt "$held" ]; then
    sleep "$lock_timeout"
    echo 'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1187 (unattended-upgr)' >&2
    echo 'E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), is another process using it?' >&2
    exit 100
  fi
  sleep "$held"
  rm -f "$ROOT/.pretend/dpkg-lock"
}

# A mirror that cannot be reached is a warning only: apt goes on with the lists it has.
update_lists() {
  read -r mirror <"$ROOT/.pretend/facts/repository"
  if is_repository_away; then
    echo "W: Failed to fetch $mirror  Temporary failure resolving" >&2
    echo 'W: Some index files failed to download. They have been ignored, or old ones used instead.' >&2
    return 0
  fi
  say "Hit:1 $mirror"
  say 'Reading package lists...'
  : >"$LISTS"
}

# Sets missing_packages to what is to be installed for $names.
plan_install() {
  missing_packages='' with_recommended=$names
  for name in $names; do
    if ! is_installed "$name" && { [ ! -e "$LISTS" ] || ! is_offered "$name"; }; then
      echo "E: Unable to locate package $name" >&2
      exit 100
    fi
    if is_installed "$name"; then
      say "$name is already the newest version."
    elif "$recommends_wanted"; then
      read_package "$name"
      with_recommended="$with_recommended $recommends"
    fi
  done
  # shellcheck disable=SC2086 # names of packages hold no spaces
  collect_missing $with_recommended
}

# Without -y it asks, and standard input ends before there is an answer.
confirm() {
  if "$assume_yes"; then return 0; fi
  echo 'Do you want to continue? [Y/n] Abort.'
  exit 1
}

install_names() {
  plan_install
  if "$simulate"; then
    for name in $missing_packages; do read_package "$name" && echo "Inst $name ($version [$arch])"; done
    for name in $missing_packages; do read_package "$name" && echo "Conf $name ($version [$arch])"; done
    return 0
  fi
  [ -n "$missing_packages" ] || return 0
  confirm
  wait_for_lock
  if is_repository_away; then
    echo 'E: Failed to fetch the archives. Temporary failure resolving' >&2
    echo 'E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?' >&2
    exit 100
  fi
  if [ "${DEBIAN_FRONTEND-}" != noninteractive ]; then
    echo 'debconf: unable to initialize frontend: Dialog' >&2
    echo 'debconf: falling back to frontend: Noninteractive' >&2
  fi
  for name in $missing_packages; do
    say "Setting up $name ..."
    rm -f "$INSTALLED.rc/$name"
    install_package "$name" >&2
    for_each_service start_at_once
  done
}

# Debian's packages start what they bring, now and at every boot.
start_at_once() {
  if is_static; then return 0; fi
  enable_unit && start_unit
}

remove_names() {
  going=''
  for name in $names; do
    if is_installed "$name" || { "$purge" && [ -e "$INSTALLED.rc/$name" ]; }; then
      going="$going $name"
    elif [ -e "$REPOSITORY/$name.info" ]; then
      say "Package '$name' is not installed, so not removed"
    else
      echo "E: Unable to locate package $name" >&2
      exit 100
    fi
  done
  add_dependents
  [ -n "$going" ] || return 0
  if "$simulate"; then
    word=Remv
    ! "$purge" || word=Purg
    for name in $going; do read_package "$name" && echo "$word $name [$version]"; done
    return 0
  fi
  confirm
  wait_for_lock
  for name in $going; do remove_one "$name"; done
}

# Only a purge takes the configuration away, edited or not; else it stays as it is.
remove_one() {
  say "Removing $1 ..."
  # shellcheck disable=SC2034 # read by packages.sh
  keep_edited=false
  read_package "$1"
  kept=$ROOT/.pretend/conffiles
  "$purge" || save_configuration
  remove_package "$1"
  rm -f "$INSTALLED.rc/$1"
  "$purge" || restore_configuration "$1"
}

save_configuration() {
  rm -rf "$kept"
  for path in $config; do
    [ -e "$ROOT/$path" ] || continue
    mkdir -p "$kept/${path%/*}"
    cp -p "$ROOT/$path" "$kept/$path"
  done
}

restore_configuration() {
  [ -d "$kept" ] || return 0
  cp -Rp "$kept/." "$ROOT"
  rm -rf "$kept"
  mkdir -p "$INSTALLED.rc"
  : >"$INSTALLED.rc/$1"
}
