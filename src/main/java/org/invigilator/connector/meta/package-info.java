/** Facebook pages and Instagram professional accounts of the trust through Meta's Graph API. */
@NullMarked
package org.invigilator.connector.meta;

import org.jspecify.annotations.NullMarked;
