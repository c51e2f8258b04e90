/** Rules about what is said to outsiders, and what they say. */
@NullMarked
package org.invigilator.rule.contact;

import org.jspecify.annotations.NullMarked;
