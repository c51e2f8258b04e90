package org.invigilator.connector;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The last reading that was completed.
 *
 * @param swept the run date of the last full reading
 * @param tried the run date on which a full reading was last tried
 * @param newest the newest id of a post that it saw
 * @param counted how many followers, followed or posts the profile counted then, -1 when unknown
 * @param watched the fingerprint of the handles and names its people were searched for
 * @param note what it could not show although it was completed; empty when nothing
 */
record CompletedReading(
    LocalDate runDate,
    Instant at,
    Optional<LocalDate> swept,
    Optional<LocalDate> tried,
    String newest,
    long items,
    long counted,
    String watched,
    String note) {}
