package org.invigilator.job;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What is to be audited, as of when, and where its files go.
 *
 * @param job the name under which the run is remembered
 * @param out the folder in which a folder for the audit date is made
 * @param state the folder of the database
 * @param again whether a finished audit of that date is done again
 */
public record AuditRequest(
    String job, Path trust, LocalDate asOf, Path out, Path state, boolean again) {}
