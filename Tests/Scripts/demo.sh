#!/bin/sh
# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
#
# The main job on the embedded default: 15 simulated docks fly the morning peak of a workday at SPEED times
# real time over a private broker; frames become cases, cases become notices at a web hook.
# SPEED=30 STAY=0 BUILD=.build/release SITE=config/luohu
set -eu
SPEED=${SPEED:-30}
STAY=${STAY:-0}
BUILD=${BUILD:-.build/release}
SITE=${SITE:-config/luohu}
DATA=$(mktemp -d "${TMPDIR:-/tmp}/roost-demo.XXXXXX")
LOGS="$DATA/logs"
mkdir -p "$LOGS"
pids=""
# Ends what this script started, by id, and nothing else.
finish() {
    code=$?
    trap - EXIT INT TERM
    for pid in $pids; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in $pids; do wait "$pid" 2>/dev/null || true; done
    if [ "$code" -ne 0 ]; then
        echo "logs and data are kept in $DATA"
    else
        rm -rf "$DATA"
    fi
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

"$BUILD/roostd" check "$SITE"
mkdir -p -m 700 "$DATA/secrets"
(umask 077 && printf 'whsec_%s' "$(head -c 32 /dev/urandom | base64 -w0)" >"$DATA/secrets/catcher-hook")

echo "catching notices on 127.0.0.1:8472"
"$BUILD/docksim" catch --listen 127.0.0.1:8472 --secret-file "$DATA/secrets/catcher-hook" \
    --log "$LOGS/notices.jsonl" >"$LOGS/catcher.log" 2>&1 &
catcher=$!
pids="$pids $catcher"

# Site time is 06:50 now: the docks have five minutes to come online before the first patrols count.
CLOCK=$("$BUILD/roostd" clock 2026-05-12T06:50:00+08:00 "$SPEED")
started=$(date +%s.%N)
"$BUILD/roostd" run "$SITE" --data "$DATA" --clock "$CLOCK" --log notice >"$LOGS/roostd.log" 2>&1 &
roostd=$!
pids="$roostd $pids"
"$BUILD/docksim" run "$SITE" --data "$DATA" --clock "$CLOCK" >"$LOGS/docksim.log" 2>&1 &
docksim=$!
pids="$docksim $pids"

export ROOST_SOCKET="$DATA/roost.sock"
export COLUMNS="${COLUMNS:-$(tput cols 2>/dev/null || echo 200)}"
alive() {
    kill -0 "$roostd" 2>/dev/null || { echo "roostd ended:"; tail -20 "$LOGS/roostd.log"; exit 1; }
    kill -0 "$docksim" 2>/dev/null || { echo "docksim ended:"; tail -20 "$LOGS/docksim.log"; exit 1; }
    kill -0 "$catcher" 2>/dev/null || { echo "the catcher ended:"; tail -20 "$LOGS/catcher.log"; exit 1; }
}
tries=0
until "$BUILD/roost" status >/dev/null 2>&1; do
    tries=$((tries + 1))
    alive
    [ "$tries" -lt 100 ] || { echo "roostd does not answer"; tail -20 "$LOGS/roostd.log"; exit 1; }
    sleep 0.1
done
ready=$(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.1f", b - a }')
echo "roostd answers after $ready s; watch it yourself: ROOST_SOCKET=$ROOST_SOCKET $BUILD/roost watch"
echo

# Until 09:37 site time and then until what started before 09:35 is over, 10:10 at the latest.
end="09:37"
limit=$(awk -v s="$SPEED" 'BEGIN { print int(200 * 60 / s) + 30 }')
waited=0
while :; do
    alive
    line=$("$BUILD/roost" status --line 2>/dev/null || echo "-")
    if [ -t 1 ]; then printf '\r\033[K%s' "$line"; else echo "$line"; fi
    now=$(echo "$line" | cut -c1-5)
    case "$now" in
    [0-9]*)
        if [ ! "$now" \< "$end" ]; then
            open=$("$BUILD/roost" report --from 06:55 --to 09:35 --json 2>/dev/null |
                grep -c '"state" : "\(handed_over\|held\|starting\|airborne\|returning\|unknown\|planned\)"' || true)
            [ "$open" != 0 ] && [ "$now" \< "10:10" ] || break
        fi
        ;;
    esac
    [ "$waited" -lt "$limit" ] || { echo; echo "time is up"; break; }
    pause=5
    [ -t 1 ] && pause=1
    sleep "$pause"
    waited=$((waited + pause))
done
echo
echo
code=0
"$BUILD/roost" report --from 06:55 --to 09:35 --require-flown 0.9 --require-notice || code=$?
echo "memory    $(awk '/VmRSS/ { printf "%d MB resident (roostd)", $2 / 1024 }' "/proc/$roostd/status")"
echo "catcher   $(wc -l <"$LOGS/notices.jsonl" 2>/dev/null || echo 0) requests at the web hook"
echo "wall time $(awk -v a="$started" -v b="$(date +%s.%N)" 'BEGIN { printf "%.0f s", b - a }')"
if [ "$STAY" = 1 ]; then
    echo
    echo "staying; explore with: export ROOST_SOCKET=$ROOST_SOCKET; $BUILD/roost docks"
    echo "Ctrl-C ends everything"
    wait "$roostd"
fi
exit "$code"
