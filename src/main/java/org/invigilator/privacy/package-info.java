/** How long data is kept, what is held on a pupil, how it is erased, and who did what. */
@NullMarked
package org.invigilator.privacy;

import org.jspecify.annotations.NullMarked;
