/**
 * Invigilator audits the official social media accounts of an academy trust against its own policy.
 */
@NullMarked
package org.invigilator;

import org.jspecify.annotations.NullMarked;
