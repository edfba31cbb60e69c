/**
 * The type language: DTDL, versions 3 and 2, as the Digital Twins Definition Language specification has them. Documents come in as
 * JSON, are read against a table of the language's classes ({@code Metamodel}), checked as a whole, and come out as a model.
 */
@NullMarked
package io.counterpart.engine.dtdl;

import org.jspecify.annotations.NullMarked;
