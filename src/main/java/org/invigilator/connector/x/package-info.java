/** X through its API v2, with twitter4j as the authenticated transport and nothing more. */
@NullMarked
package org.invigilator.connector.x;

import org.jspecify.annotations.NullMarked;
