/** Rules about accounts as registered and approved. */
@NullMarked
package org.invigilator.rule.register;

import org.jspecify.annotations.NullMarked;
