/** The export that X gives to the owner of an account, read without contacting X. */
@NullMarked
package org.invigilator.connector.archive;

import org.jspecify.annotations.NullMarked;
