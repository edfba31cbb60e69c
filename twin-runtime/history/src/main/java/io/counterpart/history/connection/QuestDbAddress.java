package io.counterpart.history.connection;

/**
 * Where QuestDB is, and as whom to speak to it.
 *
 * @param http {@code host:port} of its HTTP server, for writing
 * @param pg {@code host:port} of its PostgreSQL wire, for reading
 * @param user the user of both
 * @param password its password; never printed
 */
public record QuestDbAddress(String http, String pg, String user, String password) {

    public QuestDbAddress {
        requireHostAndPort(http);
        requireHostAndPort(pg);
    }

    String pgHost() {
        return pg.substring(0, pg.lastIndexOf(':'));
    }

    int pgPort() {
        return Integer.parseInt(pg.substring(pg.lastIndexOf(':') + 1));
    }

    private static void requireHostAndPort(String address) {
        if (!address.matches("[^:\\s/]+:[0-9]{1,5}")) {
            throw new IllegalArgumentException("not host:port: " + address);
        }
    }

    @Override
    public String toString() {
        return "QuestDbAddress[http=" + http + ", pg=" + pg + ", user=" + user + "]";
    }
}
