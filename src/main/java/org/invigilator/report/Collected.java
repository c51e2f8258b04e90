package org.invigilator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.invigilator.connector.SpendLedger;
import org.invigilator.policy.Source;
import org.invigilator.policy.Spending;

/**
 * The sources from which accounts were collected, and the cost.
 *
 * @param sources the live sources, by platform
 * @param costs the cost of this audit's collection, by platform
 * @param month the cost of the month of the audit so far, in millionths of a dollar
 */
public record Collected(
    Map<String, Source> sources,
    Optional<Spending> budget,
    List<SpendLedger.DaySpend> costs,
    long month) {}
