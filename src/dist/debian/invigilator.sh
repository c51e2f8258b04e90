#!/bin/sh
# Jobs and reports of the service are not in the program's folder, which an upgrade replaces.
INVIGILATOR_HOME="${INVIGILATOR_HOME:-/var/lib/invigilator}"
export INVIGILATOR_HOME
exec /opt/invigilator/invigilator "$@"
