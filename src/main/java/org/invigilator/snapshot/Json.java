package org.invigilator.snapshot;

import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Streaming JSON reading for all snapshot files. */
final class Json {
  /** A number with more digits may be larger than an int. */
  private static final int MOST_DIGITS = 10;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(1_000_000)
                  .build())
          .build();

  private Json() {}

  static JsonParser parser(byte[] buffer, int offset, int length) {
    return FACTORY.createParser(ObjectReadContext.empty(), buffer, offset, length);
  }

  /**
   * Reads a field into what is being read: the parser is at its value and must end at the last
   * token of the value. Lambdas that capture nothing are made once; others cost more here than the
   * reading itself.
   */
  interface Field<T> {
    void read(T into, String name, JsonParser value);
  }

  /** Reads the fields of the object at which the parser is; anything but an object is skipped. */
  static <T> void object(JsonParser parser, T into, Field<T> field) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      field.read(into, name, parser);
    }
  }

  /** Reads the elements of the array at which the parser is; anything but an array is skipped. */
  static <T> void array(JsonParser parser, T into, BiConsumer<T, JsonParser> element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.accept(into, parser);
    }
  }

  /** Adds the texts of the array at which the parser is. */
  static void texts(JsonParser parser, List<String> texts) {
    array(parser, texts, (all, one) -> all.add(text(one)));
  }

  /** A whole number, or -1 for anything else and for one that no post can have. */
  static int number(JsonParser parser) {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      String digits = parser.getString();
      return digits.length() < MOST_DIGITS ? Integer.parseInt(digits) : -1;
    }
    parser.skipChildren();
    return -1;
  }

  /** The text of a scalar; null and objects are an empty text. */
  static String text(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL || !token.isScalarValue()) {
      parser.skipChildren();
      return "";
    }
    return parser.getString();
  }
}
