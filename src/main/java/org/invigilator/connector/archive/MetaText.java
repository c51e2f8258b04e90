package org.invigilator.connector.archive;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Texts of Meta's downloads, in which every byte of the UTF-8 form is a character of its own. What
 * is not of this kind is left as it is.
 */
final class MetaText {
  private static final int LAST_BYTE = 0xff;
  private static final int LAST_ASCII = 0x7f;

  private MetaText() {}

  /** All texts of a value, names included. */
  static JsonNode decode(JsonNode node) {
    if (node.isString()) {
      return JsonNodeFactory.instance.stringNode(decode(node.asString()));
    }
    if (node.isArray()) {
      ArrayNode decoded = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> decoded.add(decode(one)));
      return decoded;
    }
    if (node.isObject()) {
      ObjectNode decoded = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(one -> decoded.set(decode(one.getKey()), decode(one.getValue())));
      return decoded;
    }
    return node;
  }

  /** One text. */
  static String decode(String text) {
    boolean isOfBytes = text.chars().allMatch(c -> c <= LAST_BYTE);
    if (!isOfBytes || text.chars().allMatch(c -> c <= LAST_ASCII)) {
      return text;
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    CharBuffer decoded = CharBuffer.allocate(text.length());
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CoderResult result = decoder.decode(bytes, decoded, false);
    String read = decoded.flip().toString();
    // Meta cuts long texts at a byte; a text that is right already may look so too, such as café.
    boolean isCut = bytes.hasRemaining() && read.chars().allMatch(c -> c <= LAST_ASCII);
    return result.isError() || isCut ? text : read;
  }
}
