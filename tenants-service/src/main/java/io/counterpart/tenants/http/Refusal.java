package io.counterpart.tenants.http;

/** Why an identity has no permissions at all: a problem among its attributes, which a refused request is answered with. */
public final class Refusal {

    public static final String ATTRIBUTE = "counterpart.refusal";

    private Refusal() {}
}
