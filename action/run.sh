#!/usr/bin/env bash
# The steps of action.yml. Each takes its inputs from the environment and writes to standard output what the workflow needs.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
home=${IR_SITE_HOME:-$HOME/.ir-site}

say() { printf '%s\n' "$*" >&2; }
fail() { printf '::error title=ir-site::%s\n' "$*" >&2; exit 2; }

# What the program is made of: another source, another program in the cache.
fingerprint() {
  local hash
  hash=$(cd "$here" && find Cargo.toml Cargo.lock src static templates starter -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
  printf 'fingerprint=%s\n' "$hash"
}

# There is no download of the program yet, so it is built from this source, once for each fingerprint.
install() {
  if [ ! -x "$home/bin/ir-site" ]; then
    command -v cargo >/dev/null || fail "this runner has no cargo: use ubuntu-latest, or install Rust in a step before this one"
    cargo install --quiet --locked --path "$here" --root "$home" >&2
  fi
  printf '%s\n' "$home/bin"
}

check() {
  ir-site --root "${ROOT:-.}" check --format github
}

preview() {
  local folder=${RUNNER_TEMP:-/tmp}/ir-site-preview
  ir-site --root "${ROOT:-.}" build --preview --as-of "$AS_OF" --out "$folder" >&2
  printf 'folder=%s\n' "$folder"
}

# Until a wall time in the company's zone. A job may run for six hours.
wait_until() {
  local zone time now
  zone=$(sed -n 's/^time_zone: *["'\'']\{0,1\}\([A-Za-z0-9_+/-]*\).*/\1/p' "${ROOT:-.}/content/company.yaml")
  [ -n "$zone" ] || fail "company.yaml has no time_zone"
  time=$(TZ=$zone date -d "$1" +%s) || fail "at: \"$1\" is not a time: write it as 2026-11-12 16:05"
  now=$(date +%s)
  [ $((time - now)) -le 18000 ] || fail "at: \"$1\" is more than five hours ahead: start this run later"
  if [ "$time" -gt "$now" ]; then
    say "waiting until $1 ($zone)"
    sleep $((time - now))
  fi
}

publish() {
  local work remote
  work=$(mktemp -d)
  # shellcheck disable=SC2064 # The folder is known now, and not when the trap runs.
  trap "rm -rf '$work'" EXIT
  [ -z "${AT:-}" ] || wait_until "$AT"
  ir-site --root "${ROOT:-.}" build --out "$work/site" ${BASE_URL:+--base-url "$BASE_URL"} >&2
  if grep -qs '"preview": true' "$work/site/manifest.json"; then
    fail "this site is a preview: it is never published"
  fi
  git check-ref-format --branch "$BRANCH" >/dev/null 2>&1 || fail "branch: \"$BRANCH\" is not the name of a branch"
  case $PUBLISH_TO in
    -*) fail "publish-to: \"$PUBLISH_TO\" is not a repository: write it as example/example.github.io" ;;
    *:* | /*) remote=$PUBLISH_TO ;;
    *) remote=git@github.com:$PUBLISH_TO.git ;;
  esac
  if [ -n "${KEY:-}" ]; then
    # A key pasted from Windows ends its lines in a way that ssh does not read.
    (umask 077 && printf '%s\n' "${KEY//$'\r'/}" >"$work/key")
    # GitHub's own key, so that the site goes there and nowhere else.
    printf 'github.com ssh-ed25519 %s\n' AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl >"$work/hosts"
    local strict="-o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o GlobalKnownHostsFile=/dev/null"
    # shellcheck disable=SC2089 # Git gives this to a shell, which reads the quotes.
    GIT_SSH_COMMAND="ssh -i '$work/key' $strict -o UserKnownHostsFile='$work/hosts'"
    # shellcheck disable=SC2090
    export GIT_SSH_COMMAND
  elif [ "${remote#git@github.com:}" != "$remote" ]; then
    fail "there is no key: make a deploy key with write access for $PUBLISH_TO and give its private half as \`key\`"
  fi
  git clone --quiet -- "$remote" "$work/public" 2>&1 | { grep -v 'empty repository' >&2 || true; }
  cd "$work/public"
  if git show-ref --verify --quiet "refs/remotes/origin/$BRANCH"; then
    git checkout --quiet -B "$BRANCH" "origin/$BRANCH"
  else
    git checkout --quiet --orphan "$BRANCH"
  fi
  if [ -n "$(git ls-files | grep -vxE 'README\.md|LICENSE|CNAME' || true)" ] && ! { [ -f .nojekyll ] && [ -f sitemap.xml ]; }; then
    fail "$PUBLISH_TO holds files that no build made: choose a repository for the site alone"
  fi
  if [ -f CNAME ] && [ ! -f "$work/site/CNAME" ]; then
    fail "$PUBLISH_TO has a CNAME and the site has none: put a copy into static/, so that the domain stays"
  fi
  find . -mindepth 1 -maxdepth 1 ! -name .git -exec rm -rf {} +
  cp -R "$work/site/." .
  git add --all
  if git diff --cached --quiet; then
    say "nothing has changed: the site is as it was"
    return
  fi
  git -c user.name=ir-site -c user.email=ir-site@users.noreply.github.com \
    commit --quiet --message "Site of $(date -u +%Y-%m-%dT%H:%M:%SZ)"
  git push --quiet origin "HEAD:refs/heads/$BRANCH"
  say "published to $PUBLISH_TO: $(git rev-parse --short HEAD)"
}

case ${1:-} in
  fingerprint | install | check | preview | publish) "$1" ;;
  *) fail "run.sh takes one of: fingerprint, install, check, preview, publish" ;;
esac
