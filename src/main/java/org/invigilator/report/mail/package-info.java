/** The mails about a run, and how they are sent. */
@NullMarked
package org.invigilator.report.mail;

import org.jspecify.annotations.NullMarked;
