/** The audits by hand: commands, their words and their exit codes. */
@NullMarked
package org.invigilator.cli;

import org.jspecify.annotations.NullMarked;
