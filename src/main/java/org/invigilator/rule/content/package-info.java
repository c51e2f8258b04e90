/** Rules about what is said and linked to, and when. */
@NullMarked
package org.invigilator.rule.content;

import org.jspecify.annotations.NullMarked;
