/** From the text of a policy to a proposed pack: its clauses, and how each may be checked. */
@NullMarked
package org.invigilator.policy.proposal;

import org.jspecify.annotations.NullMarked;
