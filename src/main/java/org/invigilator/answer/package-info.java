/** What people answered: workbooks that were sent back, and waivers in files. */
@NullMarked
package org.invigilator.answer;

import org.jspecify.annotations.NullMarked;
