/** The HTTP endpoint: telemetry for devices that do not speak MQTT. */
@NullMarked
package io.counterpart.ingest.http;

import org.jspecify.annotations.NullMarked;
