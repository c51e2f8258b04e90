/**
 * Files in the trust's own layout, read as registers by profiles that the trust can write itself.
 */
@NullMarked
package org.invigilator.register.mapping;

import org.jspecify.annotations.NullMarked;
