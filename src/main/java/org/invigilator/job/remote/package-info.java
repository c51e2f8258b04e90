/**
 * Accounts judged by workers on other machines: Spring Batch's remote partitions over a queue in
 * PostgreSQL.
 */
@org.jspecify.annotations.NullMarked
package org.invigilator.job.remote;
