/** The mails that tell of a run, and the way they go. */
@NullMarked
package org.invigilator.report.mail;

import org.jspecify.annotations.NullMarked;
