package io.counterpart.portal.query;

import java.util.Arrays;

/** Which twins and relationships the variables of a query stand for. */
final class Row {

    private final int[] twins;
    private final Link[] links;

    Row(Pattern pattern) {
        this.twins = new int[pattern.twins().size()];
        this.links = new Link[pattern.steps().size()];
        Arrays.fill(twins, -1);
        Arrays.fill(links, Link.NONE);
    }

    private Row(int[] twins, Link[] links) {
        this.twins = twins;
        this.links = links;
    }

    int twin(int variable) {
        return twins[variable];
    }

    Link link(int step) {
        return links[step];
    }

    void bind(int variable, int twin) {
        twins[variable] = twin;
    }

    void follow(int step, Link link) {
        links[step] = link;
    }

    Row copy() {
        return new Row(twins.clone(), links.clone());
    }
}
