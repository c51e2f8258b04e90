/**
 * Finds people and words in texts: names and handles to pupils, profane words, personal details.
 * Pure.
 */
@NullMarked
package org.invigilator.match;

import org.jspecify.annotations.NullMarked;
