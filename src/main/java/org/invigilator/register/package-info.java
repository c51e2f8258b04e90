/**
 * The trust as written down: its registers, read from CSV and XLSX with problems that know their
 * cell.
 */
@NullMarked
package org.invigilator.register;

import org.jspecify.annotations.NullMarked;
