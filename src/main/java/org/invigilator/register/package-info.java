/** The registers of a trust, read from CSV and XLSX, with problems that name the cell. */
@NullMarked
package org.invigilator.register;

import org.jspecify.annotations.NullMarked;
