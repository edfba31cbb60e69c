package io.counterpart.bench.load;

/**
 * How far one device came. Its readings are numbered without a gap, and acknowledgements keep their order: acknowledged are the
 * first so many, and those behind them up to {@code sent} may or may not have arrived.
 *
 * @param username the device, as {@code {tenant}/{device}}
 * @param sent readings
 * @param acknowledged readings
 */
public record LoadCount(String username, long sent, long acknowledged) {}
