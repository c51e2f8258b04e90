/** Mastodon servers through their public API, without credentials. */
@NullMarked
package org.invigilator.connector.mastodon;

import org.jspecify.annotations.NullMarked;
