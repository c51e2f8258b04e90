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

/**
 * The wording of one kind of mail, from the templates beside this class; a missing value is an
 * error.
 */
record MailTemplates(Template subject, Template text, Template html) {
  private static final Mustache.Compiler PLAIN =
      Mustache.compiler()
          .withLoader(MailTemplates::open)
          .zeroIsFalse(true)
          .emptyStringIsFalse(true);

  /** What a run found, for the leadership or an academy. */
  static final MailTemplates DIGEST = of("digest", "subject");

  /** What is due, for the owner of findings. */
  static final MailTemplates REMINDER = of("reminder", "reminder-subject");

  /**
   * The wording of one mail.
   *
   * @param subject one line
   */
  record Wording(String subject, String plain, String html) {}

  private static MailTemplates of(String name, String subject) {
    return new MailTemplates(
        template(subject, PLAIN.escapeHTML(false)),
        template(name + ".txt", PLAIN.escapeHTML(false)),
        template(name + ".html", PLAIN.escapeHTML(true)));
  }

  /** Fills in the values. No name with a line break can split the subject into headers. */
  Wording with(Map<String, Object> values) {
    return new Wording(
        subject.execute(values).replaceAll("\\p{Cntrl}", " "),
        text.execute(values) + "\n",
        html.execute(values));
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
