/** Rules about who runs the accounts. */
@NullMarked
package org.invigilator.rule.people;

import org.jspecify.annotations.NullMarked;
