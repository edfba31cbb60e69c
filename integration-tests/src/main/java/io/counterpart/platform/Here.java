package io.counterpart.platform;

import java.util.Map;
import java.util.Set;

/** The platform that a call on the command line is about: the one running at COUNTERPART_HOME, or the one that would be started there. */
final class Here {
    private Here() {}

    static PlatformHome home() {
        return PlatformHome.fromEnvironment(System.getenv(), Checkout.find(System.getenv()));
    }

    static PlatformState requireRunning(PlatformHome home) {
        return PlatformState.read(home)
                .orElseThrow(() -> new PlatformException(
                        "No platform runs on " + home.root() + "; './counterpart up' starts one."));
    }

    /** A view on what runs, through which nothing is started. */
    static LocalPlatform view(PlatformHome home, PlatformState state) {
        return LocalPlatform.builder()
                .home(home.root())
                .ports(new Ports(state.ports()))
                .components(state.components())
                .build();
    }

    static LocalPlatform.Builder fresh(PlatformHome home, Set<Component> components) {
        Map<String, String> environment = System.getenv();
        return LocalPlatform.builder()
                .home(home.root())
                .ports(Ports.fromEnvironment(environment))
                .components(components)
                .durable(true);
    }

    /** As {@code ./counterpart} found out: the JDK tells only when input is a terminal too. */
    static boolean onTerminal() {
        return System.getenv().containsKey("COUNTERPART_TERMINAL");
    }
}
