/**
 * The checks: the kinds of rule, the catalogue, and how an account and a trust are driven past all
 * of them.
 */
@NullMarked
package org.invigilator.rule;

import org.jspecify.annotations.NullMarked;
