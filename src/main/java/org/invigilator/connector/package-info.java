/** Collects what accounts show: from which source, how far it was read, and what it cost. */
@NullMarked
package org.invigilator.connector;

import org.jspecify.annotations.NullMarked;
