/**
 * Units of measure and the arithmetic between them, by UCUM (the Unified Code for Units of Measure), and the names that DTDL has
 * for units.
 *
 * <p>ucum-java reads the codes and brings UCUM 2.2's own table: BSD-3, 70 KB, no dependencies, safe to share between threads. Its
 * arithmetic rounds and refuses offsets, so that is done here, in exact fractions. The other candidate, systems-ucum on indriya,
 * has its table typed in by hand (a horsepower of 1.36 W), overflows the stack on {@code m99999999}, and is eight jars. No type of
 * the library leaves {@link io.counterpart.engine.unit.Unit}'s package.
 */
@NullMarked
package io.counterpart.engine.unit;

import org.jspecify.annotations.NullMarked;
