/** The command line: commands, their options and exit codes. */
@NullMarked
package org.invigilator.cli;

import org.jspecify.annotations.NullMarked;
