package org.invigilator.privacy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.DecoderException;
import org.apache.commons.codec.net.QuotedPrintableCodec;
import org.apache.commons.codec.net.URLCodec;
import org.apache.commons.text.StringEscapeUtils;

/**
 * The texts that a text may hold in an encoded form: escaped as in JSON, XML, addresses and mails,
 * between the tags of XML, and in base64.
 */
final class EncodedTexts {
  private static final Pattern TAG = Pattern.compile("<[^<>]{0,400}>");
  private static final Pattern ENTITY = Pattern.compile("&#?\\w{2,8};");
  private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u[0-9a-fA-F]{4}");
  private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
  private static final Pattern QUOTED = Pattern.compile("=[0-9A-F]{2}|=\\r?\\n");

  /** One in so many characters may be damaged. */
  private static final int NOISE = 8;

  private static final Pattern BASE64 =
      Pattern.compile("[A-Za-z0-9+/_-]{8,}(?:\\r?\\n[A-Za-z0-9+/_-]+)*+={0,2}");

  private EncodedTexts() {}

  /** The text itself, and each decoded form of it that differs. */
  static Stream<String> of(String text) {
    Stream.Builder<String> forms = Stream.builder();
    forms.add(text);
    if (TAG.matcher(text).find()) {
      // A name may be cut by formatting within a word, or its parts may be in two cells.
      forms.add(StringEscapeUtils.unescapeXml(TAG.matcher(text).replaceAll("")));
      forms.add(StringEscapeUtils.unescapeXml(TAG.matcher(text).replaceAll(" ")));
    } else if (ENTITY.matcher(text).find()) {
      forms.add(StringEscapeUtils.unescapeHtml4(text));
    }
    if (JSON_ESCAPE.matcher(text).find()) {
      forms.add(unescaped(text));
    }
    if (PERCENT.matcher(text).find()) {
      forms.add(PERCENT.matcher(text).replaceAll(EncodedTexts::percent));
    }
    if (QUOTED.matcher(text).find()) {
      forms.add(quotedPrintable(text));
    }
    forms.add(base64(text));
    return forms.build().filter(form -> !form.isEmpty());
  }

  private static String unescaped(String text) {
    return JSON_ESCAPE
        .matcher(text)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(m.group().substring(2), 16))));
  }

  private static String percent(java.util.regex.MatchResult escape) {
    try {
      return Matcher.quoteReplacement(
          new String(
              URLCodec.decodeUrl(escape.group().getBytes(StandardCharsets.US_ASCII)),
              StandardCharsets.UTF_8));
    } catch (DecoderException e) {
      return "";
    }
  }

  private static String quotedPrintable(String text) {
    StringBuilder plain = new StringBuilder();
    for (String line : text.split("\\r?\\n", -1)) {
      boolean soft = line.endsWith("=");
      String bare = soft ? line.substring(0, line.length() - 1) : line;
      try {
        plain.append(
            new String(
                QuotedPrintableCodec.decodeQuotedPrintable(bare.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8));
      } catch (DecoderException e) {
        plain.append(bare);
      }
      plain.append(soft ? "" : "\n");
    }
    return plain.toString();
  }

  /** Whether few characters of a text are none: most words can be read as base64 of noise. */
  private static boolean isText(String form) {
    long none =
        form.chars().filter(c -> c == '\uFFFD' || (c < ' ' && "\n\r\t".indexOf(c) < 0)).count();
    return none * NOISE <= form.length();
  }

  /** Whatever could be base64 of a text, decoded and put in lines. */
  private static String base64(String text) {
    StringBuilder decoded = new StringBuilder();
    Matcher matcher = BASE64.matcher(text);
    while (matcher.find()) {
      String run = matcher.group().replaceAll("[\\r\\n=]", "").replace('-', '+').replace('_', '/');
      String whole = run.substring(0, run.length() - (run.length() % 4 == 1 ? 1 : 0));
      String form = new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
      if (isText(form)) {
        decoded.append(form).append('\n');
      }
    }
    return decoded.toString();
  }
}
