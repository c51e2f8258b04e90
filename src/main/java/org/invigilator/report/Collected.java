package org.invigilator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.SpendLedger;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;

/**
 * Where what accounts show came from, and what that cost.
 *
 * @param sources by platform, the live ones
 * @param night what this audit's collection cost, by platform
 * @param month what the month of the audit has cost so far, in millionths of a dollar
 */
public record Collected(
    Map<String, Source> sources,
    Optional<Spending> budget,
    List<SpendLedger.DaySpend> night,
    long month) {}
