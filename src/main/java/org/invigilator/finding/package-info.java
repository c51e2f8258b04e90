/** What is wrong, since when, and what became of it. */
@NullMarked
package org.invigilator.finding;

import org.jspecify.annotations.NullMarked;
