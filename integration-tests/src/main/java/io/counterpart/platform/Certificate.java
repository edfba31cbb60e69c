package io.counterpart.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The certificate by which MQTT over TLS shows itself to devices: signed by itself, made once. */
final class Certificate {
    private static final String STORE = "mqtts.p12";

    private final Secrets secrets;

    Certificate(Secrets secrets) {
        this.secrets = secrets;
    }

    String password() {
        return secrets.text("mqtts-store");
    }

    /** The PKCS#12 store with certificate and key. */
    Path store() {
        Path store = secrets.file(STORE);
        if (!Files.exists(store)) {
            password();
            keytool(
                    "make the certificate of MQTT over TLS",
                    "-genkeypair",
                    "-alias",
                    "mqtts",
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost,O=Counterpart local platform",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-validity",
                    "3650");
        }
        return store;
    }

    /** What devices are told to trust. */
    Path certificate() {
        Path file = secrets.file("mqtts.pem");
        store();
        if (!Files.exists(file)) {
            keytool(
                    "export the certificate of MQTT over TLS",
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "mqtts",
                    "-file",
                    file.toString());
        }
        return file;
    }

    private void keytool(String purpose, String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-keystore",
                secrets.file(STORE).toString(),
                "-storetype",
                "PKCS12",
                "-storepass:file",
                secrets.file("mqtts-store").toString()));
        Tool.run(purpose, command, Map.of(), secrets.folder());
    }
}
