package org.invigilator.connector;

import java.time.Instant;

/** How many more calls of a kind the source allows until a moment. */
public record Limit(int remaining, Instant resetAt) {}
