package org.invigilator.policy.proposal;

import org.invigilator.policy.Clause;

/**
 * What a proposal must know of a rule.
 *
 * @param words what it checks
 * @param reading the class of a clause that it checks
 * @param stated the parameter whose number a text usually gives; empty when there is none
 */
public record KnownRule(String words, Clause.Reading reading, String stated) {}
