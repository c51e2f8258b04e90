/** Rules about the policy, its yearly statements and the audit itself. */
@NullMarked
package org.invigilator.rule.governance;

import org.jspecify.annotations.NullMarked;
