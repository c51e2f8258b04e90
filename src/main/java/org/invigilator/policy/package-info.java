/**
 * The requirements as data: policy packs clause by clause, the trust's settings and the yearly
 * questions.
 */
@NullMarked
package org.invigilator.policy;

import org.jspecify.annotations.NullMarked;
