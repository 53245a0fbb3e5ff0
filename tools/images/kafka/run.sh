#!/bin/bash
# As the published image does when a configuration is mounted: formats an empty folder, and starts.
set -euo pipefail
properties=/mnt/shared/config/server.properties
java=(java -cp '/opt/kafka/libs/*' -Dorg.slf4j.simpleLogger.defaultLogLevel=warn)
if [ ! -e /var/lib/kafka/data/meta.properties ]; then
    "${java[@]}" kafka.tools.StorageTool format -t "$CLUSTER_ID" -c "$properties"
fi
# shellcheck disable=SC2086  # the options are words
exec "${java[@]}" ${KAFKA_HEAP_OPTS:-} -XX:+UseSerialGC kafka.Kafka "$properties"
