/** Bluesky through its public endpoints, which ask for no credentials and charge nothing. */
@NullMarked
package org.invigilator.connector.bluesky;

import org.jspecify.annotations.NullMarked;
