/** Documents for reading and signing. */
@NullMarked
package org.invigilator.report.document;

import org.jspecify.annotations.NullMarked;
