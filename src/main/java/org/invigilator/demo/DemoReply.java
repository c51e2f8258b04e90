package org.invigilator.demo;

import tools.jackson.databind.node.ObjectNode;

/**
 * A reply of the demo server.
 *
 * @param endpoint the name by which limits, failures and the bill know the call; empty for none
 * @param posts how many posts are charged for
 */
record DemoReply(
    int status, ObjectNode body, String endpoint, int posts, int users, int followers) {

  /** A reply that nothing is charged for. */
  static DemoReply free(int status, ObjectNode body, String endpoint) {
    return new DemoReply(status, body, endpoint, 0, 0, 0);
  }
}
