/** YouTube through its Data API, with a key that only reads what is public. */
@NullMarked
package org.invigilator.connector.youtube;

import org.jspecify.annotations.NullMarked;
