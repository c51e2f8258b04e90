/** How files that people or programs hand in are opened, and how large what is in them may be. */
@org.jspecify.annotations.NullMarked
package org.invigilator.input;
