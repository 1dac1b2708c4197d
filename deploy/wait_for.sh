#!/bin/sh
# Wait until the portal answers at SOCKET, whatever it says: wait_for.sh SOCKET
exec curl --silent --output /dev/null --max-time 5 --retry 300 --retry-delay 1 --retry-max-time 50 \
    --retry-all-errors --unix-socket "$1" http://portal/health/live
