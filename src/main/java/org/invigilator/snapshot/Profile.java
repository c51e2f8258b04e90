package org.invigilator.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an account says of itself.
 *
 * @param isProtected empty when the platform did not say, which is not the same as public
 */
public record Profile(
    String userId,
    String handle,
    String displayName,
    String bio,
    List<String> links,
    Optional<Boolean> isProtected,
    Optional<Instant> createdAt) {}
