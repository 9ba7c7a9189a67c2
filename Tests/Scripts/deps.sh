#!/bin/sh
# roost: fleet controller for drone docks
# SPDX-License-Identifier: Apache-2.0
#
# Installs what is missing from Debian, as root; otherwise prints the one line and stops.
set -eu
missing=""
for package in libmosquitto-dev mosquitto mosquitto-clients libsqlite3-dev libzip-dev libjpeg62-turbo-dev libpng-dev pkg-config \
    openssl unzip libxml2-utils python3 python3-paho-mqtt procps patch; do
    case "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)" in
    *"ok installed"*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "missing packages; please run: sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $missing >/dev/null
