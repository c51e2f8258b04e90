package org.invigilator.report.mail;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The wording of the mails, from the templates beside this class; a missing value is an error. */
final class MailTemplates {
  private static final Mustache.Compiler PLAIN =
      Mustache.compiler()
          .withLoader(MailTemplates::open)
          .zeroIsFalse(true)
          .emptyStringIsFalse(true);
  private static final Template SUBJECT = template("subject", PLAIN.escapeHTML(false));
  private static final Template TEXT = template("digest.txt", PLAIN.escapeHTML(false));
  private static final Template HTML = template("digest.html", PLAIN.escapeHTML(true));

  private MailTemplates() {}

  /** The subject in one line, which no name with a line break can split into headers. */
  static String subject(Map<String, Object> values) {
    return SUBJECT.execute(values).replaceAll("\\p{Cntrl}", " ");
  }

  static String text(Map<String, Object> values) {
    return TEXT.execute(values) + "\n";
  }

  static String html(Map<String, Object> values) {
    return HTML.execute(values);
  }

  private static Template template(String name, Mustache.Compiler compiler) {
    try (Reader reader = open(name)) {
      return compiler.compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A template without the line break at its end, so that it fits inside a line of another one. */
  private static Reader open(String name) throws IOException {
    String file = name + ".mustache";
    try (InputStream in = MailTemplates.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("There is no template " + file);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new StringReader(text.stripTrailing());
    }
  }
}
