package io.counterpart.ingest.mqtt;

import io.counterpart.ingest.access.DeviceLogins;
import io.counterpart.ingest.commands.CommandDirectory;
import io.counterpart.ingest.desired.DesiredDirectory;
import java.time.InstantSource;

/**
 * What all MQTT connections of the process share.
 *
 * @param limits what a connection may
 * @param logins who a token lets in
 * @param failedLogins how often an address failed
 * @param sessions who is there
 * @param desired what is wanted of twins
 * @param commands what devices are to do
 * @param meters what is counted
 * @param clock the time of arrival
 */
record Doorway(
        MqttConfig limits,
        DeviceLogins logins,
        FailedLogins failedLogins,
        Sessions sessions,
        DesiredDirectory desired,
        CommandDirectory commands,
        MqttMeters meters,
        InstantSource clock) {}
