/** The MQTT endpoint: 3.1.1 and 5. */
@NullMarked
package io.counterpart.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
