package io.counterpart.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The platform that runs at {@code COUNTERPART_HOME}, for programs that work with it from outside, such as replay. */
public final class RunningPlatform {
    private final PlatformHome home;
    private final LocalPlatform view;

    private RunningPlatform(PlatformHome home, LocalPlatform view) {
        this.home = home;
        this.view = view;
    }

    /**
     * Finds it.
     *
     * @throws PlatformException when none runs
     */
    public static RunningPlatform find() {
        PlatformHome home = Here.home();
        return new RunningPlatform(home, Here.view(home, Here.requireRunning(home)));
    }

    public URI apiUrl() {
        return URI.create(view.portalUrl());
    }

    public int mqttPort() {
        return view.port(Port.MQTT);
    }

    public LocalPeople people() {
        return view.people();
    }

    /** Where a program may keep what it needs again next time; goes when the platform's data are reset. */
    public Path folder(String name) {
        return home.data(name);
    }

    /** The process of this component, when it runs. */
    public OptionalLong pid(Component component) {
        return ChildProcess.pidFile(component.label(), home)
                .find()
                .map(found -> OptionalLong.of(found.process().pid()))
                .orElse(OptionalLong.empty());
    }
}
