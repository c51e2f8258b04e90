/** Rules about the life of an account: live, stale, closed, gone, changed. */
@NullMarked
package org.invigilator.rule.lifecycle;

import org.jspecify.annotations.NullMarked;
