/** Rules about what accounts write to people outside the trust, and what those write to them. */
@NullMarked
package org.invigilator.rule.contact;

import org.jspecify.annotations.NullMarked;
