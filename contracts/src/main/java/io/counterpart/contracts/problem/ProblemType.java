package io.counterpart.contracts.problem;

import java.util.Locale;

/** The stable {@code type} of every problem that the API answers with. A client may switch on it; it never changes. */
public enum ProblemType {
    BAD_REQUEST(400, "The request cannot be understood"),
    INVALID_PATH(400, "The path holds a character that no path of ours holds"),
    INVALID_TELEMETRY(400, "The reading cannot be taken"),
    INVALID_TYPE(400, "The twin type is not valid"),
    INVALID_DESIRED(400, "The twin cannot be as desired"),
    INVALID_COMMAND(400, "The twin's device cannot be told to do so"),
    INVALID_QUERY(400, "The query cannot be read"),
    QUERY_TOO_EXPENSIVE(400, "The query would look at too much"),
    UNAUTHENTICATED(401, "Who are you?"),
    FORBIDDEN(403, "You may not do this"),
    TENANT_SUSPENDED(403, "The tenant is suspended"),
    TENANT_REQUIRED(400, "Which tenant? Name it in the header Counterpart-Tenant"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This cannot be done here"),
    NOT_ACCEPTABLE(406, "No such representation"),
    CONFLICT(409, "It clashes with what is there"),
    TYPE_IMMUTABLE(409, "A version of a type that is in use does not change"),
    PRECONDITION_FAILED(412, "It changed since you read it"),
    PAYLOAD_TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "No such format is taken here"),
    QUOTA_EXCEEDED(429, "The quota is used up"),
    INTERNAL(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "Not available now; try again");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The {@code type} member: a URN, so that it promises no page. */
    public String uri() {
        return "urn:counterpart:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
