# shellcheck shell=sh
# What yum and dnf have in common. The caller has set `flavour`. Needs packages.sh.

# Sets verb, names, assume_yes and quiet from the command line.
read_arguments() {
  verb='' names='' assume_yes=false quiet=false
  while [ $# -gt 0 ]; do
    case $1 in
      -y | --assumeyes) assume_yes=true ;;
      -q | --quiet) quiet=true ;;
      --installed | --available) names=" ${1#--}$names" ;;
      -qy | -yq) assume_yes=true quiet=true ;;
      -*) ;;
      *) if [ -z "$verb" ]; then verb=$1; else names="$names $1"; fi ;;
    esac
    shift
  done
}

say() { "$quiet" || echo "$1"; }

need_repository() {
  is_repository_away || return 0
  read -r origin <"$ROOT/.pretend/facts/repository"
  if [ "$flavour" = yum ]; then
    echo 'Could not retrieve mirrorlist: [Errno 12] Timeout' >&2
    echo "Cannot find a valid baseurl for repo: $origin" >&2
  else
    echo "Errors during downloading metadata for repository '$origin':" >&2
    echo "Error: Failed to download metadata for repo '$origin'" >&2
  fi
  exit 1
}

# Without -y they ask; Run Command and cron have nobody who could answer.
confirm() {
  "$assume_yes" && return 0
  if [ "$flavour" = yum ]; then
    echo 'Is this ok [y/d/N]: Exiting on user command'
  else
    echo 'Is this ok [y/N]: Operation aborted.'
  fi
  exit 1
}

# The names that are offered at all, in `known`; the others are named as the tool does.
check_known() {
  known='' unknown=''
  for name in $names; do
    if is_offered "$name"; then known="$known $name"; else unknown="$unknown $name"; fi
  done
  for name in $unknown; do
    if [ "$flavour" = yum ]; then
      echo "No package $name available."
    else
      echo "No match for argument: $name"
    fi
  done
  # yum goes on with the rest; dnf refuses all of it.
  if [ "$flavour" = yum ]; then
    [ -n "$known" ] || { echo 'Error: Nothing to do' >&2 && exit 1; }
  elif [ -n "$unknown" ]; then
    echo "Error: Unable to find a match:$unknown" >&2
    exit 1
  fi
}

install_names() {
  need_repository
  check_known
  for name in $known; do
    if is_installed "$name"; then say "Package $(full_package_name "$name") is already installed."; fi
  done
  missing_packages=''
  # shellcheck disable=SC2086 # names of packages hold no spaces
  collect_missing $known
  if [ -z "$missing_packages" ]; then
    say 'Nothing to do.'
    [ "$flavour" = yum ] || say 'Complete!'
    return 0
  fi
  confirm
  say 'Dependencies resolved.'
  for name in $missing_packages; do
    install_package "$name"
    say "  Installing       : $(full_package_name "$name")"
  done
  say 'Complete!'
}

remove_names() {
  present=''
  for name in $names; do
    if is_installed "$name"; then
      present="$present $name"
    else
      say "No match for argument: $name"
    fi
  done
  if [ -z "$present" ]; then
    say 'No packages marked for removal.'
    return 0
  fi
  going=$present
  add_dependents
  confirm
  for name in $going; do
    remove_package "$name"
    say "  Erasing          : $(full_package_name "$name")"
  done
  say 'Complete!'
}

# list [installed|available] [NAME...]
list_names() {
  # shellcheck disable=SC2086 # names of packages hold no spaces
  set -- $names
  which=all
  case ${1-} in
    installed | available) which=$1 && shift ;;
  esac
  found=false
  for info in "$REPOSITORY"/*.info; do
    name=${info##*/}
    name=${name%.info}
    if [ $# -gt 0 ]; then
      case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    if is_installed "$name"; then state=installed; else state=available; fi
    if [ "$which" != all ] && [ "$which" != "$state" ]; then continue; fi
    read_package "$name"
    if [ "$state" = available ] && [ "$source" = distributor ]; then continue; fi
    read -r origin <"$ROOT/.pretend/facts/repository"
    [ "$state" = available ] || origin=@System
    printf '%-40s %-30s %s\n' "$name.$arch" "$version" "$origin"
    found=true
  done
  "$found" && return 0
  echo 'Error: No matching Packages to list' >&2
  return 1
}

repoquery_names() {
  need_repository
  for name in $names; do
    if is_offered "$name"; then
      read_package "$name"
      echo "$name-0:$version.$arch"
    fi
  done
}

run_package_manager() {
  read_arguments "$@"
  case $verb in
    install) install_names ;;
    remove | erase | autoremove) remove_names ;;
    list) list_names ;;
    repoquery) repoquery_names ;;
    makecache | clean | check-update | update | upgrade) need_repository ;;
    *)
      echo "No such command: $verb. This pretend machine knows install, remove, list, repoquery." >&2
      return 1
      ;;
  esac
}
