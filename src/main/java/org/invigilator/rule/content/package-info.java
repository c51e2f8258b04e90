/** Rules about what posts and profiles contain and link to, and when posts are published. */
@NullMarked
package org.invigilator.rule.content;

import org.jspecify.annotations.NullMarked;
