package org.invigilator.policy.proposal;

import java.util.List;
import org.invigilator.policy.Clause;

/**
 * What a proposal must know of a rule.
 *
 * @param words what it checks
 * @param reading the class of a clause that it checks
 * @param stated the parameter whose number a text usually gives; empty when there is none
 * @param settings the parameters of which one must be set; empty where the rule can do without
 */
public record KnownRule(
    String words, Clause.Reading reading, String stated, List<String> settings) {}
