/**
 * Derived properties: a property of a twin as a function of others, written in a subset of CEL (the Common Expression Language), with
 * units.
 *
 * <p>dev.cel parses a text and checks its types: Apache-2.0, and what it brings is permissive too (ANTLR, protobuf and re2j BSD-3, Guava
 * Apache-2.0). Its interpreter is left out. It bounds neither texts nor lists, tells nobody what was missing, and knows no quality; the
 * one it recommends (0.14.0, the planner) takes an operand that has failed for a value, so that {@code (a && 1 / 0 > 1) == false} is
 * false; and it takes three to eight times as long. The tests compare with it. No type of the library leaves the package,
 * and within it only the classes whose names begin with {@code Cel} know one.
 */
@NullMarked
package io.counterpart.engine.derive;

import org.jspecify.annotations.NullMarked;
