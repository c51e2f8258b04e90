package org.invigilator.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files of posts and people as other programs write them, read as if each entry were a line: a JSON
 * list, whole pages of the platform's replies, objects over several lines, UTF-16.
 */
final class OtherShapes {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int HEAD = 4096;

  private OtherShapes() {}

  /**
   * Whether a file is not one object a line. A damaged file of lines is none of these shapes: the
   * lines that can be read are.
   */
  static boolean isOne(Path file) {
    try (InputStream in = open(file)) {
      byte[] head = in.readNBytes(HEAD);
      int at = 0;
      while (at < head.length
          && (head[at] == ' ' || head[at] == '\t' || head[at] == '\r' || head[at] == '\n')) {
        at++;
      }
      if (at >= head.length) {
        return false;
      }
      boolean isMarked = (head[at] & 0xff) >= 0xef;
      boolean isWide = head.length > at + 1 && (head[at] == 0 || head[at + 1] == 0);
      if (!isMarked && !isWide && head[at] == '{' && isWholeObject(head, at)) {
        return false;
      }
    } catch (IOException e) {
      return false;
    }
    long[] entries = {0};
    try {
      each(file, line -> entries[0]++);
    } catch (IOException | JacksonException e) {
      return false;
    }
    return entries[0] > 0;
  }

  /** Whether the first line is an object that holds one entry, or is too long to tell. */
  private static boolean isWholeObject(byte[] head, int start) {
    int end = start;
    while (end < head.length && head[end] != '\n') {
      end++;
    }
    if (end == head.length && head.length == HEAD) {
      return !new String(
              head, start, Math.min(HEAD - start, 64), java.nio.charset.StandardCharsets.UTF_8)
          .matches("(?s)\\{\\s*\"data\"\\s*:\\s*\\[.*");
    }
    try {
      JsonNode node = JSON.readTree(head, start, end - start);
      return node.isObject() && !node.path("data").isArray();
    } catch (JacksonException e) {
      return false;
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = InputFile.open(file);
    return BoundedStream.ofSavedCopy(
        file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw);
  }

  /** Gives every entry as the bytes of a line. */
  static void each(Path file, Consumer<byte[]> taker) throws IOException {
    try (InputStream in = open(file);
        JsonParser parser = JSON.createParser(in)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          entry(JSON.readTree(parser), taker);
        } else if (token != JsonToken.START_ARRAY && token != JsonToken.END_ARRAY) {
          throw new IOException("neither a list nor an object");
        }
      }
    }
  }

  /** A page holds several entries, which share what is included. */
  private static void entry(JsonNode node, Consumer<byte[]> taker) {
    if (!node.path("data").isArray()) {
      taker.accept(JSON.writeValueAsBytes(node));
      return;
    }
    for (JsonNode one : node.path("data")) {
      boolean isPerson = one.has("username") && !one.has("text");
      ObjectNode line = JSON.createObjectNode();
      line.set("data", one);
      line.set("includes", node.path("includes"));
      taker.accept(JSON.writeValueAsBytes(isPerson ? one : line));
    }
  }

  /** The first object of a list or a page; empty when there is none. */
  static Optional<byte[]> single(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      node = node.path("data").isArray() ? node.path("data") : node;
      JsonNode first = node.isArray() ? node.path(0) : node;
      return first.isObject() ? Optional.of(JSON.writeValueAsBytes(first)) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
