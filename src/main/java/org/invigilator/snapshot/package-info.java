/** What a platform showed of one account on one night, streamed from a snapshot folder. */
@NullMarked
package org.invigilator.snapshot;

import org.jspecify.annotations.NullMarked;
