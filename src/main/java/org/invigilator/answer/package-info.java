/** Reads the answers of people: workbooks that were sent back, and waivers in files. */
@NullMarked
package org.invigilator.answer;

import org.jspecify.annotations.NullMarked;
