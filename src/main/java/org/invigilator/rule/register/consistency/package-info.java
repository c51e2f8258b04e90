/** Checks of what the registers say against itself; each looks for one kind of contradiction. */
@NullMarked
package org.invigilator.rule.register.consistency;

import org.jspecify.annotations.NullMarked;
