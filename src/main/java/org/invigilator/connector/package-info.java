/** How accounts are seen: what a source can show, how far it was read, and what that cost. */
@NullMarked
package org.invigilator.connector;

import org.jspecify.annotations.NullMarked;
